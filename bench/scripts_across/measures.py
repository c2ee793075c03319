"""How well names meet across scripts: as pairs, as candidates, as screening; and how fast."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.scripts_across.pairs import Pair, World
from countersight.match.across.index import AcrossIndex, Best, compared, side_of
from countersight.match.across.model import AcrossModel, Floats
from countersight.match.crossing import ALIKE
from countersight.match.kernel.running import Runner

TOLD: Final = 10
RANDOM: Final = 50
HARD: Final = 3
RATES: Final = (0.005, 0.001)
WRONG: Final = 0.05


@dataclass(frozen=True, slots=True)
class Screened:
    """Queries, their best names, and which place of each is right (-1: none)."""

    best: Best
    right: Floats
    known: NDArray[np.bool_]
    """Which of the best are right."""

    @classmethod
    def of(cls, world: World, pairs: Sequence[Pair], best: Best) -> "Screened":
        """Return which of the best are right."""
        right = [
            next((k for k, row in enumerate(rows) if int(row) in world.same[pair.chinese]), -1)
            for pair, rows in zip(pairs, best.rows.tolist(), strict=True)
        ]
        known = [
            [int(row) in world.same[pair.chinese] for row in rows]
            for pair, rows in zip(pairs, best.rows.tolist(), strict=True)
        ]
        return cls(best, np.array(right, np.float64), np.array(known, np.bool_))

    def within(self, most: int) -> float:
        """Return how often a right name is among the first."""
        return float(((self.right >= 0) & (self.right < most)).mean())

    def at(self, threshold: float) -> tuple[float, float]:
        """Return recall, and the share of queries with a wrong review.

        As ``match`` tells them: the best, and what is as like as the best.
        """
        logits = self.best.logits
        told = (logits >= threshold) & (logits >= logits[:, :1] - ALIKE)
        wrong = (told & ~self.known).any(axis=1)
        return float((told & self.known).any(axis=1).mean()), float(wrong.mean())

    def threshold(self) -> float:
        """Return the least threshold with wrong reviews of one query in twenty at most."""
        cuts = np.sort(self.best.logits[:, 0])
        low, high = 0, len(cuts) - 1
        while low < high:
            middle = (low + high) // 2
            if self.at(float(cuts[middle]))[1] > WRONG:
                low = middle + 1
            else:
                high = middle
        return float(cuts[low])


def as_pairs(
    world: World, pairs: Sequence[Pair], model: AcrossModel, best: Best, run: Runner
) -> Iterator[str]:
    """Yield recall at rates of false alarms, among random and among hard negatives."""
    queries = [pair.chinese for pair in pairs]
    sounded, latin = side_of(queries, latin=False), side_of(world.names, latin=True)

    def scores(asked: Sequence[tuple[int, int]]) -> Floats:
        return model.of_features(compared(sounded, latin, asked, run)[0])

    right = scores([(at, world.place[pair.english]) for at, pair in enumerate(pairs)])
    dice = random.Random(1)
    others = [
        (at, row)
        for at, pair in enumerate(pairs)
        for row in (dice.randrange(len(world.names)) for _ in range(RANDOM))
        if row not in world.same[pair.chinese]
    ]
    shuffled = [
        (at, world.place[pairs[dice.randrange(len(pairs))].english])
        for at in range(len(pairs))
        for _ in range(RANDOM)
    ]
    shuffled = [(at, row) for at, row in shuffled if row not in world.same[queries[at]]]
    hard = [
        (at, int(row))
        for at, pair in enumerate(pairs)
        for row in best.rows[at, :HARD]
        if row >= 0 and int(row) not in world.same[pair.chinese]
    ]
    random_, shuffled_, hard_ = scores(others), scores(shuffled), scores(hard)
    mixed = np.concatenate([random_, shuffled_])
    for name, wrong in (
        ("names at random", random_),
        ("names of other pairs", shuffled_),
        ("both", mixed),
        ("both, and 1 in 20 the nearest of 26,000", _with_hard(mixed, hard_)),
        ("the nearest of 26,000 alone", hard_),
    ):
        told = [_recall(right, wrong, rate) for rate in RATES]
        yield f"pairs against {name}: recall {told[0]:.3f} at .5 %, {told[1]:.3f} at .1 %"


def _with_hard(mixed: Floats, hard: Floats) -> Floats:
    count = len(mixed) // 20
    picked = np.random.default_rng(2).choice(hard, min(count, len(hard)), replace=False)
    return np.concatenate([mixed, picked])


def _recall(right: Floats, wrong: Floats, rate: float) -> float:
    cut = np.sort(wrong)[::-1][int(len(wrong) * rate)]
    return float((right > cut).mean())


def speed(index: AcrossIndex, names: Sequence[str], model: AcrossModel, run: Runner) -> float:
    """Return queries a second of the processor, one core, all included."""
    index.ask(names[:2], model, TOLD, run)
    many = [f"{name}{at}" for at in range(3) for name in names]
    begun = time.process_time()
    index.ask(many, model, TOLD, run)
    return len(many) / (time.process_time() - begun)
