"""The columns that matching reads of queries and entries, whoever wrote them.

``id`` and ``name`` must be there. ``country``, ``industry``, ``aliases``, ``brands`` and
``identifiers`` may be; of the last three a cell may hold several, as a list or parted by ``;``.
A column that bears the name of a register, such as ``lei`` or ``gb-coh``, holds its numbers.
"""

from typing import Final

import polars as pl
import polars.exceptions as wrong_table

from countersight.errors import ColumnError
from countersight.messages import sentence
from countersight.normalise.identifiers import SCHEMES, readings

WORDS: Final = ("country", "industry")
SEVERAL: Final = ("aliases", "brands", "identifiers")
_LIST: Final = pl.List(pl.String)


def columns_of(table: pl.DataFrame, what: str) -> pl.DataFrame:
    """Return ``id, name, country, industry`` as text, and as lists what may be several.

    Raises:
        ColumnError: ``id`` or ``name`` is missing, or a column is no text.
    """
    checked(table, what)
    known = set(table.columns)
    text = [pl.col(name).cast(pl.String) for name in ("id", "name")]
    text += [_text(name) if name in known else _none(name) for name in WORDS]
    several = [
        _several(table, name) if name in known else pl.lit(None, _LIST).alias(name)
        for name in SEVERAL
    ]
    try:
        made = table.select(*text, *several, *_registers(table))
    except wrong_table.PolarsError as wrong:
        raise ColumnError(
            sentence("{what}: a column is no text", what=what),
            hint=sentence(
                "Give text or numbers; aliases, brands and identifiers may be lists."
            ),
        ) from wrong
    return _with_numbers(made)


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
    """Return every name of every entry: ``owner, name, country, brand``."""
    numbered = entries.with_row_index("owner")
    parts = [numbered.select("owner", "name", "country", brand=pl.lit(value=False))]
    for column, is_brand in (("aliases", False), ("brands", True)):
        more = numbered.select(
            "owner", pl.col(column).alias("name"), "country", brand=pl.lit(is_brand)
        )
        told = more.explode("name", empty_as_null=False)
        parts.append(told.with_columns(pl.col("name").str.strip_chars()))
    names = pl.concat(parts).sort("owner", maintain_order=True)
    return names.filter(pl.col("name").fill_null("") != "")


def _text(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String)


def _none(name: str) -> pl.Expr:
    return pl.lit(None, pl.String).alias(name)


def _several(table: pl.DataFrame, name: str) -> pl.Expr:
    if isinstance(table.schema[name], pl.List):
        return pl.col(name).cast(_LIST)
    return pl.col(name).cast(pl.String).str.split(";")


def _registers(table: pl.DataFrame) -> list[pl.Expr]:
    names = [each for each in table.columns if each.lower() in SCHEMES]
    return [
        pl.when(pl.col(each).cast(pl.String).str.strip_chars() != "")
        .then(pl.lit(f"{each.lower()}:") + pl.col(each).cast(pl.String))
        .alias(f"register {each}")
        for each in names
    ]


def _with_numbers(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table with all numbers of registers in ``identifiers``, in one writing."""
    own = [name for name in table.columns if name.startswith("register ")]
    every = [pl.col("identifiers").fill_null([])]
    every += [pl.concat_list(pl.col(name)).list.drop_nulls() for name in own]
    numbers = table.select(pl.concat_list(every).alias("n"))["n"]
    if not numbers.list.len().sum():
        return table.drop(own).with_columns(pl.lit(None, _LIST).alias("identifiers"))
    written = [_canonical(each) for each in numbers.to_list()]
    return table.drop(own).with_columns(pl.Series("identifiers", written, _LIST))


def _canonical(told: list[str | None] | None) -> list[str] | None:
    found = [one for each in told or () if each for one in readings(each)]
    return sorted(set(found)) or None
