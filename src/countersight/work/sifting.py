"""Which rows of a batch need a full answer: told by columns, each distinct value once.

Most rows of a payment file name nobody that anyone has heard of. ``Matcher.glances`` says so
for values of one column; here it is asked once for each distinct value, and the rows are
told apart by joining the answers back. A row whose every value says nothing is ``no_match``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

import polars as pl

from countersight.match import LOOKED_AT, Glance

MOST_REMEMBERED: Final = 2_000_000
"""Distinct values whose glance is kept from one batch to the next."""


class Looking(Protocol):
    """What is asked of matching."""

    def glances(self, column: str, values: Sequence[str]) -> Sequence[Glance]:
        """Say of each value whether it needs a closer look."""


class Lot(StrEnum):
    """What becomes of a row after the first glance."""

    NO_MATCH = "no_match"
    WITHHELD = "withheld"
    PERSON = "person"
    CLOSER = "closer"
    """A full answer is needed."""


@dataclass(slots=True)
class Sifter:
    """Remembers the glances of values it has met; that never changes an answer."""

    looking: Looking
    _known: dict[str, dict[str, Glance]] = field(default_factory=dict)

    def sift(self, table: pl.DataFrame) -> pl.Series:
        """Return the lot of each row, as text of ``Lot``."""
        present = [name for name in LOOKED_AT if table[name].null_count() < table.height]
        glances = {name: self._glances(name, table[name]) for name in present}
        gate = glances.get("name")
        others = [made for name, made in glances.items() if name != "name"]
        everything = list(glances.values())
        frame = pl.DataFrame(
            {
                "gate": gate if gate is not None else _nothing(table.height),
                "any": _holds(everything, Glance.PERHAPS, table.height),
                "other": _holds(others, Glance.PERHAPS, table.height),
                "named": _named(table),
            }
        )
        lot = (
            pl.when(pl.col("gate").eq(Glance.WITHHELD.value) & ~pl.col("other"))
            .then(pl.lit(Lot.WITHHELD.value))
            .when(pl.col("gate").eq(Glance.PERSON.value) & ~pl.col("other"))
            .then(pl.lit(Lot.PERSON.value))
            .when(pl.col("any") | ~pl.col("named") | pl.col("gate").ne(Glance.NOTHING.value))
            .then(pl.lit(Lot.CLOSER.value))
            .otherwise(pl.lit(Lot.NO_MATCH.value))
        )
        return frame.select(lot.alias("lot")).to_series()

    def _glances(self, column: str, values: pl.Series) -> pl.Series:
        known = self._known.setdefault(column, {})
        distinct = values.drop_nulls().unique()
        if len(known) + len(distinct) > MOST_REMEMBERED:
            known.clear()
        words = distinct.to_list()
        new = [word for word in words if word not in known]
        known.update(zip(new, self.looking.glances(column, new), strict=True))
        told = [known[word].value for word in words]
        return values.replace_strict(
            words, told, default=Glance.NOTHING.value, return_dtype=pl.String
        )


def _named(table: pl.DataFrame) -> pl.Series:
    """Whether a row has anything that could tell an entity."""
    wanted = [pl.col(name).is_not_null() for name in LOOKED_AT if name != "description"]
    return table.select(pl.any_horizontal(wanted).alias("named")).to_series()


def _holds(columns: list[pl.Series], glance: Glance, height: int) -> pl.Series:
    found = pl.Series("any", [False]).new_from_index(0, height)
    for column in columns:
        found |= column == glance.value
    return found


def _nothing(height: int) -> pl.Series:
    return pl.Series("gate", [Glance.NOTHING.value]).new_from_index(0, height)
