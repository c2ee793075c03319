"""Words of other scripts in Latin letters, and the reading that stands beside Chinese ones.

- Greek, Arabic (with Persian and Urdu), Hebrew, Georgian and Armenian letters are read by the
  table ``data/alphabets.tsv``; vowels that are not written are not guessed.
- Kana is read by Hepburn's table (``data/kana.tsv``), a long vowel written once.
- Hangul is taken apart by the arithmetic of Unicode (chapter 3.12) and read in the Revised
  Romanisation of 2000, with the sounds that meet across syllables.
- Han letters are *not* replaced: their pinyin (``data/readings.tsv``) is a reading beside the
  word, which can ask for a review and make no match.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from countersight.normalise.tables import rows, spellings

_OF_ALPHABETS: Final = re.compile("[\u0370-\u03ff\u0530-\u06ff\u10d0-\u10ff]")
_RUN: Final = re.compile("[\u3040-\u30ff]+|[\uac00-\ud7a3]+|[\u1100-\u11ff]")
_HAN: Final = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]+")
_TO_KATAKANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)}

_FIRST: Final = [
    "g",
    "kk",
    "n",
    "d",
    "tt",
    "r",
    "m",
    "b",
    "pp",
    "s",
    "ss",
    "-",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
]
_VOWELS: Final = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_LAST: Final = [
    "-",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "p",
    "t",
    "t",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]
"""How a final consonant sounds before a consonant and at the end."""
_CARRIED: Final = [
    "-",
    "g",
    "kk",
    "ks",
    "n",
    "nj",
    "n",
    "d",
    "r",
    "lg",
    "lm",
    "lb",
    "ls",
    "lt",
    "lp",
    "r",
    "m",
    "b",
    "ps",
    "s",
    "ss",
    "ng",
    "j",
    "ch",
    "k",
    "t",
    "p",
    "-",
]
"""How a final consonant is written before a vowel."""
_MEETING: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("k", "n"): "ngn",
        ("k", "m"): "ngm",
        ("k", "r"): "ngn",
        ("t", "n"): "nn",
        ("t", "m"): "nm",
        ("t", "r"): "nn",
        ("p", "n"): "mn",
        ("p", "m"): "mm",
        ("p", "r"): "mn",
        ("m", "r"): "mn",
        ("ng", "r"): "ngn",
        ("n", "r"): "ll",
        ("l", "n"): "ll",
        ("l", "r"): "ll",
    }
)
"""Sounds that change where a final consonant meets the next syllable's first."""
_SYLLABLES: Final = 0xAC00
_LASTS: Final = 28
_BLOCK: Final = 588


def of_alphabets(text: str) -> str:
    """Return a text with the letters of the table in Latin ones.

    >>> of_alphabets("هيكفيجن"), of_alphabets("εταιρεια"), of_alphabets("შპს")
    ('hikfijn', 'etaireia', 'shps')
    """
    if _OF_ALPHABETS.search(text) is None:
        return text
    vowels, plain = _patterns()
    between = _between()
    text = vowels.sub(lambda found: between[found[0]], text)
    table = _alphabets()
    return plain.sub(lambda found: table[found[0]], text)


def romanised(word: str) -> str:
    """Return a word with its kana and its Hangul in Latin letters; Han letters stay.

    >>> romanised("カメラ"), romanised("ハイクビジョン"), romanised("한화비전")
    ('kamera', 'haikubijon', 'hanhwabijeon')
    """
    if word.isascii():
        return word
    return _RUN.sub(lambda found: _read(found[0]), word)


def reading(word: str) -> str:
    """Return the pinyin of a word without tones, glued; empty where it has no Han letter.

    One reading of each letter, and of a few words; names of persons are not told.

    >>> reading("海康威视"), reading("重庆"), reading("hikvision")
    ('haikangweishi', 'chongqing', '')
    """
    if word.isascii() or _HAN.search(word) is None:
        return ""
    return _HAN.sub(lambda found: _pinyin(found[0]), romanised(word))


def _pinyin(run: str) -> str:
    letters, words = _readings()
    found, place = [], 0
    while place < len(run):
        length = next((n for n in (4, 3, 2) if run[place : place + n] in words), 1)
        part = run[place : place + length]
        found.append(words[part] if length > 1 else letters.get(part, ""))
        place += length
    return "".join(found)


def _read(run: str) -> str:
    first = ord(run[0])
    if first >= _SYLLABLES:
        return _hangul(run)
    if first < ord("\u3040"):
        return _jamo(first)
    return _kana(run)


def _hangul(run: str) -> str:
    """Read syllables: each is first * 588 + vowel * 28 + last, from U+AC00."""
    found: list[str] = []
    last = 0
    for letter in run:
        number = ord(letter) - _SYLLABLES
        first = _FIRST[number // _BLOCK]
        if first == "-":
            found.append(_CARRIED[last].strip("-"))
        else:
            sound = _LAST[last].strip("-")
            found.append(_MEETING.get((sound, first)) or sound + first)
        found.append(_VOWELS[number % _BLOCK // _LASTS])
        last = number % _LASTS
    return "".join(found) + _LAST[last].strip("-")


def _jamo(code: int) -> str:
    """Read a letter of Hangul that stands alone."""
    for start, names in ((0x1100, _FIRST), (0x1161, _VOWELS), (0x11A7, _LAST)):
        if start <= code < start + len(names):
            return names[code - start].strip("-")
    return ""


def _kana(run: str) -> str:
    run = run.translate(_TO_KATAKANA)
    table, pattern = _kana_table()
    found: list[str] = []
    doubled = False
    for part in pattern.findall(run):
        if part == "ッ":
            doubled = True
            continue
        sound = table.get(part, "")
        if doubled and sound and sound[0] not in "aiueon":
            sound = ("t" if sound.startswith("ch") else sound[0]) + sound
        found.append(sound)
        doubled = False
    return "".join(found)


@cache
def _alphabets() -> Mapping[str, str]:
    return MappingProxyType({row[0].lstrip("^"): row[1] for row in rows("alphabets.tsv")})


@cache
def _between() -> Mapping[str, str]:
    return MappingProxyType({row[0]: row[2] for row in rows("alphabets.tsv") if row[2:]})


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a vowel between consonants, and what finds a letter of the table."""
    single = {row[0]: row[1] for row in rows("alphabets.tsv") if len(row[0]) == 1}
    vowels = "".join(letter for letter in _between())
    open_ = vowels + "".join(letter for letter, sound in single.items() if sound[:1] in "aeiou")
    consonants = "".join(letter for letter in single if letter not in open_)
    keys = sorted((row[0] for row in rows("alphabets.tsv")), key=lambda key: (-len(key), key))
    told = [
        rf"(?<!\w){re.escape(key[1:])}" if key[0] == "^" else re.escape(key) for key in keys
    ]
    return (
        re.compile(f"(?<=[{consonants}])[{vowels}](?![{open_}])"),
        re.compile("|".join(told)),
    )


@cache
def _kana_table() -> tuple[Mapping[str, str], re.Pattern[str]]:
    table = {row[0]: row[1] for row in rows("kana.tsv")}
    keys = sorted([*table, "ッ"], key=lambda key: (-len(key), key))
    return MappingProxyType(table), re.compile("|".join(map(re.escape, keys)) + "|.")


@cache
def _readings() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the readings of letters, and of words that are read as a whole."""
    letters: dict[str, str] = {}
    words: dict[str, str] = {}
    for sound, cell in rows("readings.tsv"):
        if " " in sound:
            words.update(dict.fromkeys(spellings(cell), sound.replace(" ", "")))
        else:
            letters.update(dict.fromkeys(cell, sound))
    return MappingProxyType(letters), MappingProxyType(words)
