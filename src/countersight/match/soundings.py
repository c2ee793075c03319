"""Names of the catalogue that a name in another script sounds like: a review, and no match.

The vendors' files have their names in other scripts as aliases, each with its source; those
make matches. A rendering that no file has (하이크비젼) is found by its sound: where all letters
of its core are read as one coined word of a maker. A Chinese core of two letters is too short
for that: it needs an alias.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from countersight.match.across.index import Met, compared
from countersight.match.across.keys import CANON, LETTERS, NEARLY, SHIFT, SKELETON
from countersight.match.across.latin import latin_name
from countersight.match.across.sides import LatinSide, SoundedSide
from countersight.match.across.sounded import (
    BONES,
    CANON_OF_MORE,
    CORE,
    LETTERS_OF_MORE,
    SoundedName,
    has_han,
    is_sounded,
    sounded_name,
)
from countersight.match.aliases import Alias
from countersight.match.evidence import Pass, piece
from countersight.match.hits import Hit
from countersight.match.kernel.across_running import plain
from countersight.match.strengths import Strength

SHORTEST_WORD: Final = 5
"""Letters of the shortest word of a maker that is listened for."""
SHORTEST_CORE: Final = 3
"""Letters of the shortest Chinese core that is read."""
SHORTEST_BONES: Final = 3
LEAST: Final = 160
"""A likeness of sound of sixty percent, as the kernels tell it."""
LONGEST: Final = 60
_FINDS: Final = frozenset({LETTERS, CANON, SKELETON, NEARLY})
_READ: Final = frozenset({LETTERS_OF_MORE, CANON_OF_MORE, BONES})


class Soundings:
    """The coined words of the catalogue, by the keys of their sound.

    >>> from countersight.catalogue import load
    >>> from countersight.match.aliases import aliases
    >>> soundings = Soundings(aliases(tuple(load().vendors.values()), None))
    >>> [hit.alias.entity for hit in soundings.of("하이크비젼")]
    ['hikvision']
    """

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self._aliases = tuple(aliases)

    def may(self, text: str) -> bool:
        """Tell cheaply whether a name may sound like one of the catalogue."""
        return len(text) <= LONGEST and is_sounded(text) and bool(self._words(text))

    def of(self, text: str) -> Iterator[Hit]:
        """Yield the names that a name in another script sounds like."""
        words = self._words(text) if len(text) <= LONGEST and is_sounded(text) else []
        if not words:
            return
        sounded, latin = sounded_name(text), [latin_name(word) for word in words]
        pairs = [(0, at) for at in range(len(words))]
        sides = SoundedSide.of([sounded]), LatinSide.of(latin)
        _, traced = compared(*sides, pairs, plain())
        for word, met in zip(words, traced, strict=True):
            if any(_covers(sounded, each) for each in met):
                what = f"{_core(sounded)} → {word}"
                for alias in self._by_word[word]:
                    told = piece("read-across", alias, "", what)
                    yield Hit(alias, Pass.SOUND, (told,), alias.relation)

    def _words(self, text: str) -> list[str]:
        """Return the words that have a key of sound with a name."""
        name = sounded_name(text)
        core = sum(role == CORE for role in name.roles)
        if has_han(text) and core < SHORTEST_CORE:
            return []
        met = {
            word
            for key, first, last, _ in name.units
            if last - first > 1 and key in self._by_key
            for word in self._by_key[key]
        }
        return sorted(met)

    @cached_property
    def _by_word(self) -> Mapping[str, list[Alias]]:
        """Return the aliases whose one distinctive word is coined, by that word."""
        found: dict[str, list[Alias]] = defaultdict(list)
        seen = set()
        for alias in self._aliases:
            words = alias.spelling.distinctive
            coined = alias.own and not alias.product and alias.strength is Strength.COINED
            if not coined or alias.key != words[:1] or (alias.entity, words) in seen:
                continue
            if words[0].isascii() and words[0].isalpha() and len(words[0]) >= SHORTEST_WORD:
                seen.add((alias.entity, words))
                found[words[0]].append(alias)
        return found

    @cached_property
    def _by_key(self) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for word in self._by_word:
            for key, *_ in latin_name(word).units:
                if key >> SHIFT in _FINDS:
                    found[key].append(word)
        return dict(found)


def _covers(name: SoundedName, met: Met) -> bool:
    """Tell whether all letters of the core are read as the word."""
    core = [place for place, role in enumerate(name.roles) if role == CORE]
    whole = bool(core) and met.first <= core[0] and met.last > core[-1]
    return whole and (met.kind in _READ or met.kind >= LEAST)


def _core(name: SoundedName) -> str:
    letters = zip(name.letters, name.roles, strict=True)
    return "".join(letter for letter, role in letters if role == CORE)
