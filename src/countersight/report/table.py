"""What was found as a table in memory: the columns of CSV, with types."""

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
    rows = [] if batch is None else list(CsvRows(grounds).rows(batch))
    used = {name for row in rows for name, value in row.items() if value}
    columns = []
    for name in COLUMNS:
        if name in used:
            made = pl.Series(name, [row.get(name) or None for row in rows], dtype=pl.String)
            columns.append(_typed(made, _TYPES.get(name)))
        else:
            columns.append(
                pl.Series(name, [None], dtype=_TYPES.get(name, pl.String)).new_from_index(
                    0, len(rows)
                )
            )
    return pl.DataFrame(columns)


def _typed(made: pl.Series, kind: type[pl.DataType] | None) -> pl.Series:
    if kind is None:
        return made
    return made.str.to_date("%Y-%m-%d") if kind is pl.Date else made.cast(kind)
