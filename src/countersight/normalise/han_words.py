"""Words of Chinese names, what they do in a name, and how they are rendered in English.

The tables are ``data/han_words.tsv`` and ``data/han_places.tsv``; words stand in Simplified
letters, for ``scripts.plain`` makes all letters so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final

from countersight.normalise.splitting import split
from countersight.normalise.tables import rows, spellings


class Part(StrEnum):
    """What a stretch of a Chinese name does in it."""

    PLACE = "place"
    CORE = "core"
    """What the firm calls itself."""
    TRADE = "trade"
    GENERIC = "generic"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class HanWord:
    """A known word of Chinese names."""

    part: Part
    english: tuple[str, ...]
    """Its renderings in folded letters, words of several parted by blanks."""
    idea: bool = False
    """It is a single letter that names are made of, and is taken for no word by itself."""
    seat: bool = False
    """It may stand behind a place, as 市 (city) does."""


LONGEST: Final = 8
"""Letters of the longest word that is looked up."""
SMALL: Final = frozenset({"and", "of", "the", "s"})
"""Words of renderings that are left out."""
_KINDS: Final[Mapping[str, tuple[Part, bool]]] = MappingProxyType(
    {
        "form": (Part.FORM, False),
        "seat": (Part.PLACE, True),
        "generic": (Part.GENERIC, False),
        "trade": (Part.TRADE, False),
        "idea": (Part.CORE, True),
    }
)


@cache
def han_words() -> Mapping[str, HanWord]:
    """Return every known word.

    >>> han_words()["机械"].part.value, han_words()["机械"].english[0]
    ('trade', 'machinery')
    >>> han_words()["杭州"].english
    ('hangzhou',)
    """
    found: dict[str, HanWord] = {}
    for _, word, cell in rows("han_places.tsv"):
        found[word] = HanWord(Part.PLACE, _rendered(cell), idea=len(word) == 1)
    for kind, word, cell in rows("han_words.tsv"):
        part, idea = _KINDS[kind]
        found.setdefault(word, HanWord(part, _rendered(cell), idea, kind == "seat"))
    return MappingProxyType(found)


@cache
def place_words() -> frozenset[str]:
    """Return the single words that the places of the table are called in English.

    >>> "hangzhou" in place_words(), "hikvision" in place_words()
    (True, False)
    """
    return frozenset(
        text
        for word, known in han_words().items()
        if known.part is Part.PLACE and len(word) > 1
        for text in known.english
        if " " not in text
    )


@cache
def places_abroad() -> frozenset[str]:
    """Return of ``place_words`` those of no place in China, Hong Kong, Taiwan or Macau.

    >>> "berlin" in places_abroad(), "hangzhou" in places_abroad()
    (True, False)
    """
    at_home, abroad = (
        {
            each
            for where, _, cell in rows("han_places.tsv")
            if (where == "cn") is home
            for each in _rendered(cell)
        }
        for home in (True, False)
    )
    return frozenset(abroad - at_home)


@cache
def rendered_words() -> frozenset[str]:
    """Return the words of all renderings, of three letters and more."""
    least = 3
    return frozenset(
        word
        for known in han_words().values()
        for text in known.english
        for word in text.split(" ")
        if len(word) >= least
    )


def _rendered(cell: str) -> tuple[str, ...]:
    folded = (
        " ".join(word for word in split(each) if word not in SMALL) for each in spellings(cell)
    )
    return tuple(dict.fromkeys(each for each in folded if each))
