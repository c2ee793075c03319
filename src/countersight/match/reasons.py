"""What speaks for two names being one, and what against, told from the features of the pair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from countersight.match.scoring import FEATURES, PLACE


class Side(StrEnum):
    """Which way a reason speaks."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: given where *feature* is above *over*."""

    feature: str
    over: float
    speaks: Side
    kind: str
    text: str


REASONS: Final = (
    Reason("exact", 0.5, Side.FOR, "same-words", "has the same words"),
    Reason("glued_same", 0.5, Side.FOR, "same-letters", "has the same letters in a row"),
    Reason("list_covered", 0.999, Side.FOR, "all-listed-words", "has every listed word"),
    Reason(
        "rarest_matched", 0.5, Side.FOR, "rare-word", "shares a word that few companies bear"
    ),
    Reason("own_covered", 0.999, Side.FOR, "own-words", "has all words of the name's own"),
    Reason("joined", 0.0, Side.FOR, "joined", "is alike once words are joined or split"),
    Reason("abbreviated", 0.0, Side.FOR, "abbreviated", "has a word cut short"),
    Reason("acronym", 0.5, Side.FOR, "initials", "has initials for words"),
    Reason("begins", 0.5, Side.FOR, "cut-short", "is the listed name cut short"),
    Reason(
        "slip_sounds_same",
        0.0,
        Side.FOR,
        "sound",
        "sounds the same where it is spelt otherwise",
    ),
    Reason("only_extra_place", 0.0, Side.FOR, "place-added", "adds a place alone"),
    Reason(
        "invoice_words",
        0.0,
        Side.FOR,
        "aside",
        "has words of invoices or another name beside it",
    ),
    Reason("legal_same", 0.5, Side.FOR, "legal-form", "has the same legal form"),
    Reason("country_same", 0.5, Side.FOR, "country", "is of the same country"),
    Reason("typo_loss", 0.0, Side.AGAINST, "spelling", "is spelt differently"),
    Reason("typo_into_known_word", 0.0, Side.AGAINST, "known-word", "has another known word"),
    Reason("missing_own", 0.0, Side.AGAINST, "missing-word", "lacks a word of the listed name"),
    Reason("extra_own", 0.0, Side.AGAINST, "extra-word", "has a word that the list does not"),
    Reason("own_swapped", 0.0, Side.AGAINST, "other-word", "has another word in its place"),
    Reason("own_unmet", 0.5, Side.AGAINST, "no-own-word", "shares no word of the name's own"),
    Reason("all_common", 0.5, Side.AGAINST, "common-words", "meets a name of common words"),
    Reason(
        "contrary_words",
        0.0,
        Side.AGAINST,
        "words-for-words",
        "has words in place of other words",
    ),
    Reason("missing_place", 0.0, Side.AGAINST, "place-missing", "lacks a place"),
    Reason("missing_trade", 0.0, Side.AGAINST, "trade-missing", "lacks a word of trade"),
    Reason("missing_generic", 0.0, Side.AGAINST, "common-missing", "lacks a common word"),
    Reason("extra_trade", 0.0, Side.AGAINST, "trade-added", "adds a word of trade"),
    Reason("extra_generic", 0.0, Side.AGAINST, "common-added", "adds a common word"),
    Reason("place_swapped", 0.0, Side.AGAINST, "other-place", "names another place"),
    Reason("trade_swapped", 0.0, Side.AGAINST, "other-trade", "names another trade"),
    Reason("number_swapped", 0.5, Side.AGAINST, "other-number", "has another number"),
    Reason("number_missing", 0.5, Side.AGAINST, "number-missing", "lacks the number"),
    Reason(
        "number_extra", 0.5, Side.AGAINST, "number-extra", "has a number that the list does not"
    ),
    Reason("legal_other", 0.5, Side.AGAINST, "other-legal-form", "has another legal form"),
    Reason(
        "legal_class_other", 0.5, Side.AGAINST, "other-legal-class", "is a body of another kind"
    ),
    Reason("legal_added", 0.5, Side.AGAINST, "form-added", "adds a legal form"),
    Reason("legal_dropped", 0.5, Side.AGAINST, "form-missing", "lacks the legal form"),
    Reason("out_of_order", 0.5, Side.AGAINST, "word-order", "has the words in another order"),
    Reason("country_other", 0.5, Side.AGAINST, "other-country", "is of another country"),
)
"""In the order in which they are told."""
KINDS: Final[Mapping[str, Reason]] = MappingProxyType({each.kind: each for each in REASONS})
_AT: Final = np.array([PLACE[each.feature] for each in REASONS])
_OVER: Final = np.array([each.over for each in REASONS])
_BITS: Final = 1 << np.arange(len(REASONS), dtype=np.int64)


def bits(features: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the reasons of each pair as bits; *features* has a row a pair."""
    if features.shape[1] != len(FEATURES):
        raise ValueError("a row has one number for each feature")
    return np.asarray(((features[:, _AT] > _OVER) * _BITS).sum(axis=1), np.int64)


def told(mask: int) -> Sequence[str]:
    """Return the kinds of the reasons in a mask.

    >>> told(1), KINDS[told(1)[0]].text
    (('same-words',), 'has the same words')
    """
    return tuple(each.kind for place, each in enumerate(REASONS) if mask >> place & 1)
