"""``countersight screen --since``: what newer versions of lists change in what was told."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from countersight import wiring
from countersight.cli import console
from countersight.cli.failing import FailOn
from countersight.cli.going_through import batches
from countersight.cli.output import opened, refuse_input
from countersight.cli.statuses import Status
from countersight.cli.telling import Telling
from countersight.errors import SettingError
from countersight.messages import _
from countersight.model.turn import TurnCounts
from countersight.report.turns import TELLERS, count_lines, span_lines
from countersight.report.words import stale_lines
from countersight.wiring import asked_lists as wired

if TYPE_CHECKING:
    from countersight.model.turn import TurnedBatch


def screen_again(
    files: Sequence[str | Path],
    settings: wiring.ScreenSettings,
    telling: Telling,
    *,
    since: str,
) -> Status:
    """Tell the records of which the answer is another since a day or a version.

    Raises:
        AbsentError: a list or a version is not held.
        SettingError: no list is named, or the format can't tell it.
    """
    refuse_input(telling.output, files)
    if telling.format not in TELLERS:
        raise SettingError(
            _("--since can't be told as {format}").format(format=telling.format),
            hint=_("Known: {known}.").format(known=", ".join(TELLERS)),
        )
    again, counts, stops = wired.since(settings, since), TurnCounts(), False

    def heard() -> "Iterator[TurnedBatch]":
        nonlocal counts, stops
        for batch in batches(again, files):
            counts += batch.counts
            stops = stops or any(problem.stops for problem in batch.problems)
            yield batch

    with opened(telling.output, binary=False) as output:
        for row in TELLERS[telling.format](heard()):
            output.write([row])
    for told in (
        *span_lines(again.spans),
        *count_lines(counts),
        *stale_lines(again.versions),
    ):
        console.say(told)
    if stops:
        return Status.UNREAD
    return Status.FINDINGS if _fails(counts, telling.fail_on) else Status.CLEAN


def _fails(counts: TurnCounts, fail_on: FailOn) -> bool:
    """Tell whether what became of records is at or above a level; duties are not decided."""
    match fail_on:
        case FailOn.NEVER:
            return False
        case FailOn.NOT_CHECKED:
            return counts.became + counts.not_checked > 0
        case FailOn.REVIEW:
            return counts.became > 0
        case _:
            return counts.matches > 0
