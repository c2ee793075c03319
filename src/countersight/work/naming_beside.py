"""Candidates seen beside their names: by numbers of registers, brands, and industries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from countersight.match import reasons
from countersight.match.asking import features
from countersight.match.identifiers import REGISTERS
from countersight.match.industries import same_industry
from countersight.match.kernel.running import Runner
from countersight.match.listing import Listing
from countersight.match.scoring import FEATURES, scale
from countersight.match.settling import Known, settled
from countersight.match.terms import Terms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST_HOLDERS: Final = 20
"""Entries with one number that are told; the first of the list."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidates: a query, a row of the list of names, and how alike they are."""

    query: Ints
    rows: Ints
    logits: Floats


@dataclass(frozen=True, slots=True)
class Looked:
    """Candidates that were looked at from all sides."""

    query: Ints
    rows: Ints
    logits: Floats
    states: Ints
    reasons: Ints

    def ranked(self, most: int) -> tuple["Looked", Ints]:
        """Return the best of each query, best first, and the rank of each from 1."""
        order = np.lexsort((self.rows, -self.logits, self.query))
        query = self.query[order]
        starts = np.flatnonzero(np.r_[True, query[1:] != query[:-1]]) if len(query) else query
        sizes = np.diff(np.r_[starts, len(query)])
        rank = np.arange(len(query)) - np.repeat(starts, sizes) + 1
        kept = order[rank <= most]
        told = Looked(
            self.query[kept],
            self.rows[kept],
            self.logits[kept],
            self.states[kept],
            self.reasons[kept],
        )
        return told, rank[rank <= most]


class BesideNames:
    """What is known of the entries of a list beside their names."""

    def __init__(
        self, listing: Listing, entries: pl.DataFrame, brands: NDArray[np.bool_]
    ) -> None:
        self._listing = listing
        self._brands = brands
        self._numbers = _filled(entries["identifiers"])
        self._industries = _filled(entries["industry"])
        self._holders: dict[str, list[int]] = {}
        for owner, numbers in self._numbers.items():
            for each in numbers:
                self._holders.setdefault(each, []).append(owner)

    def with_numbers(
        self, pairs: Pairs, asked: pl.DataFrame, made: Terms, run: Runner
    ) -> Pairs:
        """Return the pairs, and those that have a number of a register in common besides."""
        told = _filled(asked["identifiers"])
        if not told or not self._holders:
            return pairs
        owners = self._listing.owners[pairs.rows]
        there = set(zip(pairs.query.tolist(), owners.tolist(), strict=True))
        more = [
            (query, owner)
            for query, numbers in told.items()
            for each in numbers
            for owner in self._holders.get(each, ())[:MOST_HOLDERS]
            if (query, owner) not in there
        ]
        if not more:
            return pairs
        query, owners = np.array(sorted(set(more))).T
        rows = np.searchsorted(self._listing.owners, owners)
        seen = features(
            self._listing, made, query.astype(np.int32), rows.astype(np.int32), run=run
        )
        logits = scale().weights.of_features(seen)
        parts = ((pairs.query, query), (pairs.rows, rows), (pairs.logits, logits))
        return Pairs(*(np.concatenate(each) for each in parts))

    def looked(
        self, pairs: Pairs, asked: pl.DataFrame, made: Terms, run: Runner, *, explain: bool
    ) -> Looked:
        """Return candidates with their states and reasons, once all is known.

        The names are compared again where something is to be told of them: for the best of each
        query, for all where *explain* says so, and where more than names is known.
        """
        known = self._known(pairs, asked)
        wanted = np.ones(len(pairs.query), np.bool_) if explain else _wanted(pairs, known)
        seen = np.zeros((len(pairs.query), len(FEATURES)))
        query, rows = (each[wanted].astype(np.int32) for each in (pairs.query, pairs.rows))
        seen[wanted] = features(self._listing, made, query, rows, run=run)
        done = settled(known, seen, pairs.logits, scale())
        masks = np.where(wanted, reasons.bits(seen), 0) | done.reasons
        return Looked(pairs.query, pairs.rows, done.logits, done.states, masks)

    def _known(self, pairs: Pairs, asked: pl.DataFrame) -> Known:
        owners = self._listing.owners[pairs.rows].astype(np.int64)
        numbers, trades = _filled(asked["identifiers"]), _filled(asked["industry"])
        return Known(
            pairs.query,
            owners,
            self._brands[pairs.rows],
            _compared((pairs.query, owners), numbers, self._numbers, _same_number),
            _compared((pairs.query, owners), trades, self._industries, _same_trade),
            self._listing.terms.country[pairs.rows].astype(np.int64),
        )


def _same_number(one: Sequence[str], other: Sequence[str]) -> int:
    """Return 1 for a number in common, -1 for another of a register, 0 where nothing tells."""
    if set(one) & set(other):
        return 1
    schemes = [{each.partition(":")[0] for each in numbers} for numbers in (one, other)]
    return -1 if schemes[0] & schemes[1] & REGISTERS else 0


def _same_trade(one: Sequence[str], other: Sequence[str]) -> int:
    return same_industry("; ".join(one), "; ".join(other))


def _compared(
    turns: tuple[Ints, Ints],
    asked: Mapping[int, Sequence[str]],
    listed: Mapping[int, Sequence[str]],
    compare: Callable[[Sequence[str], Sequence[str]], int],
) -> Ints:
    """Compare what is told of queries and entries; 0 where of one of them nothing is."""
    found = np.zeros(len(turns[0]), np.int64)
    if asked and listed:
        for place, (one, other) in enumerate(
            zip(*(each.tolist() for each in turns), strict=True)
        ):
            if one in asked and other in listed:
                found[place] = compare(asked[one], listed[other])
    return found


def _wanted(pairs: Pairs, known: Known) -> NDArray[np.bool_]:
    """Tell which names are compared again: all of a query where a rule may change one."""
    cut = scale()
    sure = pairs.logits >= cut.match
    several = np.bincount(pairs.query[sure], minlength=int(pairs.query.max(initial=0)) + 1) > 1
    special = known.brand | (known.identifier != 0) | (known.industry != 0)
    touched = several.copy()
    touched[pairs.query[special]] = True
    first = np.zeros(len(pairs.query), np.bool_)
    order = np.lexsort((-pairs.logits, pairs.query))
    starts = np.r_[True, np.diff(pairs.query[order]) != 0] if len(order) else order
    first[order[starts]] = True
    return np.asarray(first | touched[pairs.query], np.bool_)


def _filled(column: pl.Series) -> dict[int, tuple[str, ...]]:
    """Return what rows tell, by their number; rows that tell nothing are left out."""
    if column.null_count() == len(column):
        return {}
    return {
        place: (value,) if isinstance(value, str) else tuple(value)
        for place, value in enumerate(column.to_list())
        if value
    }
