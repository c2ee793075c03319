"""The words that were met in names so far, and what is known of each, for the kernels to read.

A word is looked at once, whichever stretch of a file it first comes in: what is told of it
rests on the tables and on the list that is asked, and on nothing else that was read.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from countersight.match.kernel.arrays import Given
from countersight.match.kernel.running import Runner, plain
from countersight.match.roles import (
    BESIDE_NUMBERS,
    OTHERWISE,
    is_form_like,
    is_long_number,
    place_words,
    role_alone,
)
from countersight.match.terms import Counts, compared, hash_of, is_known, rarities, unscanned
from countersight.match.terms import world as worldwide
from countersight.normalise.legal_forms import form_words
from countersight.normalise.names import GLUED_TO_KNOWN, parted
from countersight.normalise.numbers import number_bits, words_of_numbers
from countersight.normalise.words import table_words

MOST_WORDS: Final = 1_000_000
"""Words after which a lexicon is begun anew."""
DIGITS: Final = 100
"""Numbers below a hundred are what numerals and compounds become."""
_FEWEST: Final = 1 << 15
_LETTERS: Final = 16
_PLACE_BITS: Final = 4


class Lexicon:
    """Words by number, in the order in which they were met."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._letters: NDArray[np.uint8] = np.zeros(_FEWEST * _LETTERS, np.uint8)
        self._begin: NDArray[np.int64] = np.zeros(_FEWEST + 1, np.int64)
        self._hashes: NDArray[np.uint32] = np.zeros(_FEWEST, np.uint32)
        self._table: NDArray[np.int32] = np.zeros(_FEWEST * 4, np.int32)
        self._numbers: NDArray[np.int64] = np.zeros(1, np.int64)
        self._scanned: dict[str, int] = {}
        self._hidden: set[int] = set()
        self._learnt = 0
        self.kinds: NDArray[np.int64] = np.zeros(_FEWEST, np.int64)
        self.front: NDArray[np.int32] = np.full(_FEWEST, -1, np.int32)
        self.behind: NDArray[np.int32] = np.full(_FEWEST, -1, np.int32)
        self.told: NDArray[np.int32] = np.zeros(_FEWEST, np.int32)
        self.hashes: NDArray[np.uint32] = np.zeros(_FEWEST, np.uint32)
        self.rarity: NDArray[np.uint8] = np.zeros(_FEWEST, np.uint8)
        self.role: NDArray[np.uint8] = np.zeros(_FEWEST, np.uint8)
        self.marks: NDArray[np.int32] = np.zeros(_FEWEST, np.int32)

    def __len__(self) -> int:
        """Return how many words there are."""
        return int(self._numbers[0])

    def arrays(self, run: Runner) -> tuple[object, ...]:
        """Return the lexicon as the kernels take it."""
        held: list[Given] = [self._letters, self._begin, self._hashes, self._table]
        return tuple(run.work(each) for each in (*held, self._numbers))

    def lengths(self) -> NDArray[np.int64]:
        """Return the letters of each word."""
        return np.diff(self._begin[: len(self) + 1])

    def number_of(self, text: str) -> int:
        """Return the number of a word, a new one where it was never met; ``learn`` is next."""
        letters = text.encode()
        self.make_room(len(letters))
        told = plain()["known"](
            letters, 0, len(letters), hash_of(letters), self.arrays(plain())
        )
        return told if told >= 0 else self._added(letters, hash_of(letters))

    def make_room(self, letters: int = 0) -> None:
        """Have room for a name of the longest kind."""
        words = len(self)
        if words + 2_020 > len(self._hashes):
            more = len(self._hashes)
            self._begin = np.append(self._begin, np.zeros(more, np.int64))
            self._hashes = np.append(self._hashes, np.zeros(more, np.uint32))
        if 2 * words + 4_040 > len(self._table):
            self._table = np.zeros(len(self._table) * 2, np.int32)
            plain()["placed"](self.arrays(plain()))
        if int(self._begin[words]) + 16_200 + letters > len(self._letters):
            more = len(self._letters) + letters
            self._letters = np.append(self._letters, np.zeros(more, np.uint8))

    def learn(self) -> None:
        """Find out what is known of the words that came since the last time."""
        while self._learnt < len(self):
            begin, end = self._learnt, len(self)
            self._learnt = end
            self._widen(end)
            texts = list(self._texts(begin, end))
            self.told[begin:end] = np.arange(begin, end)
            self.hashes[begin:end] = self._hashes[begin:end]
            spelt: list[bytes] = [b""] * len(texts)
            for place, text in enumerate(texts):
                number = begin + place
                hidden = number in self._hidden
                if hidden or text in _told_of() or not text.isalpha():
                    spelt[place] = self._tell(number, text, hidden=hidden)
                elif text.endswith(GLUED_TO_KNOWN):
                    self._part(number, text)
                if not hidden and is_form_like(text) and not self.role[number]:
                    self.marks[number] |= 0 if is_known(text) else _FORM_LIKE
            self.rarity[begin:end] = rarities(spelt, self.hashes[begin:end], self._counts)

    def _tell(self, number: int, text: str, *, hidden: bool) -> bytes:
        """Tell what the tables say of a word; returns what it is compared as."""
        spelt = compared(text)
        self.hashes[number] = hash_of(spelt)
        self.role[number] = role_alone(text)
        self.marks[number] = (
            (text in BESIDE_NUMBERS)
            | is_long_number(text) << 1
            | (text in OTHERWISE) << 2
            | place_words().get(text, 0) << _PLACE_BITS
        )
        if hidden:
            like = is_form_like(text) and not self.role[number]
            self.marks[number] |= _FORM_LIKE if like else 0
            return spelt
        self.kinds[number] = number_bits(text)
        self._part(number, text)
        read = unscanned(text)
        if read != text:
            self.told[number] = self._hide(read)
        return spelt

    def _part(self, number: int, text: str) -> None:
        parts = parted(text)
        if len(parts) > 1:
            self.front[number], self.behind[number] = map(self.number_of, parts)

    def _hide(self, text: str) -> int:
        """Return the number of a word that stands for others: its own letters find it not."""
        if text not in self._scanned:
            self._scanned[text] = self._added(text.encode(), 0)
            self._hidden.add(self._scanned[text])
        return self._scanned[text]

    def _added(self, letters: bytes, hash_: int) -> int:
        self.make_room(len(letters))
        number, at = len(self), int(self._begin[len(self)])
        self._letters[at : at + len(letters)] = np.frombuffer(letters, np.uint8)
        self._begin[number + 1] = at + len(letters)
        self._hashes[number] = hash_
        self._numbers[0] = number + 1
        return number

    def _texts(self, begin: int, end: int) -> Iterator[str]:
        bounds = self._begin[begin : end + 1].tolist()
        letters = self._letters[bounds[0] : bounds[-1]].tobytes()
        for a, b in pairwise(bounds):
            yield letters[a - bounds[0] : b - bounds[0]].decode()

    def _widen(self, size: int) -> None:
        more = len(self.kinds)
        if size <= more:
            return
        more = max(more, size - more)
        self.kinds = np.append(self.kinds, np.zeros(more, np.int64))
        self.front = np.append(self.front, np.full(more, -1, np.int32))
        self.behind = np.append(self.behind, np.full(more, -1, np.int32))
        self.told = np.append(self.told, np.zeros(more, np.int32))
        self.hashes = np.append(self.hashes, np.zeros(more, np.uint32))
        self.rarity = np.append(self.rarity, np.zeros(more, np.uint8))
        self.role = np.append(self.role, np.zeros(more, np.uint8))
        self.marks = np.append(self.marks, np.zeros(more, np.int32))


_FORM_LIKE: Final = 8


@cache
def _told_of() -> frozenset[str]:
    """Return every word that a table tells of."""
    tables = (table_words(), words_of_numbers(), form_words(), place_words())
    world = (word.decode() for word in worldwide()[0])
    return frozenset(world).union(BESIDE_NUMBERS, OTHERWISE, *tables)
