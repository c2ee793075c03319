"""CSV and TSV: the standard library's ``csv``, strict, by blocks of lines.

A block of sound lines is read in one go. Where a block has an error (an unclosed quote, a
cell above the limit), the first line of the bad record is a Problem and the lines behind
it are read again, so that a quote that nobody closed swallows nothing. A record may go on
into the next block, as long as it spans no more lines than ``Limits.max_record_lines``.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from countersight.messages import sentence
from countersight.model.record import Batch, Origin, Problem
from countersight.read.source import PREFIX, Feed, Limits, Options
from countersight.read.tables import Block, Sheet, batches
from countersight.read.text import Lines, TextFeed

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_SAMPLE_LINES: Final = 50
_PATIENCE: Final = 1_000_000
"""Lines that may be read again before a record may span only a few."""
_FEW: Final = 20


def read_delimited(feed: Feed, origin: Origin, options: Options) -> Iterator[Batch]:
    """Yield the batches of a delimited file."""
    text = TextFeed(feed, origin, longest=options.limits.max_line)
    sample = feed.peek(PREFIX).decode(text.encoding, "ignore").replace("\0", "")
    delimiter = delimiter_of(sample)
    notes = (
        sentence("encoding {encoding}", encoding=text.encoding),
        sentence("delimiter {delimiters}", delimiters=DELIMITERS[delimiter]),
    )
    format_ = "tsv" if delimiter == "\t" else "csv"
    records = Records(text, delimiter, options.limits)
    yield from batches(Sheet(origin, format_, options, notes), records.blocks())


def rows_of(text: TextFeed, delimiter: str, limits: Limits) -> Iterator[Block]:
    """Yield the rows of a text in blocks, with the line that each begins at."""
    return Records(text, delimiter, limits).blocks()


def delimiter_of(sample: str) -> str:
    r"""Return the delimiter of a table that begins with *sample*.

    It is the one whose count is the same on most of the first lines, quoted text left out.

    >>> delimiter_of('name;note\n"Acme; Ltd";"a, b, c"\n')
    ';'
    """
    plain = re.sub(r'"[^"]*"', "", sample)
    lines = [line for line in plain.splitlines()[:_SAMPLE_LINES] if line]

    def score(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines if delimiter in line]
        usual = max(set(counts), key=lambda n: (counts.count(n), n), default=0)
        return counts.count(usual), usual

    return max(DELIMITERS, key=score)


@dataclass(slots=True)
class _Stretch:
    """Rows read so far from a stretch of lines."""

    first: int
    lines: list[str]
    final: bool
    problems: list[Problem]
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    at: int = 0
    """The first line that is not read yet."""


class Records:
    """The records of a text, as blocks of rows with the line that each begins at."""

    def __init__(self, text: TextFeed, delimiter: str, limits: Limits) -> None:
        self.text = text
        self.delimiter = delimiter
        self.limits = limits
        self.read_again = 0

    def blocks(self) -> Iterator[Block]:
        """Yield the rows of the text in blocks."""
        carry: list[str] = []
        for lines, final in self._stretches():
            first = lines.first - len(carry)
            stretch = _Stretch(first, carry + lines.lines, final, list(lines.problems))
            carry = self._read(stretch)
            yield Block(stretch.rows, stretch.numbers, tuple(stretch.problems))

    def _stretches(self) -> Iterator[tuple[Lines, bool]]:
        """Yield lines for a batch at a time, and whether they are the last."""
        first, size, most = 1, 0, self.limits.batch_rows
        lines: list[str] = []
        problems: list[Problem] = []
        for part in self.text.blocks():
            lines += part.lines
            problems += part.problems
            size += part.size
            while len(lines) > most or size >= self.limits.max_block:
                yield Lines(first, lines[:most], tuple(problems)), False
                first += len(lines[:most])
                lines, problems, size = lines[most:], [], 0
        yield Lines(first, lines, tuple(problems)), True

    def _read(self, stretch: _Stretch) -> list[str]:
        """Read *stretch*; return the lines of a record that is still open at its end."""
        window = len(stretch.lines)
        while stretch.at < len(stretch.lines):
            before = stretch.at
            error, at_end = self._parse(stretch, window)
            if not error or (at_end and stretch.at > before):
                continue
            open_lines = len(stretch.lines) - stretch.at
            if at_end and not stretch.final and open_lines <= min(window, self._span()):
                return stretch.lines[stretch.at :]
            origin = Origin(self.text.origin.file, self.text.origin.member)
            stretch.problems.append(_bad(origin, stretch.first + stretch.at, error))
            stretch.at += 1
            window = self._span()
            self.read_again += window
        return []

    def _span(self) -> int:
        return self.limits.max_record_lines if self.read_again < _PATIENCE else _FEW

    def _parse(self, stretch: _Stretch, window: int) -> tuple[str, bool]:
        """Parse up to *window* lines; return what went wrong, and whether at their end."""
        lines = stretch.lines[stretch.at : stretch.at + window]
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        done = len(stretch.rows)
        error = ""
        usual = csv.field_size_limit(self.limits.max_cell)
        try:
            stretch.rows.extend(reader)
        except csv.Error as raised:
            error = str(raised)
        finally:
            csv.field_size_limit(usual)
        made = stretch.rows[done:] if done else stretch.rows
        start = stretch.first + stretch.at
        if not error and len(made) == len(lines):
            stretch.numbers.extend(range(start, start + len(made)))
            stretch.at += len(made)
        else:
            for row in made:
                stretch.numbers.append(stretch.first + stretch.at)
                stretch.at += _height(row)
        return error, reader.line_num >= len(lines)


def _height(row: list[str]) -> int:
    """Return how many lines *row* stands on."""
    return 1 + sum(len(_BREAK.findall(cell)) for cell in row if "\n" in cell or "\r" in cell)


def _bad(origin: Origin, row: int, error: str) -> Problem:
    origin = Origin(origin.file, origin.member, row=row)
    if "field larger" in error:
        message, code = sentence("a cell is longer than is read"), "long-cell"
    elif "end of data" in error:
        message, code = sentence("a quote is opened and never closed"), "open-quote"
    else:
        message, code = sentence("a quote stands where none may"), "stray-quote"
    return Problem(
        origin,
        code,
        sentence(
            "{message}; this line was left out, and the next ones were read by themselves",
            message=message,
        ),
        sentence("Double the quotes that are part of a cell, and put the cell in quotes."),
    )
