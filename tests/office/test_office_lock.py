"""One office, one process: a second is told who holds it; a lock dies with its process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import countersight
from countersight.cli.app import run
from countersight.errors import InUseError, StoreError
from countersight.stores.office import open_office
from countersight.stores.office.lock import FILE, OfficeLock
from countersight.wiring.casework import WATCH
from countersight.wiring.office import open_desk

HOLDS = """
import sys
from pathlib import Path
from countersight.stores.office.lock import OfficeLock
lock = OfficeLock(Path(sys.argv[1]), "serve", "2026-11-25T12:00:00Z")
print("held", flush=True)
sys.stdin.read()
"""


def holder(folder: Path) -> "subprocess.Popen[str]":
    """Start a process that holds a folder."""
    known = {**os.environ, "PYTHONPATH": str(Path(countersight.__file__).parents[1])}  # noqa: TID251
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder)],
        env=known,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def ended(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_a_second_process_is_told_which_one_holds_the_office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    process = holder(tmp_path)
    try:
        with pytest.raises(InUseError) as wrong:
            open_desk(tmp_path)
        said = f"process {process.pid} (serve, since 2026-11-25T12:00:00Z)"
        assert said in wrong.value.message
        assert "--workspace" in wrong.value.hint
        assert run(["serve", "--workspace", str(tmp_path)]) == 2
        told = capsys.readouterr().err
        assert "[in-use]" in told
        assert "Open http" not in told, "no address is told that nothing answers at"
    finally:
        ended(process)


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    process = holder(tmp_path)
    ended(process)
    assert str(process.pid) in (tmp_path / FILE).read_text(), "the file stays"
    begun = time.monotonic()
    open_desk(tmp_path).close()
    assert time.monotonic() - begun < 30
    open_desk(tmp_path).close()


def test_an_office_in_use_can_be_read(tmp_path: Path) -> None:
    opened = open_desk(tmp_path)
    try:
        reader = open_office(tmp_path, WATCH)
        assert reader.runs.latest(10) == ()
        reader.close()
    finally:
        opened.close()


def test_what_nobody_can_read_of_the_holder_is_no_error(tmp_path: Path) -> None:
    lock = OfficeLock(tmp_path, "serve", "now")
    for text in ("", "{}", "[1]", "\xff\xfe", "x" * 10_000):
        (tmp_path / FILE).write_text(text, "latin-1")
        with pytest.raises(InUseError, match="another process"):
            OfficeLock(tmp_path, "serve", "now")
    lock.release()
    lock.release()
    OfficeLock(tmp_path, "serve", "now").release()


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be used"):
        OfficeLock(tmp_path / "absent", "serve", "now")
