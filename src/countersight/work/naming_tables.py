"""The tables of name matching: what their columns are, and what an index is kept under."""

import hashlib
from collections.abc import Sequence
from typing import Final, Protocol

import polars as pl
import polars.exceptions as wrong_table

from countersight.errors import ColumnError
from countersight.match.listing import VERSION
from countersight.match.particulars import Particulars, particulars
from countersight.messages import sentence

LISTS: Final = ("aliases", "brands")
"""Columns that hold several texts: a list, or text parted by ``;``."""
JOINED: Final = ("identifiers", "industry")
"""The same, but they are read as one text."""


class ArrowTable(Protocol):
    """What any Arrow library hands over and takes."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the table as an Arrow stream."""


def columns_of(table: pl.DataFrame, what: str) -> pl.DataFrame:
    """Return the columns that matching reads; all but ``id`` and ``name`` may be absent.

    ``identifiers`` and ``industry`` are left out where the table has none.

    Raises:
        ColumnError: a column is missing or no text.
    """
    checked(table, what)
    wanted = [pl.col("id"), pl.col("name")]
    country = pl.col("country") if "country" in table.columns else pl.lit(None)
    wanted.append(country.alias("country"))
    wanted = [column.cast(pl.String) for column in wanted]
    there = [name for name in (*LISTS, *JOINED) if name in table.columns]
    wanted += [_several(name, table.schema[name]) for name in there]
    try:
        return table.select(wanted)
    except wrong_table.PolarsError as wrong:
        raise ColumnError(
            sentence(
                "{what}: id, name, aliases, brands, identifiers, country "
                "or industry is no text",
                what=what,
            ),
            hint=sentence(
                "Give text or numbers; aliases, brands and identifiers may be lists of texts."
            ),
        ) from wrong


def _several(name: str, kind: pl.DataType) -> pl.Expr:
    listed = isinstance(kind, pl.List)
    texts = pl.col(name).cast(pl.List(pl.String) if listed else pl.String)
    if name in JOINED:
        return texts.list.join(";", ignore_nulls=True) if listed else texts
    return texts if listed else texts.str.split(";")


def checked(table: pl.DataFrame, what: str) -> None:
    """Have a table with ``id`` and ``name``.

    Raises:
        ColumnError: one of them is missing.
    """
    missing = [name for name in ("id", "name") if name not in table.columns]
    if missing:
        raise ColumnError(
            sentence("{what}: there is no column {missing!r}", what=what, missing=missing[0]),
            hint=sentence(
                "Name the columns id, name, and where there are any aliases and country."
            ),
        )


def names_of(entries: pl.DataFrame) -> pl.DataFrame:
    """Return every name of every entry, with its number, its country, and if it is a brand."""
    numbered = entries.with_row_index("owner")
    names = numbered.select("owner", "name", "country", brand=pl.lit(value=False))
    for column, brand in (("aliases", False), ("brands", True)):
        if column in entries.columns:
            more = numbered.select(
                "owner", pl.col(column).alias("name"), "country", brand=pl.lit(brand)
            )
            own = more.explode("name", empty_as_null=False).with_columns(
                pl.col("name").str.strip_chars()
            )
            names = pl.concat([names, own])
    if len(names) > len(entries):
        names = names.sort("owner", maintain_order=True)
    return names.filter(pl.col("name").fill_null("") != "")


def particulars_of(table: pl.DataFrame) -> Sequence[Particulars]:
    """Return what each row says beside its name; empty where the table has no such column."""
    if "identifiers" not in table.columns and "industry" not in table.columns:
        return ()
    rows = table.height
    numbers, trades = (
        table[name].to_list() if name in table.columns else [None] * rows for name in JOINED
    )
    return [particulars(one, other) for one, other in zip(numbers, trades, strict=True)]


def key_of(names: pl.DataFrame) -> str:
    """Return what an index is kept under: its names, and the version of its making."""
    digest = hashlib.sha256(f"{VERSION}\n".encode())
    for name in ("owner", "name", "country"):
        column = names[name].cast(pl.String).fill_null("\0")
        digest.update(column.str.len_bytes().to_numpy().tobytes())
        digest.update("".join(column.to_list()).encode())
    return digest.hexdigest()
