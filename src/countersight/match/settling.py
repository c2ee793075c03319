"""What is known of two entities beside the letters of their names, and what it makes of a pair.

The score tells how alike two names are. Whether the one *is* the other may be told by a number
of a register, a brand, an industry, or by the list itself, where several of its entries bear
the words. ``RULES`` are applied in their order; each lifts or lowers states, and says so by a
reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from countersight.match.reasons import Beside, beside_bit
from countersight.match.scoring import PLACE, Scale

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

NO, REVIEW, MATCH = 0, 1, 2
"""States as numbers, so that they can be lifted and lowered."""
WHOLE: Final = 0.999
"""From what part on all words are met."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of each candidate beside its name; an array each, a row a candidate."""

    query: Ints
    """Which query it is a candidate of; rows of one query stand together."""
    owner: Ints
    """Which entry it is."""
    brand: Flags
    """The name that was met is a brand."""
    identifier: Ints
    """1: a number of a register is the same; -1: another of the same register; 0: unknown."""
    industry: Ints
    """1: a field of trade is the same; -1: none of several is; 0: unknown."""
    country: Ints
    """Number of the entry's country; 0 for unknown."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of each candidate."""

    logits: Floats
    states: Ints
    reasons: Ints
    """Bits of ``reasons.Beside``."""


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Candidates with what is seen of their names."""

    known: Known
    seen: Floats
    """Features, a row a candidate."""
    cut: Scale

    def of(self, feature: str) -> Floats:
        """Return a feature of each candidate."""
        return np.asarray(self.seen[:, PLACE[feature]], np.float64)


Rule = Callable[[_Pairs, Ints], tuple[Ints, Ints]]
"""Returns new states, and the bits of the reasons that it gives."""


def settled(known: Known, seen: Floats, logits: Floats, cut: Scale) -> Settled:
    """Return states, scores that go with them, and reasons.

    A score is moved no further than into the range of its state, so candidates keep their
    order within a state.
    """
    pairs = _Pairs(known, seen, cut)
    found = np.select([logits >= cut.match, logits >= cut.review], [MATCH, REVIEW], NO)
    states, bits = found.astype(np.int64), np.zeros(len(logits), np.int64)
    for rule in RULES:
        states, more = rule(pairs, states)
        bits |= more
    return Settled(_moved(logits, states, cut), states, bits)


def _moved(logits: Floats, states: Ints, cut: Scale) -> Floats:
    """Return logits that stand in the range of their state."""
    least = np.select([states == MATCH, states == REVIEW], [cut.match, cut.review], -np.inf)
    most = np.select([states == MATCH, states == REVIEW], [np.inf, cut.match], cut.review)
    return np.clip(logits, least, np.nextafter(most, -np.inf))


def _brands(pairs: _Pairs, states: Ints) -> tuple[Ints, Ints]:
    """A brand is judged by its own words: with a place or a legal form it is the maker's.

    Beside words of trade it may be a shop's; between words of others it is an address.
    """
    brand = pairs.known.brand
    whole = (pairs.of("list_covered") >= WHOLE) & (pairs.of("typo_loss") == 0)
    alone = (pairs.of("extra_own") == 0) & (pairs.of("number_extra") == 0)
    bare = brand & whole & alone & (pairs.of("extra_trade") == 0)
    shop = brand & whole & alone & ~bare
    told = np.select([bare, shop, brand], [MATCH, REVIEW, np.minimum(states, REVIEW)], states)
    among = brand & whole & ~bare
    return told, _bits(bare, Beside.BRAND) | _bits(among, Beside.BRAND_AMONG)


def _numbers(pairs: _Pairs, states: Ints) -> tuple[Ints, Ints]:
    """A number of a register tells who it is, unless the names contradict it."""
    same, other = pairs.known.identifier > 0, pairs.known.identifier < 0
    agrees = (states > NO) | (pairs.of("own_covered") >= WHOLE)
    told = np.where(same, np.where(agrees, MATCH, REVIEW), states)
    told = np.where(other, np.minimum(told, REVIEW), told)
    return told, _bits(same, Beside.IDENTIFIER) | _bits(other, Beside.OTHER_IDENTIFIER)


def _industries(pairs: _Pairs, states: Ints) -> tuple[Ints, Ints]:
    """Another trade makes a review of a match, and nothing of a review."""
    sure = (pairs.known.identifier > 0) | (pairs.of("exact") > 0)
    same, other = pairs.known.industry > 0, (pairs.known.industry < 0) & ~sure
    lowered = np.where(other, np.maximum(states - 1, NO), states)
    against = _bits(pairs.known.industry < 0, Beside.OTHER_INDUSTRY)
    return lowered, _bits(same, Beside.INDUSTRY) | against


def _several(pairs: _Pairs, states: Ints) -> tuple[Ints, Ints]:
    """Where several entries bear the words, the name alone does not tell which it is."""
    known, rows = pairs.known, np.flatnonzero(states == MATCH)
    doubtful = np.zeros(len(states), np.bool_)
    exact = pairs.of("exact") > 0
    second = (known.identifier > 0) | (known.industry > 0) | (pairs.of("country_same") > 0)
    starts = np.flatnonzero(np.diff(known.query[rows]) != 0) + 1
    for group in np.split(rows, starts):
        if len(group) > 1:
            doubtful[group] = ~_stand(group, exact, second, known)
    return np.where(doubtful, REVIEW, states), _bits(doubtful, Beside.SEVERAL)


def _stand(group: Ints, exact: Flags, second: Flags, known: Known) -> Flags:
    """Tell which of several matches of one query stay one.

    Those with a second piece of evidence, where it is one entry that has it; else those of just
    the same words, unless they are of different countries.
    """
    sure = second[group]
    if len(np.unique(known.owner[group[sure]])) == 1:
        return np.asarray(sure, np.bool_)
    same = exact[group]
    places = known.country[group[same]]
    if same.any() and len(np.unique(places[places > 0])) <= 1:
        return np.asarray(same, np.bool_)
    return np.zeros(len(group), np.bool_)


RULES: Final[tuple[Rule, ...]] = (_brands, _numbers, _industries, _several)


def _bits(where: Flags, reason: Beside) -> Ints:
    return np.where(where, beside_bit(reason), 0).astype(np.int64)
