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
import polars.exceptions as wrong_table
from numpy.typing import NDArray

from countersight.errors import ColumnError, SettingError
from countersight.match import reasons
from countersight.match.asking import ask, features
from countersight.match.kernel.arrays import Given
from countersight.match.kernel.running import Job, Runner
from countersight.match.listing import VERSION, Listing
from countersight.match.scoring import scale
from countersight.match.sifting import sifted
from countersight.match.terms import terms

MOST_TOLD: Final = 100
"""Entries that are told of one query, at most."""
STRETCH: Final = 200_000
"""Distinct queries that are asked at once."""
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
    hits: bool = False
    """Tell the candidates in state ``match`` or ``review`` alone: faster, and of a list of
    5,000 names and more one in a hundred of the queries with a hit is missed (``sifting``)."""


class NameMatching:
    """A list of names, ready to be asked."""

    def __init__(
        self, entries: ArrowTable, kernels: Callable[[Job], Runner], kept: Kept | None = None
    ) -> None:
        self.entries = _columns(pl.DataFrame(entries), "entries")
        self._kernels = kernels
        names = _names_of(self.entries)
        self._names = names["name"]
        self._ids = self.entries["id"]
        self.listing = self._kept(names, kept) if kept is not None else self._made(names)

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
            raise SettingError(f"the limit {told.limit} is not one of 1 to {MOST_TOLD}")
        table = _columns(pl.DataFrame(queries), "queries")
        distinct = table.select("name", "country").unique(maintain_order=True)
        stretches = range(0, max(distinct.height, 1), STRETCH)
        found = pl.concat([self._found(distinct, at, told) for at in stretches])
        numbered = distinct.with_row_index("asked")
        rows = (
            table.select(pl.col("id").alias("query_id"), "name", "country")
            .join(
                numbered,
                on=["name", "country"],
                how="left",
                nulls_equal=True,
                maintain_order="left",
            )
            .join(found, on="asked", how="inner", maintain_order="left_right")
        )
        return rows.drop("name", "country", "asked")

    def _found(self, distinct: pl.DataFrame, at: int, told: Asking) -> pl.DataFrame:
        """Return the candidates of a stretch of distinct queries."""
        part = distinct.slice(at, STRETCH)
        run = self._kernels(Job(asked=distinct.height))
        cut = scale()
        asked, _ = terms(part["name"], part["country"], self.listing.counts)
        places = np.arange(part.height)
        if told.hits:
            passed = sifted(self.listing, asked, cut.weights, least=cut.review, run=run)
            places, part = np.flatnonzero(passed), part.filter(pl.Series(passed))
            asked, _ = terms(part["name"], part["country"], self.listing.counts)
        best = ask(self.listing, asked, cut.weights, limit=told.limit, run=run)
        there = best.owners >= 0
        if told.hits:
            there &= best.logits >= cut.review
        query, rank = (each.astype(np.int32) for each in np.nonzero(there))
        rows, logits = best.rows[there], best.logits[there]
        explained = np.ones(len(rank), np.bool_) if told.explain else rank == 0
        looked = features(self.listing, asked, query[explained], rows[explained], run=run)
        masks = np.zeros(len(rank), np.int64)
        masks[explained] = reasons.bits(looked)
        owners = pl.Series(best.owners[there])
        return pl.DataFrame(
            {
                "asked": pl.Series(places[query] + at, dtype=pl.UInt32),
                "rank": pl.Series(rank + 1, dtype=pl.Int32),
                "entry_id": self._ids.gather(owners),
                "entry_name": self.entries["name"].gather(owners),
                "alias": self._names.gather(pl.Series(rows)),
                "score": cut.score(logits),
                "state": pl.Series(cut.states(logits).tolist(), dtype=pl.String),
                "reasons": _reasons(masks),
            }
        )


def _reasons(masks: NDArray[np.int64]) -> pl.Series:
    distinct, which = np.unique(masks, return_inverse=True)
    told = pl.Series("reasons", [list(reasons.told(int(each))) for each in distinct])
    if not len(distinct):
        return pl.Series("reasons", [], dtype=pl.List(pl.String))
    return told.cast(pl.List(pl.String)).gather(pl.Series(which))


def _columns(table: pl.DataFrame, what: str) -> pl.DataFrame:
    """Return the columns that matching reads, as text; country and aliases may be absent."""
    checked(table, what)
    kind = table.schema.get("aliases", pl.Null())
    country = pl.col("country") if "country" in table.columns else pl.lit(None)
    wanted = [pl.col("id"), pl.col("name"), country.alias("country")]
    wanted = [column.cast(pl.String) for column in wanted]
    if "aliases" in table.columns:
        listed = isinstance(kind, pl.List)
        aliases = pl.col("aliases")
        wanted.append(
            aliases.cast(pl.List(pl.String))
            if listed
            else aliases.cast(pl.String).str.split(";")
        )
    try:
        return table.select(wanted)
    except wrong_table.PolarsError as wrong:
        raise ColumnError(
            f"{what}: id, name, aliases or country is no text",
            hint="Give text or numbers; aliases may be a list of texts.",
        ) from wrong


def checked(table: pl.DataFrame, what: str) -> None:
    """Have a table with ``id`` and ``name``.

    Raises:
        ColumnError: one of them is missing.
    """
    missing = [name for name in ("id", "name") if name not in table.columns]
    if missing:
        raise ColumnError(
            f"{what}: there is no column {missing[0]!r}",
            hint="Name the columns id, name, and where there are any aliases and country.",
        )


def _names_of(entries: pl.DataFrame) -> pl.DataFrame:
    """Return every name of every entry, with the entry's number and country."""
    numbered = entries.with_row_index("owner")
    names = numbered.select("owner", "name", "country")
    if "aliases" in entries.columns:
        more = numbered.select("owner", pl.col("aliases").alias("name"), "country")
        own = more.explode("name", empty_as_null=False).with_columns(
            pl.col("name").str.strip_chars()
        )
        names = pl.concat([names, own]).sort("owner", maintain_order=True)
    return names.filter(pl.col("name").fill_null("") != "")


def _key(names: pl.DataFrame) -> str:
    """Return what an index is kept under: its names, and the version of its making."""
    digest = hashlib.sha256(f"{VERSION}\n".encode())
    for name in names.columns:
        column = names[name].cast(pl.String).fill_null("\0")
        digest.update(column.str.len_bytes().to_numpy().tobytes())
        digest.update("".join(column.to_list()).encode())
    return digest.hexdigest()
