"""Rows of a publisher's table, by stretches: each with its line, cells by their headers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from countersight.messages import sentence
from countersight.model.record import Origin, Problem
from countersight.read.delimited import Records, delimiter_of
from countersight.read.lists.shape import column
from countersight.read.source import PREFIX, Feed, Limits
from countersight.read.text import TextFeed

_END_OF_FILE: Final = "\x1a"
"""What some publishers end a text with, as CP/M did."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line that it begins at, and its cells."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class NamedRow:
    """One row, its cells by their columns (``column``); empty cells are not there."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Return a cell, empty where there is none."""
        return self.cells.get(column, "")


def plain_rows(
    feed: Feed, origin: Origin, limits: Limits
) -> Iterator[tuple[list[Row], list[Problem]]]:
    """Yield the rows of a table without a header, and the Problems of each stretch."""
    text = TextFeed(feed, origin, longest=limits.max_line)
    sample = feed.peek(PREFIX).decode(text.encoding, "ignore").replace("\0", "")
    for block in Records(text, delimiter_of(sample), limits).blocks():
        rows = [
            Row(number, [cell or "" for cell in cells])
            for number, cells in zip(block.numbers, block.rows, strict=True)
            if number is not None and any(cells) and list(cells) != [_END_OF_FILE]
        ]
        yield rows, list(block.problems)
    if feed.broken is not None:
        yield [], [Problem(origin, "broken", feed.broken, stops=True)]


def named_rows(
    feed: Feed, origin: Origin, limits: Limits
) -> Iterator[tuple[list[NamedRow], list[Problem]]]:
    """Yield the rows behind a header; one with another number of cells is a Problem."""
    header: list[str] | None = None
    for rows, problems in plain_rows(feed, origin, limits):
        found: list[NamedRow] = []
        for row in rows:
            if header is None:
                header = [column(cell) for cell in row.cells]
            elif len(row.cells) != len(header):
                problems.append(_ragged(origin, row, len(header)))
            else:
                pairs = zip(header, row.cells, strict=True)
                cells = {name: cell.strip() for name, cell in pairs if cell}
                found.append(NamedRow(row.number, cells))
        yield found, problems


def _ragged(origin: Origin, row: Row, wanted: int) -> Problem:
    place = Origin(origin.file, origin.member, row=row.number)
    message = sentence(
        "the row has {cells} cells, and the header {wanted}",
        cells=len(row.cells),
        wanted=wanted,
    )
    hint = sentence("Look for a delimiter in a cell without quotes, or a line that was cut.")
    return Problem(place, "ragged-row", message, hint)
