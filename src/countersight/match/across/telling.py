"""What was met between two names of two scripts, told in words: "海康 is read as hai kang"."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from countersight.match.across.index import Floats, Met, compared
from countersight.match.across.latin import LatinName, latin_name
from countersight.match.across.sides import FEATURES, LatinSide, SoundedSide
from countersight.match.across.sounded import (
    BONES,
    CANON_OF_MORE,
    CANON_OF_ONE,
    INITIALS,
    LATIN,
    LETTERS_OF_MORE,
    LETTERS_OF_ONE,
    TWO_INITIALS,
    SoundedName,
    is_sounded,
    sounded_name,
)
from countersight.match.kernel.across_running import plain

SOUND: Final = "sound-across"
MEANING: Final = "meaning-across"
SAME_LETTERS: Final = "letters-across"
OWN_WORD: Final = "own-word-across"
OTHER_PLACE: Final = "other-place-across"
KINDS: Final = (SOUND, MEANING, SAME_LETTERS, OWN_WORD, OTHER_PLACE)
"""In the order in which they are told."""
SAID: Final = frozenset({SOUND, MEANING, SAME_LETTERS})
"""Kinds of which it is said what was met."""
_BY_SOUND: Final = 100
_KINDS: Final = {
    BONES: SOUND,
    LATIN: SAME_LETTERS,
    LETTERS_OF_MORE: SOUND,
    CANON_OF_MORE: SOUND,
    LETTERS_OF_ONE: SOUND,
    CANON_OF_ONE: SOUND,
    INITIALS: SAME_LETTERS,
    TWO_INITIALS: SAME_LETTERS,
}
_AGAINST: Final = (
    (OWN_WORD, FEATURES.index("own_unmet")),
    (OTHER_PLACE, FEATURES.index("place_unmet")),
)
_KEPT: Final = 10_000


def kinds_of(features: Floats, met: Sequence[Met]) -> tuple[str, ...]:
    """Return the kinds of evidence of a pair, in the order in which they are told."""
    found = {_kind(each) for each in met}
    found.update(kind for kind, place in _AGAINST if features[place] > 0)
    return tuple(kind for kind in KINDS if kind in found)


@lru_cache(_KEPT)
def pieces(one: str, other: str) -> Mapping[str, str]:
    """Return what was met between two names of two scripts, by its kind, in a few words.

    >>> dict(pieces("海康机器人", "Haikang Robotics Ltd"))
    {'sound-across': '海康 as haikang', 'meaning-across': '机器人 as robotics'}
    """
    ours, theirs = (one, other) if is_sounded(one) else (other, one)
    sounded, latin = sounded_name(ours), latin_name(theirs)
    _, met = compared(SoundedSide.of([sounded]), LatinSide.of([latin]), [(0, 0)], plain())
    found: dict[str, list[str]] = defaultdict(list)
    for each in sorted(met[0], key=lambda each: (each.first, each.word)):
        found[_kind(each)].append(_told(sounded, latin, each))
    return MappingProxyType({kind: "; ".join(found[kind]) for kind in KINDS if kind in found})


def _kind(met: Met) -> str:
    return SOUND if met.kind >= _BY_SOUND else _KINDS.get(met.kind, MEANING)


def _told(one: SoundedName, other: LatinName, met: Met) -> str:
    words = " ".join(word.text for word in other.words[met.word : met.behind])
    letters = "".join(one.letters[met.first : met.last])
    return f"{letters} as {words}" if letters else words
