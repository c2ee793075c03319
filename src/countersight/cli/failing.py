"""From what on a run is a failure."""

from collections.abc import Iterable
from enum import StrEnum

from countersight.cli.statuses import Status
from countersight.model.decision import Outcome
from countersight.model.finding import Screened, ScreenedBatch
from countersight.model.match import State


class FailOn(StrEnum):
    """From what on a run fails; each level holds all that come after it."""

    NOT_CHECKED = "not_checked"
    REVIEW = "review"
    MATCH = "match"
    DEPENDS = "depends"
    BINDS = "binds"
    NEVER = "never"


_ORDER = tuple(FailOn)


def fails(screened: Screened, fail_on: FailOn) -> bool:
    """Return whether one record is at or above a level."""
    line = _ORDER.index(fail_on)
    return any(_ORDER.index(level) >= line for level in _level(screened))


class Worst:
    """Hears batches, and tells the exit status."""

    def __init__(self, fail_on: FailOn) -> None:
        self._line = _ORDER.index(fail_on)
        self._fails = False
        self._unread = False

    def hear(self, batch: ScreenedBatch) -> None:
        """Hear what one batch came to."""
        self._unread = self._unread or any(problem.stops for problem in batch.problems)
        if not self._fails:
            self._fails = any(_ORDER.index(level) >= self._line for level in _levels(batch))

    @property
    def status(self) -> Status:
        """The exit status so far; what could not be read wins."""
        if self._unread:
            return Status.UNREAD
        return Status.FINDINGS if self._fails else Status.CLEAN


def _levels(batch: ScreenedBatch) -> Iterable[FailOn]:
    if batch.counts.not_checked:
        yield FailOn.NOT_CHECKED
    for screened in batch.records:
        yield from _level(screened)


def _level(screened: Screened) -> Iterable[FailOn]:
    """Yield what a record comes to; what a person dismissed comes to nothing."""
    if screened.state is State.NOT_CHECKED:
        yield FailOn.NOT_CHECKED
    states = {match.judged for match in screened.matches}
    if State.MATCH in states:
        yield FailOn.MATCH
    elif State.REVIEW in states:
        yield FailOn.REVIEW
    for finding in screened.findings:
        if finding.match.judged is not State.MATCH:
            continue
        if finding.decision.outcome is Outcome.BINDS:
            yield FailOn.BINDS
        elif finding.decision.outcome is Outcome.DEPENDS:
            yield FailOn.DEPENDS
