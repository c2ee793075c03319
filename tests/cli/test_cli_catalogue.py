"""``countersight catalogue propose``: from a reviewed run to rows for a vendor's file."""

import tomllib
from pathlib import Path

import pytest
from cli_runs import Program

from countersight.cli.statuses import Status


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capsys, monkeypatch)


@pytest.fixture
def run(program: Program, tmp_path: Path) -> Path:
    """A run whose one open match a person confirmed."""
    rows = tmp_path / "spend.csv"
    rows.write_text("supplier,amount\nHikvision Zeta Bavaria,10\n", "utf-8")
    reviews = tmp_path / "reviews.toml"
    program(
        *("review", str(rows), "--reviews", str(reviews), "--who", "procurement"),
        stdin="y\nread the invoice\n",
    )
    found = program("screen", str(rows), "--reviews", str(reviews), "--format", "jsonl")
    written = tmp_path / "run.jsonl"
    written.write_text(found.out, "utf-8")
    return written


def test_what_a_person_confirmed_becomes_a_row_of_the_vendors_file(
    program: Program, run: Path
) -> None:
    ran = program("catalogue", "propose", str(run), "--format", "toml")
    assert ran.status == Status.CLEAN
    assert "# For vendors/hikvision.toml" in ran.out
    told = tomllib.loads(ran.out)
    (tie,), (source,) = told["tie"], told["source"]
    assert tie["name"] == "Hikvision Zeta Bavaria"
    assert tie["source"] == source["id"]
    assert source["publication"] == "Review by procurement, confirmed: read the invoice"
    assert "spend.csv:2, record " in source["address"]


def test_a_run_without_reviews_is_joined_with_a_file_of_them(
    program: Program, run: Path, tmp_path: Path
) -> None:
    bare = program("screen", str(tmp_path / "spend.csv"), "--format", "jsonl").out
    assert "0 names are proposed" in program("catalogue", "propose", "-", stdin=bare).out
    reviews = str(tmp_path / "reviews.toml")
    ran = program("catalogue", "propose", "-", "--reviews", reviews, stdin=bare)
    assert "hikvision: tied company 'Hikvision Zeta Bavaria' (Latn)" in ran.out
    assert "1 name is proposed." in ran.out
    assert run.exists()


def test_a_broken_line_ends_with_two_and_the_rest_is_told(
    program: Program, run: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text(f"{run.read_text('utf-8')}{{oops\n", "utf-8")
    output = tmp_path / "rows.json"
    ran = program(*("catalogue", "propose", str(broken), "-f", "json", "-o", str(output)))
    assert ran.status == Status.UNREAD
    assert ":2: problem: the line is no JSON" in ran.err
    assert '"section":"tie"' in output.read_text("utf-8")


def test_a_file_of_reviews_alone_is_refused_with_what_to_hand_in(
    program: Program, run: Path, tmp_path: Path
) -> None:
    assert run.exists()
    ran = program("catalogue", "propose", str(tmp_path / "reviews.toml"))
    assert ran.status == Status.UNREAD
    assert "screen --format jsonl" in ran.err
