"""A list of names in one script, ready to be asked by names in another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from countersight.match.across.latin import latin_name
from countersight.match.across.model import AcrossModel
from countersight.match.across.sides import (
    FEATURES,
    LatinSide,
    Side,
    SoundedSide,
    costs,
    filled,
    handed,
    room,
    worth,
)
from countersight.match.across.sounded import sounded_name
from countersight.match.kernel.running import Runner

CAPPED: Final = 4_000
"""A key that more names have finds none."""
CANDIDATES: Final = 300
"""Names that are compared of each query."""
Ids = NDArray[np.int32]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Kernels = Callable[[int], Runner]
"""Gives kernels for so many queries, compiled or plain."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best rows of each query, a row a query; -1 where there are no more."""

    rows: Ids
    logits: Floats
    asked: Side
    """The queries as arrays."""


@dataclass(frozen=True, slots=True)
class Met:
    """What was met in a pair: letters of one, words of the other, and how."""

    first: int
    last: int
    word: int
    behind: int
    kind: int
    """The kind of key (``sounded``); 100 and more for a likeness of sound, in percent above."""


class AcrossIndex:
    """Names in Latin letters, or names in other scripts, with their keys in order.

    >>> from countersight.match.kernel.across_running import plain
    >>> index = AcrossIndex(["Hangzhou Hikvision Co., Ltd.", "Marlbridge Optics"], latin=True)
    >>> from countersight.match.across.model import across_model
    >>> index.ask(["海康威视"], across_model(), 1, plain()).rows.tolist()
    [[0]]
    """

    def __init__(self, names: Sequence[str], *, latin: bool) -> None:
        self.latin = latin
        self.size = len(names)
        self.side = side_of(names, latin=latin)
        rows = np.repeat(np.arange(self.size), np.diff(self.side.unit_at))
        order = np.lexsort((rows, self.side.keys))
        keys, owners = self.side.keys[order], rows[order]
        new = np.ones(len(keys), np.bool_)
        new[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
        keys, owners = keys[new], owners[new]
        firsts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
        self._keys = keys[firsts]
        self._starts = np.append(firsts, len(keys)).astype(np.int64)
        self._rows = owners.astype(np.int32)
        self._weights = np.log2(self.size / np.maximum(np.diff(self._starts), 1) + 1.0)

    def met(
        self, best: Best, run: Runner
    ) -> tuple[list[tuple[int, int]], Floats, list[tuple[Met, ...]]]:
        """Return of the best of each query: their places, their features, and what was met."""
        at = [(int(q), int(k)) for q, k in zip(*np.nonzero(best.rows >= 0), strict=True)]
        asked = [(q, int(best.rows[q, k])) for q, k in at]
        if self.latin:
            return (at, *compared(best.asked, self.side, asked, run))
        mirrored = [(row, query) for query, row in asked]
        return (at, *compared(self.side, best.asked, mirrored, run))

    def ask(self, names: Sequence[str], model: AcrossModel, limit: int, run: Runner) -> Best:
        """Return the best *limit* names of the list for each name of the other kind."""
        asked = side_of(names, latin=not self.latin)
        count = len(names)
        rows, logits = np.full(count * limit, -1, np.int32), np.zeros(count * limit)
        if not count or not self.size:
            return Best(rows.reshape(count, limit), logits.reshape(count, limit), asked)
        ours, theirs = handed(self.side, run), handed(asked, run)
        run["ask"](
            (0, count),
            int(self.latin),
            theirs if self.latin else ours,
            ours if self.latin else theirs,
            (
                run.read(asked.unit_at),
                run.read(filled(asked.keys)),
                run.read(filled(worth(asked))),
            ),
            (
                run.read(filled(self._keys)),
                run.read(self._starts),
                run.read(filled(self._rows)),
                run.read(filled(self._weights)),
            ),
            (CAPPED, min(CANDIDATES, self.size), limit),
            (run.read(model.weights), run.read(model.joint if len(model.joint) else _NONE)),
            costs(run),
            room(run),
            (
                run.work(np.zeros(self.size)),
                run.work(np.zeros(self.size, np.int32)),
                run.work(np.zeros(CANDIDATES)),
                run.work(np.zeros(CANDIDATES, np.int32)),
            ),
            (run.work(rows), run.work(logits)),
        )
        return Best(rows.reshape(count, limit), logits.reshape(count, limit), asked)


def side_of(names: Sequence[str], *, latin: bool) -> Side:
    """Return names as arrays."""
    if latin:
        return LatinSide.of([latin_name(name) for name in names])
    return SoundedSide.of([sounded_name(name) for name in names])


def compared(
    sounded: Side, latin: Side, pairs: Iterable[tuple[int, int]], run: Runner
) -> tuple[Floats, list[tuple[Met, ...]]]:
    """Return the features of pairs of names by their places, a row a pair, and what was met."""
    ours, theirs, given = handed(sounded, run), handed(latin, run), costs(run)
    features, trace = np.zeros(_ROW), np.zeros(_TRACE, np.int64)
    working = room(run)
    working = (*working[:5], run.work(features), working[6], run.work(trace))
    found: list[Floats] = []
    traced: list[tuple[Met, ...]] = []
    for one, other in pairs:
        count = run["compare"](ours, one, theirs, other, given, working)
        found.append(features[: len(FEATURES)].copy())
        pieces = trace[: 5 * count].reshape(count, 5).tolist()
        traced.append(tuple(Met(*piece) for piece in pieces))
    return np.array(found).reshape(len(found), len(FEATURES)), traced


_NONE: Final = np.zeros(1, np.int64)
"""No pair: an array that is never empty, which a memoryview may not be."""
_ROW: Final = 32
_TRACE: Final = 128
