"""Letters made comparable: compatibility forms, case, diacritics, other alphabets.

The policy, letter by letter (``data/letters.tsv``, ``data/hans.tsv``):

- compatibility forms are resolved (NFKC, Unicode Annex 15), so full width is half width;
- case is folded, and Latin, Greek and Cyrillic letters lose their diacritics; letters that
  do not decompose (ø, ł, đ, æ, ı) have a line in the table;
- Cyrillic is read in Latin letters, near ISO 9, in everyday letters; so are Greek, Arabic,
  Hebrew, Georgian and Armenian (``romanising``), letters of which may change beside others;
- Traditional Chinese, and Japanese letters that are written otherwise, become Simplified,
  letter by letter;
- combining marks, bidi controls and all else that has no width are removed.

Hangul and kana keep their letters here: words are told apart in them first (``names``). Other
scripts keep their letters. Folding twice is folding once.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from countersight.normalise.romanising import of_alphabets
from countersight.normalise.tables import rows

READ_LETTERS: Final = 4_000
"""Code points of one text that are looked at; the rest is not read."""
MOST_ROUNDS: Final = 4

_HEAP: Final = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{20,}"
)
"""Marks in such number are no writing; sorting them (NFKC) takes their square in time."""
_UNSAID: Final = re.compile("\x1b\\[[0-9;]*[A-Za-z]|[\u2120\u2122]")
"""Colours of a terminal, and the marks of services and trade, which NFKC would make letters."""
_DROPPED: Final = frozenset({"Cf", "Mn", "Mc", "Me", "Cs", "Co", "Cn"})
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u0640")
"""Letters by their category that show nothing: Hangul fillers, blank braille, tatweel."""
_WITH_MARKS: Final = ("LATIN", "GREEK", "CYRILLIC")
"""Scripts whose letters lose their diacritics."""
FIRST_HAN: Final = "\u3400"


class _Letters(dict[int, str]):
    """What each code point becomes; worked out once, when it is first met."""

    def __missing__(self, code: int) -> str:
        found = _settled(chr(code))
        self[code] = found
        return found


def plain(text: str, most: int = READ_LETTERS) -> str:
    """Return *text* in comparable letters, at most *most* code points of it.

    >>> plain("Ｈｉｋｖｉｓｉｏｎ Łódź ООО «Дахуа» Æther")
    'hikvision lodz ooo «dahua» aether'
    >>> plain("Hik\u200bvi\u0301sion")
    'hikvision'
    """
    text = text[:most]
    if text.isascii() and text.isprintable():
        return text.lower()
    text = _HEAP.sub("", _UNSAID.sub(" ", text))
    for _ in range(MOST_ROUNDS):
        again = unicodedata.normalize("NFKC", text).translate(_LETTERS)
        if again == text:
            break
        text = again
    return of_alphabets(text)


def _settled(letter: str) -> str:
    for _ in range(MOST_ROUNDS):
        again = "".join(_folded(each) for each in letter)
        if again == letter:
            break
        letter = again
    return letter


def _folded(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in _DROPPED or letter in _FILLERS:
        return ""
    if category == "Cc":
        return " " if letter.isspace() else ""
    if category[0] == "Z":
        return " "
    whole = unicodedata.normalize("NFKC", letter).casefold()
    return "".join(_told(each) for each in whole)


def _told(letter: str) -> str:
    found = _table().get(letter)
    if found is None and letter >= FIRST_HAN:
        found = _simplified().get(letter)
    return _bare(letter) if found is None else found


def _bare(letter: str) -> str:
    """Return the letter without its diacritics, where its script does without them."""
    base = unicodedata.normalize("NFD", letter)[0]
    if base != letter and unicodedata.name(base, "").startswith(_WITH_MARKS):
        return _table().get(base, base)
    return letter


@cache
def _table() -> Mapping[str, str]:
    return {row[0]: row[1] for row in rows("letters.tsv")}


@cache
def _simplified() -> Mapping[str, str]:
    """Return what letters become; it is read when the first Han letter is met."""
    return {letter: plain_one for plain_one, cell in rows("hans.tsv") for letter in cell}


_LETTERS: Final = _Letters()
