"""A real command, killed at any moment: nothing acknowledged is lost, and the case holds.

Each kill is asserted, and counted; ``make faults`` runs hundreds of each command.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import countersight
from casework_faults import Ended, Kills, commanded, flaws, ids_of
from countersight.ids import Sha256
from countersight.wiring import casework as wired
from countersight.work.casework import check_case

KILLS = int(os.environ.get("COUNTERSIGHT_KILLS", "20"))  # noqa: TID251 - tests may
CODE = "from countersight.cli import main; main()"
SOURCE = str(Path(countersight.__file__).parents[1])
FILES = 7


def done(*words: str) -> Ended:
    ended = commanded(list(words))
    assert ended.status == 0, ended.told
    return ended


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    done("new", str(folder), "--title", "A case")
    (tmp_path / "a.txt").write_text("They operate the system.\n", "utf-8")
    done("add", str(tmp_path / "a.txt"), "--case", str(folder))
    return folder


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> Kills:
    return Kills(random.Random(request.node.name), KILLS)  # noqa: S311 - seeded, for the tests


@pytest.fixture
def report(
    kills: Kills,
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, int], None],
) -> Callable[[str, int], None]:
    """Return what tells how many kills a command had; they are asserted to have happened."""

    def told(command: str, acknowledged: int) -> None:
        assert kills.hit >= KILLS, "too few commands were killed before they ended"
        record_property(f"kills of {command}", kills.hit)
        with capsys.disabled():
            line = f"{command}: {kills.hit} killed, {kills.missed} ended before, "
            sys.stdout.write(f"\n{line}{acknowledged} acknowledged; nothing of it lost\n")

    return told


Report = Callable[[str, int], None]


def test_a_kill_while_adding_loses_no_file_that_was_told(
    case: Path, tmp_path: Path, kills: Kills, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("countersight.preserve.adding._MOST_WAITING", 2)
    told: dict[str, str] = {}
    for number in kills.left():
        files = [tmp_path / f"f{number}-{each}.txt" for each in range(FILES)]
        for each in files:
            each.write_text(f"{each.name}\n", "utf-8")
        ended = kills(["add", *map(str, files), "--case", str(case), "--format", "json"])
        told |= {each["document"]: each["sha256"] for each in ended.objects()}
        if number % 20 == 0:
            assert flaws(case) == []
    with wired.casework(case, "") as work:
        found = check_case(work.store)
        assert found.flaws == ()
        documents = {str(each.id): each.capture for each in work.read().case.documents}
        assert {id_: documents.get(id_) for id_ in told} == told
        assert all(work.store.blobs.holds(Sha256(each)) for each in told.values())
        assert found.captures == len(documents), (
            "a file is a capture and a document, or neither"
        )
    report("add", len(told))


def test_a_kill_while_citing_loses_no_passage_that_was_told(
    case: Path, kills: Kills, report: Report
) -> None:
    told: set[str] = set()
    for number in kills.left():
        words = ["cite", "a", "They operate", "--id", f"p.{number}", "--case", str(case)]
        told |= {each["passage"] for each in kills([*words, "--format", "json"]).objects()}
    assert flaws(case) == []
    assert told <= ids_of(case)
    report("cite", len(told))


def test_a_kill_while_exporting_leaves_a_whole_bag_or_none(
    case: Path, tmp_path: Path, kills: Kills, report: Report
) -> None:
    told = 0
    for number in kills.left():
        bag = tmp_path / f"bag-{number}"
        ended = kills(["export", str(bag), "--case", str(case), "--format", "json"])
        told += bool(ended.objects())
        assert bag.exists() or not ended.objects()
        if bag.exists():
            assert wired.verify(bag).holds
            shutil.rmtree(bag)
    assert flaws(case) == []
    report("export", told)


def test_a_kill_while_importing_leaves_a_whole_case_or_none(
    case: Path, tmp_path: Path, kills: Kills, report: Report
) -> None:
    done("export", str(tmp_path / "bag"), "--case", str(case))
    told = 0
    for number in kills.left():
        folder = tmp_path / f"in-{number}"
        ended = kills(["import", str(tmp_path / "bag"), str(folder), "--format", "json"])
        told += bool(ended.objects())
        assert folder.exists() or not ended.objects()
        if folder.exists():
            assert flaws(folder) == []
            assert ids_of(folder) == {"a"}
            shutil.rmtree(folder)
    report("import", told)


def started(*words: str) -> "subprocess.Popen[bytes]":
    known = {**os.environ, "PYTHONPATH": SOURCE, "COUNTERSIGHT_BY": "case desk"}  # noqa: TID251
    return subprocess.Popen(
        [sys.executable, "-c", CODE, "case", *words],
        env=known,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_two_processes_that_add_at_once_both_keep_all(case: Path, tmp_path: Path) -> None:
    names = []
    for number in range(12):
        path = tmp_path / f"b{number}.txt"
        path.write_text(f"text {number}\n", "utf-8")
        names.append(str(path))
    same = tmp_path / "more" / "b0.txt"
    same.parent.mkdir()
    same.write_text("another of this name\n", "utf-8")
    both = [
        started("add", *some, "--case", str(case))
        for some in (names[:6], [*names[6:], str(same)])
    ]
    for process in both:
        process.communicate()
        assert process.returncode == 0
    with wired.casework(case, "") as work:
        ids = {each.id for each in work.read().case.documents}
        assert ids == {"a", "b0-2", *(f"b{number}" for number in range(12))}
        assert check_case(work.store).flaws == ()
