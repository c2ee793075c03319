"""Candidates of a list with what their brands, numbers and trades say, best first.

The kernels compare names. Here entries are added that they can't find by the whole name, those
with a brand or a number of the query, and each candidate is moved by ``second.MOVES``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from countersight.match.asking import Found, features
from countersight.match.brands import Brands, Met, Stands
from countersight.match.kernel.running import Runner
from countersight.match.listing import Listing
from countersight.match.particulars import (
    NOTHING,
    Particulars,
    Register,
    other_register,
    same_trade,
)
from countersight.match.scoring import scale
from countersight.match.second import moved
from countersight.match.terms import Terms

Ids = NDArray[np.int32]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SECONDED: Final = frozenset({"brand", "same-identifier", "same-industry"})
"""Pieces that tell one of several who bear a word; its country and legal form do too."""
CONTRARY: Final = frozenset({"other-industry", "other-identifier"})
"""Pieces that tell that it is another of them; another country does too."""
_SIDES: Final = ("left", "right")
_AGREES: Final = {True: "same-industry", False: "other-industry"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Queries: their names, and what they say beside them (empty: nothing)."""

    names: pl.Series
    terms: Terms
    particulars: Sequence[Particulars] = ()

    def of(self, query: int) -> Particulars:
        """Return what a query says of itself."""
        return self.particulars[query] if self.particulars else NOTHING


@dataclass(slots=True)
class Candidate:
    """An entry that a query may be, while its evidence is gathered."""

    owner: int
    row: int
    logit: float
    kinds: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates in the order of queries and of their ranks, a place each."""

    query: Ids
    rank: Ids
    owners: Ids
    rows: Ids
    logits: Floats
    kinds: dict[int, tuple[str, ...]]
    """Second evidence by place; most have none."""


class Seconding:
    """Knows what a list says of its entries beside their names.

    Args of the constructor: the list made ready; its brands, by row; what each entry says of
    itself, in their order (empty: nothing).
    """

    def __init__(
        self, listing: Listing, brands: Brands, branded: Ids, entries: Sequence[Particulars]
    ) -> None:
        self._listing = listing
        self._brands = brands
        self._branded = frozenset(branded.tolist())
        self._entries = entries
        self._register = Register(entries)

    @property
    def is_of_names_alone(self) -> bool:
        """Whether the list says nothing of its entries but names and countries."""
        return not self._branded and not self._entries

    def of(self, asked: Asked, found: Found, limit: int, run: Runner) -> Candidates:
        """Return the best candidates of each query with all that speaks for them."""
        touched: dict[int, dict[int, Candidate]] = {}
        self._meet_brands(asked, found, touched)
        self._meet_numbers(asked, found, touched)
        self._compare(asked, touched, run)
        if asked.particulars:
            for query in range(len(asked.particulars)):
                self._speak(asked, found, touched, query)
        self._shared(asked, found, touched)
        return _ordered(found, touched, limit)

    def _meet_brands(
        self, asked: Asked, found: Found, touched: dict[int, dict[int, Candidate]]
    ) -> None:
        sure = scale().match
        for met in self._brands.met(asked.names):
            owner = int(self._listing.owners[met.row])
            there = _taken(found, touched, met.query)
            known = there.get(owner)
            own = known is not None and known.row not in self._branded
            if own and known is not None and known.logit >= sure:
                continue
            if met.how in _CLEARING:
                if known is not None and not own and not known.kinds:
                    known.kinds.append(met.how.value)
                continue
            there[owner] = _better(known, met, owner)

    def _meet_numbers(
        self, asked: Asked, found: Found, touched: dict[int, dict[int, Candidate]]
    ) -> None:
        for query, one in enumerate(asked.particulars):
            for owner in self._register.of(one):
                there = _taken(found, touched, query)
                there.setdefault(owner, Candidate(owner, self._rows(owner).start, -np.inf))

    def _rows(self, owner: int) -> range:
        low, high = np.searchsorted(self._listing.owners, [owner, owner + 1])
        return range(int(low), int(high))

    def _compare(
        self, asked: Asked, touched: dict[int, dict[int, Candidate]], run: Runner
    ) -> None:
        """Compare the names of entries that the kernels had not found."""
        new = [
            (query, each)
            for query, there in touched.items()
            for each in there.values()
            if each.logit == -np.inf
        ]
        pairs = [
            (place, query, row)
            for place, (query, each) in enumerate(new)
            for row in ([each.row] if each.kinds else self._rows(each.owner))
        ]
        queries, rows = (np.array([p[k] for p in pairs], np.int32) for k in (1, 2))
        looked = features(self._listing, asked.terms, queries, rows, run=run)
        logits = scale().weights.of_features(looked)
        for (place, _, row), logit in zip(pairs, logits.tolist(), strict=True):
            if logit > new[place][1].logit:
                new[place][1].row, new[place][1].logit = row, logit

    def _speak(
        self,
        asked: Asked,
        found: Found,
        touched: dict[int, dict[int, Candidate]],
        query: int,
    ) -> None:
        """Let the numbers and trades of a query speak of its candidates."""
        one = asked.of(query)
        if one == NOTHING or not self._entries:
            return
        for each in _taken(found, touched, query).values():
            each.kinds += self._said(one, self._entries[each.owner], each)

    def _said(self, one: Particulars, other: Particulars, each: Candidate) -> Iterator[str]:
        if one.identifiers & other.identifiers:
            yield "same-identifier"
            branded = not {"brand", "common-brand"}.isdisjoint(each.kinds)
            named = branded or each.logit >= scale().review
            yield "identifier-and-name" if named else "identifier-alone"
        elif other_register(one, other):
            yield "other-identifier"
        trade = same_trade(one, other)
        if trade is not None:
            yield _AGREES[trade]

    def _shared(
        self, asked: Asked, found: Found, touched: dict[int, dict[int, Candidate]]
    ) -> None:
        """Lower names that are met by a query of one word, where others on the list bear it."""
        single = (np.diff(asked.terms.first) == 1)[:, None] & (found.owners >= 0)
        queries, ranks = np.nonzero(single & (found.logits >= scale().review))
        for query, owner in zip(
            queries.tolist(), found.owners[queries, ranks].tolist(), strict=True
        ):
            each = _taken(found, touched, query)[owner]
            each.kinds += self._namesake(asked.terms, query, each)

    def _namesake(self, ours: Terms, query: int, each: Candidate) -> Iterator[str]:
        listed, row = self._listing.terms, each.row
        word = int(ours.hashes[ours.first[query]])
        words = listed.hashes[listed.first[row] : listed.first[row + 1]].tolist()
        if word not in words or not self._others(word, each.owner, lone=len(words) == 1):
            return
        here, there = int(ours.country[query]), int(listed.country[row])
        form = int(ours.legal[query])
        if form and form == int(listed.legal[row]) and len(words) == 1:
            return
        if (here and there and here != there) or not CONTRARY.isdisjoint(each.kinds):
            yield "contrary-namesake"
        elif len(words) == 1 and not here and SECONDED.isdisjoint(each.kinds):
            yield "shared-name"

    def _others(self, word: int, owner: int, *, lone: bool) -> bool:
        """Tell whether other entries have a word; beside others of theirs, if it is *lone*."""
        terms, hashes = self._listing.terms, np.array([word], np.uint32)
        starts, least = terms.first, 1 if lone else 0
        own = sum(
            word in terms.hashes[starts[row] : starts[row + 1]].tolist()
            for row in self._rows(owner)
            if starts[row + 1] - starts[row] > least
        )
        low, high = (int(np.searchsorted(self._lone, hashes[0], side)) for side in _SIDES)
        alone = high - low if lone else 0
        return int(self._listing.counts.of(hashes)[0]) - alone - own > 0

    @cached_property
    def _lone(self) -> NDArray[np.uint32]:
        """The words of names of one word, in order."""
        terms = self._listing.terms
        return np.sort(terms.hashes[terms.first[:-1][np.diff(terms.first) == 1]])


def _better(known: Candidate | None, met: Met, owner: int) -> Candidate:
    """Return a candidate met by a brand: the best way in which one of its brands stands."""
    best = known is not None and any(
        kind in _STANDS and _STANDS.index(kind) <= _STANDS.index(met.how.value)
        for kind in known.kinds
    )
    if known is not None and best:
        return known
    same = known is not None and known.row == met.row
    logit = known.logit if known is not None and same else -np.inf
    return Candidate(owner, met.row, logit, [met.how.value])


_CLEARING: Final = frozenset({Stands.ADDRESS, Stands.FAR})
_STANDS: Final = tuple(each.value for each in Stands)


def _taken(
    found: Found, touched: dict[int, dict[int, Candidate]], query: int
) -> dict[int, Candidate]:
    """Return the candidates of a query, by their entries, to be changed."""
    if query not in touched:
        there = found.owners[query] >= 0
        three = (
            found.owners[query][there],
            found.rows[query][there],
            found.logits[query][there],
        )
        each = zip(*(part.tolist() for part in three), strict=True)
        touched[query] = {owner: Candidate(owner, row, logit) for owner, row, logit in each}
    return touched[query]


def _ordered(found: Found, touched: dict[int, dict[int, Candidate]], limit: int) -> Candidates:
    """Return all candidates up to the limit; those that were not touched as they were found."""
    there = found.owners >= 0
    there[:, limit:] = False
    there[list(touched)] = False
    query, rank = (each.astype(np.int32) for each in np.nonzero(there))
    plain = query, rank, found.owners[there], found.rows[there], found.logits[there]
    cut = scale()
    more: list[tuple[int, int, int, int, float]] = []
    told: list[tuple[str, ...]] = []
    for asked, candidates in touched.items():
        moving = [(moved(e.logit, e.kinds, cut), e) for e in candidates.values()]
        moving.sort(key=lambda each: (-each[0], each[1].row))
        for at, (logit, each) in enumerate(moving[:limit]):
            more.append((asked, at, each.owner, each.row, logit))
            told.append(tuple(each.kinds))
    if not more:
        return Candidates(*plain, {})
    columns = [
        np.concatenate([one, np.array([each[k] for each in more])])
        for k, one in enumerate(plain)
    ]
    order = np.lexsort((columns[1], columns[0]))
    kinds = {
        place: told[at - len(query)]
        for place, at in enumerate(order.tolist())
        if at >= len(query) and told[at - len(query)]
    }
    ids = [column[order].astype(np.int32) for column in columns[:4]]
    return Candidates(ids[0], ids[1], ids[2], ids[3], columns[4][order], kinds)
