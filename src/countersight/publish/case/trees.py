"""Verdicts with their trees: from the claim down to the words that each leaf rests on."""

from collections.abc import Iterator
from typing import Final

from countersight.messages import sentence
from countersight.model.argument import Argument, Leaf, LeafState, Side, Verdict
from countersight.publish.case.gathering import Told
from countersight.publish.case.pieces import bearing_tag, entry_link, quoted
from countersight.publish.case.words import ROLES, state_words
from countersight.render.html import Html, element, joined, named

MOST: Final = 50
"""Arguments of one verdict that the page shows."""
_SIDES: Final = {
    Side.AGAINST: sentence("Against the claim"),
    Side.FOR: sentence("For the claim"),
}
_ENDS: Final = {
    "stronger": sentence("It would be better proved with"),
    "falls": sentence("The argument would fall with"),
    "stands": sentence("The argument would stand with"),
}


def verdicts(found: Told) -> Iterator[Html]:
    """Yield a card for each verdict."""
    if not found.assessment.verdicts:
        yield element("p", sentence("No claim could be looked at."))
    for number, verdict in enumerate(found.assessment.verdicts):
        yield _verdict(verdict, number, found)


def _verdict(verdict: Verdict, number: int, found: Told) -> Html:
    arguments = (*verdict.against, *verdict.in_favour)
    more = max(0, len(arguments) - MOST)
    return element(
        "article",
        element("h3", entry_link(verdict.claim, found), id=f"v-{number}-h"),
        element("p", bearing_tag(verdict)),
        element("p", named(verdict.why)),
        (_argument(each, found) for each in arguments[:MOST]),
        element("p", sentence("{more:,} more arguments; the JSON form tells them.", more=more))
        if more
        else None,
        _changes(verdict),
        element(
            "p",
            sentence("Computed at entry {log_size} of the log.", log_size=verdict.log_size),
            class_="soft",
        ),
        id=f"v-{number}",
        class_="card",
        aria_labelledby=f"v-{number}-h",
    )


def _argument(argument: Argument, found: Told) -> Html:
    state = sentence(" (falls)") if argument.falls else ""
    return element(
        "details",
        element("summary", _SIDES[argument.side], ": ", argument.title, state),
        element("ul", (_leaf(leaf, found) for leaf in argument.leaves)),
        open=True,
    )


def _leaf(leaf: Leaf, found: Told) -> Html:
    missing = None
    if leaf.missing:
        links = joined((entry_link(each, found) for each in leaf.missing), ", ")
        missing = element("p", sentence("Not held: "), links)
    wanted = None
    if leaf.acquire and leaf.state is not LeafState.SHOWN:
        wanted = element("p", sentence("To acquire: "), named(leaf.acquire), class_="soft")
    return element(
        "li",
        element("b", ROLES[leaf.role], ": "),
        named(leaf.says),
        ". ",
        state_words(leaf),
        ".",
        missing,
        wanted,
        quoted(leaf.passages, found),
    )


def _changes(verdict: Verdict) -> Html | None:
    if not verdict.would_change:
        return None
    lists = [
        joined(
            (
                element("p", words, ":"),
                element(
                    "ul",
                    (
                        element("li", named(each.what))
                        for each in verdict.would_change
                        if each.to == end
                    ),
                ),
            )
        )
        for end, words in _ENDS.items()
        if any(each.to == end for each in verdict.would_change)
    ]
    return element("details", element("summary", sentence("What would change it")), lists)
