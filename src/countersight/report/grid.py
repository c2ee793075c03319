"""One table as a workbook; every cell is text, so that none is a formula or a link."""

import tempfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

import xlsxwriter

from countersight.render.escaping import shortened, visible

LAST_ROW: Final = 1_048_576
"""Of a sheet (ECMA-376); what is longer goes on in a further sheet."""
LONGEST: Final = 32_767
"""Letters of a cell."""
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook with a frozen header; rows go to a temporary folder as they come.

    >>> workbook(["name"], [["=1+1"]])[:2]
    b'PK'
    """
    with tempfile.TemporaryDirectory() as folder:
        out = BytesIO()
        made = xlsxwriter.Workbook(out, {**_OPTIONS, "tmpdir": folder})
        sheet, place = None, LAST_ROW
        for row in rows:
            if place >= LAST_ROW:
                sheet, place = _sheet(made, columns), 1
            _write(sheet, place, row)
            place += 1
        if sheet is None:
            _sheet(made, columns)
        made.close()
        return out.getvalue()


def _sheet(made: xlsxwriter.Workbook, columns: Sequence[str]) -> xlsxwriter.worksheet.Worksheet:
    sheet = made.add_worksheet()
    sheet.freeze_panes(1, 0)
    _write(sheet, 0, columns)
    return sheet


def _write(sheet: xlsxwriter.worksheet.Worksheet, place: int, row: Sequence[str]) -> None:
    for column, text in enumerate(row):
        sheet.write_string(place, column, shortened(visible(text), LONGEST))
