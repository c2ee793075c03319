"""Rows of JSON: an array of objects, or one object a line.

The columns are the keys of the first batch; a value that is an object or a list is left
out and a note says so. A key that turns up later is told once, as a Problem that takes no
row. An entry that is no object is a Problem.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from countersight.messages import sentence
from countersight.model.record import Batch, Origin, Problem
from countersight.read.json_text import Json
from countersight.read.source import Options
from countersight.read.tables import LONG_CELL, Block, Sheet, batches

NO_VALUES: Final = sentence(
    "the object holds nothing but objects and lists, which are not read as cells"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the input with its place, or what is wrong at that place."""

    row: int | None
    pointer: str | None
    value: Json = None
    problem: Problem | None = None


def read_rows(
    entries: Iterator[Entry], origin: Origin, format_: str, options: Options
) -> Iterator[Batch]:
    """Yield the batches of a table whose rows are *entries*."""
    groups = iter(lambda: list(islice(entries, options.limits.batch_rows)), [])
    first = next(groups, [])
    keys = _Keys.of(first, options.limits.max_columns)
    shown = options.shown
    notes = tuple(
        sentence("{key!r} holds objects or lists and was left out", key=shown(key))
        for key in keys.nested
    )
    sheet = Sheet(origin, format_, options, notes[:20], header=keys.plain)

    def blocks() -> Iterator[Block]:
        yield _block(first, keys, origin, options)
        for group in groups:
            yield _block(group, keys, origin, options)

    yield from batches(sheet, blocks())


@dataclass(slots=True)
class _Keys:
    """The keys of the rows: those that are columns, those that are not, those told late."""

    plain: tuple[str, ...]
    nested: tuple[str, ...]
    late: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, entries: Iterable[Entry], most: int) -> "_Keys":
        plain: dict[str, None] = {}
        nested: dict[str, None] = {}
        for entry in entries:
            if isinstance(entry.value, dict):
                for key, value in entry.value.items():
                    (nested if isinstance(value, dict | list) else plain)[key] = None
        only_nested = tuple(key for key in nested if key not in plain)
        return cls(tuple(list(plain)[:most]), only_nested)

    def unknown(self, row: dict[str, Json]) -> list[str]:
        """Return the keys of *row* that were not met before, once each."""
        if len(row) <= len(self.plain) and row.keys() <= set(self.plain):
            return []
        known = self.late.union(self.plain, self.nested)
        found = [key for key in row if key not in known][: 100 - len(self.late)]
        self.late.update(found)
        return found


def _block(entries: Iterable[Entry], keys: _Keys, origin: Origin, options: Options) -> Block:
    rows: list[list[str | None]] = []
    numbers: list[int | None] = []
    pointers: list[str | None] = []
    problems: list[Problem] = []
    for entry in entries:
        place = Origin(origin.file, origin.member, row=entry.row, pointer=entry.pointer)
        if entry.problem is not None:
            problems.append(entry.problem)
        elif not isinstance(entry.value, dict):
            problems.append(Problem(place, "not-a-row", sentence("a row must be an object")))
        else:
            if not any(map(_is_plain, entry.value.values())):
                problems.append(Problem(place, "no-values", NO_VALUES))
                continue
            row = [_cell(entry.value.get(key)) for key in keys.plain]
            if any(cell and len(cell) > options.limits.max_cell for cell in row):
                problems.append(Problem(place, "long-cell", sentence(LONG_CELL)))
                continue
            if late := keys.unknown(entry.value):
                problems.append(_late(place, map(options.shown, late)))
            rows.append(row)
            numbers.append(entry.row)
            pointers.append(entry.pointer)
    return Block(rows, numbers, tuple(problems), pointers)


def _late(place: Origin, keys: Iterable[str]) -> Problem:
    listed = ", ".join(repr(key[:60]) for key in islice(keys, 10))
    message = sentence("keys that no earlier row has were left out: {listed}", listed=listed)
    return Problem(place, "late-column", message, rows=0)


def _is_plain(value: Json) -> bool:
    return not isinstance(value, dict | list)


def _cell(value: Json) -> str | None:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case _:
            return None
