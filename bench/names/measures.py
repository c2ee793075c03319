"""Measures of a matcher's answers, each a few lines of numpy over one row a query.

A query's answer is its first candidate. A threshold accepts the answers that score at least
so much; equal scores are accepted together, so that no order among them flatters a matcher.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a matcher said of each query, and what is true; arrays of one length."""

    score: Floats
    """Score of the first candidate; minus infinity where there is none."""
    place: Counts
    """Place of the entry that is meant among the candidates, from 1; 0 if it is not there."""
    meant: Flags
    """Whether the query is a listed name at all."""

    @property
    def right(self) -> Flags:
        """Return whether the first candidate is the entry meant."""
        return np.asarray(self.place == 1, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Curve:
    """What accepting at each distinct score gives, from the highest score down."""

    threshold: Floats
    right: Counts
    wrong: Counts
    """Accepted answers that are not the entry meant, of listed and unlisted queries alike."""
    alarms: Counts
    """Accepted answers of unlisted queries alone."""
    meant: int
    unmeant: int

    @property
    def precision(self) -> Floats:
        """Return the part of accepted answers that is right."""
        return np.asarray(self.right / np.maximum(self.right + self.wrong, 1), np.float64)

    @property
    def recall(self) -> Floats:
        """Return the part of listed queries that is accepted with the right entry."""
        return np.asarray(self.right / max(self.meant, 1), np.float64)


@dataclass(frozen=True, slots=True)
class Point:
    """A threshold and what it gives; recall 0 above every score where nothing will do."""

    threshold: float
    precision: float
    recall: float
    value: float
    """The measure that the point was chosen by."""


def recall_at(answers: Answers, k: int) -> float:
    """Return the part of listed queries whose entry is among the first *k* candidates."""
    found = (answers.place > 0) & (answers.place <= k) & answers.meant
    return float(found.sum() / max(int(answers.meant.sum()), 1))


def curve(answers: Answers) -> Curve:
    """Return the counts at each distinct score that any query has."""
    order = np.argsort(-answers.score, kind="stable")
    score = answers.score[order]
    ends = np.flatnonzero(np.r_[score[1:] != score[:-1], True]) if len(score) else order
    ends = ends[np.isfinite(score[ends])]
    right = answers.right[order]
    return Curve(
        threshold=score[ends],
        right=np.cumsum(right, dtype=np.int64)[ends],
        wrong=np.cumsum(~right, dtype=np.int64)[ends],
        alarms=np.cumsum(~answers.meant[order], dtype=np.int64)[ends],
        meant=int(answers.meant.sum()),
        unmeant=int((~answers.meant).sum()),
    )


def _point(at: Curve, value: Floats, allowed: Flags) -> Point:
    if not allowed.any():
        return Point(float("inf"), 1.0, 0.0, 0.0)
    best = int(np.argmax(np.where(allowed, value, -1.0)))
    return Point(
        float(at.threshold[best]),
        float(at.precision[best]),
        float(at.recall[best]),
        float(value[best]),
    )


def f1(at: Curve) -> Floats:
    """Return F1 at each threshold; a wrong entry for a listed query is both kinds of error."""
    return np.asarray(2 * at.right / np.maximum(at.right + at.wrong + at.meant, 1), np.float64)


def best_f1(answers: Answers) -> Point:
    """Return the threshold of the highest F1."""
    at = curve(answers)
    return _point(at, f1(at), np.ones(len(at.threshold), dtype=np.bool_))


def at_threshold(answers: Answers, threshold: float) -> Point:
    """Return what one threshold, fixed beforehand, gives; the value is its F1."""
    taken = answers.score >= threshold
    right, accepted = int((taken & answers.right).sum()), int(taken.sum())
    meant = int(answers.meant.sum())
    return Point(
        threshold,
        right / accepted if accepted else 1.0,
        right / max(meant, 1),
        2 * right / max(accepted + meant, 1),
    )


def recall_at_precision(answers: Answers, precision: float = 0.95) -> Point:
    """Return the threshold of the highest recall with at least that precision."""
    at = curve(answers)
    return _point(at, at.recall, at.precision >= precision)


def recall_at_alarms(answers: Answers, alarms: float = 5, among: int = 10_000) -> Point:
    """Return the threshold of the highest recall with fewer than *alarms* in *among* unlisted.

    Measured on the load's own unlisted queries: on names chosen to be like listed ones it is
    far stricter than on a payment file.
    """
    at = curve(answers)
    return _point(at, at.recall, at.alarms * among < alarms * max(at.unmeant, 1))


def weights_at(answers: Answers, prevalence: float) -> Floats:
    """Return a weight a query with which listed ones make up *prevalence* of the whole."""
    share = float(answers.meant.mean())
    listed = prevalence / share if share else 0.0
    others = (1 - prevalence) / (1 - share) if share < 1 else 0.0
    return np.where(answers.meant, listed, others)


@dataclass(frozen=True, slots=True)
class Bins:
    """Reliability: per bin of the score, its mean and the part that is right, by weight."""

    edge: Floats
    """Lower edges and the last upper edge; one more than bins."""
    weight: Floats
    score: Floats
    right: Floats

    @property
    def error(self) -> float:
        """Return the expected calibration error: the weighted mean gap of score and truth."""
        total = float(self.weight.sum())
        gap = np.abs(self.score - self.right) * self.weight
        return float(gap.sum() / total) if total else 0.0


def calibration(answers: Answers, bins: int = 10, weight: Floats | None = None) -> Bins:
    """Return the reliability of scores from 0 to 1 in *bins* equal bins.

    Queries without a candidate are left out; empty bins have weight, score and right of 0.
    """
    said = np.isfinite(answers.score)
    score, right = answers.score[said], answers.right[said]
    each = np.ones(len(score)) if weight is None else weight[said]
    place = np.clip((score * bins).astype(np.int64), 0, bins - 1)
    total = np.bincount(place, each, bins).astype(np.float64)
    whole = np.where(total > 0, total, 1)
    return Bins(
        edge=np.linspace(0, 1, bins + 1),
        weight=total,
        score=np.bincount(place, each * score, bins) / whole,
        right=np.bincount(place, each * right, bins) / whole,
    )
