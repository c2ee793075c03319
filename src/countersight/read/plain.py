"""Which columns of polars hold plain values, and their cells as text."""

from collections.abc import Iterable, Mapping

import polars as pl

from countersight.messages import sentence


def plain_columns(schema: Mapping[str, pl.DataType]) -> tuple[list[str], list[str]]:
    """Return the names of the columns that hold plain values, and of those that do not.

    >>> plain_columns({"name": pl.String(), "tags": pl.List(pl.String)})
    (['name'], ['tags'])
    """
    flat = [name for name, kind in schema.items() if not _is_nested(kind)]
    return flat, [name for name, kind in schema.items() if _is_nested(kind)]


def texts(schema: Mapping[str, pl.DataType], names: Iterable[str]) -> list[pl.Expr]:
    """Return what makes text of columns; a cell that is no text is null.

    >>> import datetime as dt
    >>> frame = pl.DataFrame({"spent": [dt.timedelta(minutes=90)], "paid": [1.5]})
    >>> frame.select(texts(frame.schema, frame.columns)).rows()
    [('PT1H30M', '1.5')]
    """
    return [
        pl.col(name).dt.to_string("iso")
        if schema[name] == pl.Duration  # polars 2 casts every other plain column
        else pl.col(name).cast(pl.String, strict=False)
        for name in names
    ]


def not_plain(names: Iterable[str]) -> tuple[str, ...]:
    """Return what is told of columns that hold no plain values."""
    return tuple(sentence("column {name!r} holds no plain values", name=name) for name in names)


def _is_nested(kind: pl.DataType) -> bool:
    return kind.is_nested() or kind == pl.Object
