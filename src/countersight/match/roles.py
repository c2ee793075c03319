"""What each word of a column of names is taken for, as the kernels read it.

Beside what a word is by itself: two words in a row that are a place together ("north america"),
the words of invoices around a name ("ref", "lot"), another name behind "t/a" or "formerly", and
at the end of a name what is left of a legal form that was cut short or misspelt ("limi",
"gesellschft").
"""

from collections.abc import Callable, Mapping, Sequence
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
    lexicon: Sequence[str], starts: Ints, words: NDArray[np.int32], known: Callable[[int], bool]
) -> Bytes:
    """Return the role of each word of each name.

    Name *i* has the words ``words[starts[i]:starts[i + 1]]``, each a place in the lexicon.
    *known* tells of such a place whether the world uses the word.
    """
    alone = np.fromiter((role_alone(text) for text in lexicon), np.uint8, len(lexicon))
    found = alone[words]
    _mark_places(found, lexicon, starts, words)
    _mark_invoices(found, lexicon, starts, words)
    _mark_otherwise(found, lexicon, starts, words)
    like = np.fromiter(
        (
            alone[place] == 0 and is_form_like(text) and not known(place)
            for place, text in enumerate(lexicon)
        ),
        np.bool_,
        len(lexicon),
    )
    place = np.arange(len(words)) - np.repeat(starts[:-1], np.diff(starts))
    left = np.repeat(np.diff(starts), np.diff(starts)) - place
    found[like[words] & (left <= _AT_THE_END) & (place > 0)] = FORM_LIKE
    return found


def role_alone(text: str) -> int:
    """Return the role of a word wherever it stands."""
    if is_number(text):
        return NUMBER
    word: Word = word_of(text)
    return INVOICE if word.about == "invoice" else ROLES[word.role]


def _mark_places(
    found: Bytes, lexicon: Sequence[str], starts: Ints, words: NDArray[np.int32]
) -> None:
    """Give both words of a place of two words its role."""
    many = len(place_words()) + 1
    own = np.fromiter((place_words().get(text, 0) for text in lexicon), np.int64, len(lexicon))
    if len(words) < _AT_THE_END or not own.any():
        return
    codes = [place_words()[one] * many + place_words()[two] for one, two in place_pairs()]
    here = own[words]
    met = np.isin(here[:-1] * many + here[1:], np.array(codes, np.int64))
    ends = starts[1:-1]
    met[ends[(ends > 0) & (ends < len(words))] - 1] = False
    found[:-1][met] = ROLES[Role.PLACE]
    found[1:][met] = ROLES[Role.PLACE]


@cache
def place_words() -> Mapping[str, int]:
    """Return the words that make places of two words, numbered from 1 on."""
    words = dict.fromkeys(word for pair in sorted(place_pairs()) for word in pair)
    return {word: number for number, word in enumerate(words, 1)}


def _mark_invoices(
    found: Bytes, lexicon: Sequence[str], starts: Ints, words: NDArray[np.int32]
) -> None:
    """Give the role to words that are of an invoice where a long number follows."""
    beside = np.fromiter((text in BESIDE_NUMBERS for text in lexicon), np.bool_, len(lexicon))
    if not beside.any():
        return
    long = np.fromiter((is_long_number(text) for text in lexicon), np.bool_, len(lexicon))
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


def is_long_number(text: str) -> bool:
    """Tell whether a word is a number as invoices have them."""
    return len(text) >= _LONG_NUMBER and text.isdigit()


def is_form_like(text: str) -> bool:
    """Tell whether a word is a long word of a legal form, or that cut short or one slip off."""
    if text in form_words() and len(text) >= _LONG_FORM:
        return True
    if len(text) < _SHORTEST_CUT or text[0] not in _cuts().letters or not text.isascii():
        return False
    if text in _cuts().fronts:
        return True
    if len(text) < _LONG_FORM or text[:2] not in _cuts().starts:
        return False
    return not _cuts().less.isdisjoint(less_one(text))


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
