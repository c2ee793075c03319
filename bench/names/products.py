"""Fit weights of features and of products of two, on the pairs that decisions are about.

A logistic regression with a ridge, by Newton. Which products are worth a weight is asked of the
data, a few at a time: those by whose weight the likelihood would rise most (Rao's score test).
After each turn the two best pairs of each query are chosen anew, so that a pair of unlike names
that a new product makes much of is seen, and loses it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from countersight.match.scoring import FEATURES, Weights

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Narrow = NDArray[np.float32]

RIDGE = 2.0
"""Of the sum of squared weights; keeps weights that nothing speaks for near nought."""
TURNS = 4
A_TURN = 25
"""How often products are added, and how many; more of them gave next to nothing on dev."""
MOST_OF_ONE = 3
"""Products that one feature enters in a turn."""
OF_PAYMENTS = 3.0
"""What a pair of other entities of a payment file weighs beside one of a hard load."""
EASY = -6.0
KEPT = 0.08
"""Pairs of other entities that score less are thinned to this part, and weigh so much more."""
NEWTON = 5
SMALLEST = 1e-2
"""Steps of Newton, and the size of a step that is none."""
NEVER_FOR = (
    *("slips", "edits", "slip_in_short_word", "slip_between_known", "typo_loss"),
    *("typo_squared", "contrary_words", "extra_words", "missing_words", "number_swapped"),
    *("number_swapped_else_same", "legal_class_other", "legal_other", "country_other"),
)
"""Differences: they and their products with one another never speak for two names being one."""


class Proposed(Protocol):
    """The pairs of a load; see ``fit.Pairs``."""

    @property
    def features(self) -> Narrow:
        """Return a row a pair."""

    @property
    def payments(self) -> bool:
        """Return whether the load is a file of payments."""

    @property
    def same(self) -> Floats:
        """Return 1 for each pair that is one entity."""

    def best(self, logits: Floats, most: int) -> Flags:
        """Return which pairs are among the *most* best of their query."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Pairs to fit on."""

    features: Narrow
    same: Floats
    weight: Floats


def none() -> Weights:
    """Return weights that say nothing."""
    return Weights(np.zeros(len(FEATURES)), np.zeros(0, np.int64))


def fit(loads: Sequence[Proposed], turns: int = TURNS, without: Sequence[str] = ()) -> Weights:
    """Return weights fitted on the two best pairs of each query; features left out weigh 0."""
    weights = none()
    weights.each[[FEATURES.index(name) for name in ("list_covered", "query_covered")]] = 3
    left_out = np.array([name in without for name in FEATURES])
    start = none()
    for turn in range(turns + 1):
        pairs = choose(loads, weights, thin=turn > 0)
        pairs.features[:, left_out] = 0
        if turn:
            start = joined(weights, promising(pairs, weights))
        weights = logistic(pairs, start, NEWTON if turn else 3 * NEWTON)
    return (
        logistic(choose(loads, weights, thin=True), weights, NEWTON) if not without else weights
    )


def choose(loads: Sequence[Proposed], weights: Weights, *, thin: bool) -> Chosen:
    """Return the two best pairs of each query, and the right one where it is near."""
    random = np.random.default_rng(1)
    features, same, weight = [], [], []
    for load in loads:
        logits = weights.of_features(load.features)
        right = load.same > 0
        kept = load.best(logits, 2) | (right & load.best(logits, 4))
        each = np.ones(len(logits))
        if thin:
            easy = kept & ~right & (logits < EASY)
            kept &= ~(easy & (random.random(len(logits)) > KEPT))
            each[easy] /= KEPT
        if load.payments:
            each[~right] *= OF_PAYMENTS
        features.append(load.features[kept])
        same.append(right[kept].astype(np.float64))
        weight.append(each[kept])
    return Chosen(np.concatenate(features), np.concatenate(same), np.concatenate(weight))


def design(features: Narrow, weights: Weights) -> Narrow:
    """Return features and products, a column each."""
    pairs = weights.joint.reshape(-1, 2)
    products = features[:, pairs[:, 0]] * features[:, pairs[:, 1]]
    return np.concatenate([features, products], axis=1)


def logistic(pairs: Chosen, start: Weights, rounds: int) -> Weights:
    """Return the weights of a ridge logistic regression, by Newton.

    A difference that would weigh for two names being one weighs nothing, and the rest is fitted
    again without it.
    """
    columns, each = design(pairs.features, start), start.each.copy()
    never = _differences(start)
    while True:
        each = _newton(pairs, columns, each, rounds)
        wrong = never & (each > 0)
        if not wrong.any():
            return Weights(each, start.joint)
        columns[:, wrong] = 0
        each[wrong] = 0


def _differences(weights: Weights) -> Flags:
    """Return which weights are of differences, or of products of them."""
    alone = np.array([name in NEVER_FOR for name in FEATURES])
    pairs = weights.joint.reshape(-1, 2)
    return np.concatenate([alone, alone[pairs[:, 0]] & alone[pairs[:, 1]]])


def _newton(pairs: Chosen, columns: Narrow, each: Floats, rounds: int) -> Floats:
    """Return weights after some steps, each halved until the likelihood rises."""
    loss = _loss(pairs, columns, each)
    for _ in range(rounds):
        told = _told(columns @ each)
        slope = columns.T @ (pairs.weight * (told - pairs.same)) + RIDGE * each
        bend = (columns * (pairs.weight * told * (1 - told)).astype(np.float32)[:, None]).T
        square = (bend @ columns).astype(np.float64) + RIDGE * np.eye(len(each))
        step = np.linalg.solve(square, slope)
        after = _loss(pairs, columns, each - step)
        while after > loss and np.abs(step).max() > SMALLEST:
            step = step / 2
            after = _loss(pairs, columns, each - step)
        if after > loss:
            break
        each, loss = each - step, after
        if np.abs(step).max() < SMALLEST:
            break
    return each


def _loss(pairs: Chosen, columns: Narrow, each: Floats) -> float:
    """Return the negative logarithm of the likelihood, and the ridge."""
    logits = columns @ each
    loss = np.logaddexp(0, logits) - pairs.same * logits
    return float((pairs.weight * loss).sum() + RIDGE / 2 * (each**2).sum())


def promising(pairs: Chosen, weights: Weights) -> list[tuple[int, int]]:
    """Return the products that would raise the likelihood most, as places of features."""
    told = _told(weights.of_features(pairs.features))
    off = (pairs.weight * (told - pairs.same)).astype(np.float32)
    bend = (pairs.weight * told * (1 - told)).astype(np.float32)
    slope = (pairs.features * off[:, None]).T @ pairs.features
    square = pairs.features**2
    worth = slope**2 / ((square * bend[:, None]).T @ square + 20)
    worth[0] = worth[:, 0] = 0
    for one, other in weights.joint.reshape(-1, 2):
        worth[one, other] = worth[other, one] = 0
    rows, columns = np.triu_indices(len(FEATURES))
    used: dict[int, int] = {}
    found: list[tuple[int, int]] = []
    for at in np.argsort(-worth[rows, columns]):
        one, other = int(rows[at]), int(columns[at])
        if max(used.get(one, 0), used.get(other, 0)) < MOST_OF_ONE:
            used[one] = used.get(one, 0) + 1
            used[other] = used.get(other, 0) + 1
            found.append((one, other))
        if len(found) == A_TURN:
            break
    return found


def joined(weights: Weights, more: Sequence[tuple[int, int]]) -> Weights:
    """Return weights with further products, which weigh nothing yet."""
    places = np.array(more, np.int64).ravel()
    return Weights(
        np.concatenate([weights.each, np.zeros(len(more))]),
        np.concatenate([weights.joint, places]),
    )


def _told(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float64)
