"""What was found as a table in memory: the columns of CSV, with types."""

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from countersight.model.finding import Grounds, ScreenedBatch
from countersight.report.csv_rows import COLUMNS, CsvRows

_TYPES: Final[dict[str, type[pl.DataType]]] = {
    "row": pl.Int64,
    "score": pl.Float64,
    "since": pl.Date,
    "deadline": pl.Date,
    "overdue_days": pl.Int64,
    "review_until": pl.Date,
    "as_of": pl.Date,
}
"""Columns that are no text."""


def as_table(batch: ScreenedBatch | None, grounds: Grounds) -> pl.DataFrame:
    """Return the rows of a batch, or a table without rows.

    >>> from datetime import date
    >>> as_table(None, Grounds((), date(2026, 11, 24))).schema["deadline"]
    Date
    """
    return table_of([] if batch is None else list(CsvRows(grounds).rows(batch)))


def table_of(rows: Sequence[Mapping[str, str]]) -> pl.DataFrame:
    """Return rows of ``CsvRows`` as a table; an empty text is null."""
    used = {name for row in rows for name, value in row.items() if value}
    return pl.DataFrame(
        [
            _typed(name, [row.get(name) or None for row in rows])
            if name in used
            else _nothing(name, len(rows))
            for name in COLUMNS
        ]
    )


def table_of_nothing_found(records: pl.DataFrame, grounds: Grounds) -> pl.DataFrame:
    """Return the same rows for records of which nothing was found, from their columns.

    Args:
        records: columns of ``COLUMNS`` that tell of a record, the others left out.
        grounds: what every answer rests on.
    """
    under = CsvRows(grounds).under
    texts = [
        pl.col(name).cast(pl.String).replace("", None)
        if name in records.columns and name not in _TYPES
        else pl.lit(under.get(name), _TYPES.get(name, pl.String)).alias(name)
        for name in COLUMNS
        if name not in _TYPES
    ]
    typed = records.select(name for name in records.columns if name in _TYPES)
    whole = records.select(*texts).hstack(typed)
    days = {"as_of": grounds.as_of}
    missing = [
        pl.lit(days.get(name), kind).alias(name)
        for name, kind in _TYPES.items()
        if name not in typed.columns
    ]
    return whole.with_columns(missing).select(COLUMNS)


def _nothing(name: str, rows: int) -> pl.Series:
    nothing = pl.Series(name, [None], dtype=_TYPES.get(name, pl.String))
    return nothing.new_from_index(0, rows)


def _typed(name: str, values: Sequence[str | None]) -> pl.Series:
    made, kind = pl.Series(name, values, dtype=pl.String), _TYPES.get(name)
    if kind is None:
        return made
    return made.str.to_date("%Y-%m-%d") if kind is pl.Date else made.cast(kind)
