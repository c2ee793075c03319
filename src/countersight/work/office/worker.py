"""A thread that does what waits, one job after the other, and starts again where it died."""

import logging
import threading
from collections.abc import Callable
from typing import Final

from countersight.errors import BusyError, FullError, StoreError
from countersight.messages import joined, sentence
from countersight.model.office import JobState, RunId
from countersight.ports import JobStore

PAUSE: Final = 2.0
"""Seconds after which the table is looked at, should nobody have called, and after which it is
tried again where the machine stood in the way."""
_GOES_ON: Final = sentence("The run goes on by itself as soon as it can.")
_LOG: Final = logging.getLogger(__name__)


class Worker:
    """Does the jobs of one office."""

    def __init__(self, jobs: JobStore, perform: Callable[[RunId], None], holder: str) -> None:
        """*holder* names this process, as no other does that works on the same office."""
        self._jobs = jobs
        self._perform = perform
        self._holder = holder
        self._called = threading.Event()
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)
        self._hindrance = ""
        self._recovered = False

    @property
    def hindrance(self) -> str:
        """What stands in the way of work, and when it goes on; empty where nothing does."""
        return self._hindrance

    def start(self) -> None:
        """Begin; first, as soon as the machine lets it, put back what other processes left."""
        self._thread.start()

    def wake(self) -> None:
        """Say that something waits."""
        self._called.set()

    def stop(self, patience: float = 5.0) -> None:
        """End after the job at hand, or leave it to the next start after *patience* seconds."""
        self._ends.set()
        self._called.set()
        if self._thread.ident is not None:  # it was started
            self._thread.join(patience)

    def _work(self) -> None:
        while not self._ends.is_set():
            if not self._one():
                self._called.wait(PAUSE)
                self._called.clear()

    def _one(self) -> bool:
        """Do one job, where one waits; what goes wrong is said, and the thread goes on."""
        try:
            if not self._recovered:
                self._jobs.recover(self._holder)
                self._recovered = True
            run = self._jobs.claim(self._holder)
        except StoreError as wrong:
            _LOG.exception("the table of jobs can't be read or written")
            self._hindered(wrong)
            return False
        self._hindrance = ""
        if run is None:
            return False
        try:
            self._persist(run)
        except Exception:  # noqa: BLE001 - the thread must outlive a fault, and says it
            _LOG.exception("run %s ended by a fault of the program", run)
            self._fail(run)
        return True

    def _persist(self, run: RunId) -> None:
        """Do a job; where the machine stands in the way, wait, and go on where it was.

        The machine may not even let it be written down that it does: so it is said from memory.
        """
        try:
            while not self._ends.is_set():
                try:
                    return self._perform(run)
                except (BusyError, FullError) as wrong:
                    _LOG.warning("run %s waits: %s", run, wrong.message)
                    self._hindered(wrong)
                    self._ends.wait(PAUSE)
        finally:
            self._hindrance = ""

    def _hindered(self, wrong: StoreError) -> None:
        self._hindrance = joined(". ", (wrong.message, _GOES_ON))

    def _fail(self, run: RunId) -> None:
        said = (
            "The program has a fault, and this run could not be ended. What was screened until "
            "then is kept. The log of the program tells more; please report it."
        )
        try:
            self._jobs.end(run, JobState.FAILED, said)
        except StoreError:
            _LOG.exception("it can't be written down that run %s failed", run)
