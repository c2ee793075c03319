"""Exact words at an exact place, or an orphan; never anchored again by guess.

Words are looked for as they are, and then through one named normalisation that leads back to
the raw text. Words that stand twice are asked about, a reworded copy is refused with the
difference, and characters that nobody sees are told.
"""

from countersight.cite.anchoring import (
    MAX_WORDS,
    Readable,
    as_passage,
    between,
    stands,
)
from countersight.cite.annotations import annotation
from countersight.cite.normalising import NORMALISATION, normalised
from countersight.cite.quotations import Quotation, quotations
from countersight.cite.telling import explained

__all__ = [
    "MAX_WORDS",
    "NORMALISATION",
    "Quotation",
    "Readable",
    "annotation",
    "as_passage",
    "between",
    "explained",
    "normalised",
    "quotations",
    "stands",
]
