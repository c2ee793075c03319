"""XLSX: a sheet a kind, text that is never a formula, and a sheet that goes on in a second."""

import dataclasses
import io
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook
from report_runs import every_kind, run_of, told
from report_samples import LIST, catalogue, grounds, plain

from countersight.model.finding import Counts
from countersight.model.match import State
from countersight.report.sheets import COLUMNS
from countersight.report.workbook import LONGEST, Workbook

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Rows = list[list[object]]


def made(*batches: object, last_row: int = 1_048_576) -> bytes:
    writer = Workbook(
        grounds("us-federal-contractor"), catalogue().vocabulary, last_row=last_row
    )
    return told(writer, batches or (every_kind(),))  # type: ignore[arg-type]


def sheets(data: bytes) -> dict[str, Rows]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: [[*row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def column(rows: Rows, heading: str) -> Sequence[object]:
    place = rows[0].index(heading)
    return [row[place] for row in rows[1:]]


def test_there_is_a_sheet_for_each_kind_with_its_header() -> None:
    found = sheets(made())
    assert list(found) == list(COLUMNS)
    for name, rows in found.items():
        assert rows[0] == list(COLUMNS[name]), name


def test_each_kind_of_answer_stands_on_its_sheet() -> None:
    found = sheets(made())
    assert column(found["Matches"], "State") == ["Match", "Match", "Review"]
    assert column(found["Findings"], "Duty")[:2] == ["use", "provide"]
    assert str(column(found["Findings"], "If")[0]).startswith("if date is 2026-11-24")
    assert len(column(found["No match"], "Name")) == 1
    assert column(found["Not checked"], "Name") == ["Redacted", "(name withheld)", ""]
    assert column(found["Problems"], "Code") == ["ragged-row", "cut"]
    assert column(found["Questions"], "Records")[0] == 3
    assert column(found["Lists"], "Version") == [LIST.version]
    assert ["Not checked", 3.0] in found["Summary"]
    assert ["Note", "This is not legal advice."] in found["Summary"]


def test_a_header_is_frozen_and_every_sheet_has_a_filter() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        names = [name for name in archive.namelist() if "worksheets/sheet" in name]
        for name in names:
            sheet = ET.fromstring(archive.read(name))  # noqa: S314 - made a line above
            pane = sheet.find(f"{NS}sheetViews/{NS}sheetView/{NS}pane")
            assert pane is not None
            assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
            assert sheet.find(f"{NS}autoFilter") is not None
    assert len(names) == len(COLUMNS)


@pytest.mark.parametrize(
    "name", ["=1+1", "@SUM(A1)", "+1", "{=1}", "https://example.org", "12"]
)
def test_text_is_neither_formula_nor_link_nor_number(name: str) -> None:
    data = made(run_of(plain(State.NO_MATCH, name=name)))
    assert column(sheets(data)["No match"], "Name") == [name]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = b"".join(archive.read(each) for each in archive.namelist() if "sheet" in each)
    assert b"<f>" not in whole
    assert b"hyperlink" not in whole.lower()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\0b\x1b", "a\\x00b\\x1b"),
        ("\u202ea", "\\u202ea"),
        ("\ud800", "\\ud800"),
        ("x" * 40_000, "x" * (LONGEST - 1) + "…"),
    ],
)
def test_what_a_cell_can_not_hold_is_shown(name: str, shown: str) -> None:
    data = made(run_of(plain(State.NO_MATCH, name=name)))
    assert column(sheets(data)["No match"], "Name") == [shown]


def test_a_sheet_that_is_full_goes_on_in_a_second_and_the_summary_says_so() -> None:
    rows = [plain(State.NO_MATCH, name=f"Acme {number}") for number in range(25)]
    found = sheets(made(run_of(*rows), last_row=20))
    assert len(found["No match"]) == 20
    assert found["No match 2"][0] == list(COLUMNS["No match"])
    names = [*column(found["No match"], "Name"), *column(found["No match 2"], "Name")]
    assert names == [f"Acme {number}" for number in range(25)]
    assert ["No match: continued", "on 2 sheets, as one can't hold more rows"] in found[
        "Summary"
    ]


def test_the_summary_says_which_records_stand_on_no_sheet() -> None:
    counts = Counts(records=1_003, no_match=1_001, person=2)
    hits_alone = dataclasses.replace(run_of(), counts=counts)
    found = sheets(made(hits_alone))["Summary"]
    assert ["No match: not told", "1,001 records; --all tells of each"] in found
    assert ["Not checked: not told", "2 records; --all tells of each"] in found
    assert not [row for row in sheets(made())["Summary"] if "not told" in str(row[0])]


def test_an_empty_run_is_a_workbook_too() -> None:
    found = sheets(made(run_of()))
    assert found["Findings"] == [list(COLUMNS["Findings"])]


def test_the_same_run_gives_the_same_bytes() -> None:
    assert made() == made()
