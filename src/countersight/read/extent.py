"""How far the cells of a sheet reach, counted while a workbook is unpacked piece by piece.

A sheet is laid out in memory from its first cell to its last, so one stray cell in the last
row and column of a small file would take all memory there is.
"""

import re
from collections.abc import Iterator
from typing import Final, Protocol

_CELL: Final = re.compile(rb'r="([A-Z]{1,3})(\d{1,7})"')
_ROWS: Final = re.compile(rb'number-rows-repeated="(\d{1,9})"')
_REPEATED: Final = re.compile(
    rb"<table:table-cell(?=[^>]*office:value)[^>]*number-columns-repeated=\"(\d{1,9})\""
)
_OVERLAP: Final = 512
_ROW_RECORD: Final = 0
_CELL_RECORDS: Final = range(1, 12)
_PLACE: Final = 4
"""Bytes of a row's or a column's number."""


class Extent(Protocol):
    """Hears a member of a workbook piece by piece."""

    def feed(self, piece: bytes) -> None:
        """Hear of the next piece."""

    def reach(self) -> tuple[int, int]:
        """Return the last row and the last column, counted from 1."""


class SheetXml:
    """A sheet of an XLSX file (ECMA-376 part 1, section 18.3.1.4: ``c/@r``)."""

    def __init__(self) -> None:
        self._row = self._column = 1
        self._tail = b""

    def feed(self, piece: bytes) -> None:
        """Hear of the next piece."""
        found = _CELL.findall(self._tail + piece)
        self._tail = piece[-_OVERLAP:]
        self._row = max(self._row, *map(int, {number for _, number in found}), 1)
        self._column = max(self._column, *map(_number, {name for name, _ in found}), 1)

    def reach(self) -> tuple[int, int]:
        """Return the last row and the last column."""
        return self._row, self._column


class OdsContent:
    """The sheets of an ODS file, by the repetitions that are stated (ODF 1.3, 19.675)."""

    def __init__(self) -> None:
        self._rows = self._columns = 1
        self._tail = b""

    def feed(self, piece: bytes) -> None:
        """Hear of the next piece."""
        text = self._tail + piece
        self._tail = piece[-_OVERLAP:]
        self._rows = max(self._rows, *map(int, set(_ROWS.findall(text))), 1)
        self._columns = max(self._columns, *map(int, set(_REPEATED.findall(text))), 1)

    def reach(self) -> tuple[int, int]:
        """Return the most repeated row and the most repeated cell that has a value."""
        return self._rows, self._columns


class SheetBinary:
    """A sheet of an XLSB file ([MS-XLSB] 2.1.4 and 2.5: records of cells and rows)."""

    def __init__(self) -> None:
        self._row = self._column = 0
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        """Hear of the next piece."""
        data = self._rest + piece
        done = 0
        for kind, start, end in _records(data):
            done = end
            if kind == _ROW_RECORD or kind in _CELL_RECORDS:
                place = int.from_bytes(data[start : min(start + _PLACE, end)], "little")
                if kind == _ROW_RECORD:
                    self._row = max(self._row, place)
                else:
                    self._column = max(self._column, place)
        self._rest = data[done:]

    def reach(self) -> tuple[int, int]:
        """Return the last row and the last column."""
        return self._row + 1, self._column + 1


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield kind, start and end of each whole record."""
    at = 0
    while True:
        kind, at = _varying(data, at, 2)
        size, at = _varying(data, at, 4)
        if at < 0 or at + size > len(data):
            return
        yield kind, at, at + size
        at += size


def _varying(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number of up to *most* bytes of seven bits, and where it ends, or -1."""
    value = 0
    for place in range(most):
        if at < 0 or at + place >= len(data):
            return 0, -1
        byte = data[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:  # noqa: PLR2004 - the top bit says that more bytes follow
            return value, at + place + 1
    return value, at + most


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def extent_of(name: str) -> Extent | None:
    """Return what counts the member *name* of a workbook, where it may be a sheet.

    Any XML may be one: a workbook says itself where its sheets stand.

    >>> type(extent_of("xl/worksheets/sheet1.xml")).__name__, extent_of("xl/styles.bin")
    ('SheetXml', None)
    """
    if name == "content.xml":
        return OdsContent()
    if name.startswith("xl/") and name.endswith(".bin") and "sheet" in name:
        return SheetBinary()
    return SheetXml() if name.endswith(".xml") else None
