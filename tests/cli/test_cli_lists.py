"""Lists are kept, shown, compared, read again and removed from the command line."""

import csv
import io
import json
from pathlib import Path

import pytest
from cli_runs import Program

from countersight import wiring
from countersight.cli.statuses import Status
from countersight.errors import SourceError
from countersight.wiring import lists as wired
from countersight.wiring.devices import DATA

EXAMPLES = Path(__file__).parents[1] / "read" / "lists" / "examples"
HISTORY = str(EXAMPLES / "1260h.csv")
UN = str(EXAMPLES / "un.xml")


@pytest.fixture
def program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Program:
    monkeypatch.setenv(DATA, str(tmp_path / "data"))
    return Program(capsys, monkeypatch)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text("id,name,listed\n1,=Marlbridge Ltd,2024-01-31\n", encoding="utf-8")
    return path


def test_without_a_list_it_says_how_to_add_one(program: Program, tmp_path: Path) -> None:
    ran = program("lists")
    assert ran.status == Status.CLEAN
    assert "no list is held" in ran.out
    assert str(tmp_path / "data") in ran.out


def test_a_list_that_is_kept_is_told_with_its_age(program: Program) -> None:
    ran = program("lists", "add", UN)
    assert ran.status == Status.CLEAN
    assert "kept: UN Security Council Consolidated List (un-sc 2026-11-20+" in ran.out
    assert "left out: 1 natural persons" in ran.out
    assert "how often it comes out is not known" in ran.out
    assert "unchanged: un-sc" in program("lists", "add", UN).out
    assert "un-sc 2026-11-20+" in program("lists").out


def test_something_wrong_in_a_list_is_in_the_status(program: Program) -> None:
    ran = program("lists", "add", HISTORY)
    assert ran.status == Status.FINDINGS
    assert "1260h.csv:6: problem: it was delisted before it was listed" in ran.err
    assert "[delisted-first]" in ran.err


def test_a_list_that_is_refused_ends_with_what_it_looks_like(
    program: Program, tmp_path: Path
) -> None:
    page = tmp_path / "sdn.csv"
    page.write_text("<html><body>Please sign in</body></html>", encoding="utf-8")
    ran = program("lists", "add", str(page))
    assert ran.status == Status.UNREAD
    assert "it looks like a web page" in ran.err


def test_a_list_is_shown_as_of_a_day(program: Program) -> None:
    program("lists", "add", HISTORY)
    ran = program("lists", "show", "us-1260h", "--as-of", "2024-05-01")
    assert "on 2024-05-01:" in ran.out
    assert "stand: 1 companies" in ran.out
    assert "do not stand: 2 companies" in ran.out
    assert "may stand: it is not known: 1 companies" in ran.out
    told = json.loads(program("lists", "show", "us-1260h@2024-05-01", "--format", "json").out)
    assert told["standing"]["true"] == {"company": 1}
    assert (told["rhythm"], told["keeps_delisted"]) == ("yearly", True)
    assert program("lists", "show", "nonesuch").status == Status.UNREAD


def test_two_days_are_compared_in_every_form(program: Program) -> None:
    program("lists", "add", HISTORY)
    asked = ("lists", "diff", "us-1260h@2023-01-01", "2024-05-01")
    text = program(*asked).out
    assert "0 added, 1 removed, 0 changed" in text
    assert "- Marlbridge Optics Co., Ltd. [marlbridge_optics_co_ltd] removed" in text
    told = json.loads(program(*asked, "--format", "json").out)
    assert told["before"]["day"] == "2023-01-01"
    assert [(each["what"], each["id"]) for each in told["changes"]] == [
        ("removed", "marlbridge_optics_co_ltd")
    ]
    rows = list(csv.DictReader(io.StringIO(program(*asked, "--format", "csv").out)))
    assert [row["what"] for row in rows] == ["removed"]


def test_an_update_tells_what_changed_field_by_field(program: Program, own: Path) -> None:
    added = program("lists", "add", str(own), "--name", "own", "--rhythm", "weekly")
    assert "STALE: it is" in added.out
    own.write_text("id,name,listed\n1,=Other Ltd,2025-01-07\n", encoding="utf-8")
    ran = program("lists", "update", "own")
    assert ran.status == Status.CLEAN
    assert "0 added, 0 removed, 1 changed" in ran.out
    text = program("lists", "diff", "own").out
    assert "    names: =Marlbridge Ltd (listed) -> =Other Ltd (listed)" in text
    rows = program("lists", "diff", "own", "--format", "csv").out
    assert "'=Other Ltd" in rows
    assert "\n=" not in rows
    assert "held too: own 2024-01-31+" in program("lists").out


def test_an_update_goes_on_behind_a_list_that_is_gone(program: Program, own: Path) -> None:
    program("lists", "add", str(own), "--name", "own")
    program("lists", "add", UN)
    own.unlink()
    ran = program("lists", "update")
    assert ran.status == Status.UNREAD
    assert "own.csv can't be opened" in ran.err
    assert "unchanged: un-sc" in ran.out


def test_nothing_is_fetched_unless_that_is_asked_for(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def fetched(name: str, addresses: tuple[str, ...]) -> tuple[Path, ...]:
        asked.append((name, *addresses))
        return (Path(UN),)

    monkeypatch.setattr(wired, "fetched_list", fetched)
    program("lists", "add", UN)
    program("lists", "update")
    assert asked == []
    ran = program("lists", "update", "un-sc", "--fetch")
    assert ran.status == Status.CLEAN
    assert asked[0][0] == "un-sc"
    assert asked[0][1].startswith("https://")
    assert f"un-sc {wiring.CLOCK.today()}+" in ran.out
    gone = program("lists", "update", "us-1260h", "--fetch")
    assert "us-1260h has no address that is known" in gone.err


def test_what_can_not_be_fetched_leaves_no_file(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuses(_addresses: object) -> object:
        raise SourceError("no connection")

    monkeypatch.setattr("countersight.fetch.lists.list_files", refuses)
    ran = program("lists", "update", "un-sc", "--fetch")
    assert ran.status == Status.UNREAD
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == []


def test_a_version_is_removed_and_all_of_a_list_only_when_that_is_said(
    program: Program, own: Path
) -> None:
    program("lists", "add", str(own), "--name", "own")
    own.write_text("id,name,listed\n1,Other Ltd,2025-01-07\n", encoding="utf-8")
    program("lists", "update")
    ran = program("lists", "remove", "own")
    assert ran.status == Status.UNREAD
    assert "own is held in 2 versions" in ran.err
    told = json.loads(program("lists", "show", "own", "--format", "json").out)
    gone = program("lists", "remove", f"own@{told['versions'][0]}")
    assert gone.out.startswith("removed: own 2024-01-31+")
    assert program("lists", "remove", "own@2024-01-31").status == Status.UNREAD
    program("lists", "add", str(own), "--name", "own", "--vintage", "2026-01-01")
    assert program("lists", "remove", "own", "--all").out.count("removed: own") == 2
    assert "no list is held" in program("lists").out


def test_problems_beyond_some_are_counted(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    rows = "".join(f"{n},Marlbridge {n} Ltd,someday\n" for n in range(30))
    path.write_text(f"id,name,listed\n{rows}", encoding="utf-8")
    ran = program("lists", "add", str(path), "--name", "own")
    assert ran.status == Status.FINDINGS
    assert ran.err.count("[odd-day]") == 20
    assert "and 10 more" in ran.err
