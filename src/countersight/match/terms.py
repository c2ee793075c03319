"""Names as arrays that the kernels read: letters, words, rarity, roles, legal forms, countries.

Everything known about a word is worked out once for each distinct word. A word is rare by how
few names of the background and of the list have it, in tenths of a bit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from countersight.match.roles import roles
from countersight.normalise.background import background
from countersight.normalise.columns import FoldedColumn, fold_column
from countersight.normalise.legal_forms import LegalClass, legal_forms
from countersight.normalise.numbers import is_number, same_word
from countersight.normalise.words import country_of, word_of

MOST_WORDS: Final = 31
MOST_LETTERS: Final = 400
"""Letters and words of one name that are compared; the rest is cut."""
RAREST: Final = 255
_SCANNED: Final = tuple(str.maketrans("01568", letters) for letters in ("oisbb", "olsbb"))
"""Digits that a scanner may have read for letters: what makes a known word, or the last."""
_FORM_BITS: Final = 53
_CLASSES: Final = {kind: 1 << (_FORM_BITS + place) for place, kind in enumerate(LegalClass)}
_ANY_CLASS: Final = sum(_CLASSES.values())
_VAGUE: Final = frozenset({LegalClass.COMPANY, LegalClass.BRANCH})
"""Classes that contradict no other."""

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]
Shorts = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Terms:
    """A column of names as arrays; see ``match.kernel.source`` for what each holds."""

    text: Bytes
    at: Ints
    first: Ints
    hashes: Hashes
    rarity: Bytes
    role: Bytes
    legal: Ints
    country: Shorts

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self.at) - 1


@dataclass(frozen=True, slots=True)
class Counts:
    """How many names of a list have a word, by its hash."""

    hashes: Hashes
    """In order."""
    names: NDArray[np.int32]
    total: int

    def of(self, hashes: Hashes) -> Ints:
        """Return how many names have each word."""
        if not len(self.hashes):
            return np.zeros(len(hashes), np.int64)
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[at] == hashes, self.names[at], 0).astype(np.int64)


def hash_of(letters: bytes) -> int:
    """Return the hash that the kernels know a word by (FNV-1a, 32 bits)."""
    h = 0x811C9DC5
    for each in letters:
        h = ((h ^ each) * 0x01000193) & 0xFFFFFFFF
    return h


def terms(
    names: pl.Series, countries: pl.Series | None, known: Counts | None = None
) -> tuple[Terms, Counts]:
    """Return names as arrays, and the counts of their words.

    *known* are the counts of the list that the names are asked of; without it, the names are
    the list themselves.
    """
    folded = fold_column(names)
    lexicon = folded.lexicon if known is None else [unscanned(t) for t in folded.lexicon]
    letters, starts, words = _cut(folded, lexicon)
    spelt = [compared(text) for text in lexicon]
    hashes = np.fromiter((hash_of(each) for each in spelt), np.uint32, len(spelt))
    counts = known or _counts(hashes[words], starts)
    rarity = rarities(spelt, hashes, counts)
    role = roles(
        lexicon,
        starts,
        words,
        lambda place: lexicon[place] == folded.lexicon[place] and is_known(lexicon[place]),
    )
    text, at = _joined(letters, starts, words)
    legal = np.fromiter((form_bits(forms) for forms in folded.forms), np.int64)
    return (
        Terms(
            text,
            at,
            starts,
            hashes[words],
            rarity[words],
            role,
            legal[folded.pattern],
            country_numbers(countries, len(names)),
        ),
        counts,
    )


def unscanned(word: str) -> str:
    """Return a word that nobody uses with the letters that a scanner took for digits.

    >>> unscanned("h1kvis10n"), unscanned("3com"), unscanned("2024")
    ('hlkvislon', '3com', '2024')
    """
    digits = sum(letter.isdigit() for letter in word)
    if not digits or digits * 2 >= len(word) or is_number(word) or is_known(word):
        return word
    read = [word.translate(table) for table in _SCANNED]
    return next((each for each in read if is_known(each)), read[-1])


def is_known(word: str) -> bool:
    """Tell whether companies of the world use a word."""
    return compared(word) in world()[0]


def _cut(
    folded: FoldedColumn, lexicon: Sequence[str]
) -> tuple[list[bytes], Ints, NDArray[np.int32]]:
    """Return the letters of each word, and the words of each name that are compared."""
    letters = [text.encode() for text in lexicon]
    length = np.fromiter(map(len, letters), np.int64, len(letters))
    counts = np.diff(folded.starts)
    place = np.arange(len(folded.words)) - np.repeat(folded.starts[:-1], counts)
    sums = np.concatenate([[0], np.cumsum(length[folded.words])])
    so_far = sums[1:] - np.repeat(sums[folded.starts[:-1]], counts)
    kept = (place < MOST_WORDS) & (so_far <= MOST_LETTERS) & (length[folded.words] > 0)
    kept_before = np.concatenate([[0], np.cumsum(kept)])
    return letters, kept_before[folded.starts], folded.words[kept]


def compared(text: str) -> bytes:
    """Return the letters that a word is compared as: the first spelling of its kind."""
    return same_word(word_of(text).lemma).encode()


def _counts(hashes: Hashes, starts: Ints) -> Counts:
    rows = np.repeat(np.arange(len(starts) - 1, dtype=np.uint64), np.diff(starts))
    pairs = np.sort(hashes.astype(np.uint64) << np.uint64(32) | rows)
    once = pairs[_firsts(pairs)] >> np.uint64(32)
    at = np.flatnonzero(_firsts(once))
    names = np.diff(np.append(at, len(once)))
    return Counts(once[at].astype(np.uint32), names.astype(np.int32), len(starts) - 1)


def _firsts(ordered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which of sorted numbers are the first of their kind."""
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return first


def rarities(spelt: Sequence[bytes], hashes: Hashes, counts: Counts) -> Bytes:
    """Return how rare words are in the world and a list together, in tenths of a bit."""
    table, total = world()
    worldwide = np.fromiter((table.get(each, 0) for each in spelt), np.int64, len(spelt))
    met = worldwide + counts.of(hashes)
    bits = np.log2(total + counts.total + 2.0) - np.log2(met + 1.0)
    return np.asarray(np.clip(np.round(bits * 10), 0, RAREST), np.uint8)


@cache
def world() -> tuple[dict[bytes, int], int]:
    """Return how many names of the world have a word, as it is compared, and of how many."""
    words, total = background()
    table: dict[bytes, int] = {}
    for word, count in words.items():
        key = compared(word)
        table[key] = max(table.get(key, 0), count)
    return table, total


def _joined(
    letters: Sequence[bytes], starts: Ints, words: NDArray[np.int32]
) -> tuple[Bytes, Ints]:
    """Return the names' letters with their words parted by blanks, and where each starts."""
    blob = np.frombuffer(b"".join(each + b" " for each in letters) or b" ", np.uint8)
    length = np.fromiter((len(each) + 1 for each in letters), np.int64, len(letters))
    begin = np.concatenate([[0], np.cumsum(length)])[:-1]
    size = length[words]
    ends = np.concatenate([[0], np.cumsum(size)])
    shift = np.repeat(begin[words] - ends[:-1], size)
    text = blob[np.arange(ends[-1]) + shift]
    at = ends[starts]
    last = at[1:][np.diff(at) > 0] - 1
    kept = np.ones(len(text), np.bool_)
    kept[last] = False
    dropped = np.concatenate([[0], np.cumsum(np.diff(at) > 0)])
    return text[kept], at - dropped


def form_bits(forms: Iterable[str]) -> int:
    """Return a bit for each legal form, and above them one for the class of each."""
    bits = 0
    for form in forms:
        kind = legal_forms()[form].kind
        bits |= 1 << _form_numbers()[form] % _FORM_BITS
        bits |= _ANY_CLASS if kind in _VAGUE else _CLASSES[kind]
    return bits


@cache
def _form_numbers() -> Mapping[str, int]:
    return {form: number for number, form in enumerate(legal_forms())}


def country_numbers(countries: pl.Series | None, rows: int) -> Shorts:
    """Return a number for each country that is told, 0 where none is."""
    if countries is None:
        return np.zeros(rows, np.int16)
    distinct = countries.drop_nulls().unique()
    told = {text: _number(country_of(text)) for text in distinct.to_list()}
    if not told:
        return np.zeros(rows, np.int16)
    numbers = countries.replace_strict(told, default=0, return_dtype=pl.Int16)
    return numbers.fill_null(0).to_numpy().astype(np.int16)


def _number(code: str) -> int:
    """Return a number for a code of two letters; 0 for none."""
    return (ord(code[0]) - 64) * 32 + ord(code[1]) - 64 if len(code) == 2 else 0  # noqa: PLR2004


def rarity_of(word: str) -> float:
    """Return how rare a folded word is among company names of the world, in bits.

    >>> rarity_of("limited") < rarity_of("hikvision")
    True
    """
    nobody = Counts(np.zeros(0, np.uint32), np.zeros(0, np.int32), 0)
    return float(rarities([compared(word)], np.zeros(1, np.uint32), nobody)[0]) / 10
