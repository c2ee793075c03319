"""One run from its upload to its last answer: counted, screened, kept, a stretch at a time.

A run that broke off goes on where it was: stretches that are kept are read again and not
screened again. So a run gives the same answers whether it was interrupted or not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from countersight.errors import BusyError, CountersightError, FullError
from countersight.model.finding import ScreenedBatch
from countersight.model.office import Asked, Filter, JobState, Run, RunId
from countersight.model.record import Batch
from countersight.model.review import Review
from countersight.ports import OfficeStore
from countersight.read import Source, read
from countersight.work.office.stretches import stretch_of
from countersight.work.screening import Screening

MOST_WHOLE: Final = 50_000
"""Records up to which all are kept, and not those alone of which something is to be told."""


@dataclass(frozen=True, slots=True)
class Screenings:
    """Screens the runs of one office."""

    store: OfficeStore
    makes: Callable[[Asked, tuple[Review, ...]], Screening]
    """Makes a screening of what was asked, and of the judgements that count."""

    def check(self, asked: Asked) -> None:
        """Make sure that a run can begin.

        Raises:
            CountersightError: it can't, and why.
        """
        self.makes(asked, ())

    def perform(self, run: RunId) -> None:
        """Screen a run to its end, and say what became of it; no error of a user's leaves.

        Raises:
            BusyError: another writer takes long; what is kept is kept, and it can be gone on.
            FullError: the disk has no room; it can be gone on once it has.
        """
        try:
            state = self._screen(self.store.runs.get(run))
        except (BusyError, FullError):
            raise
        except CountersightError as wrong:
            said = f"{wrong.message}. {wrong.hint}".strip()
            self.store.jobs.end(run, JobState.FAILED, said)
        else:
            self.store.jobs.end(run, state)

    def _screen(self, run: Run) -> JobState:
        screening = self.makes(_whole(run.asked), self.store.reviews.current())
        total = self._total(run, screening)
        if total > MOST_WHOLE and not run.asked.every:
            screening = self.makes(run.asked, self.store.reviews.current())
        done, number = 0, self.store.answers.count(run.id, Filter())
        for place, batch in enumerate(self._batches(run, screening)):
            if place >= run.batches:
                found = screening.screen(batch)
                kept = stretch_of(found, screening.conditions.grounds, number)
                self.store.runs.keep(run.id, kept, screening.conditions.grounds.lists)
                number += len(kept.answers)
            done += rows_of(batch)
            if self.store.jobs.progress(run.id, done=done, total=max(done, total)):
                return JobState.CANCELLED
        return JobState.DONE

    def _total(self, run: Run, screening: Screening) -> int:
        """Return how many records there are; to count costs a small part of screening them."""
        if run.job.total is not None:
            return run.job.total
        total = 0
        for batch in self._batches(run, screening):
            total += rows_of(batch)
            if self.store.jobs.progress(run.id, done=0, total=None):
                break
        self.store.jobs.progress(run.id, done=0, total=total)
        return total

    def _batches(self, run: Run, screening: Screening) -> Iterator[Batch]:
        with self.store.uploads.open(run.upload.digest) as stream:
            for batch in read(Source(run.upload.name, stream=stream), screening.options):
                if run.asked.takes(batch.reading.origin):
                    yield batch


def _whole(asked: Asked) -> Asked:
    return replace(asked, every=True)


def rows_of(batch: Batch | ScreenedBatch) -> int:
    """Return how many rows of the source a batch stands for."""
    if isinstance(batch, ScreenedBatch):
        return batch.counts.records + batch.counts.problems
    return batch.rows + len(batch.problems)
