import gzip
import io
import os
import zipfile
from pathlib import Path

import polars as pl
import pytest
from read_makers import read_bytes, read_path, read_text, sheet_xml, xlsx, zipped

from countersight.errors import ColumnError
from countersight.read import Limits, Options, Source, read

TABLE = b"Supplier,Country\nAcme,GB\nBeta,FR\n"
ROWS = [["Supplier", "Country"], ["Acme", "GB"]]


@pytest.mark.parametrize(
    "data",
    [b"", b"  \r\n\n", b"\xef\xbb\xbf", gzip.compress(b"")],
    ids=["nothing", "blank", "mark", "gzip"],  # packed bytes hold the time, names must not
)
def test_an_empty_file_stops_and_says_so(data: bytes) -> None:
    got = read_bytes(data)
    assert got.codes == ["empty"]
    assert got.stopped


def test_a_folder_stops_and_says_so(tmp_path: Path) -> None:
    got = read_path(tmp_path)
    assert got.codes == ["source"]
    assert "folder" in got.problems[0].message
    assert got.stopped


def test_a_missing_file_stops_and_says_so(tmp_path: Path) -> None:
    got = read_path(tmp_path / "none.csv")
    assert got.codes == ["source"]
    assert "No such file" in got.problems[0].message


def test_a_source_without_path_and_stream_stops() -> None:
    [batch] = read(Source("x"))
    assert [p.code for p in batch.problems] == ["source"]


def test_a_path_is_read_and_closed(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(TABLE)
    got = read_path(path)
    assert got.names == ["Acme", "Beta"]
    assert set(got.table["file"]) == {str(path)}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"MZ\x90\0" + bytes(100), "program"),
        (bytes(range(256)) * 40, "binary"),
        (bytes(5000), "binary"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"<html><table>", "HTML"),
        (zipped(word__document__xml=b"").replace(b"word.document", b"word/document"), "Word"),
    ],
)
def test_a_file_that_is_no_table_stops_whatever_its_name(
    tmp_path: Path, data: bytes, said: str
) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_bytes(data)
    got = read_path(path)
    assert got.codes == ["unknown-format"]
    assert said in got.problems[0].message
    assert got.stopped


def test_gzip_and_zip_members_are_read_in_place() -> None:
    assert read_bytes(gzip.compress(TABLE)).names == ["Acme", "Beta"]
    got = read_bytes(zipped(a__csv=TABLE, b__json=b'[{"Supplier": "Gamma"}]'))
    assert got.names == ["Acme", "Beta", "Gamma"]
    assert got.table["member"].to_list() == ["a.csv", "a.csv", "b.json"]


def test_a_truncated_gzip_gives_the_rows_before_and_stops() -> None:
    lines = b"".join(b"Supplier %d,%d\n" % (n, n * n) for n in range(50_000))
    packed = gzip.compress(b"Supplier,Amount\n" + lines)
    got = read_bytes(packed[: len(packed) // 2])
    assert len(got.names) > 10_000
    assert got.codes[-1] == "broken"
    assert got.stopped


def test_garbage_behind_a_gzip_is_told_after_its_rows() -> None:
    got = read_bytes(gzip.compress(TABLE) + b"garbage")
    assert got.names == ["Acme", "Beta"]
    assert got.codes == ["broken"]


def test_a_bomb_stops_at_the_limit() -> None:
    limits = Limits(ratio_floor=100_000, max_ratio=50)
    packed = gzip.compress(b"Supplier,Country\n" + b"Acme,GB\n" * 1_000_000)
    for data in (packed, zipped(a__csv=b"Supplier\n" + b"Acme\n" * 1_000_000)):
        got = read_bytes(data, Options(limits=limits))
        assert got.codes[-1] == "broken"
        assert "bomb" in got.problems[-1].message
        assert got.stopped


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(gzip.compress(TABLE)),
        zipped(inner=zipped(a__csv=TABLE)),
        zipped(inner=gzip.compress(TABLE)),
        gzip.compress(zipped(a__csv=TABLE)),
    ],
    ids=["gzip in gzip", "zip in zip", "gzip in zip", "zip in gzip"],
)
def test_an_archive_in_an_archive_is_not_opened(data: bytes) -> None:
    got = read_bytes(data)
    assert got.codes == ["nested-archive"]
    assert got.stopped


def test_a_locked_member_is_told_and_the_others_are_read() -> None:
    data = bytearray(zipped(a__csv=TABLE, b__csv=TABLE))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    got = read_bytes(bytes(data))
    assert got.codes == ["encrypted"]
    assert got.names == ["Acme", "Beta"]
    assert got.stopped


def test_a_member_in_an_unknown_packing_is_told() -> None:
    data = bytearray(zipped(a__csv=TABLE))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + offset] = 99
    assert read_bytes(bytes(data)).codes == ["broken"]


def test_a_member_with_a_wrong_checksum_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", TABLE)
    got = read_bytes(out.getvalue().replace(b"Acme", b"Acne", 1))
    assert got.codes[-1] == "broken"
    assert got.stopped


def test_members_beyond_the_limit_are_told() -> None:
    members = {f"m{n}__csv": TABLE for n in range(4)}
    got = read_bytes(zipped(**members), Options(limits=Limits(max_members=2)))
    assert len(got.names) == 4
    assert got.codes == ["many-members"]
    assert got.stopped


def test_a_path_in_a_members_name_is_text_alone(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../evil.csv", TABLE)
    got = read_bytes(out.getvalue())
    assert set(got.table["member"]) == {"../../evil.csv"}
    assert not (tmp_path.parent.parent / "evil.csv").exists()


def test_an_empty_archive_and_a_broken_one_stop() -> None:
    assert read_bytes(zipped()).codes == ["empty"]
    got = read_bytes(zipped(a__csv=TABLE)[:60])
    assert got.codes == ["source"]
    assert got.stopped


def test_a_workbook_is_read_sheet_by_sheet() -> None:
    got = read_bytes(xlsx(One=ROWS, Two=[["Hersteller", "Modell"], ["Beta", 12.0]]))
    assert got.names == ["Acme", "Beta"]
    assert got.table["sheet"].to_list() == ["One", "Two"]
    assert got.table["model"].to_list() == [None, "12"]
    assert got.rows == [2, 2]


def test_a_workbooks_header_may_stand_further_down() -> None:
    got = read_bytes(xlsx(S=[["Assets of the council"], [None], *ROWS]))
    assert got.rows == [4]
    assert "the header is row 3" in got.reading.notes


def test_an_empty_sheet_is_a_note_and_an_unknown_one_a_problem() -> None:
    got = read_bytes(xlsx(Empty=[], Odd=[["Colour"], ["red"]], Good=ROWS))
    assert got.names == ["Acme"]
    assert got.codes == ["no-columns"]
    assert got.problems[0].origin.sheet == "Odd"
    assert "'Odd'" in got.problems[0].message
    assert got.stopped
    assert "no rows" in got.batches[0].reading.notes


def test_a_truncated_workbook_stops() -> None:
    data = xlsx(S=ROWS * 100)
    for cut in (40, len(data) // 2, len(data) - 30):
        got = read_bytes(data[:cut])
        assert got.codes == ["source"]
        assert got.stopped


def test_a_workbook_with_a_damaged_sheet_still_gives_the_others() -> None:
    got = read_bytes(xlsx(Bad="<worksheet><sheetData><row", Good=ROWS))
    assert got.stopped
    assert got.problems[0].origin.sheet == "Bad"
    assert got.names == ["Acme"]


def test_a_workbook_bomb_stops() -> None:
    data = xlsx(S=sheet_xml(ROWS) + " " * 3_000_000)
    got = read_bytes(data, Options(limits=Limits(max_unpacked=1_000_000)))
    assert got.codes == ["source"]
    assert "unpacks to more" in got.problems[0].message


def test_one_cell_at_the_far_end_of_a_sheet_does_not_take_all_memory() -> None:
    far = sheet_xml(ROWS).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    got = read_bytes(xlsx(S=far))
    assert got.codes == ["source"]
    assert "1048576 rows" in got.problems[0].message


def test_an_old_workbook_that_is_none_stops() -> None:
    got = read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(4000))
    assert got.codes == ["source"]
    assert got.stopped


def test_parquet_is_read_and_lists_are_left_out() -> None:
    frame = pl.DataFrame({"Supplier": ["Acme", None], "Amount": [1.5, 2], "Tags": [[1], []]})
    out = io.BytesIO()
    frame.write_parquet(out)
    got = read_bytes(out.getvalue())
    assert got.names == ["Acme", None]
    assert got.table["amount"].to_list() == ["1.5", "2.0"]
    assert "column 'Tags' holds no plain values" in got.reading.notes


def test_a_truncated_parquet_stops() -> None:
    out = io.BytesIO()
    pl.DataFrame({"Supplier": ["Acme"] * 1000}).write_parquet(out)
    for cut in (5, 200, len(out.getvalue()) - 3):
        got = read_bytes(out.getvalue()[:cut])
        assert got.codes == ["source"]
        assert got.stopped


def test_a_large_stream_is_not_set_aside_beyond_the_limit() -> None:
    data = gzip.compress(b"PAR1" + os.urandom(300_000))
    got = read_bytes(data, Options(limits=Limits(max_unpacked=100_000)))
    assert got.codes == ["source"]
    assert "unpacks to more" in got.problems[0].message


def test_problems_never_quote_a_cell() -> None:
    payee = "Jane Roe"
    text = f'Supplier,Country\n"{payee}\nAcme,{payee},{payee}\n{payee}" x,"y\n'
    said = " ".join(f"{p.message} {p.hint} {p.origin}" for p in read_text(text).problems)
    assert said
    assert payee not in said


def test_a_sheet_that_begins_further_down_keeps_its_row_numbers() -> None:
    body = sheet_xml([[None], [None], [None], *ROWS, *ROWS[1:]])
    got = read_bytes(xlsx(S=body))
    assert got.rows == [5, 6]


def test_a_long_cell_of_a_sheet_is_a_problem_and_the_rest_goes_on() -> None:
    got = read_bytes(xlsx(S=[*ROWS, ["x" * 200, "GB"]]), Options(limits=Limits(max_cell=100)))
    assert got.names == ["Acme"]
    assert [(p.code, p.origin.row) for p in got.problems] == [("long-cell", 3)]


def test_a_sheet_without_the_users_column_is_told_and_the_others_are_read() -> None:
    options = Options(mapping=(("name", "Trader"),))
    got = read_bytes(xlsx(A=ROWS, B=[["Trader"], ["Beta"]]), options)
    assert got.names == ["Beta"]
    assert got.codes == ["no-columns"]
    assert got.stopped
    with pytest.raises(ColumnError, match="Trader"):
        read_bytes(xlsx(A=ROWS), options)


def test_sheets_come_in_batches() -> None:
    rows = [*ROWS, *(["Beta", "FR"] for _ in range(7))]
    got = read_bytes(xlsx(S=rows), Options(limits=Limits(batch_rows=3)))
    assert len(got.names) == 8
    assert got.rows == list(range(2, 10))


def test_a_table_without_a_header_is_told_what_it_needs() -> None:
    got = read_text("Acme Ltd,GB\nBeta Ltd,GB\n")
    assert got.codes == ["no-columns"]
    assert "header row" in got.problems[0].hint


def test_a_supplier_beyond_the_columns_that_are_read_is_told() -> None:
    limits = Limits(max_columns=3)
    got = read_bytes(b"a,b,c,Supplier\n1,2,3,Acme\n", Options(limits=limits))
    assert "of 4 columns the first 3 are read" in got.problems[0].message
    assert got.stopped
