"""A real command, killed at any moment: nothing acknowledged is lost, and the case holds."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import countersight
from countersight.wiring import casework as wired
from countersight.work.casework import check_case

KILLS = int(os.environ.get("COUNTERSIGHT_KILLS", "10"))  # noqa: TID251 - tests may
CODE = "from countersight.cli import main; main()"
SOURCE = str(Path(countersight.__file__).parents[1])


def started(*words: str) -> "subprocess.Popen[bytes]":
    known = {**os.environ, "PYTHONPATH": SOURCE, "COUNTERSIGHT_BY": "case desk"}  # noqa: TID251
    return subprocess.Popen(
        [sys.executable, "-c", CODE, "case", *words],
        env=known,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def done(*words: str) -> None:
    process = started(*words)
    process.communicate()
    assert process.returncode == 0


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    done("new", str(folder), "--title", "A case")
    (tmp_path / "a.txt").write_text("They operate the system.\n", "utf-8")
    done("add", str(tmp_path / "a.txt"), "--case", str(folder))
    return folder


@pytest.mark.parametrize("command", ["add", "cite", "export", "import"])
def test_a_kill_loses_nothing_that_was_acknowledged(
    case: Path, tmp_path: Path, command: str
) -> None:
    chance = random.Random(command)  # noqa: S311 - seeded, for the tests
    done("export", str(tmp_path / "bag"), "--case", str(case))
    acknowledged, hit, longest = 0, 0, 0.0
    for number in range(KILLS):
        words = {
            "add": ("add", str(tmp_path / "a.txt"), "--case", str(case)),
            "cite": ("cite", "a", "They operate", "--case", str(case)),
            "export": ("export", str(tmp_path / f"bag-{number}"), "--case", str(case)),
            "import": ("import", str(tmp_path / "bag"), str(tmp_path / f"in-{number}")),
        }[command]
        begun = time.monotonic()
        process = started(*words)
        if number:  # the first one runs to its end, and tells how long that takes
            time.sleep(chance.uniform(0.3, 0.95) * longest)
            hit += process.poll() is None
            process.kill()
        out, _ = process.communicate()
        longest = longest or time.monotonic() - begun
        acknowledged += bool(out)
    assert hit >= (KILLS - 1) // 2, "the kills came too late"
    with wired.casework(case, "") as work:
        found = check_case(work.store)
        assert found.flaws == ()
        told = work.read().told
    kept = {
        "add": found.captures - 1,
        "cite": sum(each.name == "passage" for each in told.tables.values()),
        "export": sum(1 for each in tmp_path.glob("bag-*")),
        "import": sum(1 for each in tmp_path.glob("in-*")),
    }[command]
    assert kept >= acknowledged >= 1
    for folder in tmp_path.glob("bag-*"):
        assert wired.verify(folder).holds
    for folder in tmp_path.glob("in-*"):
        with wired.casework(folder, "") as work:
            assert check_case(work.store).flaws == ()


def test_two_processes_that_add_at_once_both_keep_all(case: Path, tmp_path: Path) -> None:
    names = []
    for number in range(4):
        path = tmp_path / f"b{number}.txt"
        path.write_text(f"text {number}\n", "utf-8")
        names.append(str(path))
    both = [started("add", *some, "--case", str(case)) for some in (names[:2], names[2:])]
    for process in both:
        process.communicate()
        assert process.returncode == 0
    with wired.casework(case, "") as work:
        assert {each.id for each in work.read().case.documents} == {"a", "b0", "b1", "b2", "b3"}
        assert check_case(work.store).flaws == ()
