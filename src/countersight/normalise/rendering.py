"""What becomes of the words of a name that are not in plain Latin letters, to be told."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from countersight.normalise.romanising import reading, romanised
from countersight.normalise.scripts import plain

MOST_LETTERS: Final = 360
_WRITTEN: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u064b-\u065f\u0e31-\u0e4e]+[^\W_]*)*")


@dataclass(frozen=True, slots=True)
class Rendering:
    """One word as it is written, and as it is compared."""

    written: str
    simplified: str = ""
    """Of a word in Traditional letters the Simplified ones."""
    latin: str = ""
    """Its letters in Latin ones, or without their diacritics; this is what is compared."""
    reading: str = ""
    """Of a word with Han letters its pinyin, which stands beside it."""


def renderings(text: str) -> Iterator[Rendering]:
    """Yield the words of a name that are written otherwise than they are compared, in order.

    >>> [(each.latin, each.simplified, each.reading) for each in renderings("Дахуа 大華 Ltd")]
    [('dahua', '', ''), ('', '大华', 'dahua')]
    """
    for word in _WRITTEN.findall(unicodedata.normalize("NFKC", text[:MOST_LETTERS])):
        if word.isascii():
            continue
        native = plain(word)
        latin, sound = romanised(native), reading(native)
        simplified = native if native != word and sound else ""
        told = "" if sound or latin == word.casefold() else latin
        if simplified or told or sound:
            yield Rendering(word, simplified, told, sound)
