"""Queries against a listing: the best entries of each; the same alone or in a batch."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from countersight.match.kernel.arrays import Given
from countersight.match.kernel.running import Runner
from countersight.match.listing import MOST_POSTINGS, Listing, keys, side
from countersight.match.scoring import FEATURES as NAMES
from countersight.match.scoring import Weights
from countersight.match.terms import Terms

FEATURES: Final = len(NAMES)

LEAST_PART: Final = 30
"""A candidate is as strong, a root of a letter, as this part of the rarest key at least."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a query is looked for: by the size of the list, not by what else is asked."""

    postings: int
    """Postings that are read, the rarest keys first."""
    fewest: int
    """Keys that are read in any case."""
    keys: int
    candidates: int
    kept: int
    """Candidates that are compared in any case."""
    part: int
    """Beyond, those that are so strong, in percent of the strongest."""


REACHES: Final = (
    (5_000, Reach(6_000, 3, 60, 60, 20, 30)),
    (60_000, Reach(2_000, 3, 40, 14, 5, 45)),
    (200_000, Reach(6_000, 3, 40, 24, 6, 45)),
)
"""The most names of a list, and how far they are looked for."""
FAR: Final = Reach(10_000, 3, 60, 100, 12, 45)
"""Of a longer list: more names share a key there."""


def reach_of(names: int) -> Reach:
    """Return how far a query is looked for in a list of so many names."""
    return next((reach for most, reach in REACHES if names <= most), FAR)


THREADS: Final = 2
_STRETCH: Final = 2_048

Ids = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """The best of each query, a row a query; -1 where there are no more."""

    owners: Ids
    rows: Ids
    """The name of the entry that was met, by its row in the listing."""
    logits: Floats


def ask(  # noqa: PLR0913 - what a job is made of
    listing: Listing,
    asked: Terms,
    weights: Weights,
    *,
    limit: int,
    run: Runner,
    reach: Reach | None = None,
) -> Found:
    """Return the best *limit* entries of each query; *reach* is for measuring."""
    return _Asking(listing, asked, weights, limit=limit, run=run, reach=reach).all()


def pairs(listing: Listing, asked: Terms, weights: Weights, *, run: Runner) -> Floats:
    """Return every pair compared: query, row, and features, a row a pair. For fitting."""
    asking = _Asking(listing, asked, weights, limit=1, run=run, dumped=FAR.candidates)
    return np.concatenate([asking.stretch(a, b)[3] for a, b in asking.spans()])


def features(listing: Listing, asked: Terms, queries: Ids, rows: Ids, *, run: Runner) -> Floats:
    """Return the features of pairs of a query and a row of the listing, a row a pair."""
    out = np.zeros(max(len(queries) * FEATURES, 1))
    run["explain"](
        side(asked, run),
        listing.side(run),
        run.read(queries.astype(np.int64)),
        run.read(rows.astype(np.int64)),
        keys(run),
        scratch(run),
        run.work(out),
    )
    return out[: len(queries) * FEATURES].reshape(len(queries), FEATURES)


class _Asking:
    """One job: what all its stretches share."""

    def __init__(  # noqa: PLR0913 - what a job is made of
        self,
        listing: Listing,
        asked: Terms,
        weights: Weights,
        *,
        limit: int,
        run: Runner,
        dumped: int = 0,
        reach: Reach | None = None,
    ) -> None:
        self.size, self.rows, self.limit = len(listing.terms), len(asked), limit
        self.run, self.dumped = run, dumped
        self.reach = reach or reach_of(self.size)
        self.queries, self.listed = side(asked, run), listing.side(run)
        self.index, self.weights = listing.index(run), listing.weights
        self.coefficients, self.joint = run.read(weights.each), run.read(filled(weights.joint))
        self.held = threading.local()

    def spans(self) -> list[tuple[int, int]]:
        step = max(64, min(_STRETCH, -(-self.rows // (THREADS * 4))))
        return [(a, min(self.rows, a + step)) for a in range(0, self.rows, step)]

    def all(self) -> Found:
        spans = self.spans()
        if self.run.compiled and len(spans) > 1:
            with ThreadPoolExecutor(THREADS) as pool:
                parts = list(pool.map(lambda span: self.stretch(*span), spans))
        else:
            parts = [self.stretch(*span) for span in spans]
        shape = (self.rows, self.limit)
        if not parts:
            return Found(np.zeros(shape, np.int32), np.zeros(shape, np.int32), np.zeros(shape))
        owners, rows, logits = (np.concatenate([part[k] for part in parts]) for k in range(3))
        return Found(owners.reshape(shape), rows.reshape(shape), logits.reshape(shape))

    def stretch(self, low: int, high: int) -> tuple[Ids, Ids, Floats, Floats]:
        run, most = self.run, (high - low) * self.limit
        owners, rows = np.empty(most, np.int32), np.empty(most, np.int32)
        logits = np.empty(most)
        width = FEATURES + 2
        dump = np.zeros(max((high - low) * self.dumped * width, 1))
        if not hasattr(self.held, "arrays"):
            self.held.arrays = keys(run), gather(run, self.size, self.reach), scratch(run)
        out = (run.work(owners), run.work(rows), run.work(logits), run.work(dump))
        far = self.reach
        strength = (int(self.weights[1]) // LEAST_PART, self.limit, far.kept, far.part)
        numbers = (far.postings, far.fewest, far.keys, far.candidates, *strength)
        met = run["match"](
            (low, high),
            self.queries,
            self.listed,
            self.index,
            numbers,
            self.coefficients,
            self.joint,
            *self.held.arrays,
            out,
        )
        dumped = dump[: met * width].reshape(met, width) if self.dumped else dump
        return owners, rows, logits, dumped


def filled(joint: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return an array that is never empty, which a memoryview may not be."""
    return joint if len(joint) else np.zeros(2, np.int64)


def gather(run: Runner, size: int, reach: Reach) -> tuple[object, ...]:
    """Return the working arrays of ``candidates``."""
    arrays: list[Given] = [
        np.zeros(size + 1, np.uint16),
        np.zeros(reach.postings + reach.fewest * MOST_POSTINGS, np.int32),
    ]
    arrays += [np.zeros(1_200, np.int64), np.zeros(1_200, np.int64)]
    arrays += [np.zeros(reach.candidates + 1, np.int64), np.zeros(reach.candidates + 1)]
    return tuple(run.work(each) for each in arrays)


def scratch(run: Runner) -> tuple[object, ...]:
    """Return the working arrays of ``compare``."""
    arrays: list[Given] = [np.zeros(512, np.uint8), np.zeros(72, np.int64)]
    arrays += [np.zeros(40, np.int64), np.zeros(40), np.zeros(40), np.zeros(40, np.int64)]
    arrays += [np.zeros(256, np.int64), np.zeros(256, np.int64), np.zeros(FEATURES)]
    return tuple(run.work(each) for each in arrays)
