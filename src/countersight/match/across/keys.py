"""Keys: what a name in one script and a name in another may have alike, as one number each.

A key is the kind of likeness above 32 bits of a checksum of the letters.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from zlib import crc32

from countersight.normalise.words import word_of

LETTERS: Final = 1
"""The same letters."""
CANON: Final = 2
"""The same in the one spelling of all romanisations (``sounds.canon``)."""
MEANING: Final = 3
"""A word and its rendering."""
SKELETON: Final = 4
"""The same consonants; this and what follows only finds candidates."""
NEARLY: Final = 5
"""The consonants of one, and those of the other less one."""
BEGINNING: Final = 6
"""The first three consonants."""
FIRST: Final = 7
"""The first letter and two consonants."""
SHIFT: Final = 32
KEPT: Final = 200_000
_LONGEST_STEM: Final = 7
_SHORTEST_IES: Final = 4
_SHORTEST_S: Final = 3

WORTH: Final[Mapping[int, float]] = {
    LETTERS: 1.0,
    CANON: 0.7,
    MEANING: 1.0,
    SKELETON: 0.5,
    NEARLY: 0.45,
    BEGINNING: 0.5,
    FIRST: 0.5,
}
"""What a key counts for a candidate, beside how rare it is on the list."""


def key(kind: int, letters: str) -> int:
    """Return the key of letters.

    >>> key(LETTERS, "haikang") >> SHIFT == LETTERS
    True
    """
    return kind << SHIFT | crc32(letters.encode())


@lru_cache(KEPT)
def stem(word: str) -> str:
    """Return what a word and its other forms have alike.

    >>> stem("technologies"), stem("batteries"), stem("batteries") == stem("battery")
    ('technol', 'battery', True)
    """
    word = word_of(word).lemma
    if len(word) > _SHORTEST_IES and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > _SHORTEST_S and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:_LONGEST_STEM]
