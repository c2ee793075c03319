"""Pieces that the parts of a case's page share: quotations, links to entries, small labels."""

from typing import Final

from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.argument import Standard, Verdict
from countersight.model.casefile import Entry, Question, Reviewed, Statement
from countersight.model.passage import Passage
from countersight.publish.case.gathering import Told
from countersight.publish.case.judging import judged
from countersight.publish.case.stated import statement_words
from countersight.publish.case.words import verdict_words
from countersight.render.escaping import shortened
from countersight.render.html import Html, element, joined, named

_LOOKS: Final = {
    None: "quiet",
    Standard.ALLEGED: "quiet",
    Standard.PRIMA_FACIE: "review",
    Standard.ESTABLISHED: "match",
}
_SHORT: Final = 80


def place_of(id_: str) -> str:
    """Return the place of an entry in the page; ids have no letter that a place has not."""
    return f"e-{id_}"


def bearing_tag(verdict: Verdict) -> Html:
    """Return a verdict as a small label."""
    return element("span", verdict_words(verdict), class_=f"tag {_LOOKS[verdict.standard]}")


def entry_link(id_: EntryId, found: Told) -> Html:
    """Return a link to an entry of the page, by its name; of a claim, by its words.

    A passage has no place of its own: its words are told without a link.
    """
    called = named(_called(id_, found))
    if isinstance(found.entries.get(id_), Passage):
        return called
    return element("a", called, href=f"#{place_of(id_)}")


def withdrawal(entry: Entry) -> Html | None:
    """Return why an entry no longer counts; nothing where it does."""
    return (
        element("p", sentence("Withdrawn: "), named(entry.withdrawn))
        if entry.withdrawn
        else None
    )


def reviews(id_: EntryId, found: Told, what: Reviewed = Reviewed.ENTRY) -> Html:
    """Return what persons made of an entry, or of the verdicts on a claim."""
    return joined(element("p", named(each)) for each in judged(id_, what, found))


def quoted(passages: tuple[EntryId, ...], found: Told) -> Html:
    """Return passages in full, each with where it stands."""
    return joined(
        element(
            "blockquote",
            element("p", "“", named(passage.words), "”"),
            element(
                "p",
                entry_link(passage.document, found),
                _where(passage.place is not None, passage.withdrawn),
                class_="soft",
            ),
            class_="said",
        )
        for passage in found.words(passages)
    )


def _where(stands: bool, withdrawn: str) -> str:  # noqa: FBT001 - private
    state = "" if stands else sentence("; an orphan: these words stand nowhere in a held text")
    if not withdrawn:
        return state
    return sentence("{state}; withdrawn: {withdrawn}", state=state, withdrawn=withdrawn)


def _called(id_: EntryId, found: Told) -> str:
    entry = found.entries.get(id_)
    match entry:
        case Passage():
            return f"“{shortened(entry.words, _SHORT)}”"
        case Statement():
            return statement_words(entry, found)
        case Question():
            return sentence(
                "the question “{asked}”", asked=shortened(_asked(entry, found), _SHORT)
            )
        case _:
            return found.name(id_)


def _asked(question: Question, found: Told) -> str:
    quoted_words = " ".join(each.words for each in found.words(question.passages))
    return question.says or quoted_words or question.id
