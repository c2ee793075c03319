"""XLSX: one workbook with a sheet for each kind of thing, for people who sort and filter.

Every text is written as text, so that no cell is ever a formula or a link; rows go to a
temporary folder as they come. A sheet that would pass the last row of the format (1,048,576;
ECMA-376) goes on in a second one, and the summary says so. Needs the extra ``xlsx``.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from countersight.messages import _
from countersight.model.finding import Counts, Grounds, ListVersion, ScreenedBatch
from countersight.model.vocabulary import Vocabulary
from countersight.render.escaping import shortened, visible
from countersight.report.faces import NOTICE
from countersight.report.sheets import (
    COLUMNS,
    Row,
    Rows,
    grounds_rows,
    question_rows,
    summary_rows,
)

LAST_ROW: Final = 1_048_576
LONGEST: Final = 32_767
"""Letters of a cell."""
_CHUNK: Final = 1 << 16
_OPTIONS: Final[Mapping[str, object]] = MappingProxyType(
    {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
)


@dataclass(slots=True)
class _Sheet:
    """One kind of thing, on as many sheets as it needs."""

    name: str
    columns: Mapping[str, int]
    pages: list[Worksheet] = field(default_factory=list)
    row: int = 0
    """The next row of the last page."""
    told: int = 0


class Workbook:
    """Writes a workbook; its bytes come when all batches have passed."""

    def __init__(
        self, grounds: Grounds, vocabulary: Vocabulary, *, last_row: int = LAST_ROW
    ) -> None:
        self._grounds = grounds
        profile = grounds.profile
        self._rows = Rows(vocabulary, profile is not None and not profile.decides)
        self._asked: dict[ListVersion, None] = {}
        self._last_row = last_row
        self._folder = tempfile.TemporaryDirectory(prefix="countersight-")
        self._path = Path(self._folder.name) / "book.xlsx"
        options = {**_OPTIONS, "tmpdir": self._folder.name}
        self._book = xlsxwriter.Workbook(str(self._path), options)
        midnight = datetime.combine(grounds.as_of, time(), UTC).replace(tzinfo=None)
        self._book.set_properties({"created": midnight, "comments": _(NOTICE)})
        self._bold = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._plain = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._sheets = {name: _Sheet(name, columns) for name, columns in COLUMNS.items()}
        for sheet in self._sheets.values():
            self._open(sheet)

    def begin(self) -> Iterator[bytes]:
        """Yield nothing: the bytes come at the end."""
        return iter(())

    def batch(self, batch: ScreenedBatch) -> Iterator[bytes]:
        """Yield nothing, and write the rows of a batch to disk."""
        self._asked.update(dict.fromkeys(batch.lists))
        for name, row in self._rows.of(batch):
            self._write(name, row)
        return iter(())

    def end(self, counts: Counts) -> Iterator[bytes]:
        """Yield the bytes of the workbook."""
        for row in question_rows(self._rows):
            self._write("Questions", row)
        grounds = replace(self._grounds, lists=(*self._grounds.lists, *self._asked))
        for row in grounds_rows(grounds):
            self._write("Lists", row)
        pages = {sheet.name: len(sheet.pages) for sheet in self._sheets.values()}
        told = {sheet.name: sheet.told for sheet in self._sheets.values()}
        for row in summary_rows(counts, grounds, pages, told):
            self._write("Summary", row)
        for sheet in self._sheets.values():
            self._filter(sheet)
        with self._folder:
            self._book.close()
            with self._path.open("rb") as made:
                while piece := made.read(_CHUNK):
                    yield piece

    def _open(self, sheet: _Sheet) -> None:
        number = len(sheet.pages) + 1
        name = _(sheet.name) if number == 1 else f"{_(sheet.name)} {number}"
        page = self._book.add_worksheet(name)
        for place, (heading, width) in enumerate(sheet.columns.items()):
            page.set_column(place, place, width)
            page.write_string(0, place, _(heading), self._bold)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        sheet.pages.append(page)
        sheet.row = 1

    def _write(self, name: str, row: Row) -> None:
        sheet = self._sheets[name]
        if sheet.row >= self._last_row:
            self._filter(sheet)
            self._open(sheet)
        page = sheet.pages[-1]
        for place, value in enumerate(row):
            if isinstance(value, str):
                said = shortened(visible(value), LONGEST)
                page.write_string(sheet.row, place, said, self._plain)
            elif value is not None:
                page.write_number(sheet.row, place, value, self._plain)
        sheet.row += 1
        sheet.told += 1

    def _filter(self, sheet: _Sheet) -> None:
        columns: Sequence[str] = tuple(sheet.columns)
        sheet.pages[-1].autofilter(0, 0, max(sheet.row - 1, 1), len(columns) - 1)
