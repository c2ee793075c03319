"""The fit of weights: products that the data ask for; differences that speak for nothing."""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.names.products import NEVER_FOR, Chosen, fit, joined, logistic, none, promising
from bench.names.sources import ROOT
from countersight.match.scoring import FEATURES, PLACE, Weights, scale


@dataclass(frozen=True, slots=True)
class Made:
    """A load of pairs, one a query."""

    features: NDArray[np.float32]
    same: NDArray[np.float64]
    payments: bool = False

    def best(self, logits: NDArray[np.float64], most: int) -> NDArray[np.bool_]:
        assert most
        return np.ones(len(logits), np.bool_)


def load(one: str, other: str) -> Made:
    """Return pairs that are one entity where exactly one of two features is there."""
    random = np.random.default_rng(7)
    features = np.zeros((4_000, len(FEATURES)), np.float32)
    features[:, 0] = 1
    features[:, [PLACE[one], PLACE[other]]] = random.integers(0, 2, (4_000, 2))
    same = features[:, PLACE[one]] != features[:, PLACE[other]]
    return Made(features, same.astype(np.float64))


def chosen(made: Made) -> Chosen:
    return Chosen(made.features, made.same, np.ones(len(made.same)))


def test_a_product_that_the_data_ask_for_is_taken_first() -> None:
    pairs = chosen(load("exact", "joined"))
    alone = logistic(pairs, none(), 10)
    assert promising(pairs, alone)[0] == tuple(sorted((PLACE["exact"], PLACE["joined"])))


def test_products_tell_what_features_alone_cannot() -> None:
    made = load("exact", "joined")
    told = [fit([made], turns).of_features(made.features) > 0 for turns in (0, 1)]
    right = [float((each == (made.same > 0)).mean()) for each in told]
    assert right[0] < 0.8
    assert right[1] == pytest.approx(1.0)


def test_a_difference_never_speaks_for_two_names_being_one() -> None:
    made = load("slips", "exact")
    wrong = Made(made.features, (made.features[:, PLACE["slips"]] > 0).astype(np.float64))
    assert logistic(chosen(wrong), none(), 10).each[PLACE["slips"]] == 0


def test_a_feature_left_out_weighs_nothing() -> None:
    made = load("exact", "joined")
    assert fit([made], 1, ("exact",)).each[PLACE["exact"]] == pytest.approx(0)


def test_further_products_weigh_nothing_yet() -> None:
    more = joined(none(), [(1, 2)])
    row = np.ones((1, len(FEATURES)))
    assert more.of_features(row) == none().of_features(row)


@pytest.mark.parametrize("name", NEVER_FOR)
def test_no_difference_that_ships_speaks_for_a_match(name: str) -> None:
    assert scale().weights.each[PLACE[name]] <= 0


def test_weights_are_read_as_they_are_told() -> None:
    each = dict.fromkeys(FEATURES, 0.0) | {"exact": 2.0}
    weights = Weights.of(each, {"exact * joined": 3.0})
    row = np.zeros((1, len(FEATURES)))
    row[0, [PLACE["exact"], PLACE["joined"]]] = 1.0, 0.5
    assert weights.of_features(row).tolist() == [3.5]


def test_each_feature_is_told_in_words_in_its_order() -> None:
    lines = (ROOT / "bench" / "names" / "features.tsv").read_text(encoding="utf-8")
    told = [line.split("\t") for line in lines.splitlines() if not line.startswith("#")]
    assert tuple(name for name, _ in told) == FEATURES
    assert all(words.endswith(".") for _, words in told)
