"""How single Chinese letters are read: pinyin, Cantonese as Hong Kong writes it, Japanese.

One pinyin reading of each letter (``data/readings.tsv``); words that are read otherwise than
letter by letter are read as ``romanising`` reads them. The other readings are a small table of
letters that names are made of (``data/han_sounds.tsv``).
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from countersight.normalise.tables import rows, spellings

TONGUES: Final = ("hk", "jp")
_LONGEST: Final = 4


def syllables(run: str) -> list[str]:
    """Return the pinyin of each letter of a run of Simplified letters; empty where not known.

    >>> syllables("海康威视"), syllables("重庆")
    (['hai', 'kang', 'wei', 'shi'], ['chong', 'qing'])
    """
    letters, words = _pinyin()
    found: list[str] = []
    while len(found) < len(run):
        place = len(found)
        length = next((n for n in range(_LONGEST, 1, -1) if run[place : place + n] in words), 1)
        part = run[place : place + length]
        found += words[part] if length > 1 else [letters.get(part, "")]
    return found


def otherwise(letter: str, tongue: str) -> tuple[str, ...]:
    """Return how another tongue spells a letter; empty where the table has it not.

    >>> otherwise("永", "hk"), otherwise("山", "jp")
    (('wing',), ('yama', 'san', 'zan'))
    """
    return _others().get((tongue, letter), ())


@cache
def _pinyin() -> tuple[Mapping[str, str], Mapping[str, list[str]]]:
    letters: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    for sound, cell in rows("readings.tsv"):
        if " " in sound:
            words.update(dict.fromkeys(spellings(cell), re.split(" ", sound)))
        else:
            letters.update(dict.fromkeys(cell, sound))
    return MappingProxyType(letters), MappingProxyType(words)


@cache
def _others() -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for tongue, cell, letters in rows("han_sounds.tsv"):
        for letter in letters:
            known = found.get((tongue, letter), ())
            found[tongue, letter] = tuple(dict.fromkeys((*known, *spellings(cell))))
    return MappingProxyType(found)
