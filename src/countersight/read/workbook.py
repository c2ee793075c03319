"""Workbooks (XLSX, XLSB, ODS, XLS) with python-calamine, after a look at their size.

A sheet is held in memory as a whole, so an archive is unpacked once for counting before
it is opened: a bomb, or a sheet with one cell in the last row and column, is a Problem.
"""

import datetime as dt
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

import python_calamine

from countersight.errors import ColumnError, SourceError
from countersight.messages import sentence
from countersight.model.record import Batch, Origin, Problem
from countersight.read.extent import extent_of
from countersight.read.foreign import foreign
from countersight.read.source import BREAKS, MIB, Feed, Limits, Options, reason
from countersight.read.tables import Block, Sheet, batches, bounded, problem_batch


def read_workbook(feed: Feed, origin: Origin, options: Options) -> Iterator[Batch]:
    """Yield the batches of each sheet of a workbook.

    Raises:
        SourceError: the file is damaged, locked, or a bomb.
    """
    with feed.spooled() as file:
        check_size(file, options.limits)
        with foreign(sentence("the workbook")):
            book = python_calamine.CalamineWorkbook.from_filelike(file)
        for name in book.sheet_names:
            place = Origin(origin.file, origin.member, sheet=name)
            try:
                yield from _read_sheet(book, Sheet(place, "workbook", options))
            except SourceError as error:
                problem = Problem(place, error.code, error.message, error.hint, stops=True)
                yield problem_batch(place, "workbook", [problem])
            except ColumnError as error:
                if len(book.sheet_names) == 1:
                    raise
                problem = Problem(place, "no-columns", error.message, error.hint, stops=True)
                yield problem_batch(place, "workbook", [problem])


def _read_sheet(book: python_calamine.CalamineWorkbook, sheet: Sheet) -> Iterator[Batch]:
    name = sheet.origin.sheet or ""
    with foreign(sentence("sheet {name!r}", name=name)):
        cells = book.get_sheet_by_name(name)
    yield from batches(sheet, _blocks(cells, sheet))


def _blocks(cells: python_calamine.CalamineSheet, sheet: Sheet) -> Iterator[Block]:
    rows: list[list[str | None]] = []
    numbers: list[int] = []
    for number, row in enumerate(cells.iter_rows(), 1):
        rows.append([cell_text(cell) for cell in row])
        numbers.append(number)
        if len(rows) >= sheet.options.limits.batch_rows:
            yield bounded(sheet, rows, numbers)
            rows, numbers = [], []
    if rows:
        yield bounded(sheet, rows, numbers)


def cell_text(cell: object) -> str | None:
    """Return a cell as text: whole numbers without a point, days as ISO 8601.

    >>> cell_text(3.0), cell_text(2.5), cell_text(dt.datetime(2025, 3, 4)), cell_text("")
    ('3', '2.5', '2025-03-04', None)
    """
    match cell:
        case None | str():
            return cell or None
        case bool():
            return "true" if cell else "false"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case dt.date() | dt.time():
            return cell.isoformat().removesuffix("T00:00:00")
        case _:
            return str(cell)


def check_size(file: BinaryIO, limits: Limits) -> None:
    """Unpack an archive once, for counting only.

    Raises:
        SourceError: it is damaged, locked, or unpacks to more than the limits allow.
    """
    if not zipfile.is_zipfile(file):
        file.seek(0)
        if file.read(4).startswith(b"PK"):
            raise SourceError(sentence("the workbook breaks off or is damaged"))
        file.seek(0)
        return
    left = limits.max_unpacked
    try:
        with zipfile.ZipFile(file) as archive:
            for info in archive.infolist():
                left -= _count(archive, info, left, limits)
    except BREAKS as error:
        raise SourceError(
            sentence("the workbook is damaged or locked: {reason}", reason=reason(error))
        ) from error
    file.seek(0)


def _count(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    """Return how many bytes a member unpacks to; look how far its cells reach."""
    unpacked = 0
    extent = extent_of(info.filename)
    with archive.open(info) as member:
        while piece := member.read(MIB):
            unpacked += len(piece)
            if unpacked > left:
                raise SourceError(
                    sentence(
                        "the workbook unpacks to more than {max_unpacked} bytes",
                        max_unpacked=limits.max_unpacked,
                    ),
                    hint=sentence("If it is sound, save the sheet as CSV and hand that in."),
                )
            if extent is not None:
                extent.feed(piece)
    row, column = extent.reach() if extent is not None else (1, 1)
    if row * column > limits.max_sheet_cells:
        raise SourceError(
            sentence(
                "a sheet reaches {row} rows down and {column} columns across, more "
                "than {max_sheet_cells} cells",
                row=row,
                column=column,
                max_sheet_cells=limits.max_sheet_cells,
            ),
            hint=sentence("Delete the stray cells at its far end, or save it as CSV."),
        )
    return unpacked
