"""Comparable forms: of names in any script, of identifiers, of model numbers.

Knowledge stands in tables (``data/*.tsv``); a new letter, legal form or trade word is a new
line there. Nothing here knows a vendor.
"""

from countersight.normalise.identifiers import (
    canonical_identifier,
    is_sound,
    readings,
    same_identifier,
)
from countersight.normalise.models import fold_model
from countersight.normalise.names import FoldedName, fold
from countersight.normalise.words import Role, Word, word_of

__all__ = [
    "FoldedName",
    "Role",
    "Word",
    "canonical_identifier",
    "fold",
    "fold_model",
    "is_sound",
    "readings",
    "same_identifier",
    "word_of",
]
