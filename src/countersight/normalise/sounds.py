"""Letters by their sound: what makes spellings of one Chinese word, or one foreign word, meet.

- ``canon`` lets the romanisations of Chinese meet (pinyin, Wade-Giles, the spellings of Taiwan
  and Hong Kong): *xinyi*, *sinyi*; *qingfeng*, *chingfeng*. Aspirated and unaspirated
  consonants are one, and so are all sibilants before a vowel.
- ``skeleton`` keeps the consonants alone, in eight classes, for transcriptions: *ximenzi* and
  *siemens* are both SMNS.
- ``phonetic`` keeps what is heard, a letter a sound, to be aligned with costs.

The rules are our own, after the tables of pinyin and Wade-Giles; order matters.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

ALPHABET: Final = "abcdefghijklmnopqrstuvwxyzCXN"
"""The letters of ``phonetic``: C stands for ch, X for sh, N for ng."""
KEPT: Final = 100_000
_SPELT: Final = (
    *(("tsch", "c"), ("tzu", "ci"), ("ssu", "si"), ("sch", "s"), ("ch", "c"), ("sh", "s")),
    *(("zh", "c"), ("hs", "s"), ("tz", "c"), ("ts", "c"), ("ph", "p"), ("th", "t")),
    *(("kh", "k"), ("gh", "k"), ("dj", "c"), ("ck", "k"), ("qu", "ku"), ("q", "c")),
    *(("x", "s"), ("j", "c"), ("z", "c"), ("g", "k"), ("d", "t"), ("b", "p"), ("v", "w")),
    *(("nk", "n"), ("ee", "i"), ("oo", "u"), ("ou", "u"), ("uo", "o"), ("ei", "i")),
    *(("ie", "i"), ("ue", "e"), ("yi", "i"), ("wu", "u"), ("yu", "u"), ("ao", "o")),
    *(("au", "o"), ("ew", "u"), ("ui", "i"), ("iu", "u"), ("y", "i"), ("un", "on")),
    *(("en", "on"), ("r", "l")),
)
_TWICE: Final = re.compile(r"(.)\1+")
_BREATHED: Final = re.compile("(?<=[ptkcsln])h")

_SOUNDS: Final = (
    *(("sch", "s"), ("tch", "s"), ("ch", "s"), ("sh", "s"), ("zh", "s"), ("ph", "f")),
    *(("th", "t"), ("ck", "k"), ("ts", "s"), ("tz", "s"), ("ng", "n"), ("wh", "w")),
)
_CLASSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        letter: kind
        for kind, letters in {
            "P": "bpf",
            "W": "vw",
            "T": "dt",
            "K": "gkq",
            "S": "jzsx",
            "L": "lr",
            "M": "m",
            "N": "n",
            "H": "h",
        }.items()
        for letter in letters
    }
)
_VOWELS: Final = "aeiou"
_SOFT: Final = "eiy"

_HEARD: Final = (
    *(("sch", "X"), ("tch", "C"), ("ch", "C"), ("sh", "X"), ("zh", "C"), ("ph", "f")),
    *(("th", "t"), ("ck", "k"), ("ts", "z"), ("tz", "z"), ("hs", "X"), ("ng", "N")),
    *(("qu", "kw"), ("gh", "g"), ("wh", "w")),
)
_INITIALS: Final = (
    *(("zh", "C"), ("ch", "C"), ("sh", "X"), ("q", "C"), ("x", "X"), ("c", "z")),
)


@lru_cache(KEPT)
def canon(letters: str) -> str:
    """Return letters in the one spelling of all romanisations of Chinese.

    >>> canon("xinyi") == canon("sinyi"), canon("qingfeng") == canon("chingfeng")
    (True, True)
    """
    for spelt, one in _SPELT:
        letters = letters.replace(spelt, one)
    return _BREATHED.sub("", _TWICE.sub(r"\1", letters))


@lru_cache(KEPT)
def skeleton(letters: str, pinyin: str = "") -> str:
    """Return the classes of the consonants of a word, or of *pinyin* where that is given.

    >>> skeleton("siemens"), skeleton("", "ximenzi"), skeleton("lockheed")
    ('SMNS', 'SMNS', 'LKT')
    """
    text = pinyin or letters
    for spelt, one in _SOUNDS:
        text = text.replace(spelt, one)
    found: list[str] = []
    for place, letter in enumerate(text):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        kind = _CLASSES.get(letter, "")
        if letter in "cq":
            kind = "S" if pinyin or (letter == "c" and after in _SOFT and after) else "K"
        if letter == "h" and before and before not in _VOWELS:
            continue
        if letter == "x" and not pinyin and place:
            kind = "KS"
        if kind and letter != before:
            found.append(kind)
    return "".join(found)


@lru_cache(KEPT)
def phonetic(letters: str) -> str:
    """Return a word of Latin letters as it is heard, in letters of ``ALPHABET``.

    >>> phonetic("lockheed"), phonetic("changhong")
    ('lokhed', 'CaNhoN')
    """
    for spelt, one in _HEARD:
        letters = letters.replace(spelt, one)
    found: list[str] = []
    for place, letter in enumerate(letters):
        heard = letter
        if letter == "c":
            heard = "s" if letters[place + 1 : place + 2] in ("e", "i") else "k"
        elif letter in "qx":
            heard = "k" if letter == "q" else "ks"
        if heard in ALPHABET or heard == "ks":
            found.append("" if found and found[-1] == heard else heard)
    return "".join(found)


@lru_cache(KEPT)
def phonetic_syllable(syllable: str) -> str:
    """Return a syllable of pinyin as it is heard.

    >>> phonetic_syllable("qing"), phonetic_syllable("xi")
    ('CiN', 'Xi')
    """
    for spelt, heard in _INITIALS:
        if syllable.startswith(spelt):
            syllable = heard + syllable[len(spelt) :]
            break
    return syllable[:-2] + "N" if syllable.endswith("ng") else syllable


def less_one(sounds: str) -> Sequence[str]:
    """Return a skeleton less each of its consonants.

    >>> less_one("LKST")
    ('KST', 'LST', 'LKT', 'LKS')
    """
    return tuple(sounds[:place] + sounds[place + 1 :] for place in range(len(sounds)))
