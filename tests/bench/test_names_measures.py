"""The measures, on cases small enough to count by hand."""

import re

import numpy as np
import pytest

from bench.names.answers import Candidate, Truth, answers
from bench.names.measures import (
    Answers,
    at_threshold,
    best_f1,
    calibration,
    curve,
    recall_at,
    recall_at_alarms,
    recall_at_precision,
    weights_at,
)
from bench.names.stages import legal_ends


def given(*rows: tuple[float, int, bool]) -> Answers:
    score, place, meant = zip(*rows, strict=True)
    return Answers(
        np.array(score, dtype=np.float64),
        np.array(place, dtype=np.int64),
        np.array(meant, dtype=np.bool_),
    )


FOUR_LISTED = given(
    (0.9, 1, True),  # right
    (0.8, 2, True),  # the entry meant stands second: a wrong answer
    (0.7, 1, True),  # right
    (-np.inf, 0, True),  # nothing found
    (0.6, 0, False),
    (-np.inf, 0, False),
)


def test_recall_at_k_counts_listed_queries_alone() -> None:
    assert recall_at(FOUR_LISTED, 1) == 0.5
    assert recall_at(FOUR_LISTED, 2) == 0.75


def test_the_curve_counts_right_wrong_and_alarms_from_the_top() -> None:
    at = curve(FOUR_LISTED)
    assert at.threshold.tolist() == [0.9, 0.8, 0.7, 0.6]
    assert at.right.tolist() == [1, 1, 2, 2]
    assert at.wrong.tolist() == [0, 1, 1, 2]
    assert at.alarms.tolist() == [0, 0, 0, 1]
    assert (at.meant, at.unmeant) == (4, 2)


def test_a_wrong_entry_costs_precision_and_recall() -> None:
    best = best_f1(FOUR_LISTED)
    assert best.threshold == 0.7
    assert best.value == pytest.approx(2 * 2 / (2 + 1 + 4))
    assert best.precision == pytest.approx(2 / 3)
    assert best.recall == 0.5


def test_recall_at_a_precision_takes_the_lowest_threshold_that_keeps_it() -> None:
    assert recall_at_precision(FOUR_LISTED, 0.95).recall == 0.25
    assert recall_at_precision(FOUR_LISTED, 0.6).threshold == 0.7


def test_where_no_threshold_is_precise_enough_recall_is_nothing() -> None:
    found = recall_at_precision(given((0.9, 0, False), (0.9, 1, True)), 0.95)
    assert (found.recall, found.threshold) == (0.0, np.inf)


def test_equal_scores_are_accepted_together() -> None:
    tied = given((1.0, 1, True), (1.0, 0, False), (1.0, 1, True))
    at = curve(tied)
    assert at.threshold.tolist() == [1.0]
    assert at.right.tolist() == [2]
    assert at.alarms.tolist() == [1]


def test_fewer_alarms_than_allowed_means_strictly_fewer() -> None:
    rows = [(0.9, 1, True), (0.8, 0, False), (0.7, 1, True), (0.6, 0, False), (0.5, 1, True)]
    many = given(*rows, *[(-np.inf, 0, False)] * 8)
    # Ten unlisted queries: one alarm is 1,000 in 10,000.
    assert recall_at_alarms(many, 1000, 10_000).recall == pytest.approx(1 / 3)
    assert recall_at_alarms(many, 1001, 10_000).recall == pytest.approx(2 / 3)
    assert recall_at_alarms(many, 2001, 10_000).recall == 1.0


def test_a_threshold_fixed_beforehand_is_measured_as_it_is() -> None:
    point = at_threshold(FOUR_LISTED, 0.75)
    assert (point.precision, point.recall) == (0.5, 0.25)
    assert point.value == pytest.approx(2 * 1 / (2 + 4))
    assert at_threshold(FOUR_LISTED, 2.0).recall == 0.0


def test_weights_restore_the_prevalence() -> None:
    weight = weights_at(FOUR_LISTED, 0.001)
    assert weight[FOUR_LISTED.meant].sum() / weight.sum() == pytest.approx(0.001)


def test_a_calibrated_score_has_no_error() -> None:
    rows = [(0.25, 1, True), (0.25, 0, False), (0.25, 0, False), (0.25, 0, False)]
    bins = calibration(given(*rows), 4)
    assert bins.weight.tolist() == [0, 4, 0, 0]
    assert bins.right[1] == 0.25
    assert bins.error == 0.0


def test_overconfidence_shows_as_the_gap_between_score_and_truth() -> None:
    bins = calibration(given((1.0, 1, True), (1.0, 0, False), (-np.inf, 0, False)), 10)
    assert bins.weight.sum() == 2
    assert bins.error == 0.5


def test_calibration_at_a_prevalence_weighs_the_unlisted() -> None:
    both = given((0.5, 1, True), (0.5, 0, False))
    bins = calibration(both, 2, weights_at(both, 0.1))
    assert bins.right[1] == pytest.approx(0.1)


def test_candidates_are_set_beside_the_truth_in_the_order_of_queries() -> None:
    truth = [Truth("a", "x", "cut"), Truth("b", "", "random"), Truth("c", "y", "cut")]
    said = answers(truth, [Candidate("c", "z", 0.4), Candidate("a", "x", 0.9)])
    assert said.score.tolist() == [0.9, -np.inf, 0.4]
    assert said.place.tolist() == [1, 0, 0]
    assert said.meant.tolist() == [True, False, True]


def test_the_plain_baseline_takes_the_legal_forms_of_the_table_off_the_end() -> None:
    assert re.sub(legal_ends(), "", "marlbridge optics co ltd") == "marlbridge optics"
