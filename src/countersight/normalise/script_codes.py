"""Which script a name is written in, as ISO 15924 calls it: that of most of its letters."""

import unicodedata
from collections import Counter
from typing import Final

from countersight.normalise.scripts import plain

LONGEST: Final = 400
_CODES: Final = {
    "ARABIC": "Arab",
    "CYRILLIC": "Cyrl",
    "HANGUL": "Kore",
    "HEBREW": "Hebr",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "LATIN": "Latn",
    "THAI": "Thai",
}
_HAN: Final = "CJK"


def script_of(text: str) -> str:
    """Return the script of a name; empty where no letter is of one that the catalogue keeps.

    Han letters are Japanese beside kana, Traditional where one has a Simplified form, else
    Simplified: letters that both share are written so in most registers.

    >>> script_of("Hikvision 360"), script_of("海康威视"), script_of("海康威視"), script_of("7")
    ('Latn', 'Hans', 'Hant', '')
    """
    letters = unicodedata.normalize("NFKC", text[:LONGEST])
    found = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in letters)
    codes: Counter[str] = Counter()
    for name, number in found.items():
        if name in _CODES:
            codes[_CODES[name]] += number
    if found[_HAN]:
        codes["Jpan" if codes["Jpan"] else _han(letters)] += found[_HAN]
    return min(codes, key=lambda code: (-codes[code], code), default="")


def _han(letters: str) -> str:
    han = [each for each in letters if unicodedata.name(each, "").startswith(_HAN)]
    return "Hans" if all(plain(each) == each for each in han) else "Hant"
