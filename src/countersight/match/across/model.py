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


@dataclass(frozen=True, slots=True)
class AcrossModel:
    """A logistic sum, and its threshold."""

    weights: Floats
    """Of each of ``FEATURES``."""
    review: float
    """The least sum of a review."""


FILE: Final = "across.toml"


@cache
def across_model() -> AcrossModel:
    """Return the fitted model.

    >>> len(across_model().weights) == len(FEATURES)
    True
    """
    text = (files("countersight.match") / "data" / FILE).read_text(encoding="utf-8")
    said = tomllib.loads(text)
    weights = np.array([float(said["weights"][name]) for name in FEATURES], np.float64)
    return AcrossModel(weights, float(said["scale"]["review"]))
