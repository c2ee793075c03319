import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_makers import read_bytes

from countersight.read.extent import OdsContent, SheetBinary, SheetXml, extent_of

_NS = "urn:oasis:names:tc:opendocument:xmlns"
_OPEN = (
    f'<office:document-content xmlns:office="{_NS}:office:1.0" '
    f'xmlns:table="{_NS}:table:1.0" xmlns:text="{_NS}:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="S">'
)
_CLOSE = "</table:table></office:spreadsheet></office:body></office:document-content>"


def cell(text: str, times: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{times}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def row(*cells: str, times: int = 1) -> str:
    start = f'<table:table-row table:number-rows-repeated="{times}">'
    return f"{start}{''.join(cells)}</table:table-row>"


def ods(*rows: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = f'<manifest:manifest xmlns:manifest="{_NS}:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", _OPEN + "".join(rows) + _CLOSE)
    return out.getvalue()


def test_an_open_document_sheet_is_read_with_its_empty_end() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    end = row(blank, times=1_048_000)
    got = read_bytes(ods(row(cell("Supplier"), blank), row(cell("Acme"), blank), end))
    assert got.names == ["Acme"]
    assert not got.problems


def test_a_row_repeated_without_end_does_not_take_all_memory() -> None:
    got = read_bytes(ods(row(cell("Supplier")), row(cell("x", 1_000), times=1_000_000)))
    assert got.codes == ["source"]
    assert "1000000 rows" in got.problems[0].message


def record(kind: int, body: bytes) -> bytes:
    return bytes([kind, len(body)]) + body


@given(st.integers(1, 40))
def test_binary_sheets_are_measured_however_they_are_cut(size: int) -> None:
    data = (
        bytes([0x81, 0x01, 0])
        + record(0, (7).to_bytes(4, "little") + b"more")
        + record(2, (3).to_bytes(4, "little") + b"value")
        + record(0, (1_048_575).to_bytes(4, "little"))
        + record(5, (16_383).to_bytes(4, "little"))
        + bytes([0xFF, 0x7F, 0xFF])
    )
    extent = SheetBinary()
    for at in range(0, len(data), size):
        extent.feed(data[at : at + size])
    assert extent.reach() == (1_048_576, 16_384)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("content.xml", OdsContent),
        ("xl/worksheets/sheet1.xml", SheetXml),
        ("xl/worksheets/sheet1.bin", SheetBinary),
        ("xl/styles.bin", type(None)),
        ("xl/media/image.png", type(None)),
        ("odd/place.xml", SheetXml),
    ],
)
def test_each_member_is_measured_by_what_it_is(name: str, kind: type) -> None:
    assert type(extent_of(name)) is kind
