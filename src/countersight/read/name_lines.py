"""Lines of a table of names that can't be read as they are: each a Problem, the others read."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from countersight.errors import SourceError
from countersight.messages import sentence
from countersight.model.record import Origin, Problem

Tell = Callable[[Problem], None]
"""What is told of each line that can't be read as it is."""


def objects(
    path: Path, lines: Sequence[bytes], first: int, tell: Tell | None
) -> Iterator[bytes]:
    """Yield the lines that are objects of JSON, and blank ones; *first* is the first's number.

    Raises:
        SourceError: a line is none, and there is nobody to be told.
    """
    for number, line in enumerate(lines, first):
        if not line.strip() or _is_object(line):
            yield line
            continue
        if tell is None:
            said = sentence("{path}: line {number} is no JSON object", path=path, number=number)
            raise SourceError(said)
        said = sentence("is no JSON object")
        tell(Problem(Origin(path.name, row=number), "bad-json", said))


def even_rows(path: Path, text: Path, target: Path, *, delimiter: str, tell: Tell) -> None:
    """Write the rows of a UTF-8 text as CSV, those that are too long cut to the header's width.

    Raises:
        SourceError: a cell is longer than a cell of CSV may be.
    """
    try:
        with (
            text.open(encoding="utf-8-sig", errors="replace", newline="") as file,
            target.open("w", encoding="utf-8", newline="") as out,
        ):
            rows, writer = csv.reader(file, delimiter=delimiter), csv.writer(out)
            header = next(rows, [])
            writer.writerow(header)
            for row in rows:
                writer.writerow(row[: len(header)])
                if len(row) > len(header):
                    tell(_ragged(path, rows.line_num, len(row), len(header)))
    except csv.Error as wrong:
        said = sentence("{path}: can't be read: {said}", path=path, said=str(wrong))
        raise SourceError(said) from wrong


def _ragged(path: Path, number: int, cells: int, width: int) -> Problem:
    return Problem(
        Origin(path.name, row=number),
        "ragged-row",
        sentence(
            "the row has {cells} cells where the header has {width}; {done}",
            cells=cells,
            width=width,
            done=sentence("it was read as far as it reaches"),
        ),
        sentence("Look for a delimiter in a cell without quotes, or a line that was cut."),
        rows=0,
    )


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
