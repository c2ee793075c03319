"""``countersight screen``: data out, everything else aside, and what the program ends with."""

import csv
import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from countersight.cli import progress
from countersight.cli.app import run
from countersight.cli.failing import FailOn

Capture = pytest.CaptureFixture[str]

ROWS = "Supplier,Country\nHIKVISION UK LIMITED,GB\nAcme Bakery Ltd,GB\nRedacted,\n"


@pytest.fixture
def suppliers(tmp_path: Path) -> str:
    path = tmp_path / "suppliers.csv"
    path.write_text(ROWS, encoding="utf-8")
    return str(path)


def objects(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_text_tells_hits_alone_and_counts_go_to_standard_error(
    suppliers: str, capsys: Capture
) -> None:
    assert run(["screen", suppliers, "--profile", "uk-council"]) == 1
    out, err = capsys.readouterr()
    assert f"{suppliers}:2: match:" in out
    assert "Acme" not in out
    assert "Redacted" not in out
    assert "This is not legal advice." in out
    assert "3 records: 1 match, 0 review, 1 no match, 1 not checked (1 withheld" in err
    assert "columns: name=Supplier, country=Country" in err


def test_quiet_does_not_tell_how_files_were_read(suppliers: str, capsys: Capture) -> None:
    run(["screen", suppliers, "-q"])
    assert "columns:" not in capsys.readouterr().err


def test_all_tells_every_record(suppliers: str, capsys: Capture) -> None:
    run(["screen", suppliers, "--all", "--format", "jsonl"])
    states = [each["state"] for each in objects(capsys.readouterr().out)]
    assert states == ["match", "no_match", "not_checked"]


def test_csv_has_a_header_even_without_a_hit(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Supplier\nAcme Bakery Ltd\n", encoding="utf-8")
    assert run(["screen", str(path), "-f", "csv"]) == 0
    [header] = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert header[:4] == ["file", "member", "sheet", "row"]


LEVELS = {
    # fail-on: (a match without duties known, a review, nothing but a withheld row)
    FailOn.NOT_CHECKED: (1, 1, 1),
    FailOn.REVIEW: (1, 1, 0),
    FailOn.MATCH: (1, 0, 0),
    FailOn.DEPENDS: (1, 0, 0),
    FailOn.BINDS: (0, 0, 0),
    FailOn.NEVER: (0, 0, 0),
}


@pytest.mark.parametrize("level", FailOn)
def test_the_exit_status_follows_the_level(level: FailOn, tmp_path: Path) -> None:
    names = ("HIKVISION UK LIMITED", "Hikvisoin Technology Ltd", "Redacted")
    for name, wanted in zip(names, LEVELS[level], strict=True):
        path = tmp_path / "one.csv"
        path.write_text(f"Supplier\n{name}\n", encoding="utf-8")
        assert run(["screen", str(path), "--fail-on", level.value]) == wanted, name


def test_a_duty_that_binds_fails_at_the_level_of_binds(tmp_path: Path) -> None:
    path = tmp_path / "bound.csv"
    path.write_text(
        "Supplier,date,product_form,product_class,purpose,routes_user_data\n"
        "ZTE Corporation,2026-01-15,equipment,telecommunications,other,true\n",
        encoding="utf-8",
    )
    call = ["screen", str(path), "--profile", "us-federal-contractor", "--fail-on", "binds"]
    assert run(call) == 1


def test_what_can_not_be_read_wins_over_findings(
    suppliers: str, tmp_path: Path, capsys: Capture
) -> None:
    missing = str(tmp_path / "missing.csv")
    assert run(["screen", suppliers, missing]) == 2
    out, _ = capsys.readouterr()
    assert f"{suppliers}:2: match:" in out
    assert f"{missing}: problem:" in out


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    class Stdin:
        buffer = io.BytesIO(ROWS.encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert run(["screen", "-"]) == 1
    assert capsys.readouterr().out.startswith("-:2: match:")


def test_members_of_archives_are_read_in_place(tmp_path: Path, capsys: Capture) -> None:
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("may.csv", ROWS)
    zipped = tmp_path / "b.csv.gz"
    zipped.write_bytes(gzip.compress(ROWS.encode()))
    assert run(["screen", str(packed), str(zipped)]) == 1
    out = capsys.readouterr().out
    assert f"{packed}!may.csv:2: match:" in out
    assert f"{zipped}:2: match:" in out


def test_a_column_can_be_named(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Firma X,Nr\nHIKVISION UK LIMITED,1\n", encoding="utf-8")
    assert run(["screen", str(path), "--map", "name=Firma X"]) == 1
    assert "match:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--map", "name"], "is no pair"),
        (["--map", "nmae=Supplier"], "the nearest is 'name'"),
        (["--map", "name=Lieferant"], "there is no column 'Lieferant'"),
        (["--as-of", "yesterday"], "is no day"),
        (["--as-of", "2026-02-30"], "is no day"),
        (["--profile", "nobody"], "there is no such profile or file"),
        (["--restrictions", "nowhere"], "can't be read"),
    ],
)
def test_a_wrong_option_is_an_error_that_says_what_to_do(
    options: list[str], said: str, suppliers: str, capsys: Capture
) -> None:
    assert run(["screen", suppliers, *options]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_a_profile_with_an_unknown_role_is_an_error(
    suppliers: str, tmp_path: Path, capsys: Capture
) -> None:
    profile = tmp_path / "p.toml"
    profile.write_text('name="x"\nplace="GB"\nroles=["public.locl"]\n', encoding="utf-8")
    assert run(["screen", suppliers, "--profile", str(profile)]) == 2
    assert "public.local" in capsys.readouterr().err


def test_an_empty_file_a_folder_and_a_picture_are_problems(
    tmp_path: Path, capsys: Capture
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert run(["screen", str(empty), str(tmp_path), str(picture)]) == 2
    out = capsys.readouterr().out
    assert out.count("problem:") == 3


def test_a_bar_is_shown_on_a_terminal(
    suppliers: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    assert run(["screen", suppliers]) == 1
    assert "records" in capsys.readouterr().err
    with progress.bar() as shown:
        shown.begin("a", None)
        shown.advance("a", 1, 1)
        shown.finish("a")


def test_the_day_of_asking_is_the_users(suppliers: str, capsys: Capture) -> None:
    run(["screen", suppliers, "--as-of", "2025-01-01", "-f", "jsonl"])
    [answer] = objects(capsys.readouterr().out)
    assert answer["as_of"] == "2025-01-01"


def test_restrictions_of_ones_own_are_added(tmp_path: Path, capsys: Capture) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text('Supplier\n"Hangzhou Hikvision Digital Technology Co., Ltd."\n')
    own = tmp_path / "own"
    own.mkdir()
    (own / "policy.toml").write_text(POLICY, encoding="utf-8")
    call = ["screen", str(rows), "-p", "uk-council", "--fail-on", "binds"]
    assert run(call) == 0
    assert run([*call, "--restrictions", str(own)]) == 1
    assert "binds: gb-marlbridge-policy-1/buy" in capsys.readouterr().out


POLICY = """
id = "gb-marlbridge-policy-1"
title = "Policy of a council"
summary = "The council buys nothing of this maker."
jurisdiction = "GB"
force = "administrative_instruction"
status = "in_force"
issuer = "Marlbridge Council"
verified_on = 2026-11-01
verified_through = 2026-11-01

[[covers]]
id = "all"
makers = ["hikvision"]
forms = ["*"]
classes = ["*"]

[reach]
kind = "control"

[[duty]]
id = "buy"
modality = "prohibit"
acts = ["procure"]
binds = ["public.local"]
covers = ["all"]
from = 2024-01-01
obligation = "Do not buy it."
cites = ["policy"]

[[cite]]
id = "policy"
name = "Policy of the council"
url = "https://example.org/policy"
checked = "read"
"""
