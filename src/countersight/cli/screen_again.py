"""``countersight screen --since``: what newer versions of lists change in what was told."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from countersight import wiring
from countersight.cli import console
from countersight.cli.output import opened, refuse_input
from countersight.cli.statuses import Status
from countersight.cli.telling import Telling
from countersight.errors import SettingError
from countersight.messages import _
from countersight.model.turn import TurnCounts
from countersight.report.turns import TELLERS, count_lines, span_lines
from countersight.wiring import asked_lists as wired

if TYPE_CHECKING:
    from countersight.model.turn import TurnedBatch
    from countersight.work.lists.since import Since


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
    again, counts = wired.since(settings, since), TurnCounts()

    def heard() -> "Iterator[TurnedBatch]":
        nonlocal counts
        for batch in _batches(again, files):
            counts += batch.counts
            yield batch

    with opened(telling.output, binary=False) as output:
        for row in TELLERS[telling.format](heard()):
            output.write([row])
    for told in (*span_lines(again.spans), *count_lines(counts)):
        console.say(told)
    if counts.problems:
        return Status.UNREAD
    return Status.FINDINGS if counts.became else Status.CLEAN


def _batches(again: "Since", files: Sequence[str | Path]) -> "Iterator[TurnedBatch]":
    for file in files:
        name = file.name if isinstance(file, Path) else file
        with ExitStack() as open_files:
            source, _stream, _size = wiring.source(name, file, open_files)
            yield from again.run([source])
