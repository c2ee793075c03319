"""Numbers of names, however they are written: "Fund III", "Fund 3", "Third Fund".

The table is ``data/same_words.tsv``.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from countersight.normalise.tables import rows, spellings


def same_word(word: str) -> str:
    """Return what a folded word is compared as, where the table says so; else the word.

    >>> same_word("iii"), same_word("third"), same_word("hikvision")
    ('3', '3', 'hikvision')
    """
    return _same().get(word, word)


def is_number(word: str) -> bool:
    """Tell whether a folded word is a number in digits, words or Roman numerals.

    >>> is_number("eighth"), is_number("12"), is_number("uniview")
    (True, True, False)
    """
    same = same_word(word)
    return same.isascii() and same.isdigit()


@cache
def _same() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for same, cell in rows("same_words.tsv"):
        for spelling in spellings(cell):
            found.setdefault(spelling, same)
    return MappingProxyType(found)
