"""A worker in a process of its own, which is killed at a moment: for tests of what is left.

    python tests/office_process.py

reads lines of a folder, a number of beats and of seconds; works on what waits in the folder, in
a child that has everything loaded; kills it so many seconds after so many beats; and prints how
it ended. It beats whenever progress is written, as rows are counted and as they are kept.
"""

import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from countersight.model.office import RunId
from countersight.stores.office.jobs import SqlJobs
from countersight.wiring import office
from offices import asked

STRETCH = 40
"""Rows that are kept at once: many stretches of a small file."""


def work(folder: Path, beats: int) -> None:
    """Do what waits in an office, to its end."""
    real = SqlJobs.progress

    def progress(self: SqlJobs, run: RunId, *, done: int, total: int | None) -> bool:
        os.write(beats, b".")
        return real(self, run, done=done, total=total)

    SqlJobs.progress = progress  # type: ignore[method-assign]
    opened = office.open_desk(folder)
    opened.worker.start()
    while any(not run.job.state.is_over for run in opened.desk.store.runs.latest(100)):
        time.sleep(0.01)
    opened.close()


def main() -> None:
    """Work and be killed, a line each."""
    office.STRETCH = STRETCH  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder:
        opened = office.open_desk(Path(folder))  # everything is loaded once
        asked(opened)
        opened.close()
    for line in sys.stdin:
        place, beats, seconds = line.rstrip("\n").rsplit(" ", 2)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            work(Path(place), write)
            os._exit(0)
        os.close(write)
        beaten = sum(bool(os.read(read, 1)) for _ in range(int(beats)))
        if beaten == int(beats):
            time.sleep(float(seconds))
            os.kill(child, signal.SIGKILL)
        os.close(read)
        _, status = os.waitpid(child, 0)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) else "ended\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
