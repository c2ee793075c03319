"""Pieces that the parts of a case's page share: quotations, links to entries, small labels."""

from typing import Final

from countersight.ids import EntryId
from countersight.model.argument import Standard, Verdict
from countersight.model.casefile import Claim
from countersight.publish.case.gathering import Told
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
    """Return a link to an entry of the page, by its name; of a claim, by its words."""
    return element("a", named(_called(id_, found)), href=f"#{place_of(id_)}")


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
    state = "" if stands else "; an orphan: these words stand nowhere in a held text"
    return f"{state}; withdrawn: {withdrawn}" if withdrawn else state


def _called(id_: EntryId, found: Told) -> str:
    claim = found.claims.get(id_)
    return found.name(id_) if claim is None else claim_words(claim, found)


def claim_words(claim: Claim, found: Told) -> str:
    """Return a claim by its first words."""
    return f"“{shortened(found.words(claim.passages)[0].words, _SHORT)}”"
