"""What is looked at between two names, what each feature weighs, and what the sum says.

``data/weights.toml`` is written by ``python -m bench.names fit``; nothing here is set by hand
but the words. A feature may weigh more or less beside another: those products are told in the
same file. The score is a logistic sum, moved to the share of listed names that payment
files have; ``match`` and ``review`` are thresholds of the same file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from countersight.model.match import State

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEATURES: Final = (
    *("bias", "list_covered", "query_covered", "worst_missing", "worst_extra", "substituted"),
    *("typo_loss", "typo_into_known_word", "number_swapped", "number_missing", "number_extra"),
    *("out_of_order", "matched_bits", "whole", "inside", "tail_missing", "extra_inside"),
    *("abbreviated", "joined", "list_worst_word", "matched_words", "exact", "first_differs"),
    *("short_left", "length_ratio", "worst_both", "missing", "extra", "legal_same"),
    *("legal_other", "legal_dropped", "legal_added", "roman_extra", "roman_missing"),
    *("worst_typo", "list_words", "rarest_matched", "only_missing", "only_extra"),
    *("missing_own", "missing_place", "missing_trade", "missing_generic", "missing_link"),
    *("extra_own", "extra_place", "extra_trade", "extra_generic", "extra_link"),
    *("place_swapped", "trade_swapped", "own_covered", "own_unmet", "acronym"),
    *("whole_fourth", "glued_same", "both_covered", "own_swapped", "whole_resplit"),
    *("country_same", "country_other", "begins", "cut_in_word", "number_swapped_else_same"),
    *("own_swapped_rare", "typo_squared", "only_extra_own", "only_missing_own", "length"),
    *("whole_and_long", "acronym_and_own", "all_common", "all_common_other_form"),
    *("all_common_extra", "number_else_same", "extra_own_squared", "missing_own_squared"),
    *("exact_other_form", "invoice_words", "invoice_numbers", "form_like", "legal_class_other"),
    *("acronym_letters", "acronym_else_same", "initials_extra", "initials_missing", "slips"),
    *("edits", "slip_in_short_word", "slip_between_known", "slip_sounds_same"),
    *("only_extra_place", "only_missing_plain", "only_extra_plain", "contrary_words"),
    *("own_words", "extra_words", "missing_words", "longest_met", "rarest_exact"),
)
"""In the order of ``kernel.source.compare``."""
PLACE: Final = {name: at for at, name in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature weighs, and each product of two."""

    each: Floats
    """Of each feature, in the order of ``FEATURES``; behind them those of the products."""
    joint: Ints
    """The two features of each product by their places, one pair after the other."""

    @classmethod
    def of(cls, each: Mapping[str, float], products: Mapping[str, float]) -> Self:
        """Return the weights of features, and of products written as "one * other"."""
        places = [PLACE[name] for pair in products for name in pair.split(" * ")]
        values = [*(each[name] for name in FEATURES), *products.values()]
        return cls(np.array(values, np.float64), np.array(places, np.int64))

    def of_features(self, features: Floats | NDArray[np.float32]) -> Floats:
        """Return the logit of each row of features."""
        pairs = self.joint.reshape(-1, 2)
        logits = np.asarray(features @ self.each[: len(FEATURES)], np.float64)
        for place, (one, other) in enumerate(pairs, len(FEATURES)):
            logits = logits + self.each[place] * features[:, one] * features[:, other]
        return np.asarray(logits, np.float64)


@dataclass(frozen=True, slots=True)
class Scale:
    """Weights, and where the scale of scores is cut."""

    weights: Weights
    slope: float
    offset: float
    """Of the logit, so that a score is a probability where listed names are rare."""
    match: float
    review: float
    """The least logits of the two states."""

    def score(self, logits: Floats) -> Floats:
        """Return scores from 0 to 1."""
        told = np.clip(self.slope * logits + self.offset, -700, 700)
        return np.asarray(1 / (1 + np.exp(-told)), np.float64)

    def states(self, logits: Floats) -> NDArray[np.str_]:
        """Return the state of each."""
        return np.select(
            [logits >= self.match, logits >= self.review],
            [State.MATCH.value, State.REVIEW.value],
            State.NO_MATCH.value,
        )


@cache
def scale() -> Scale:
    """Return the fitted scale.

    >>> scale().match > scale().review
    True
    """
    text = (files(__package__ or "") / "data" / "weights.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    cut = said["scale"]
    return Scale(
        Weights.of(said["weights"], said.get("products", {})),
        float(cut["slope"]),
        float(cut["offset"]),
        float(cut["match"]),
        float(cut["review"]),
    )
