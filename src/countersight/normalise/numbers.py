"""Numbers of names, however they are written: "Fund III", "Fund 3", "Third Fund".

The tables are ``data/same_words.tsv`` and ``data/numbers.tsv``. A Roman numeral is a number
only where another number would stand: behind another word, and a short one, which may be a
name (Xi, Vi, X), only behind a word that is counted (*fund*, *phase*). Two words that make
one number become it ("twenty-five"). A small word between two others that joins them is "and".
"""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from countersight.normalise.tables import rows, spellings

_TENS: Final = frozenset({"20", "30", "40", "50", "60", "70", "80", "90"})
_DIGITS: Final = frozenset("123456789")
_TIE: Final = frozenset({"and", "y", "e", "et"})
"""What may stand between a ten and its unit."""


def same_word(word: str) -> str:
    """Return what a folded word is compared as, where the table says so; else the word.

    >>> same_word("third"), same_word("einundzwanzig"), same_word("hikvision")
    ('3', '21', 'hikvision')
    """
    return _same().get(word, word)


def is_number(word: str) -> bool:
    """Tell whether a folded word is a number in digits or in words.

    >>> is_number("eighth"), is_number("12"), is_number("uniview")
    (True, True, False)
    """
    same = same_word(word)
    return same.isascii() and same.isdigit()


def numbered(words: Sequence[str]) -> list[str]:
    """Return the words with numerals and compounds in digits, and joining words as "and".

    >>> numbered(["fund", "iii"]), numbered(["xi", "jing"]), numbered(["twenty", "five"])
    (['fund', '3'], ['xi', 'jing'], ['25'])
    """
    if number_words().isdisjoint(words):
        return list(words)
    found: list[str] = []
    place, last = 0, len(words) - 1
    while place <= last:
        compound = _compound(words[place : place + 3])
        if compound is not None:
            number, length = compound
            found.append(number)
            place += length
            continue
        word = words[place]
        if place:
            word = _numeral(word, words[place - 1])
        if 0 < place < last and word in _kinds()["and"]:
            word = "and"
        found.append(word)
        place += 1
    return found


@cache
def number_words() -> frozenset[str]:
    """Return every word that ``numbered`` may change.

    >>> {"iii", "twenty", "und"} <= number_words()
    True
    """
    return frozenset({*_romans(), *tens(), *_kinds()["and"]})


def unsure_numerals() -> frozenset[str]:
    """Return the numerals that are a number only behind a word of ``counted_words``.

    >>> "xi" in unsure_numerals(), "iii" in unsure_numerals()
    (True, False)
    """
    return _kinds()["syllable"]


def counted_words() -> frozenset[str]:
    """Return the words behind which a short Roman numeral is a number.

    >>> "fund" in counted_words()
    True
    """
    return _kinds()["counted"]


@cache
def tens() -> frozenset[str]:
    """Return the words that make one number with a word of ``units``.

    >>> "twenty" in tens(), "five" in units()
    (True, True)
    """
    return frozenset(word for word, same in _same().items() if same in _TENS)


@cache
def units() -> frozenset[str]:
    """Return the words that a ten may stand before, and what ties them to it."""
    found = (word for word, same in _same().items() if same in _DIGITS)
    return frozenset({*found, *_TIE, *_DIGITS})


@cache
def words_of_numbers() -> frozenset[str]:
    """Return every word that ``number_bits`` or ``same_word`` tells of, but digits.

    >>> {"twenty", "fund", "third", "und"} <= words_of_numbers()
    True
    """
    return number_words().union(_same(), counted_words(), unsure_numerals(), _TIE)


def number_bits(word: str) -> int:
    """Return what ``numbered`` asks of a word, as bits.

    Four bits are the tens that it says, four its unit, six the Roman numeral that it is. Then
    one each: it may tie tens to a unit, be a syllable, be counted, or join two others; and the
    last, that ``numbered`` may change it.

    >>> number_bits("twenty") & 15, number_bits("five") >> 4 & 15, number_bits("xii") >> 8 & 63
    (2, 5, 12)
    """
    same = same_word(word)
    ten = int(same) // 10 if same in _TENS and not word.isdecimal() else 0
    unit = int(same) if same in _DIGITS else 0
    asked = (_TIE, unsure_numerals(), counted_words(), _kinds()["and"], number_words())
    bits = sum((word in words) << place for place, words in enumerate(asked, 14))
    return ten | unit << 4 | int(_romans().get(word, "0")) << 8 | bits


def _compound(words: Sequence[str]) -> tuple[str, int] | None:
    """Return the number that a ten and a unit make, and of how many words it is."""
    if words[0].isdecimal() or same_word(words[0]) not in _TENS:
        return None
    at = 2 if words[1:2] and words[1] in _TIE else 1
    unit = words[at] if len(words) > at else ""
    if same_word(unit) not in _DIGITS:
        return None
    return str(int(same_word(words[0])) + int(same_word(unit))), at + 1


def _numeral(word: str, before: str) -> str:
    number = _romans().get(word)
    if number is None:
        return word
    kinds = _kinds()
    told = word not in kinds["syllable"] or before in kinds["counted"]
    return number if told else word


@cache
def _romans() -> Mapping[str, str]:
    """Return the numerals below forty, by rule."""
    found: dict[str, str] = {}
    for number in range(1, 40):
        tens, units = divmod(number, 10)
        low = {4: "iv", 9: "ix"}.get(units) or "v" * (units > 4) + "i" * (units % 5)  # noqa: PLR2004
        found["x" * tens + low] = str(number)
    return MappingProxyType(found)


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(spellings(cell)) for kind, cell in rows("numbers.tsv")}


@cache
def _same() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for same, cell in rows("same_words.tsv"):
        for spelling in spellings(cell):
            found.setdefault(spelling, same)
    return MappingProxyType(found)
