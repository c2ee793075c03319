"""From blocks of cells to batches: what CSV, sheets, Parquet and rows of JSON share.

The header may stand below title lines: it is the first of the first rows that names
something to screen. Blank rows are skipped. A row of another length than the header is a
Problem, and is read all the same as far as it reaches (``rows`` of that Problem is 0),
unless it has no name: then the row is lost and the Problem says so. What is learnt after
the first batch is a Problem that takes no row, because the Reading was handed out already.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from countersight.errors import ColumnError
from countersight.messages import marked, sentence
from countersight.model.record import Batch, Origin, Problem, Reading
from countersight.read import asides, dates
from countersight.read.columns import Framer, empty
from countersight.read.layout import Layout, Rows, lay_out
from countersight.read.source import Options

LONG_CELL: Final = marked("a cell is longer than is read; the row was left out")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of rows, the number of each, and the Problems of that stretch."""

    rows: Rows
    numbers: Sequence[int | None]
    problems: tuple[Problem, ...] = ()
    pointers: Sequence[str | None] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is told of a table before it is read."""

    origin: Origin
    format: str
    options: Options
    notes: tuple[str, ...] = ()
    header: tuple[str, ...] | None = None
    """The header, where it is no row of the table (Parquet, JSON)."""


def bounded(sheet: Sheet, rows: Rows, numbers: Sequence[int]) -> Block:
    """Return a block of *rows*, those with a cell above the limit as Problems."""
    most = sheet.options.limits.max_cell
    long = {
        number
        for number, row in zip(numbers, rows, strict=True)
        if any(cell is not None and len(cell) > most for cell in row)
    }
    if not long:
        return Block(rows, numbers)
    problems = tuple(
        Problem(replace(sheet.origin, row=number), "long-cell", sentence(LONG_CELL))
        for number in sorted(long)
    )
    kept = [(n, row) for n, row in zip(numbers, rows, strict=True) if n not in long]
    return Block([row for _, row in kept], [n for n, _ in kept], problems)


def problem_batch(
    origin: Origin, format_: str, problems: Iterable[Problem], notes: tuple[str, ...] = ()
) -> Batch:
    """Return a batch of Problems and no rows."""
    return Batch(empty(), 0, Reading(origin, format_, None, notes=notes), tuple(problems))


def batches(sheet: Sheet, blocks: Iterator[Block]) -> Iterator[Batch]:
    """Yield the batches of a table.

    Raises:
        ColumnError: the user's mapping names a field or a header that is not there.
    """
    first = _first(blocks)
    if first is None:
        yield problem_batch(sheet.origin, sheet.format, (), (*sheet.notes, sentence("no rows")))
        return
    aside = asides.set_aside(sheet.origin, first.rows)
    try:
        found = _find_header(sheet, first.rows)
    except ColumnError:
        if aside is None:
            raise
        found = None
    if found is None and aside is not None:
        yield problem_batch(sheet.origin, "unknown", (*first.problems, aside))
        return
    if found is None:
        problems = (*first.problems, _no_columns(sheet, first.rows))
        told = problem_batch(sheet.origin, sheet.format, problems, sheet.notes)
        yield replace(told, reading=_shows(told.reading, sheet, *_unread(sheet, first.rows)))
        return
    layout, at = found
    body = _Body(sheet, layout, first, at)
    for block in _chain(first, at, blocks):
        yield body.batch(block)


def _first(blocks: Iterator[Block]) -> Block | None:
    """Return the first block with a row, with the Problems of those before it."""
    problems: list[Problem] = []
    for block in blocks:
        problems += block.problems
        if any(map(any, block.rows)):
            return replace(block, problems=tuple(problems))
    return Block([], [], tuple(problems)) if problems else None


def _chain(first: Block, at: int, blocks: Iterator[Block]) -> Iterator[Block]:
    yield Block(first.rows[at:], first.numbers[at:], first.problems, first.pointers[at:])
    yield from blocks


def _find_header(sheet: Sheet, rows: Rows) -> tuple[Layout, int] | None:
    """Return the layout, and how many rows stand before the first one below the header."""
    if sheet.header is not None:
        layout = lay_out(sheet.header, rows, sheet.options)
        return None if layout is None else (layout, 0)
    mapping = sheet.options.mapping
    candidates = list(enumerate(rows[: sheet.options.limits.header_rows]))
    if mapping:
        wanted = {header.strip().casefold() for _, header in mapping}
        candidates.sort(key=lambda pair: -len(wanted & {_cell(c).casefold() for c in pair[1]}))
        candidates = candidates[:1]
    for at, row in candidates:
        header = tuple(map(_cell, row[: sheet.options.limits.max_columns]))
        layout = lay_out(header, rows[at + 1 :], sheet.options)
        if layout is not None:
            return layout, at + 1
    return None


def _cell(cell: str | None) -> str:
    return (cell or "").strip()


def _unread(sheet: Sheet, rows: Rows) -> tuple[Sequence[str], Rows]:
    """Return what may be the header of a table that was not understood, and what is below."""
    if sheet.header is not None:
        return sheet.header, rows
    filled = [row for row in rows if any(row)]
    return tuple(map(_cell, filled[0])) if filled else (), filled[1:]


def _shows(reading: Reading, sheet: Sheet, header: Sequence[str], rows: Rows) -> Reading:
    """Return the reading with its headers and first rows, where they were asked for."""
    most, shown = sheet.options.first, sheet.options.shown
    if not most:
        return reading
    width = sheet.options.limits.max_columns
    filled = islice((row for row in rows if any(row)), most)
    told = tuple(tuple(shown(_cell(cell)) for cell in row[:width]) for row in filled)
    return replace(reading, headers=tuple(map(shown, header[:width])), first=told)


def _no_columns(sheet: Sheet, rows: Rows) -> Problem:
    row = sheet.header or next((row for row in rows if any(row)), ())
    shown = sheet.options.shown
    seen = ", ".join(repr(shown(_cell(cell))[:60]) for cell in row[:30] if _cell(cell))
    most = sheet.options.limits.max_columns
    beyond = sentence(
        "; of {number} columns the first {most} are read", number=len(row), most=most
    )
    name = sheet.origin.sheet
    where = sentence("sheet {name!r}", name=name) if name else sentence("the table")
    return Problem(
        sheet.origin,
        "no-columns",
        sentence(
            "no column of {where} names a supplier or a maker; its headers are: "
            "{value}{beyond}",
            where=where,
            value=seen or sentence("none"),
            beyond=beyond if len(row) > most else "",
        ),
        sentence(
            "Say which column it is, for example --map name=HEADER; a table without "
            "a header row needs one above it."
        ),
        stops=True,
        rows=len(rows),
    )


class _Body:
    """The rows below the header."""

    def __init__(self, sheet: Sheet, layout: Layout, first: Block, at: int) -> None:
        self.sheet = sheet
        self.layout = layout
        self.width = len(layout.headers)
        self.framer = Framer(layout, self._even(_chain_one(first, at)).rows)
        reading = Reading(
            sheet.origin,
            sheet.format,
            layout.kind,
            tuple((name, sheet.options.shown(title)) for name, title in layout.mapped),
            tuple(map(sheet.options.shown, layout.ignored)),
            (*sheet.notes, *self._notes(first, at)),
        )
        self.reading = _shows(reading, sheet, layout.headers, first.rows[at:])

    def _notes(self, first: Block, at: int) -> Iterator[str]:
        if at > 1:
            yield sentence("the header is row {numbers}", numbers=first.numbers[at - 1])
        if self.framer.order is not None:
            yield sentence("dates: {value}", value=self.framer.order.value)
        if self.framer.unsettled:
            yield sentence(
                "dates: day and month can't be told apart; such dates stay as written"
            )

    def batch(self, block: Block) -> Batch:
        """Return the batch of *block*."""
        before = self.framer.order
        even = self._even(block)
        table = self.framer.frame(even.rows, even.numbers, self.sheet.origin, even.pointers)
        after, problems = self.framer.order, even.problems
        if after != before and after is not None:
            problems = (*problems, self._learnt(even.numbers[0], after))
        return Batch(table, len(even.rows), self.reading, problems)

    def _learnt(self, row: int | None, order: dates.Order) -> Problem:
        return Problem(
            self._at(row),
            "date-order",
            sentence(
                "from here on dates are read as {value}; those above stay as written",
                value=order.value,
            ),
            rows=0,
        )

    def _even(self, block: Block) -> Block:
        """Return the rows that are as long as the header, blank ones left out."""
        if set(map(len, block.rows)) <= {self.width} and all(map(any, block.rows)):
            return block
        rows: list[Sequence[str | None]] = []
        numbers: list[int | None] = []
        pointers: list[str | None] = []
        problems = list(block.problems)
        places = block.pointers or [None] * len(block.rows)
        for number, row, pointer in zip(block.numbers, block.rows, places, strict=True):
            if not any(row):
                continue
            whole = len(row) == self.width or (
                not any(row[self.width :]) and len(row) > self.width
            )
            evened = [*row[: self.width], *([None] * (self.width - len(row)))]
            kept = whole or self._reaches(row)
            if kept:
                rows.append(evened)
                numbers.append(number)
                pointers.append(pointer)
            if not whole:
                problems.append(self._ragged(number, len(row), kept=kept))
        return Block(rows, numbers, tuple(problems), pointers if block.pointers else ())

    def _reaches(self, row: Sequence[str | None]) -> bool:
        anchors = [c.position for c in self.layout.columns]
        return any(at < len(row) and _cell(row[at]) for at in anchors[:1])

    def _ragged(self, number: int | None, cells: int, *, kept: bool) -> Problem:
        done = (
            sentence("it was read as far as it reaches")
            if kept
            else sentence("it has no name and was not read")
        )
        return Problem(
            self._at(number),
            "ragged-row",
            sentence(
                "the row has {cells} cells where the header has {width}; {done}",
                cells=cells,
                width=self.width,
                done=done,
            ),
            sentence("Look for a delimiter in a cell without quotes, or a line that was cut."),
            rows=0 if kept else 1,
        )

    def _at(self, row: int | None) -> Origin:
        return replace(self.sheet.origin, row=row)


def _chain_one(first: Block, at: int) -> Block:
    return Block(first.rows[at:], first.numbers[at:])
