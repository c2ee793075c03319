"""Frames that are in memory already: polars, pandas, and whatever hands out Arrow columns.

A frame is read as a Parquet file is: its columns by their names, a batch of rows at a time,
columns that hold lists or objects left out and told. A pandas frame is read through its own
columns, so that the answer is the same with pyarrow and without it.
"""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeGuard, cast

import polars as pl

from countersight.errors import ColumnError, SourceError
from countersight.messages import marked, sentence
from countersight.model.record import ArrowTable, Batch, Origin, Problem
from countersight.read.foreign import foreign
from countersight.read.plain import not_plain, plain_columns, texts
from countersight.read.source import Options
from countersight.read.tables import Block, Sheet, batches, bounded

Cells = list[str | None]
_NUMBERS: Final = frozenset("iuf")
"""Kinds of numpy columns that polars turns to text at once."""
_FRAME: Final = marked("Hand in a path, a stream of bytes, or a frame with __arrow_c_stream__.")
_COLLECT: Final = marked("Hand in what its collect() returns.")
_TO_FRAME: Final = marked("Hand in what its to_frame() returns.")
_HINTS: Final = MappingProxyType({"collect": _COLLECT, "to_frame": _TO_FRAME})
"""What can be done with something that has a method of this name."""
_NESTED: Final = (list, tuple, dict, set, frozenset)


class PandasFrame(Protocol):
    """What is used of a pandas frame."""

    iloc: Any
    columns: Any

    def __len__(self) -> int:
        """Return the number of rows."""


def read_frame(table: object, origin: Origin, options: Options) -> Iterator[Batch]:
    """Yield the batches of a frame; ``row`` counts its rows from 1.

    Raises:
        ColumnError: two columns have one name, or there are too many of them.
        SourceError: it is no frame, or its columns can't be handed over.
    """
    if _is_pandas(table):
        yield from _of_pandas(table, origin, options)
    elif isinstance(table, ArrowTable) and not hasattr(table, "iloc"):
        yield from _of_arrow(table, origin, options)
    else:
        raise SourceError(
            sentence(
                "{origin}: a {name} is no frame", origin=origin, name=type(table).__name__
            ),
            hint=sentence(
                next((_HINTS[name] for name in _HINTS if hasattr(table, name)), _FRAME)
            ),
        )


def _is_pandas(table: object) -> TypeGuard[PandasFrame]:
    """Tell whether it is a pandas frame, without asking it for anything."""
    return hasattr(type(table), "iloc") and hasattr(type(table), "columns")


def _of_arrow(table: ArrowTable, origin: Origin, options: Options) -> Iterator[Batch]:
    try:
        with foreign(sentence("the frame"), _FRAME):
            frame = pl.DataFrame(table)
    except SourceError as wrong:
        if isinstance(wrong.__cause__, pl.exceptions.DuplicateError):
            raise _twins(str(wrong.__cause__)) from wrong
        raise
    flat, left = plain_columns(frame.schema)
    sheet = _sheet(origin, options, flat, left)
    yield from batches(sheet, _arrow_blocks(frame, sheet))


def _arrow_blocks(frame: pl.DataFrame, sheet: Sheet) -> Iterator[Block]:
    size = sheet.options.limits.batch_rows
    columns = texts(frame.schema, sheet.header or ())
    for start in range(0, frame.height, size):
        with foreign(sentence("the frame")):
            part = frame.slice(start, size).select(columns)
        yield bounded(sheet, part.rows(), range(start + 1, start + part.height + 1))


def _of_pandas(frame: PandasFrame, origin: Origin, options: Options) -> Iterator[Batch]:
    names = [_header(name) for name in frame.columns]
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise _twins(repr(name[:100]))
        seen.add(name)
    first = frame.iloc[: options.limits.batch_rows]
    flat = [at for at in range(len(names)) if not _holds_objects(first.iloc[:, at])]
    left = [names[at] for at in range(len(names)) if at not in flat]
    sheet = _sheet(origin, options, [names[at] for at in flat], left)
    yield from batches(sheet, _pandas_blocks(frame, flat, sheet))


def _pandas_blocks(frame: PandasFrame, flat: Sequence[int], sheet: Sheet) -> Iterator[Block]:
    size = sheet.options.limits.batch_rows
    for start in range(0, len(frame), size):
        part = frame.iloc[start : start + size]
        numbers = range(start + 1, start + len(part) + 1)
        columns: list[Cells] = []
        problems: list[Problem] = []
        for name, at in zip(sheet.header or (), flat, strict=True):
            cells, nested = _cells(part.iloc[:, at])
            columns.append(cells)
            if nested:
                said = sentence(
                    "{nested} cells of column {name!r} hold no plain values and were left out",
                    nested=nested,
                    name=name,
                )
                problems.append(Problem(sheet.origin, "nested-cell", said, rows=0))
        block = bounded(sheet, list(zip(*columns, strict=True)), numbers)
        yield Block(block.rows, block.numbers, (*block.problems, *problems))


def _cells(column: Any) -> tuple[Cells, int]:
    """Return a column's cells as text, and how many of them hold lists or objects."""
    if type(column.dtype).__module__.startswith("numpy") and column.dtype.kind in _NUMBERS:
        numbers = pl.Series(column.to_numpy(), nan_to_null=True)
        return numbers.cast(pl.String).to_list(), 0
    values: list[object] = column.tolist()
    if set(map(type, values)) == {str}:
        return cast("Cells", values), 0
    missing = column.isna().tolist()
    cells = [
        None if gone else value if type(value) is str else _text(value)
        for value, gone in zip(values, missing, strict=True)
    ]
    return cells, cells.count(None) - missing.count(True)


def _text(value: object) -> str | None:
    """Return a plain value as polars writes it; None for one that is not plain."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return None if _is_nested(value) else str(value)


def _is_nested(value: object) -> bool:
    return isinstance(value, _NESTED) or (
        hasattr(value, "__array__") and getattr(value, "ndim", 0) != 0
    )


def _holds_objects(column: Any) -> bool:
    return column.dtype == object and any(map(_is_nested, column.tolist()))


def _header(name: object) -> str:
    """Return the header of a column; of several levels, all that say something."""
    if isinstance(name, tuple):
        return " ".join(str(level) for level in name if str(level))
    return str(name)


def _sheet(origin: Origin, options: Options, flat: Sequence[str], left: Sequence[str]) -> Sheet:
    most = options.limits.max_columns
    if len(flat) > most:
        raise ColumnError(
            sentence(
                "{origin} has {number} columns, and no more than {most} are read",
                origin=origin,
                number=len(flat),
                most=most,
            ),
            hint=sentence("Select the columns that name somebody or something."),
        )
    if left and not flat:
        raise ColumnError(
            sentence("{origin}: no column holds plain values", origin=origin),
            hint=sentence("Flatten lists and objects to columns of text, numbers or days."),
        )
    return Sheet(origin, "frame", options, not_plain(left), header=tuple(flat))


def _twins(which: str) -> ColumnError:
    return ColumnError(
        sentence("two columns have one name: {split}", split=" ".join(which.split())[:200]),
        hint=sentence("Give each column a name of its own."),
    )
