"""What tests of an office share: one with runs, its rows, and a run that is asked for."""

import io
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from countersight.ids import VendorId
from countersight.model.office import Asked, Run
from countersight.model.review import Verdict
from countersight.wiring.office import Opened, open_desk
from countersight.work.office.desk import PROFILE, WHO, Judged

ROWS = b"""supplier,site
HIKVISION UK LIMITED,Leeds
Acme Bakery Ltd,Leeds
Dahau Technology,York
"""


def asked(opened: Opened, rows: bytes = ROWS, name: str = "suppliers.csv") -> Run:
    """Hand rows in and ask for them to be screened; nobody does it yet."""
    upload = opened.desk.hand_in(name, io.BytesIO(rows))
    return opened.desk.ask(upload, Asked("uk-council"), "case desk")


def screened(opened: Opened, rows: bytes = ROWS) -> Run:
    """Hand rows in and screen them."""
    run = asked(opened, rows)
    opened.desk.screenings.perform(run.id)
    return opened.desk.store.runs.get(run.id)


def judge_one(opened: Opened, verdict: Verdict = Verdict.DISMISSED) -> None:
    """Judge the first match that waits."""
    [(run, answer), *_] = opened.desk.store.answers.waiting(None, 0, 1)
    entity = VendorId(answer.matches[0].entity)
    opened.desk.judge(Judged(run, answer.number, entity, verdict, "by its register", "desk"))


def make_office(folder: Path) -> None:
    """Make an office with two runs, a judgement and settings, and let go of it."""
    opened = open_desk(folder)
    try:
        screened(opened)
        screened(opened, b"supplier\nZhejiang Dahua Vision Technology\n")
        judge_one(opened)
        opened.desk.store.settings.put(PROFILE, "uk-council", "desk")
        opened.desk.store.settings.put(WHO, "desk", "desk")
    finally:
        opened.close()


def rows_of(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, in order."""
    with closing(sqlite3.connect(database)) as one:
        names = one.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = sorted(str(name) for (name,) in names if not str(name).startswith("sqlite_"))
        return {
            name: sorted(one.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608
            for name in tables
        }


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a small file system; the test is skipped where none may be mounted."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root mounts a file system")
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system may be mounted")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607


def fill(folder: Path, left: int) -> Path:
    """Fill a file system up, but for so many bytes; return the file that fills it."""
    filler = folder / "filler"
    room = os.statvfs(folder)
    size = room.f_bavail * room.f_frsize - left
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(size, 1))
    return filler
