"""Matching names against a list: two tables in, the best entries of each query out.

A query that occurs a thousand times is matched once. The answer to one query depends on the
list, and on nothing else that is asked.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from countersight.errors import SettingError
from countersight.match import reasons
from countersight.match.asking import ask
from countersight.match.kernel.arrays import Given
from countersight.match.kernel.running import Job, Runner
from countersight.match.listing import VERSION, Listing
from countersight.match.scoring import scale
from countersight.match.terms import terms
from countersight.messages import sentence
from countersight.model.match import State
from countersight.work.naming_beside import BesideNames, Looked, Pairs
from countersight.work.naming_columns import columns_of, names_of

MOST_TOLD: Final = 100
"""Entries that are told of one query, at most."""
STRETCH: Final = 200_000
"""Distinct queries that are asked at once."""
ASKED: Final = ("name", "country", "industry", "identifiers")
"""Columns of a query that its answer depends on."""
STATES: Final = np.array([State.NO_MATCH.value, State.REVIEW.value, State.MATCH.value])
"""The states, as ``match.settling`` numbers them."""
Arrays = Mapping[str, Given]


class ArrowTable(Protocol):
    """What any Arrow library hands over and takes."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the table as an Arrow stream."""


class Kept(Protocol):
    """Where an index is kept."""

    def load(self, key: str) -> Arrays | None:
        """Return the arrays that were saved under this key."""

    def save(self, key: str, arrays: Arrays) -> None:
        """Keep arrays."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How to match."""

    limit: int = 10
    """Entries told of each query, whatever their state."""
    explain: bool = False
    """Give reasons for every candidate, and not for the first alone."""


class NameMatching:
    """A list of names, ready to be asked."""

    def __init__(
        self, entries: ArrowTable, kernels: Callable[[Job], Runner], kept: Kept | None = None
    ) -> None:
        self.entries = columns_of(pl.DataFrame(entries), "entries")
        self._kernels = kernels
        named = names_of(self.entries)
        names = named.drop("brand")
        self._names = names["name"]
        self._ids = self.entries["id"]
        self.listing = self._kept(names, kept) if kept is not None else self._made(names)
        self.beside = BesideNames(self.listing, self.entries, named["brand"].to_numpy())

    def _made(self, names: pl.DataFrame) -> Listing:
        run = self._kernels(Job(listed=names.height))
        return Listing.of(names["name"], names["owner"], names["country"], run=run)

    def _kept(self, names: pl.DataFrame, kept: Kept) -> Listing:
        key = _key(names)
        found = kept.load(key)
        if found is not None:
            return Listing.from_buffers(found)
        listing = self._made(names)
        kept.save(key, listing.buffers())
        return listing

    def match(self, queries: ArrowTable, asking: Asking | None = None) -> pl.DataFrame:
        """Return candidates, as ``wiring.names.match_names`` tells their columns.

        A row a candidate, in the order of the queries, best first. A query without a candidate
        has no row.

        Raises:
            ColumnError: a column is missing or no text.
            SettingError: the limit is not one of 1 to 100.
        """
        told = asking or Asking()
        if not 1 <= told.limit <= MOST_TOLD:
            raise SettingError(
                sentence(
                    "the limit {limit} is not one of 1 to {most_told}",
                    limit=told.limit,
                    most_told=MOST_TOLD,
                )
            )
        table = columns_of(pl.DataFrame(queries), "queries")
        distinct = table.select(*ASKED).unique(maintain_order=True)
        stretches = range(0, max(distinct.height, 1), STRETCH)
        found = pl.concat([self._found(distinct, at, told) for at in stretches])
        numbered = distinct.with_row_index("asked")
        rows = (
            table.select(pl.col("id").alias("query_id"), *ASKED)
            .join(
                numbered,
                on=ASKED,
                how="left",
                nulls_equal=True,
                maintain_order="left",
            )
            .join(found, on="asked", how="inner", maintain_order="left_right")
        )
        return rows.drop(*ASKED, "asked")

    def _found(self, distinct: pl.DataFrame, at: int, told: Asking) -> pl.DataFrame:
        """Return the candidates of a stretch of distinct queries."""
        part = distinct.slice(at, STRETCH)
        asked, _ = terms(part["name"], part["country"], self.listing.counts)
        run = self._kernels(Job(asked=distinct.height))
        best = ask(self.listing, asked, scale().weights, limit=told.limit, run=run)
        query, rank = np.nonzero(best.owners >= 0)
        there = Pairs(
            query.astype(np.int64),
            best.rows[query, rank].astype(np.int64),
            best.logits[query, rank],
        )
        there = self.beside.with_numbers(there, part, asked, run)
        looked = self.beside.looked(there, part, asked, run, explain=told.explain)
        return self._table(looked, at, told)

    def _table(self, looked: Looked, at: int, told: Asking) -> pl.DataFrame:
        """Return candidates as they are told, the best of each query first."""
        ranked, rank = looked.ranked(told.limit)
        owners = pl.Series(self.listing.owners[ranked.rows])
        masks = np.where((rank == 1) | told.explain, ranked.reasons, 0)
        return pl.DataFrame(
            {
                "asked": pl.Series(ranked.query + at, dtype=pl.UInt32),
                "rank": pl.Series(rank, dtype=pl.Int32),
                "entry_id": self._ids.gather(owners),
                "entry_name": self.entries["name"].gather(owners),
                "alias": self._names.gather(pl.Series(ranked.rows)),
                "score": scale().score(ranked.logits),
                "state": pl.Series(STATES[ranked.states].tolist(), dtype=pl.String),
                "reasons": _reasons(masks),
            }
        )


def _reasons(masks: NDArray[np.int64]) -> pl.Series:
    distinct, which = np.unique(masks, return_inverse=True)
    told = pl.Series("reasons", [list(reasons.told(int(each))) for each in distinct])
    if not len(distinct):
        return pl.Series("reasons", [], dtype=pl.List(pl.String))
    return told.cast(pl.List(pl.String)).gather(pl.Series(which))


def _key(names: pl.DataFrame) -> str:
    """Return what an index is kept under: its names, and the version of its making."""
    digest = hashlib.sha256(f"{VERSION}\n".encode())
    for name in names.columns:
        column = names[name].cast(pl.String).fill_null("\0")
        digest.update(column.str.len_bytes().to_numpy().tobytes())
        digest.update("".join(column.to_list()).encode())
    return digest.hexdigest()
