"""What changed between two texts, word by word: such as two captures of one address."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_WORD: Final = re.compile(r"\S+")
_MOST: Final = 2_000
"""Words on a side that are compared one by one; longer stretches are told as one change."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that stand in one text and not in the other; places are code points."""

    before: str
    after: str
    before_at: tuple[int, int]
    after_at: tuple[int, int]


def differences(before: str, after: str) -> Iterator[Difference]:
    """Return what changed from one text to the other, in order; white space does not count.

    >>> [(one.before, one.after) for one in differences("we do oversee", "we do not oversee")]
    [('', 'not')]
    """
    old, new = _words(before), _words(after)
    had, has = [before[a:b] for a, b in old], [after[a:b] for a, b in new]
    for low, high, first, last in _changed(had, has):
        was, now = _span(old, low, high, len(before)), _span(new, first, last, len(after))
        yield Difference(before[slice(*was)], after[slice(*now)], was, now)


def _words(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _WORD.finditer(text)]


def _span(words: Sequence[tuple[int, int]], low: int, high: int, end: int) -> tuple[int, int]:
    if low < high:
        return words[low][0], words[high - 1][1]
    at = words[low][0] if low < len(words) else end
    return at, at


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Return the stretches of words that differ, without what both begin and end with."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    yield from _compared(old, new, (start, len(old) - end, start, len(new) - end))


_Stretch = tuple[int, int, int, int]


def _compared(old: Sequence[str], new: Sequence[str], where: _Stretch) -> Iterator[_Stretch]:
    low, high, first, last = where
    if low == high and first == last:
        return
    if high - low <= _MOST and last - first <= _MOST:
        matcher = SequenceMatcher(None, old[low:high], new[first:last], autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag != "equal":
                yield low + a, low + b, first + c, first + d
        return
    anchors = list(_anchors(old, new, where))
    if not anchors:
        yield where
        return
    for at, to in [*anchors, (high, last)]:
        yield from _compared_once(old, new, (low, at, first, to))
        low, first = min(at + 1, high), min(to + 1, last)


def _compared_once(
    old: Sequence[str], new: Sequence[str], where: _Stretch
) -> Iterator[_Stretch]:
    low, high, first, last = where
    if high - low > _MOST or last - first > _MOST:
        yield where
    else:
        yield from _compared(old, new, where)


def _anchors(
    old: Sequence[str], new: Sequence[str], where: _Stretch
) -> Iterator[tuple[int, int]]:
    """Return places of words that stand once in each text, in the order of both (patience)."""
    low, high, first, last = where
    olds, news = _singles(old, low, high), _singles(new, first, last)
    pairs = sorted((olds[word], news[word]) for word in olds.keys() & news.keys())
    yield from _longest(pairs)


def _longest(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of *pairs*, ordered by the first, whose seconds rise too."""
    ends: list[int] = []
    last: list[int] = []
    links: list[int] = []
    for number, (_, to) in enumerate(pairs):
        at = bisect(ends, to)
        links.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [to]
        last[at : at + 1] = [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = links[number]
    return chain[::-1]


def _singles(words: Sequence[str], low: int, high: int) -> dict[str, int]:
    seen: dict[str, int] = {}
    twice: set[str] = set()
    for at in range(low, high):
        if words[at] in seen:
            twice.add(words[at])
        seen[words[at]] = at
    return {word: at for word, at in seen.items() if word not in twice}
