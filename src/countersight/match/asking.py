"""Queries against a listing: the best entries of each; the same alone or in a batch."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from countersight.match.kernel.arrays import Given
from countersight.match.kernel.running import Runner
from countersight.match.listing import Listing, keys, side
from countersight.match.scoring import FEATURES as NAMES
from countersight.match.scoring import Weights
from countersight.match.terms import Terms

FEATURES: Final = len(NAMES)

LEAST_STRENGTH: Final = 20


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a query is looked for: by the size of the list, not by what else is asked."""

    postings: int
    """Postings that are read, the rarest keys first."""
    keys: int
    candidates: int
    kept: int
    """Candidates that are compared in any case; beyond, those half as strong as the best."""


NEAR: Final = Reach(6_000, 40, 40, 12)
FAR: Final = Reach(20_000, 60, 100, 100)
"""Of a list that is longer than ``LONG``: more names share a key there."""
LONG: Final = 200_000
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


def ask(
    listing: Listing, asked: Terms, weights: Weights, *, limit: int, run: Runner
) -> Found:
    """Return the best *limit* entries of each query."""
    return _Asking(listing, asked, weights, limit=limit, run=run).all()


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
        _scratch(run),
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
    ) -> None:
        self.size, self.rows, self.limit = len(listing.terms), len(asked), limit
        self.run, self.dumped = run, dumped
        self.reach = FAR if self.size > LONG else NEAR
        self.queries, self.listed = side(asked, run), listing.side(run)
        self.index = listing.index(run)
        self.coefficients, self.joint = run.read(weights.each), run.read(_filled(weights.joint))
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
            self.held.arrays = keys(run), _gather(run, self.size, self.reach), _scratch(run)
        out = (run.work(owners), run.work(rows), run.work(logits), run.work(dump))
        far = self.reach
        strength = (LEAST_STRENGTH, self.limit, far.kept)
        numbers = (far.postings, far.keys, far.candidates, *strength)
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


def _filled(joint: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return an array that is never empty, which a memoryview may not be."""
    return joint if len(joint) else np.zeros(2, np.int64)


def _gather(run: Runner, size: int, reach: Reach) -> tuple[object, ...]:
    arrays: list[Given] = [
        np.zeros(size + 1, np.uint16),
        np.zeros(reach.postings + 70_000, np.int32),
    ]
    arrays += [np.zeros(1_200, np.int64), np.zeros(1_200, np.int64)]
    arrays += [np.zeros(reach.candidates + 1, np.int64), np.zeros(reach.candidates + 1)]
    return tuple(run.work(each) for each in arrays)


def _scratch(run: Runner) -> tuple[object, ...]:
    arrays: list[Given] = [np.zeros(512, np.uint8), np.zeros(40, np.int64)]
    arrays += [np.zeros(40, np.int64), np.zeros(40), np.zeros(40), np.zeros(40, np.int64)]
    arrays += [np.zeros(256, np.int64), np.zeros(256, np.int64), np.zeros(FEATURES)]
    return tuple(run.work(each) for each in arrays)
