"""The first thing that a page shows: how many records came out how, and what is urgent."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from countersight.messages import _
from countersight.model.finding import Counts, Grounds
from countersight.model.match import State
from countersight.render.html import Html, element, link
from countersight.render.svg import Bar, bar_chart
from countersight.report.pages.duties import DUE, due
from countersight.report.pages.gather import Due, Gathered
from countersight.report.words import STATES, registry_line, stale_lines

_LOOKS: Final = {
    Due.OVERDUE: "overdue",
    Due.PERHAPS_OVERDUE: "review",
    Due.SOON: "advises",
    Due.LATER: "quiet",
    Due.NO_DEADLINE: "quiet",
}


def glance(gathered: Gathered, grounds: Grounds) -> Iterator[Html]:
    """Yield counts, charts, and what has to be known to read them."""
    states = _states(gathered.counts)
    yield element(
        "ul", (_tile(state, count) for state, count in states.items()), class_="tiles"
    )
    yield from _warnings(gathered, grounds)
    yield bar_chart(
        _("Records by state"),
        [Bar(STATES[state], count, _look(state)) for state, count in states.items()],
        counted=(_("State"), _("Records")),
    )
    if gathered.duties:
        tally = Counter(due(told, grounds.as_of) for told in gathered.duties.values())
        yield bar_chart(
            _("Duties by deadline, as of {as_of}").format(as_of=grounds.as_of),
            [Bar(DUE[when], tally[when], _LOOKS[when]) for when in Due],
            counted=(_("Deadline"), _("Duties")),
        )


def _states(counts: Counts) -> dict[State, int]:
    return {
        State.MATCH: counts.match,
        State.REVIEW: counts.review,
        State.NO_MATCH: counts.no_match,
        State.NOT_CHECKED: counts.not_checked,
    }


def _look(state: State) -> str:
    return state.value.replace("_", "-")


def _tile(state: State, count: int) -> Html:
    return element("li", element("b", f"{count:,}"), STATES[state], class_=_look(state))


def _warnings(gathered: Gathered, grounds: Grounds) -> Iterator[Html]:
    if any(problem.stops for problem in gathered.problems):
        yield element(
            "p",
            _("Something was not read to its end: see "),
            link("#problems", "problems"),
            _(". What stands after that place was not screened."),
            class_="notice",
        )
    if grounds.profile is None:
        yield element(
            "p",
            _(
                "No profile was named, so who asks and where is not known, and most "
                "duties depend on it. Screen again with a profile."
            ),
            class_="notice",
        )
    if gathered.counts.dismissed:
        said = _("{dismissed:,} of the records above were dismissed by review.").format(
            dismissed=gathered.counts.dismissed
        )
        yield element(
            "p",
            _("{said} Their cards tell by whom, and why.").format(said=said),
            class_="notice",
        )
    for each in gathered.lists:
        look = {"class_": "notice"} if each.age else {}
        yield element("p", registry_line(each), **look)
    for line in stale_lines(gathered.lists):
        yield element("p", line, class_="notice")
    yield element(
        "p",
        _(
            "No match means that none of the lists below has an entry that the "
            "record could be. It clears nobody. Not checked means that there is no "
            "answer at all."
        ),
    )
