"""What each word of a column of names is taken for, as the kernels read it.

Beside what a word is by itself: two words in a row that are a place together ("north america"),
the words of invoices around a name ("ref", "lot"), another name behind "t/a" or "formerly", and
at the end of a name what is left of a legal form that was cut short or misspelt ("limi",
"gesellschft").
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from countersight.match.slips import less_one
from countersight.normalise.legal_forms import form_words
from countersight.normalise.numbers import is_number
from countersight.normalise.words import Role, Word, place_pairs, word_of

ROLES: Final = {
    Role.DISTINCTIVE: 0,
    Role.PLACE: 1,
    Role.TRADE: 2,
    Role.GENERIC: 3,
    Role.LINK: 4,
}
NUMBER: Final = 5
"""The role of a number."""
INVOICE: Final = 6
"""The role of a word of invoices and payments."""
FORM_LIKE: Final = 7
"""The role of a word that is a legal form cut short or misspelt."""
BESIDE_NUMBERS: Final = frozenset(
    {"no", "re", "contract", "contracts", "item", "order", "bill", "ref", "number", "num"}
)
"""Words of invoices where a number stands right behind them, or a word away."""
OTHERWISE: Final = frozenset({"ta", "dba", "aka", "fka", "nka", "formerly"})
"""Words behind which a company's other name stands."""
_LONG_FORM: Final = 6
_LONG_NUMBER: Final = 4
_SHORTEST_CUT: Final = 3
_AT_THE_END: Final = 2
"""Last words of a name that may be the rest of a legal form."""

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]


def roles(
    lexicon: Sequence[str], starts: Ints, words: NDArray[np.int32], known: Callable[[str], bool]
) -> Bytes:
    """Return the role of each word of each name; *known* tells whether the world uses a word.

    Name *i* has the words ``words[starts[i]:starts[i + 1]]``, each a place in the lexicon.
    """
    alone = np.fromiter((_alone(text) for text in lexicon), np.uint8, len(lexicon))
    found = alone[words]
    _mark_places(found, lexicon, starts, words)
    _mark_invoices(found, lexicon, starts, words)
    _mark_otherwise(found, lexicon, starts, words)
    like = np.fromiter(
        (a == 0 and _is_form_like(t, known) for a, t in zip(alone, lexicon, strict=True)),
        np.bool_,
        len(lexicon),
    )
    place = np.arange(len(words)) - np.repeat(starts[:-1], np.diff(starts))
    left = np.repeat(np.diff(starts), np.diff(starts)) - place
    found[like[words] & (left <= _AT_THE_END) & (place > 0)] = FORM_LIKE
    return found


def _alone(text: str) -> int:
    if is_number(text):
        return NUMBER
    word: Word = word_of(text)
    return INVOICE if word.about == "invoice" else ROLES[word.role]


def _mark_places(
    found: Bytes, lexicon: Sequence[str], starts: Ints, words: NDArray[np.int32]
) -> None:
    """Give both words of a place of two words its role."""
    at = {text: number for number, text in enumerate(lexicon)}
    codes = [
        at[one] * len(lexicon) + at[two]
        for one, two in place_pairs()
        if one in at and two in at
    ]
    if not codes or len(words) < _AT_THE_END:
        return
    wide = words.astype(np.int64)
    met = np.isin(wide[:-1] * len(lexicon) + wide[1:], np.array(codes, np.int64))
    ends = starts[1:-1]
    met[ends[(ends > 0) & (ends < len(words))] - 1] = False
    found[:-1][met] = ROLES[Role.PLACE]
    found[1:][met] = ROLES[Role.PLACE]


def _mark_invoices(
    found: Bytes, lexicon: Sequence[str], starts: Ints, words: NDArray[np.int32]
) -> None:
    """Give the role to words that are of an invoice where a long number follows."""
    beside = np.fromiter((text in BESIDE_NUMBERS for text in lexicon), np.bool_, len(lexicon))
    if not beside.any():
        return
    long = np.fromiter((_is_long_number(text) for text in lexicon), np.bool_, len(lexicon))
    row = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    for away in (1, 2):
        met = beside[words[:-away]] & long[words[away:]] & (row[:-away] == row[away:])
        found[:-away][met] = INVOICE


def _mark_otherwise(
    found: Bytes, lexicon: Sequence[str], starts: Ints, words: NDArray[np.int32]
) -> None:
    """Give the role to the other name that stands behind a name; numbers keep theirs."""
    told = np.fromiter((text in OTHERWISE for text in lexicon), np.bool_, len(lexicon))
    if not told.any():
        return
    here = told[words]
    here[starts[:-1][np.diff(starts) > 0]] = False
    sums = np.concatenate([[0], np.cumsum(here)])
    behind = sums[1:] > np.repeat(sums[starts[:-1]], np.diff(starts))
    found[behind & (found != NUMBER)] = INVOICE


def _is_long_number(text: str) -> bool:
    return len(text) >= _LONG_NUMBER and text.isdigit()


def _is_form_like(text: str, known: Callable[[str], bool]) -> bool:
    """Tell whether a word is a long word of a legal form, cut short or one slip off."""
    if text in form_words() and len(text) >= _LONG_FORM and not known(text):
        return True
    if len(text) < _SHORTEST_CUT or text[0] not in _cuts().letters or not text.isascii():
        return False
    if text not in _cuts().fronts:
        if len(text) < _LONG_FORM or text[:2] not in _cuts().starts:
            return False
        if _cuts().less.isdisjoint(less_one(text)):
            return False
    return not known(text)


class _Cuts:
    """The long words of legal forms: their beginnings, and themselves less a letter."""

    def __init__(self) -> None:
        long = [w for w in form_words() if len(w) >= _LONG_FORM and w.isascii()]
        self.fronts = {w[:size] for w in long for size in range(_SHORTEST_CUT, len(w))}
        self.less = {less for w in long for less in less_one(w)}
        self.starts = {less[:2] for less in self.less}
        self.letters = {start[0] for start in self.starts}


@cache
def _cuts() -> _Cuts:
    return _Cuts()
