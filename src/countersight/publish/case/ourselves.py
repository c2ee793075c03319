"""The case against ourselves, as a part of the page of a case."""

from collections.abc import Iterator
from typing import TypeAlias

from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.publish.case.gathering import Told, ourselves
from countersight.publish.case.judging import disputed, review_words
from countersight.publish.case.pieces import entry_link
from countersight.publish.case.replying import unheard
from countersight.render.html import Html, element, joined, named

_Part: TypeAlias = tuple[str, list[Html], str]
"""Title, items, and what to say where there are none."""


def against_ourselves(found: Told) -> Iterator[Html]:
    """Yield what speaks against a case, or is missing from it."""
    yield element(
        "p",
        sentence(
            "What speaks against this case, or is missing from it, told before others tell it."
        ),
    )
    for title, items, nothing in (*_missing(found), *_speaking(found), *_doubted(found)):
        yield _listed(title, items, nothing)


def _missing(found: Told) -> Iterator[_Part]:
    against = ourselves(found)
    yield (
        sentence("Documents not held"),
        [entry_link(document.id, found) for document in against.not_held],
        sentence("Every document of the case is held."),
    )
    yield (
        sentence("Open assumptions"),
        [_about(claim, leaf.says, found) for claim, leaf in against.open],
        sentence("No argument that stands has an open assumption."),
    )


def _speaking(found: Told) -> Iterator[_Part]:
    against = ourselves(found)
    yield (
        sentence("In the speaker's favour"),
        [_about(claim, says, found) for claim, says in against.favour],
        sentence(
            "Nothing that the case holds speaks for the speaker; that is no proof against them."
        ),
    )
    yield (
        sentence("Claims on which nothing bears"),
        [_about(claim, why, found) for claim, why in against.untouched],
        sentence("Something that the case holds bears on every claim."),
    )
    yield (
        sentence("Not put to the speaker"),
        [entry_link(claim.id, found) for claim in unheard(found)],
        sentence("What speaks against each claim was put to somebody, or nothing does."),
    )


def _doubted(found: Told) -> Iterator[_Part]:
    yield (
        sentence("Disputed"),
        [_about(each.of, review_words(each, found), found) for each in disputed(found)],
        sentence("No entry and no verdict is disputed."),
    )
    yield (
        sentence("Weak, withdrawn, or without words that stand"),
        [_about(entry, why, found) for entry, why in ourselves(found).weak],
        sentence("Nothing."),
    )


def _about(entry: EntryId, says: str, found: Told) -> Html:
    return joined((entry_link(entry, found), ": ", named(says)))


def _listed(title: str, items: list[Html], nothing: str) -> Html:
    body = element("ul", (element("li", item) for item in items))
    return joined((element("h3", title), body if items else element("p", nothing)))
