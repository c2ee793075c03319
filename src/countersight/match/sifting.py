"""Which queries may have a listed name in a state that is told: a cheap look before asking.

Of a file of payees few are listed. Where only those are told, each query reads a few postings,
and a listed name is compared only if it looks like the query at a glance: by the weight of the
keys that both have, the letters in a row, the words and the lengths. A query that has one
such name of the state is asked in full, so that its answer is the one that it always gets; the
others have none. What is lost by that is measured (``python -m bench.names sifted``).

``data/sifting.toml`` is written by that command; nothing in it is set by hand.
"""

import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import combinations_with_replacement
from typing import Final

import numpy as np
from numpy.typing import NDArray

from countersight.match.asking import LEAST_PART, THREADS, Reach, filled, gather, scratch
from countersight.match.kernel.running import Runner
from countersight.match.listing import MOST_POSTINGS, Listing, keys, side
from countersight.match.scoring import Weights
from countersight.match.terms import Terms

SEEN: Final = (
    *("weight_shared", "strength", "of_the_strongest", "pairs_of_query", "pairs_of_name"),
    *("weight_a_letter", "length_ratio", "words_of_name", "words_of_query", "rarity_met"),
)
"""What is seen of a pair at a glance, in the order of ``kernel.source.sift``."""
FIRST: Final = SEEN[:5]
"""What is seen first: the letters alone."""


def terms_of(seen: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return what is weighed: a constant, each thing seen, and each two.

    >>> terms_of(["a", "b"])
    (('1',), ('a',), ('b',), ('a', 'a'), ('a', 'b'), ('b', 'b'))
    """
    return (("1",), *((name,) for name in seen), *combinations_with_replacement(seen, 2))


FROM: Final = 5_000
"""Names of a list from which queries are sifted; a shorter one is asked in full at once."""
MOST_DUMPED: Final = 60
"""Pairs of a query for which there is room, on the average, when a sieve is fitted."""
_STRETCH: Final = 2_048

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sieve:
    """How queries are sifted."""

    reach: Reach
    first: Floats
    """A weight for each of ``terms_of(FIRST)``; a pair passes where the sum is zero or more."""
    look: Floats
    """A weight for each of ``terms_of(SEEN)``, for what has passed the first."""


REACHES: Final = (
    (60_000, Reach(200, 2, 40, 0, 0, 40)),
    (200_000, Reach(400, 2, 40, 0, 0, 40)),
)
"""The most names of a list; the postings, least keys and most keys that are read; and, in
percent of the strongest, the names that are looked at."""
FAR: Final = Reach(1_000, 2, 40, 0, 0, 40)


@cache
def sieve_of(names: int) -> Sieve:
    """Return how the queries of a list of so many names are sifted.

    >>> sieve_of(50_000).reach.postings
    200
    """
    text = (files(__package__ or "") / "data" / "sifting.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    first, look = (
        np.array([said[part][" * ".join(term)] for term in terms_of(seen)], np.float64)
        for part, seen in (("first", FIRST), ("weights", SEEN))
    )
    return Sieve(next((reach for most, reach in REACHES if names <= most), FAR), first, look)


def sifted(  # noqa: PLR0913 - what a job is made of
    listing: Listing,
    asked: Terms,
    weights: Weights,
    *,
    least: float,
    run: Runner,
    sieve: Sieve | None = None,
) -> NDArray[np.bool_]:
    """Return which queries have a name whose logit is *least* or more; all of a short list.

    *sieve* is for measuring. The same alone or in a batch.
    """
    if sieve is None and len(listing.terms) < FROM:
        return np.ones(len(asked), np.bool_)
    job = _Sifting(listing, asked, weights, least, run, sieve or sieve_of(len(listing.terms)))
    spans = [(a, min(len(asked), a + _STRETCH)) for a in range(0, len(asked), _STRETCH)]
    if run.compiled and len(spans) > 1:
        with ThreadPoolExecutor(THREADS) as pool:
            parts = list(pool.map(job.stretch, spans))
    else:
        parts = [job.stretch(span) for span in spans]
    return np.concatenate([np.zeros(0, np.bool_), *parts])


def glances(
    listing: Listing, asked: Terms, weights: Weights, *, run: Runner, sieve: Sieve
) -> Floats:
    """Return every pair that would be looked at: query, logit, what is seen. For fitting."""
    job = _Sifting(listing, asked, weights, 0.0, run, sieve)
    width = len(SEEN) + 2
    dump = np.zeros(max(len(asked) * MOST_DUMPED * width, 2))
    met = job.run_over((0, len(asked)), np.zeros(max(len(asked), 1), np.int64), dump)
    return dump[: met * width].reshape(met, width)


class _Sifting:
    """One job: what all its stretches share."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a job is made of
        self,
        listing: Listing,
        asked: Terms,
        weights: Weights,
        least: float,
        run: Runner,
        sieve: Sieve,
    ) -> None:
        self.run, self.least, self.reach = run, least, sieve.reach
        self.size = len(listing.terms)
        self.strength = int(listing.weights[1]) // LEAST_PART
        self.sides = side(asked, run), listing.side(run)
        self.index = listing.index(run)
        self.weighed = (
            run.read(weights.each),
            run.read(filled(weights.joint)),
            (run.read(sieve.first), run.read(sieve.look)),
        )

    def stretch(self, span: tuple[int, int]) -> NDArray[np.bool_]:
        told = np.zeros(span[1] - span[0], np.int64)
        self.run_over(span, told, np.zeros(1))
        return told > 0

    def run_over(self, span: tuple[int, int], told: NDArray[np.int64], dump: Floats) -> int:
        run, far = self.run, self.reach
        looked = replace(far, candidates=far.postings + far.fewest * MOST_POSTINGS)
        arrays = (keys(run), gather(run, self.size, looked), scratch(run))
        return run["sift"](
            span,
            *self.sides,
            self.index,
            (far.postings, far.fewest, far.keys, 0, self.strength, 1, 0, far.part),
            *self.weighed,
            self.least,
            (*arrays, run.work(np.zeros(len(SEEN)))),
            run.work(told),
            run.work(dump),
        )
