"""Which names of the catalogue a text may be: lookups of its words before anything costly.

A name is found by its first distinctive word, by two words that are one when glued, by one
word that is two when split, and by a distinctive word that is nearly the same. A name of the
catalogue without a distinctive word is found by all its words together. None of it depends
on what else is asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from countersight.match.aliases import Alias
from countersight.match.slips import less_one
from countersight.match.strengths import Strength
from countersight.normalise.names import GLUED_FORMS
from countersight.normalise.splitting import is_run
from countersight.normalise.words import Role, word_of, words_of

SHORTEST_NEAR: Final = 6
"""Letters of the shortest word of which one slip is allowed."""
SHORTEST_FAR: Final = 8
"""Letters of the shortest word of which two are."""
SHORTEST_SURE: Final = 8
"""Letters of the shortest word that one slip leaves sure, whatever stands beside it."""
SHORTEST_JOINED: Final = 6
SHORTEST_INSIDE: Final = 4
"""Letters of the shortest Chinese word that is looked for inside another."""
SHORTEST_GLUED: Final = 5
"""Letters of the shortest name that is looked for with other words glued to it."""
SHORTEST_REST: Final = 3
SHORT_PLACES: Final = ("uk", "us", "eu")
"""Places of fewer letters that are glued to names all the same, at the end."""
LONGEST_REST: Final = 20
"""Letters of the words of place and trade that are glued to it."""
TELL_GLUED: Final = frozenset({Strength.COINED, Strength.SHARED})
KEPT_WORDS: Final = 100_000


class Candidates:
    """Finds names by words.

    A slip is one of optimal string alignment: one letter more, one less, one changed, or two
    neighbours swapped. Two slips are looked for where three letters in a row are right.
    """

    def __init__(self, aliases: Iterable[Alias], known: Iterable[str]) -> None:
        by_word: dict[str, list[Alias]] = defaultdict(list)
        by_join: dict[str, tuple[str, ...]] = {}
        cores: set[str] = set()
        runs: set[str] = set()
        glued: set[str] = set()
        for alias in aliases:
            if alias.own and len(alias.shape) == 1 and alias.strength in TELL_GLUED:
                glued.update(word for word in alias.shape if len(word) >= SHORTEST_GLUED)
            distinctive = alias.spelling.distinctive
            by_word[distinctive[0] if distinctive else _rarest(alias.key)].append(alias)
            whole = alias.shape if alias.strength is Strength.COINED and alias.own else ()
            if whole and whole == distinctive:
                core = "".join(whole)
                if is_run(core):
                    runs.update([core] if len(core) >= SHORTEST_INSIDE else [])
                elif len(core) >= SHORTEST_JOINED:
                    by_join[core] = whole
                    cores.update(whole if len(whole) == 1 else ())
        self._by_word: Mapping[str, tuple[Alias, ...]] = {
            word: tuple(found) for word, found in by_word.items()
        }
        self._by_join = by_join
        self._runs = tuple(sorted(runs))
        self._cores = tuple(sorted(cores))
        self._less_one = frozenset(less for core in cores for less in less_one(core))
        self._in_glue = re.compile("|".join(map(re.escape, sorted(glued))) or "(?!)")
        long = [core for core in cores if len(core) >= SHORTEST_FAR]
        self._threes = frozenset(core[i : i + 3] for core in long for i in range(len(core) - 2))
        self._known = frozenset(known) | by_word.keys() | by_join.keys()
        self._near = lru_cache(KEPT_WORDS)(self._nearest)

    def anything(self, words: Sequence[str]) -> bool:
        """Tell cheaply whether any name of the catalogue may be met in these words."""
        by_word, by_join, near = self._by_word, self._by_join, self._near
        before = ""
        for word in words:
            if word in by_word or word in by_join or before + word in by_join:
                return True
            before = word
        for word in words:
            if len(word) >= SHORTEST_NEAR and (near(word) or self.unglued(word)):
                return True
        if "".join(words).isascii():
            return False
        return next(self.inside_runs(words), None) is not None

    def of(self, words: Sequence[str]) -> list[Alias]:
        """Return the names that the words, as they stand, may be."""
        met = dict.fromkeys(word for word in words if word in self._by_word)
        have = {word_of(word).lemma for word in words}
        return [
            alias
            for word in met
            for alias in self._by_word[word]
            if alias.spelling.distinctive or have.issuperset(alias.key)
        ]

    def joined(self, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield the words with two of them glued, or one split, where that makes a name."""
        for place, word in enumerate(words):
            split = self._by_join.get(word, ())
            if len(split) > 1:
                yield (*words[:place], *split, *words[place + 1 :])
            if apart := self.unglued(word):
                yield (*words[:place], *apart, *words[place + 1 :])
            glued = self._by_join.get(word + words[place + 1] if place + 1 < len(words) else "")
            if glued is not None and len(glued) == 1:
                yield (*words[:place], *glued, *words[place + 2 :])

    def unglued(self, word: str) -> tuple[str, ...]:
        """Return the words of one that is a name glued to words of place and trade."""
        if len(word) < SHORTEST_GLUED + SHORTEST_REST or not word.isascii():
            return ()
        found = None if word in self._known else self._in_glue.search(word)
        if found is None:
            return ()
        before, after = known_words(word[: found.start()]), known_words(word[found.end() :])
        if before is None or after is None:
            return ()
        return (*before, found[0], *after)

    def respelt(self, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield the words with one of them spelt as the name it nearly is."""
        for place, word in enumerate(words):
            for core in self._near(word):
                yield (*words[:place], core, *words[place + 1 :])

    def respelt_surely(self, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield of ``respelt`` those with one slip in a long word: enough amid other words."""
        for place, word in enumerate(words):
            for core in self._near(word) if len(word) >= SHORTEST_SURE else ():
                if OSA.distance(word, core, score_cutoff=1) <= 1:
                    yield (*words[:place], core, *words[place + 1 :])

    def inside_runs(self, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield the words with a run parted at a long name that stands inside it."""
        for place, word in enumerate(words):
            if word.isascii() or word in self._by_word or not is_run(word):
                continue
            for run in self._runs:
                before, found, after = word.partition(run)
                if found:
                    parts = [part for part in (before, run, after) if part]
                    yield (*words[:place], *parts, *words[place + 1 :])

    def _nearest(self, word: str) -> tuple[str, ...]:
        """Return the words of the catalogue from which a word is a slip or two away."""
        if len(word) < SHORTEST_NEAR or word in self._known or is_run(word):
            return ()
        if word_of(word).role is not Role.DISTINCTIVE:
            return ()
        if not (self._may_slip_once(word) or self._may_slip_twice(word)):
            return ()
        slips = extract(
            word, self._cores, scorer=OSA.distance, processor=None, score_cutoff=2, limit=None
        )
        return tuple(core for core, slip, _ in slips if slip <= _allowed(word, core))

    def _may_slip_once(self, word: str) -> bool:
        """Tell whether the word less one letter is a word of the catalogue less one or none."""
        return not self._less_one.isdisjoint(less_one(word))

    def _may_slip_twice(self, word: str) -> bool:
        """Tell whether the word has three letters in a row of a long word of the catalogue."""
        return any(word[i : i + 3] in self._threes for i in range(len(word) - 2))


def known_words(text: str) -> tuple[str, ...] | None:
    """Return the words of place and trade that a text is glued of; None where it is not."""
    if not text or text in GLUED_FORMS:
        return ()
    if text.startswith(SHORT_PLACES) and text[2:] in {"", *GLUED_FORMS}:
        return (text[:2],)
    for end in range(min(len(text), LONGEST_REST), SHORTEST_REST - 1, -1):
        if word_of(text[:end]).role in {Role.PLACE, Role.TRADE, Role.GENERIC}:
            rest = known_words(text[end:])
            if rest is not None:
                return (text[:end], *rest)
    return None


def _allowed(word: str, core: str) -> int:
    """Return how many slips are allowed; of two, none may be at the first letter."""
    letters = min(len(word), len(core))
    return 2 if letters >= SHORTEST_FAR and word[0] == core[0] else 1


def _rarest(key: Sequence[str]) -> str:
    """Return a word that is looked up for a name without a distinctive one."""
    trades = [word.text for word in words_of(key) if word.role is not Role.PLACE]
    return max(trades or key, key=lambda word: (len(word), word))
