"""CSV: a row a finding, and no cell is a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import PROBLEM, batch, grounds, hit, plain, screened

from countersight.model.finding import Counts, ScreenedBatch
from countersight.model.match import State
from countersight.render.escaping import cell
from countersight.report.csv_rows import COLUMNS, CsvRows


def rows_of(found: ScreenedBatch) -> list[dict[str, str]]:
    writer = CsvRows(grounds())
    text = "".join([*writer.begin(), *writer.batch(found), *writer.end(Counts())])
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_finding_is_a_row_with_its_evidence_and_its_citation() -> None:
    answer = screened()
    rows = rows_of(batch(answer))
    assert len(rows) == len(answer.findings)
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["entity"] == "hikvision"
    assert rows[0]["evidence_for"] == "the name is the company's"
    assert rows[0]["evidence_against"] == "the record says another country"
    assert rows[0]["citations"]
    assert rows[0]["assumed"]


def test_a_match_without_a_duty_and_a_record_without_a_match_have_their_rows() -> None:
    lonely = hit()
    bare = screened(lonely)
    object.__setattr__(bare, "findings", ())
    first, second = rows_of(batch(bare, plain(State.NOT_CHECKED, "withheld")))
    assert (first["entity"], first["restriction"]) == ("hikvision", "")
    assert (second["state"], second["reason"]) == ("not_checked", "withheld")


def test_a_problem_has_a_row() -> None:
    [row] = rows_of(batch(problems=(PROBLEM,)))
    assert (row["state"], row["reason"], row["row"]) == ("problem", "ragged-row", "9")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝"])
def test_a_name_like_a_formula_is_no_formula(start: str) -> None:
    name = f'{start}HYPERLINK("http://example.org")'
    [row] = rows_of(batch(plain(State.NO_MATCH, name=name)))
    assert row["name"] == f"'{name}"


@given(st.text())
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    made = cell(text)
    number = made.lstrip("+-").replace(" ", "").replace(",", "").replace(".", "").isdigit()
    assert number or not made.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("control", ["\0", "\x1b", "\x07", "\x9b"])
def test_a_control_character_breaks_no_row_and_reaches_no_terminal(control: str) -> None:
    [row] = rows_of(batch(plain(State.NO_MATCH, name=f"a{control}b")))
    assert row["name"] == f"a\\x{ord(control):02x}b"
