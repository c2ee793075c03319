"""A disk that fills up under a real command: told plainly, nothing lost, and it goes on."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework_faults import commanded, flaws, ids_of
from countersight.wiring import casework as wired

MIB = 1 << 20
SIZE = 6 * MIB
LARGE = 400_000
FREE = (0, 40_960, 90_112, 163_840, 360_448)
"""Bytes that are left before a command."""
LIMITS = (1, 40_000, 120_000)
"""The largest file that a command may write."""


def mounted(folder: Path) -> str:
    """Mount a small file system; return why it can't be."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if os.geteuid() != 0:
        return "only root mounts a file system"
    if shutil.which("mount") is None:
        return "mount is not installed"
    done = subprocess.run(mount, check=False, capture_output=True, text=True)
    return done.stderr.strip() or "" if done.returncode else ""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    folder = tmp_path / "small"
    folder.mkdir()
    why = mounted(folder)
    if why:
        if os.environ.get("COUNTERSIGHT_REQUIRE_ALL") and "permission" not in why:  # noqa: TID251
            pytest.fail(f"a file system is required: {why}")
        pytest.skip(f"{why}; the limit on the size of files is tested instead")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607


def text(folder: Path, name: str, size: int = 20) -> Path:
    path = folder / f"{name}.txt"
    path.write_text((f"{name} operates the system. " * (size // 10 + 1))[: max(size, 40)])
    return path


def done(*words: str) -> None:
    ended = commanded(list(words))
    assert ended.status == 0, ended.told


def make(folder: Path, elsewhere: Path) -> Path:
    """Make a case with a document and a passage, and a bag of it that stands elsewhere."""
    case = folder / "case"
    done("new", str(case), "--title", "A case")
    done("add", str(text(elsewhere, "a")), "--case", str(case))
    done("cite", "a", "a operates", "--start", "0", "--case", str(case))
    done("add", str(text(elsewhere, "big", LARGE)), "--case", str(case))
    done("export", str(elsewhere / "bag"), "--case", str(case))
    return case


def words_of(command: str, number: int, case: Path, elsewhere: Path) -> list[str]:
    """Return a command that needs room."""
    here = ["--case", str(case), "--format", "json"]
    match command:
        case "add":
            return ["add", str(text(elsewhere, f"n{number}", LARGE)), *here]
        case "cite":
            return ["cite", "a", "a operates", "--start", "0", "--id", f"w.{number}", *here]
        case "export":
            return ["export", str(case.parent / f"bag{number}"), *here]
        case _:
            target = str(case.parent / f"in{number}")
            return ["import", str(elsewhere / "bag"), target, "--format", "json"]


def fill(folder: Path, left: int) -> Path:
    """Fill a file system up, but for so many bytes; return the file that fills it."""
    filler = folder / "filler"
    filler.unlink(missing_ok=True)
    room = os.statvfs(folder)
    size = room.f_bavail * room.f_frsize - left
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(size, 1))
    return filler


COMMANDS = ("add", "cite", "export", "import")


def refused(told: str) -> bool:
    """Tell whether a command ended in words on the disk, and no fault."""
    plain = told.lower()
    return "error:" in plain and "disk" in plain and "fault of the program" not in plain


def kept(case: Path, command: str, told: list[dict[str, object]]) -> None:
    """Assert that what was told is there."""
    ids = ids_of(case)
    for each in told:
        match command:
            case "add":
                assert each["document"] in ids
            case "cite":
                assert each["passage"] in ids
            case "export":
                assert wired.verify(str(each["bag"])).holds
            case _:
                assert flaws(Path(str(each["folder"]))) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_told_and_room_makes_good(
    small: Path, tmp_path: Path, command: str
) -> None:
    case = make(small, tmp_path)
    full = 0
    for number, left in enumerate(FREE):
        filler = fill(small, left)
        ended = commanded(words_of(command, number, case, tmp_path))
        if ended.status:
            assert refused(ended.told), ended.told
            full += 1
        filler.unlink()
        kept(case, command, ended.objects())
        assert flaws(case) == []
        again = commanded(words_of(command, number + 100, case, tmp_path))
        assert again.status == 0, again.told
        kept(case, command, again.objects())
        remove(small)
    assert full, "the disk did not fill"
    assert not list(small.glob(".*")), "nothing half written is left"


def remove(small: Path) -> None:
    """Make room: remove the bags and the cases that were taken in."""
    for each in (*small.glob("bag*"), *small.glob("in*")):
        shutil.rmtree(each)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_limit_on_files_is_told_like_a_full_disk(tmp_path: Path, command: str) -> None:
    case = make(tmp_path, tmp_path)
    full = 0
    for number, limit in enumerate(LIMITS):
        words = words_of(command, number, case, tmp_path)
        ended = commanded(words, limit=limit)
        if ended.status:
            assert refused(ended.told), ended.told
            full += 1
        kept(case, command, ended.objects())
        assert flaws(case) == []
    assert full, "the limit was not met"
    again = commanded(words_of(command, 100, case, tmp_path))
    assert again.status == 0, again.told
    kept(case, command, again.objects())
