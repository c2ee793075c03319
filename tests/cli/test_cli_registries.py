"""Registries of MAC prefixes are kept, shown with their age, and used by every later run."""

import gzip
import json
from pathlib import Path

import pytest
from cli_runs import Program

from countersight.cli.statuses import Status
from countersight.wiring.devices import DATA

HEAD = "Registry,Assignment,Organization Name,Organization Address\n"
HIK = '"Hangzhou Hikvision Digital Technology Co.,Ltd."'


@pytest.fixture
def program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Program:
    monkeypatch.setenv(DATA, str(tmp_path / "data"))
    return Program(capsys, monkeypatch)


def saved(folder: Path, name: str, *rows: str) -> str:
    path = folder / name
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


LINE = json.dumps({"host": "a", "kind": "mac", "value": "00:AA:00:00:00:01"}) + "\n"


def test_a_registry_that_was_loaded_is_used_by_every_later_run(
    program: Program, tmp_path: Path
) -> None:
    before = program("identify", "-", "--format", "jsonl", stdin=LINE).objects
    file = saved(tmp_path, "oui.csv", f"MA-L,00AA00,{HIK},x")
    ran = program("registries", "update", file, "--date", "2026-11-20")
    assert ran.status == Status.CLEAN
    assert "kept: registry oui.csv, 2026-11-20: whole, 1 blocks of 24 bits" in ran.out
    after = program("identify", "-", "--format", "jsonl", stdin=LINE).objects
    makers = [lines[0]["maker"]["id"] for lines in (before, after)]  # type: ignore[index]
    assert makers == [None, "hikvision"]
    assert after[-1]["coverage"]["registries"][0] == "registry oui.csv, 2026-11-20"  # type: ignore[index]
    rows = "Manufacturer,Model,MAC address\nNonesuch,N-1,00:AA:00:00:00:01\n"
    told = program("screen", "-", "--format", "jsonl", stdin=rows).out
    assert "registry oui.csv, 2026-11-20" in told


def test_each_kind_of_registry_takes_the_place_of_its_own_kind_and_says_what_is_odd(
    program: Program, tmp_path: Path
) -> None:
    rows = [f"MA-L,{number:06X},Somebody {number},x" for number in range(40)]
    program("registries", "update", saved(tmp_path, "a.csv", *rows), "--date", "2026-11-20")
    small = saved(tmp_path, "mam.csv", "MA-M,0055DA1,Other,x")
    assert "in the place of" not in program("registries", "update", small).out
    cut = saved(tmp_path, "b.csv", *rows[:10])
    said = program("registries", "update", cut, "--date", "2026-10-01").out
    assert "in the place of: registry a.csv, 2026-11-20" in said
    assert "it is older than the one that it replaces" in said
    assert "10 blocks, and the one before had 40; is it whole?" in said
    told = json.loads(program("registries", "show", "--format", "json").out)
    assert [each["bits"] for each in told["registries"]] == [[24], [28], [24, 28, 36]]
    assert [each["whole"] for each in told["registries"]] == [True, True, False]


def test_a_day_to_come_and_what_is_no_registry_are_errors(
    program: Program, tmp_path: Path
) -> None:
    file = saved(tmp_path, "oui.csv", "MA-L,00AA00,A,x")
    ran = program("registries", "update", file, "--date", "2999-01-01")
    assert ran.status == Status.UNREAD
    assert "--date" in ran.err
    other = tmp_path / "x.csv"
    other.write_bytes(gzip.compress(b"a,b\n"))
    assert program("registries", "update", str(other)).status == Status.UNREAD
    assert "kept" not in program("registries", "show").out.replace("kept in", "")


def test_a_kept_file_that_was_damaged_says_what_to_do(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "registries"
    folder.mkdir(parents=True)
    (folder / "ma-l.tsv").write_text("nonsense\n", encoding="utf-8")
    ran = program("identify", "-", stdin=LINE)
    assert ran.status == Status.UNREAD
    assert "Delete the file" in ran.err


def test_a_folder_that_can_not_be_written_is_an_error(program: Program, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    ran = program("registries", "update", saved(tmp_path, "oui.csv", "MA-L,00AA00,A,x"))
    assert ran.status == Status.UNREAD
    assert "can't be kept" in ran.err
