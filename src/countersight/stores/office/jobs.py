"""Work to be done, in a table: claimed by one process at a time, and put back where it died."""

from typing import Final

from sqlalchemy import Engine, case, select, update

from countersight.model.office import JobState, RunId
from countersight.stores.case.database import reading, writing
from countersight.stores.office.tables import JOBS

MOST_ATTEMPTS: Final = 3
"""How often a job is begun before it is given up: what kills the process may be the file."""


class SqlJobs:
    """The jobs of one office (see ``ports.JobStore``)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, holder: str) -> RunId | None:
        """Take the oldest waiting job, and return its run; None where nothing waits."""
        waiting = (
            select(JOBS.c.run)
            .where(JOBS.c.state == JobState.WAITING.value)
            .order_by(JOBS.c.run)
            .limit(1)
        )
        with reading(self._engine) as connection:  # to look is cheap, to write is not
            if connection.scalar(waiting) is None:
                return None
        with writing(self._engine) as connection:
            run = connection.scalar(waiting)
            if run is None:
                return None
            connection.execute(
                update(JOBS)
                .where(JOBS.c.run == run)
                .values(
                    state=JobState.RUNNING.value, holder=holder, attempts=JOBS.c.attempts + 1
                )
            )
            return RunId(int(str(run)))

    def recover(self, holder: str) -> tuple[RunId, ...]:
        """Put back what other holders left running; return what is given up for good."""
        left = (JOBS.c.state == JobState.RUNNING.value) & (JOBS.c.holder != holder)
        spent = left & (JOBS.c.attempts >= MOST_ATTEMPTS)
        with writing(self._engine) as connection:
            lost = tuple(
                RunId(int(str(run)))
                for run in connection.scalars(select(JOBS.c.run).where(spent))
            )
            told = (
                f"It was begun {MOST_ATTEMPTS} times, and each time the program ended before "
                "it. What was screened until then is kept. Screen the file in parts."
            )
            connection.execute(
                update(JOBS).where(spent).values(state=JobState.FAILED.value, said=told)
            )
            connection.execute(
                update(JOBS).where(left).values(state=JobState.WAITING.value, holder="")
            )
        return lost

    def progress(self, run: RunId, *, done: int, total: int | None) -> bool:
        """Write how far a job is; tell whether somebody wants it cancelled."""
        with writing(self._engine) as connection:
            connection.execute(
                update(JOBS).where(JOBS.c.run == run).values(done=done, total=total)
            )
            return bool(connection.scalar(select(JOBS.c.unwanted).where(JOBS.c.run == run)))

    def end(self, run: RunId, state: JobState, said: str = "") -> None:
        """Say what became of a job."""
        with writing(self._engine) as connection:
            connection.execute(
                update(JOBS)
                .where(JOBS.c.run == run)
                .values(state=state.value, said=said, holder="")
            )

    def cancel(self, run: RunId) -> None:
        """Ask for a job to be cancelled; one that waits is cancelled at once."""
        waits = JOBS.c.state == JobState.WAITING.value
        now = case((waits, JobState.CANCELLED.value), else_=JOBS.c.state)
        is_open = JOBS.c.state.in_([JobState.WAITING.value, JobState.RUNNING.value])
        with writing(self._engine) as connection:
            connection.execute(
                update(JOBS).where(JOBS.c.run == run, is_open).values(state=now, unwanted=1)
            )
