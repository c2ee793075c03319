"""The place in a text that is most like some words, with the difference word by word.

Each word votes for where the words would begin if it stood in its place; rare words count
more. The best few places are compared word by word (Ratcliff and Obershelp). What comes of it
is shown, and nothing is anchored by it.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice
from typing import Final, TypeAlias

from countersight.cite.normalising import strict
from countersight.model.passage import Absent, Change, ChangeKind, Place, Reworded

LIKE: Final = 0.6
"""Twice the words in common, over the words of both; less is nothing alike."""
TRIED: Final = 5
"""Places that are compared."""
COMMON: Final = 200
"""A word that stands oftener than this does not vote."""
MOST: Final = 600
"""Words that are compared; of longer copies the first ones."""
AROUND: Final = 40
"""Code points of prefix and suffix."""
_Span: TypeAlias = tuple[int, int]
_WORD: Final = re.compile(r"\w+(?:[-'’‑‐]\w+)*|[^\w\s]")


def place_in(text: str, start: int, end: int) -> Place:
    """Return the place from *start* to *end* of a text, with what stands around it."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Place(start, end, text[start:end], before, after)


@dataclass(frozen=True)
class Nearest:
    """Finds what is most like some words in one text; looks at the text when first asked."""

    text: str

    @cached_property
    def _spans(self) -> tuple[tuple[int, int], ...]:
        return tuple(found.span() for found in _WORD.finditer(self.text))

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(_plain(self.text[start:end]) for start, end in self._spans)

    @cached_property
    def _folded(self) -> tuple[str, ...]:
        return tuple(word.casefold() for word in self._words)

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._folded):
            found[word].append(number)
        return found

    def of(self, words: str) -> Reworded | Absent:
        """Return the nearest place and the difference; Absent where nothing is like *words*.

        >>> Nearest("one two three four").of("one two tree four").nearest.words
        'one two three four'
        """
        copy = _Copy.of(words)
        wanted = [each.casefold() for each in copy.plain]
        best, found = 0.0, None
        for begin in self._begins(wanted):
            first, last = self._extent(begin, wanted)
            ratio = SequenceMatcher(
                None, self._folded[first:last], wanted, autojunk=False
            ).ratio()
            if ratio > best:
                best, found = ratio, (first, last)
        if found is None or best < LIKE:
            return Absent()
        return Reworded(self._place(*found), tuple(self._changes(*found, copy)))

    def compared(self, start: int, end: int, words: str) -> Reworded:
        """Return the difference between the text from *start* to *end* and *words*."""
        first = bisect_left(self._spans, (start, 0))
        last = bisect_left(self._spans, (end, 0))
        copy = _Copy.of(words)
        return Reworded(
            place_in(self.text, start, end), tuple(self._changes(first, last, copy))
        )

    def _begins(self, wanted: Sequence[str]) -> list[int]:
        votes: Counter[int] = Counter()
        for offset, word in enumerate(wanted):
            where = self._where.get(word, ())
            if len(where) <= COMMON:
                for number in where:
                    votes[(number - offset) // 4] += COMMON // len(where)
        near = Counter({key: votes[key] + votes[key + 1] for key in list(votes)})
        return [key * 4 for key, _ in near.most_common(TRIED)]

    def _extent(self, begin: int, wanted: Sequence[str]) -> tuple[int, int]:
        """Return the words of the text from the first to the last that *wanted* has too."""
        slack = 8 + len(wanted) // 4
        low, high = max(0, begin - slack), min(len(self._words), begin + len(wanted) + slack)
        matcher = SequenceMatcher(None, self._folded[low:high], wanted, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        if not blocks:
            return low, high
        first = low + max(0, blocks[0].a - blocks[0].b)
        behind = len(wanted) - blocks[-1].b - blocks[-1].size
        return first, min(high, low + blocks[-1].a + blocks[-1].size + behind)

    def _place(self, first: int, last: int) -> Place:
        start, end = self._spans[first][0], self._spans[last - 1][1]
        return place_in(self.text, start, end)

    def _changes(self, first: int, last: int, copy: "_Copy") -> Iterator[Change]:
        matcher = SequenceMatcher(None, self._words[first:last], copy.plain, autojunk=False)
        for what, a, b, c, d in matcher.get_opcodes():
            raw = _row(self.text, self._spans[first + a : first + b])
            if what == "equal":
                yield Change(ChangeKind.SAME, raw)
                continue
            if raw:
                yield Change(ChangeKind.REMOVED, raw)
            if d > c:
                yield Change(ChangeKind.ADDED, _row(copy.words, copy.spans[c:d]))


@dataclass(frozen=True, slots=True)
class _Copy:
    """Words that are looked for, and where each of them stands among them."""

    words: str
    spans: Sequence[_Span]
    plain: Sequence[str]

    @classmethod
    def of(cls, words: str) -> "_Copy":
        found = [each.span() for each in islice(_WORD.finditer(words), MOST)]
        return cls(words, found, [_plain(words[start:end]) for start, end in found])


def _plain(word: str) -> str:
    """Return a word so that quotation marks and ligatures make no difference; hyphens do."""
    return word if word.isascii() else strict(word)


def _row(text: str, spans: Sequence[_Span]) -> str:
    """Return words in a row, as they stand in their text but for white space."""
    return " ".join(text[spans[0][0] : spans[-1][1]].split()) if spans else ""
