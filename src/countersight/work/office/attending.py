"""What home tells: what waits, what goes wrong, and the first steps of a new office."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from countersight.model.office import JobState, Run
from countersight.work.office.desk import LATEST, Attention, Desk
from countersight.work.office.held import Held

LOOKED_AT: Final = 50
"""Runs, newest first, among which those are sought that wait, run or failed."""


class Step(StrEnum):
    """A first step of a new office, in their order."""

    PROFILE = "profile"
    SCREEN = "screen"
    REVIEW = "review"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Task:
    """A first step, and whether it is done; None where nobody can tell."""

    step: Step
    is_done: bool | None


@dataclass(frozen=True, slots=True)
class Attended:
    """What home tells."""

    attention: Attention
    busy: tuple[Run, ...]
    """Runs that wait or go on."""
    failed: tuple[Run, ...]
    """Runs that failed, and were not asked for again since."""
    tasks: tuple[Task, ...]
    """The first steps; empty once the office is at home."""
    lists: tuple[Held, ...] = ()
    """The outside lists that are held."""

    @property
    def stale(self) -> tuple[Held, ...]:
        """Lists that are older than their publishers' rhythms."""
        return tuple(each for each in self.lists if each.is_stale)


def attend(desk: Desk) -> Attended:
    """Return what home tells."""
    attention = desk.attention()
    runs = desk.store.runs.latest(LOOKED_AT)
    busy = tuple(each for each in runs if not each.job.state.is_over)
    return Attended(
        attention, busy, tuple(_failed(runs)), _tasks(desk, attention), desk.lists.every()
    )


def _failed(runs: tuple[Run, ...]) -> list[Run]:
    """Return the failed runs whose upload was not screened to its end later."""
    ended: set[str] = set()
    found: list[Run] = []
    for run in runs:
        if run.job.state is JobState.FAILED and run.upload.digest not in ended:
            found.append(run)
        ended.add(run.upload.digest)
    return found


def _tasks(desk: Desk, attention: Attention) -> tuple[Task, ...]:
    """Return the first steps, while the office has few runs and one of them is to be done."""
    if len(attention.latest) >= LATEST:
        return ()
    tasks = (
        Task(Step.PROFILE, bool(attention.profile)),
        Task(Step.SCREEN, bool(attention.latest)),
        Task(Step.REVIEW, bool(desk.store.reviews.current())),
    )
    done = all(each.is_done for each in tasks)
    return () if done else (*tasks, Task(Step.DECIDE, None))
