"""Small files for the tests of the readers, and a way to read them whole."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from xml.sax.saxutils import escape

import polars as pl

from countersight.model.record import COLUMNS, Batch, Problem, Reading
from countersight.read import Options, Source, read


@dataclass(frozen=True)
class Whole:
    """All batches of one source, put together."""

    batches: tuple[Batch, ...]
    table: pl.DataFrame
    problems: tuple[Problem, ...]

    @property
    def reading(self) -> Reading:
        return self.batches[0].reading

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    @property
    def names(self) -> list[str | None]:
        return self.table["name"].to_list()

    @property
    def rows(self) -> list[int | None]:
        return self.table["row"].to_list()

    @property
    def stopped(self) -> bool:
        return any(problem.stops for problem in self.problems)


def whole(batches: Iterable[Batch]) -> Whole:
    got = tuple(batches)
    tables = []
    for batch in got:
        table = batch.table
        assert isinstance(table, pl.DataFrame)
        assert tuple(table.columns) == COLUMNS
        assert table.height == batch.rows
        tables.append(table)
    problems = tuple(problem for batch in got for problem in batch.problems)
    return Whole(got, pl.concat(tables), problems)


def read_bytes(data: bytes, options: Options | None = None) -> Whole:
    return whole(read(Source("in", stream=io.BytesIO(data)), options))


def read_text(text: str, options: Options | None = None) -> Whole:
    return read_bytes(text.encode(), options)


def read_path(path: Path, options: Options | None = None) -> Whole:
    return whole(read(Source.at(path), options))


def read_json(value: object, options: Options | None = None) -> Whole:
    return read_text(json.dumps(value), options)


class Generated(io.RawIOBase):
    """A stream made of pieces as they are asked for; it can't be sought."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size and (piece := next(self.pieces, b"")):
            self.rest += piece
        got, self.rest = self.rest[:size], self.rest[size:]
        return got


def generated(pieces: Iterator[bytes]) -> BinaryIO:
    return cast("BinaryIO", Generated(pieces))


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
)
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)


def _cell(row: int, column: int, value: object) -> str:
    ref = f"{chr(ord('A') + column)}{row}"
    if isinstance(value, int | float):
        return f'<c r="{ref}"><v>{value}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def sheet_xml(rows: Sequence[Sequence[object]]) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(number, at, v) for at, v in enumerate(row) if v is not None)
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"{_SHEET}<sheetData>{''.join(lines)}</sheetData></worksheet>"


def xlsx(**sheets: Sequence[Sequence[object]] | str) -> bytes:
    """Return a workbook; a sheet is rows, or its XML as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        target = (
            f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        )
        archive.writestr("_rels/.rels", f"{_RELS}{target}</Relationships>")
        names = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="s{n}"/>'
            for n, name in enumerate(sheets, 1)
        )
        archive.writestr("xl/workbook.xml", f"{_BOOK}{names}</sheets></workbook>")
        links = "".join(
            f'<Relationship Id="s{n}" Type="{_OFFICE}/worksheet" '
            f'Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f"{_RELS}{links}</Relationships>")
        for n, sheet in enumerate(sheets.values(), 1):
            body = sheet if isinstance(sheet, str) else sheet_xml(sheet)
            archive.writestr(f"xl/worksheets/sheet{n}.xml", body)
    return out.getvalue()
