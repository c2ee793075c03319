"""Fit the weights of names across scripts, on the pairs to tune on alone."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from bench.scripts_across.pairs import Pair, World
from countersight.match import across
from countersight.match.across.index import AcrossIndex, compared, side_of
from countersight.match.across.model import AcrossModel, Floats, Ints, across_model, widened
from countersight.match.across.sides import FEATURES
from countersight.match.kernel.running import Runner

RANDOM: Final = 20
"""Names at random that a pair is set against; each weighs three, a candidate a fifth."""
WEIGHT_RANDOM: Final = 3.0
WEIGHT_CANDIDATE: Final = 0.2
CANDIDATES: Final = 300
RIDGE: Final = 1.0
ROUNDS: Final = 30
PRODUCTS: Final = 10
THINNED: Final = 10
SEED: Final = 4
PATH: Final = Path(across.__file__).parents[1] / "data" / "across.toml"


def rows(world: World, pairs: Sequence[Pair], run: Runner) -> tuple[Floats, Floats, Floats]:
    """Return features, whether each row is a pair, and its weight."""
    index = AcrossIndex(world.names, latin=True)
    queries = [pair.chinese for pair in pairs]
    found = index.ask(queries, across_model(), CANDIDATES, run)
    sounded, latin = side_of(queries, latin=False), index.side
    dice, asked, told, weight = random.Random(SEED), [], [], []
    for at, pair in enumerate(pairs):
        same = world.same[pair.chinese]
        asked.append((at, world.place[pair.english]))
        told.append(1.0)
        weight.append(1.0)
        others = [(int(row), WEIGHT_CANDIDATE) for row in found.rows[at] if row >= 0]
        others += [(dice.randrange(len(world.names)), WEIGHT_RANDOM) for _ in range(RANDOM)]
        for row, weighs in others:
            if row not in same:
                asked.append((at, row))
                told.append(0.0)
                weight.append(weighs)
    features, _ = compared(sounded, latin, asked, run)
    return features, np.array(told), np.array(weight)


def fitted(features: Floats, told: Floats, weight: Floats) -> Floats:
    """Return the weights of a logistic regression, by Newton's steps."""
    weights = np.zeros(features.shape[1])
    ridge = np.full(len(weights), RIDGE)
    ridge[0] = 1e-6
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        slope = features.T @ (weight * (odds - told)) + ridge * weights
        curve = (features * (weight * odds * (1 - odds))[:, None]).T @ features
        step = np.linalg.solve(curve + np.diag(ridge), slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def chosen(features: Floats, told: Floats, weight: Floats) -> Ints:
    """Return the features whose products say most, one after another by a score test.

    Of the rows that are no pair every tenth is looked at, and weighs tenfold.
    """
    seen = (told > 0) | (np.arange(len(told)) % THINNED == 0)
    features, told, weight = features[seen], told[seen], weight[seen]
    weight = np.where(told > 0, weight, weight * THINNED)
    names = range(1, features.shape[1])
    left = [(one, other) for one in names for other in names if one <= other]
    pairs: list[tuple[int, int]] = []
    for _ in range(PRODUCTS):
        joint = np.array(pairs, np.int64).reshape(-1, 2)
        wide = widened(features, joint)
        odds = 1 / (1 + np.exp(-np.clip(wide @ fitted(wide, told, weight), -30, 30)))
        slope, curve = weight * (told - odds), weight * odds * (1 - odds)
        gains = []
        for one, other in left:
            column = features[:, one] * features[:, other]
            gains.append((slope @ column) ** 2 / (curve @ column**2 + RIDGE))
        pairs.append(left.pop(int(np.argmax(gains))))
    return np.array(pairs, np.int64)


def write(model: AcrossModel) -> None:
    """Write the weights as the table of the project."""
    pairs = [
        f"{FEATURES[one]} * {FEATURES[other]}" for one, other in model.joint.reshape(-1, 2)
    ]
    values = model.weights.tolist()
    lines = [
        "# SPDX-License-Identifier: Apache-2.0",
        "# Made by `python -m bench.scripts_across fit`; do not edit.",
        "[scale]",
        f"review = {model.review:.3f}",
        "",
        "[weights]",
        *(f"{name} = {value:.4f}" for name, value in zip(FEATURES, values, strict=False)),
        "",
        "[products]",
        *(
            f'"{pair}" = {value:.4f}'
            for pair, value in zip(pairs, values[len(FEATURES) :], strict=True)
        ),
    ]
    PATH.write_text("\n".join(lines) + "\n", encoding="utf-8")
