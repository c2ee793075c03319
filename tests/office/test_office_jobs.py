"""Jobs outlive what happens: the process killed, the database locked, the disk full."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

import countersight
import office_process
from countersight.errors import BusyError, FullError
from countersight.model.office import Filter, JobState, Run, RunId
from countersight.stores.office import workspace
from countersight.stores.office.jobs import MOST_ATTEMPTS
from countersight.wiring import office as wired
from countersight.wiring.office import Opened, open_desk
from countersight.work.office import worker as working
from offices import asked, fill, rows_of, small_disk

TABLES = ("answers", "facets", "matches", "problems")
ROWS = 600
AGAIN = ROWS // office_process.STRETCH
"""Times that progress is written once all is counted, at least."""
BEATS = 2 * AGAIN
"""Times that it is written of a new run."""
ALL = 10**6
PATIENCE = 60.0


def many(number: int) -> bytes:
    """Return a file of so many rows, some of which are matches and some without a name."""
    lines = ["supplier,site"]
    for each in range(number):
        name = "HIKVISION UK LIMITED" if each % 7 == 0 else f"Supplier {each} Ltd"
        lines.append(f"{name},site {each}" if each % 50 else f'"",site {each}')
    return "\n".join(lines).encode()


def until(told: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + seconds
    while not told():
        assert time.monotonic() < ends, "it did not come to be"
        time.sleep(0.01)


@pytest.fixture(scope="module")
def process() -> Iterator["subprocess.Popen[str]"]:
    known = {**os.environ, "PYTHONPATH": str(Path(countersight.__file__).parents[1])}  # noqa: TID251
    with subprocess.Popen(
        [sys.executable, office_process.__file__],
        env=known,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as started:
        yield started
        assert started.stdin is not None
        started.stdin.close()


def work(
    process: "subprocess.Popen[str]", folder: Path, beats: int = ALL, seconds: float = 0.0
) -> str:
    """Work on an office in a process that is killed so long after so many beats."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{folder} {beats} {seconds}\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def waiting(folder: Path, rows: bytes) -> RunId:
    """Make an office in which a run waits."""
    opened = open_desk(folder)
    try:
        return asked(opened, rows).id
    finally:
        opened.close()


def seen(folder: Path) -> Run:
    opened = open_desk(folder)
    try:
        [run] = opened.desk.store.runs.latest(10)
        return run
    finally:
        opened.close()


def kept(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    rows = rows_of(folder / "office.sqlite")
    return {name: rows[name] for name in TABLES}


def test_a_run_that_is_killed_again_and_again_gives_the_answers_of_one_that_is_not(
    tmp_path: Path, process: "subprocess.Popen[str]"
) -> None:
    rows = many(ROWS)
    waiting(tmp_path / "whole", rows)
    assert work(process, tmp_path / "whole") == "ended"
    expected = kept(tmp_path / "whole")
    assert (seen(tmp_path / "whole").job.state, len(expected["answers"])) == ("done", ROWS)
    dice, half = random.Random(7), set()  # noqa: S311 - seeded, for the tests
    for number, first in enumerate((1, BEATS - 2, BEATS // 2, dice.randint(1, BEATS - 2))):
        folder = tmp_path / f"killed{number}"
        waiting(folder, rows)
        for beats in (first, dice.randint(1, AGAIN - 2)):  # as often as it is not given up
            assert work(process, folder, beats, dice.uniform(0, 0.02)) == "killed"
            half.add(len(kept(folder)["answers"]))
        assert work(process, folder) == "ended"
        assert seen(folder).job.state is JobState.DONE
        assert kept(folder) == expected
        assert seen(folder).counts == seen(tmp_path / "whole").counts
    assert len(half - {0, ROWS}) > 1, "none was killed between two stretches"


def test_a_run_that_kills_the_program_each_time_is_given_up_and_says_so(
    tmp_path: Path, process: "subprocess.Popen[str]"
) -> None:
    waiting(tmp_path, many(ROWS))
    for beats in (BEATS // 2 + 3, 1, 1):
        assert work(process, tmp_path, beats) == "killed"
    assert seen(tmp_path).job.attempts == MOST_ATTEMPTS
    assert work(process, tmp_path) == "ended"
    run = seen(tmp_path)
    assert run.job.state is JobState.FAILED
    assert f"begun {MOST_ATTEMPTS} times" in run.job.said
    assert 0 < run.counts.records < ROWS, "it is not told as whole, and what there is is kept"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """An office with short stretches and little patience."""
    monkeypatch.setattr(wired, "STRETCH", office_process.STRETCH)
    monkeypatch.setattr(workspace, "WAIT", 0.2)
    monkeypatch.setattr(working, "PAUSE", 0.05)
    made = open_desk(tmp_path / "office")
    yield made
    made.close()


def job(opened: Opened, run: Run) -> JobState:
    return opened.desk.store.runs.get(run.id).job.state


def test_progress_is_told_while_it_runs_and_is_never_more_than_is_kept(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int | None, int]] = []
    run = asked(opened, many(400))
    jobs = type(opened.office.jobs)
    real = jobs.progress

    def progress(_self: object, run: RunId, *, done: int, total: int | None) -> bool:
        whole = opened.desk.store.runs.get(run)
        told.append((done, total, whole.counts.records + whole.counts.problems))
        return real(opened.office.jobs, run, done=done, total=total)

    monkeypatch.setattr(jobs, "progress", progress)
    opened.desk.screenings.perform(run.id)
    totals = {total for _, total, _ in told if total is not None}
    assert len(totals) == 1
    assert totals == {opened.desk.store.runs.get(run.id).job.done}
    done = [each for each, _, _ in told if each]
    assert done == sorted(set(done))
    assert len(done) >= 10
    assert all(each <= there for each, _, there in told)


def test_a_run_that_waits_is_cancelled_at_once(opened: Opened) -> None:
    run = asked(opened)
    opened.desk.cancel(run.id, "desk")
    assert job(opened, run) is JobState.CANCELLED
    opened.worker.start()
    other = asked(opened)
    until(lambda: job(opened, other) is JobState.DONE)
    assert opened.desk.store.answers.count(run.id, Filter()) == 0
    noted = opened.desk.store.audit.latest("cancel")
    assert noted is not None
    assert ('"waiting"' in noted.before, '"cancelled"' in noted.after) == (True, True)


def test_a_run_that_is_worked_on_is_cancelled_and_keeps_what_it_found(opened: Opened) -> None:
    run = asked(opened, many(20_000))
    opened.worker.start()
    until(lambda: opened.desk.store.runs.get(run.id).job.done > 0)
    opened.desk.cancel(run.id, "desk")
    until(lambda: job(opened, run) is not JobState.RUNNING)
    whole = opened.desk.store.runs.get(run.id)
    assert whole.job.state is JobState.CANCELLED
    assert 0 < whole.counts.records + whole.counts.problems == whole.job.done < 20_000
    opened.desk.cancel(run.id, "desk")
    assert job(opened, run) is JobState.CANCELLED, "what is over stays as it is"


def test_a_run_waits_while_somebody_else_writes_and_goes_on(opened: Opened) -> None:
    run = asked(opened, many(2_000))
    opened.worker.start()
    until(lambda: opened.desk.store.runs.get(run.id).job.done > 0)
    with closing(sqlite3.connect(opened.office.folder / "office.sqlite")) as other:
        other.isolation_level = None
        until(lambda: begun(other))
        until(lambda: bool(opened.desk.hindrance()))
        assert "somebody else writes" in opened.desk.hindrance()
        assert "by itself" in opened.desk.hindrance()
        assert job(opened, run) is JobState.RUNNING
        with pytest.raises(BusyError, match="somebody else writes"):
            opened.desk.store.settings.put("who", "desk", "desk")
        other.execute("ROLLBACK")
    until(lambda: job(opened, run) is JobState.DONE)
    assert opened.desk.hindrance() == ""
    whole = opened.desk.store.runs.get(run.id)
    assert (whole.job.attempts, whole.job.done) == (1, whole.job.total)
    assert opened.desk.store.answers.count(run.id, Filter()) == whole.counts.records


def set_until_full(opened: Opened) -> None:
    for number in range(10_000):
        opened.desk.store.settings.put("number", str(number), "desk")


def begun(other: sqlite3.Connection) -> bool:
    """Take the right to write, should nobody have it."""
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    with small_disk(tmp_path / "small", "4m") as folder:
        yield folder


def test_a_run_waits_while_the_disk_is_full_and_goes_on_once_there_is_room(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wired, "STRETCH", office_process.STRETCH)
    monkeypatch.setattr(working, "PAUSE", 0.05)
    opened = open_desk(small / "office")
    try:
        run = asked(opened, many(600))
        filler = fill(small, 300_000)
        opened.worker.start()
        until(lambda: bool(opened.desk.hindrance()))
        assert "disk" in opened.desk.hindrance()
        whole = opened.desk.store.runs.get(run.id)
        assert whole.job.state in {JobState.RUNNING, JobState.WAITING}
        assert whole.counts.records < 600, "nothing half is told as whole"
        with pytest.raises(FullError, match="takes no more"):
            set_until_full(opened)
        filler.unlink()
        until(lambda: job(opened, run) is JobState.DONE)
        whole = opened.desk.store.runs.get(run.id)
        assert opened.desk.store.answers.count(run.id, Filter()) == 600
        assert whole.counts.records == 600
    finally:
        opened.close()


def test_a_fault_of_the_program_ends_the_run_and_not_the_worker(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = opened.worker._perform
    monkeypatch.setattr(opened.worker, "_perform", lambda run: {}[run])
    run = asked(opened)
    opened.worker.start()
    until(lambda: job(opened, run) is JobState.FAILED)
    assert "report it" in opened.desk.store.runs.get(run.id).job.said
    monkeypatch.setattr(opened.worker, "_perform", real)
    other = asked(opened)
    until(lambda: job(opened, other) is JobState.DONE)


def test_the_worker_begins_though_the_office_can_not_be_written_at_first(
    opened: Opened,
) -> None:
    run = asked(opened)
    with closing(sqlite3.connect(opened.office.folder / "office.sqlite")) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        opened.worker.start()
        until(lambda: bool(opened.desk.hindrance()))
        assert job(opened, run) is JobState.WAITING
        other.execute("ROLLBACK")
    until(lambda: job(opened, run) is JobState.DONE)


def test_two_threads_that_claim_get_a_job_each(opened: Opened) -> None:
    runs = {asked(opened).id for _ in range(6)}
    claimed: list[RunId | None] = []
    threads = [
        threading.Thread(target=lambda: claimed.append(opened.office.jobs.claim("a")))
        for _ in range(8)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each for each in claimed if each is not None) == sorted(runs)
