"""What the features of a pair of names in two scripts weigh, and which sum makes a review.

``data/across.toml`` is written by ``python -m bench.scripts_across fit``; nothing in it is set
by hand.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from countersight.match.across.sides import FEATURES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AcrossModel:
    """A logistic sum, and its threshold."""

    weights: Floats
    """Of each of ``FEATURES``, and behind them of each product of two."""
    joint: Ints
    """The two features of each product by their places, one pair behind the other."""
    review: float
    """The least sum of a review."""

    def of_features(self, features: Floats) -> Floats:
        """Return the sum of each row of features."""
        pairs = self.joint.reshape(-1, 2)
        return np.asarray(
            widened(features, pairs) @ self.weights[: features.shape[1] + len(pairs)]
        )


def widened(features: Floats, pairs: Ints) -> Floats:
    """Return rows of features with the products of these pairs of them behind."""
    return np.hstack([features, features[:, pairs[:, 0]] * features[:, pairs[:, 1]]])


FILE: Final = "across.toml"


@cache
def across_model() -> AcrossModel:
    """Return the fitted model.

    >>> len(across_model().weights) >= len(FEATURES)
    True
    """
    text = (files("countersight.match") / "data" / FILE).read_text(encoding="utf-8")
    said = tomllib.loads(text)
    products = said.get("products", {})
    values = [*(float(said["weights"][name]) for name in FEATURES), *products.values()]
    joint = [FEATURES.index(name) for pair in products for name in pair.split(" * ")]
    review = float(said["scale"]["review"])
    return AcrossModel(np.array(values, np.float64), np.array(joint, np.int64), review)
