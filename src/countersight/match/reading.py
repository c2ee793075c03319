"""Names to arrays by compiled kernels: what ``terms`` gives, in a fraction of the time.

Plain ASCII names are split, folded and written by ``kernel.reading``. The others are split by
Python, and read on by the kernels where the words are plain; what then is left is folded by
``fold``. The bytes are those of ``terms`` whatever was read before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from countersight.match.form_tries import form_tries
from countersight.match.kernel.arrays import Given
from countersight.match.kernel.running import Runner
from countersight.match.lexicon import DIGITS, MOST_WORDS, Lexicon
from countersight.match.roles import place_words
from countersight.match.terms import Counts, Terms, country_numbers, form_bits, terms
from countersight.normalise import fold
from countersight.normalise.splitting import split
from countersight.normalise.words import place_pairs

FEWEST: Final = 20_000
"""Names for which it pays to learn the tables; fewer are read by ``terms`` until then."""
_LONGEST_LINE: Final = 8_400
_MOST_WORDS: Final = 1_024
_MOST_FORMS: Final = 64

Bytes = NDArray[np.uint8]
Ids = NDArray[np.int32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Folded:
    """Names folded: words by number, row by row, and their legal forms as bits."""

    words: Ids
    starts: Ints
    """Where the words of each row begin."""
    ends: Ints
    legal: Ints
    """-1 where the kernels left a name alone."""


class _Book:
    """The words that were met, and what folding asks of them."""

    def __init__(self, counts: Counts) -> None:
        self.lexicon = Lexicon(counts)
        self.forms: tuple[Given, ...] = form_tries(self.lexicon.number_of)
        digits = map(self.lexicon.number_of, ("and", *map(str, range(1, DIGITS))))
        self.digits = np.fromiter(digits, np.int64)


class NameReader:
    """Reads columns of names that are asked of one list; it keeps the words that it met."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._book: _Book | None = None

    def terms(self, names: pl.Series, countries: pl.Series | None, *, run: Runner) -> Terms:
        """Return names as arrays; the same as ``terms`` returns, with *run* or without."""
        if not run.compiled or (self._book is None and len(names) < FEWEST):
            return terms(names, countries, self._counts)[0]
        return self.read(names, countries, run=run)

    def read(self, names: pl.Series, countries: pl.Series | None, *, run: Runner) -> Terms:
        """Return names as arrays, however few they are, by the kernels."""
        if self._book is None or len(self._book.lexicon) > MOST_WORDS:
            self._book = _Book(self._counts)
        book, texts = self._book, names.fill_null("")
        told = _folded(book, *_bytes_of(texts), run)
        odd = np.flatnonzero(told.legal < 0)
        if len(odd):
            told = _with_odd(book, told, odd, texts.gather(odd).to_list(), run)
        return _spoken(book.lexicon, told, country_numbers(countries, len(names)), run)


def _bytes_of(texts: pl.Series) -> tuple[Bytes, Ints]:
    """Return the letters of all names in a row, and where each begins."""
    at = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(texts.str.len_bytes().to_numpy(), out=at[1:])
    return np.frombuffer(("".join(texts.to_list()) or " ").encode(), np.uint8), at


def _folded(book: _Book, text: Bytes, at: Ints, run: Runner) -> _Folded:
    """Return names folded by the kernels; those that are odd have no words."""
    rows, lexicon = len(at) - 1, book.lexicon
    ends = np.zeros(2 * rows + 1, np.int64)[: 2 * rows]
    words = np.zeros(len(text) + 1, np.int32)
    lines = tuple(run.work(np.zeros(_LONGEST_LINE, np.uint8)) for _ in range(2))
    given, into = (run.read(text), run.read(at)), (run.work(words), run.work(ends))
    done = 0
    while done < rows:
        lexicon.make_room()
        done = run["parted"](*given, done, lexicon.arrays(run), lines, *into)
    lexicon.learn()
    most = 2 * (int(ends[rows - 1]) if rows else 0) + _MOST_WORDS
    told, tells = np.zeros(most, np.int32), np.zeros(rows, np.int64)
    legal = np.zeros(rows, np.int64)
    held = (np.zeros(_MOST_WORDS, np.int64), np.zeros(_MOST_WORDS, np.int64))
    work = tuple(run.work(each) for each in (*held, np.zeros(_MOST_FORMS, np.int64)))
    marks = tuple(run.read(each) for each in (lexicon.kinds, lexicon.front, lexicon.behind))
    used = run["folded"](
        *(run.read(words), run.read(ends), marks),
        *(tuple(map(run.read, book.forms)), run.read(book.digits), work),
        (run.work(told), run.work(tells), run.work(legal)),
    )
    return _Folded(told[:used], np.append(0, tells[:-1]), tells, legal)


def _with_odd(
    book: _Book, told: _Folded, odd: Ints, names: Sequence[str], run: Runner
) -> _Folded:
    """Return the names with those that were odd, split or wholly folded by Python."""
    joined = [" ".join(split(name)) for name in names]
    plain = np.fromiter((text.isascii() for text in joined), np.bool_, len(joined))
    again = pl.Series([text for text in joined if text.isascii()], dtype=pl.String)
    found = _folded(book, *_bytes_of(again), run)
    starts, ends, legal = told.starts.copy(), told.ends.copy(), told.legal.copy()
    places, behind = odd[plain], len(told.words)
    starts[places], ends[places] = found.starts + behind, found.ends + behind
    legal[places] = found.legal
    behind += len(found.words)
    more: list[int] = []
    for place, name in zip(odd.tolist(), names, strict=True):
        if legal[place] < 0:
            folded = fold(name)
            starts[place] = behind + len(more)
            more += map(book.lexicon.number_of, folded.words)
            ends[place] = behind + len(more)
            legal[place] = form_bits(folded.forms)
    book.lexicon.learn()
    words = np.concatenate([told.words, found.words, np.array(more, np.int32)])
    return _Folded(words, starts, ends, legal)


def _spoken(
    lexicon: Lexicon, told: _Folded, countries: NDArray[np.int16], run: Runner
) -> Terms:
    """Return folded names as they are compared."""
    rows = len(told.legal)
    most = int((told.ends - told.starts).sum()) + 1
    letters = int(lexicon.lengths()[lexicon.told[told.words]].sum()) + most
    which, role = np.zeros(most, np.int32), np.zeros(most, np.uint8)
    text, (first, at) = np.zeros(letters, np.uint8), np.zeros((2, rows + 1), np.int64)
    marks = tuple(run.read(each) for each in (lexicon.told, lexicon.role, lexicon.marks))
    out = tuple(run.work(each) for each in (which, role, text, first, at))
    used = run["spoken"](
        run.read(np.append(told.words, np.int32(0))),
        run.read(np.concatenate([told.starts, told.ends, [0]])[: 2 * rows]),
        lexicon.arrays(run),
        marks,
        run.read(_pairs()),
        out,
    )
    words = which[:used]
    return Terms(
        text[: int(at[-1])],
        at,
        first,
        lexicon.hashes[words],
        lexicon.rarity[words],
        role[:used],
        told.legal,
        countries,
    )


@cache
def _pairs() -> Bytes:
    """Return the places of two words as a square of flags behind the number of its sides."""
    many = len(place_words()) + 1
    flags = np.zeros((many, many), np.int32)
    for one, two in place_pairs():
        flags[place_words()[one], place_words()[two]] = 1
    return np.append(np.int32(many), flags.ravel()).astype(np.int32)
