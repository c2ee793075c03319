"""Matching names against a list: two tables in, the best entries of each query out.

A query that occurs a thousand times is matched once. The answer to one query depends on the
list, and on nothing else that is asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from countersight.errors import SettingError
from countersight.match import reasons, second
from countersight.match.across.index import Kernels
from countersight.match.across.telling import KINDS as ACROSS
from countersight.match.asking import Found, ask, features
from countersight.match.brands import Brands
from countersight.match.crossing import Across
from countersight.match.kernel.across_running import plain
from countersight.match.kernel.arrays import Given
from countersight.match.kernel.running import Job, Runner
from countersight.match.listing import Listing
from countersight.match.reading import NameReader
from countersight.match.scoring import scale
from countersight.match.seconding import Asked, Candidates, Seconding
from countersight.match.sifting import sifted
from countersight.match.terms import Terms
from countersight.messages import sentence
from countersight.model.match import State
from countersight.work.naming_tables import (
    ArrowTable,
    columns_of,
    key_of,
    names_of,
    particulars_of,
)

MOST_TOLD: Final = 100
"""Entries that are told of one query, at most."""
STRETCH: Final = 200_000
"""Distinct queries that are asked at once."""
MOST_REMEMBERED: Final = 200_000
"""Distinct queries whose answers are kept for the next stretch of a file."""
FEWEST_ASKED: Final = 10
"""Entries that are looked at of one query, however few are told."""
_ASKED: Final = ("name", "country", "identifiers", "industry")
"""Columns that make one query another."""
_ACROSS: Final = frozenset(ACROSS)
"""Kinds beside which what the kernels of one script say tells nothing."""
Arrays = Mapping[str, Given]


def _plain(_: int) -> Runner:
    return plain()


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
        self,
        entries: ArrowTable,
        kernels: Callable[[Job], Runner],
        kept: Kept | None = None,
        across: Kernels | None = None,
    ) -> None:
        self.entries = columns_of(pl.DataFrame(entries), "entries")
        self._kernels = kernels
        names = names_of(self.entries)
        self._names = names["name"]
        self._ids = self.entries["id"]
        self.listing = listing_of(names, kernels, kept)
        self._reader, self._read = NameReader(self.listing.counts), 0
        self._before: dict[tuple[object, ...], tuple[pl.DataFrame, list[pl.DataFrame]]] = {}
        branded = names["brand"].arg_true()
        rows = branded.to_numpy().astype(np.int32)
        told_of = names["owner"].gather(branded)
        theirs = names.filter(pl.col("owner").is_in(told_of.implode()))
        by_owner = theirs.group_by("owner").agg("name")
        known = dict(by_owner.iter_rows()) if by_owner.height else {}
        of = [known[owner] for owner in told_of.to_list()]
        brands = Brands(self._names.gather(branded), rows.tolist(), of)
        told = particulars_of(self.entries)
        self._seconding = Seconding(self.listing, brands, rows, told)
        self._across = Across(self._names, self.listing.owners, across or _plain)

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
        told_of = [name for name in _ASKED if name in table.columns]
        distinct = table.select(told_of).unique(maintain_order=True)
        numbered, found = self._answers(distinct, told)
        answered = numbered.join(found.select("asked"), on="asked", how="semi")
        rows = (
            table.select(pl.col("id").alias("query_id"), *told_of)
            .join(answered, on=told_of, how="inner", nulls_equal=True, maintain_order="left")
            .join(found, on="asked", how="inner", maintain_order="left_right")
        )
        return rows.drop(*told_of, "asked")

    def _answers(
        self, distinct: pl.DataFrame, told: Asking
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return queries by number, those of earlier calls too, and the candidates of all."""
        columns = distinct.columns
        known, found = self._before.get((told, *columns), (distinct.head(0), []))
        new = distinct.join(
            known, on=columns, how="anti", nulls_equal=True, maintain_order="left"
        )
        if known.height + new.height > MOST_REMEMBERED:
            known, found, new = distinct.head(0), [], distinct
        at = known.height
        parts = [new.slice(place, STRETCH) for place in range(0, new.height, STRETCH)]
        parts = parts or [new]
        pieces = [*found]
        for part in parts:
            pieces.append(
                self._hits(part, at, told) if told.hits else self._all(part, at, told)
            )
            at += part.height
        known, table = pl.concat([known, new]), pl.concat(pieces)
        self._before = {(told, *columns): (known, [table])}
        return known.with_row_index("asked"), table

    def _hits(self, part: pl.DataFrame, at: int, told: Asking) -> pl.DataFrame:
        """Return the hits of distinct queries; most of those without one are not looked at.

        Where more than names is known of the list, every query is looked at: a brand or a
        number may speak for an entry whose name is far.
        """
        places = np.arange(part.height)
        if self._seconding.is_of_names_alone:
            run, cut = self._kernels(Job(asked=part.height)), scale()
            asked = self._terms(part, run)
            passed = sifted(self.listing, asked, cut.weights, least=cut.review, run=run)
            passed |= self._across.may(part["name"])
            places, part = np.flatnonzero(passed), part.filter(pl.Series(passed))
        found = self._all(part, 0, told).filter(pl.col("state") != State.NO_MATCH.value)
        numbers = pl.Series(places + at, dtype=pl.UInt32).gather(found["asked"])
        return found.with_columns(numbers.alias("asked"))

    def _all(self, part: pl.DataFrame, at: int, told: Asking) -> pl.DataFrame:
        """Return the candidates of distinct queries that are numbered from *at* on."""
        named = (
            part.select("name", "country").unique(maintain_order=True).with_row_index("named")
        )
        size = len(self.listing.terms)
        run = self._kernels(Job(asked=part.height, of=size, explained=True))
        asked = self._terms(named, run)
        most = max(told.limit, FEWEST_ASKED)
        best = ask(self.listing, asked, scale().weights, limit=most, run=run)
        if named.height < part.height:
            which = part.join(
                named, on=["name", "country"], nulls_equal=True, maintain_order="left"
            )
            places = which["named"].to_numpy()
            best = Found(best.owners[places], best.rows[places], best.logits[places])
            asked = self._terms(part, run)
        queries = Asked(part["name"], asked, particulars_of(part))
        found = self._seconding.of(queries, best, told.limit, run)
        found = self._across.of(part["name"].to_list(), found, told.limit)
        return self._told(found, self._masks(found, asked, told, run), at)

    def _terms(self, part: pl.DataFrame, run: Runner) -> Terms:
        """Return names as arrays; by kernels where all that were read so far are worth it."""
        self._read += part.height
        reading = self._kernels(Job(read=self._read, begun=run.compiled))
        return self._reader.terms(part["name"], part["country"], run=reading)

    def _masks(
        self, found: Candidates, asked: Terms, told: Asking, run: Runner
    ) -> NDArray[np.int64]:
        """Return the reasons of each candidate that is explained, as bits."""
        explained = np.ones(len(found.rank), np.bool_) if told.explain else found.rank == 0
        query, rows = found.query[explained], found.rows[explained]
        masks = np.zeros(len(explained), np.int64)
        masks[explained] = reasons.bits(features(self.listing, asked, query, rows, run=run))
        for place, kinds in found.kinds.items():
            if explained[place]:
                alone = not _ACROSS.isdisjoint(kinds)
                masks[place] = second.mask_of(kinds) | (0 if alone else masks[place])
        return masks

    def _told(self, found: Candidates, masks: NDArray[np.int64], at: int) -> pl.DataFrame:
        cut, owners = scale(), pl.Series(found.owners)
        return pl.DataFrame(
            {
                "asked": pl.Series(found.query + at, dtype=pl.UInt32),
                "rank": pl.Series(found.rank + 1, dtype=pl.Int32),
                "entry_id": self._ids.gather(owners),
                "entry_name": self.entries["name"].gather(owners),
                "alias": self._names.gather(pl.Series(found.rows)),
                "score": cut.score(found.logits),
                "state": pl.Series(cut.states(found.logits).tolist(), dtype=pl.String),
                "reasons": _reasons(masks),
            }
        )


def listing_of(
    names: pl.DataFrame, kernels: Callable[[Job], Runner], kept: Kept | None = None
) -> Listing:
    """Return the index of names, as ``names_of`` gives them: the one that is kept, or anew."""
    key = key_of(names) if kept is not None else ""
    found = kept.load(key) if kept is not None else None
    if found is not None:
        return Listing.from_buffers(found)
    run = kernels(Job(listed=names.height))
    listing = Listing.of(names["name"], names["owner"], names["country"], run=run)
    if kept is not None:
        kept.save(key, listing.buffers())
    return listing


def _reasons(masks: NDArray[np.int64]) -> pl.Series:
    distinct, which = np.unique(masks, return_inverse=True)
    told = pl.Series("reasons", [list(second.told(int(each))) for each in distinct])
    if not len(distinct):
        return pl.Series("reasons", [], dtype=pl.List(pl.String))
    return told.cast(pl.List(pl.String)).gather(pl.Series(which))
