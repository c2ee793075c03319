"""Whether two companies are told to be of one industry: by words of trade, or by codes."""

import re
from functools import cache
from typing import Final

from countersight.normalise import fold
from countersight.normalise.words import Role, words_of

_CODE: Final = re.compile(r"(?:([A-Za-z]{2,8})[\s:._-]*)?(\d{2})[\d.]*")
_DIVISION: Final = "division"
"""Of a code whose classification is not told."""


def same_industry(one: str, other: str) -> int:
    """Return 1 where an industry is the same, -1 where it is another, 0 where none can tell.

    Codes of one classification (NACE, SIC, CPV, ...) are compared by their first two digits,
    words by the fields of trade that they stand for.

    >>> same_industry("CCTV installation", "security systems"), same_industry("bakery", "cctv")
    (1, -1)
    >>> same_industry("NACE 26.70", "nace:26.11"), same_industry("NACE 26", "cctv")
    (1, 0)
    """
    left, right = fields_of(one), fields_of(other)
    kinds = {kind for kind, _ in left} & {kind for kind, _ in right}
    if not kinds:
        return 0
    return 1 if left & right else -1


@cache
def fields_of(text: str) -> frozenset[tuple[str, str]]:
    """Return what a text tells of an industry, as pairs of classification and field."""
    folded = fold(text[:500])
    words = {
        ("trade", word.about)
        for word in words_of(folded.words)
        if word.role is Role.TRADE and word.about
    }
    codes = {
        ((scheme or _DIVISION).casefold(), division)
        for scheme, division in _CODE.findall(text[:500])
    }
    return frozenset(words | codes)
