"""A name in Latin letters as its words, and the keys by which another script may meet them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from countersight.match.across.keys import (
    BEGINNING,
    CANON,
    FIRST,
    KEPT,
    LETTERS,
    MEANING,
    NEARLY,
    SKELETON,
    key,
    stem,
)
from countersight.match.terms import rarity_of
from countersight.normalise.han_words import place_words, places_abroad, rendered_words
from countersight.normalise.legal_forms import legal_forms
from countersight.normalise.names import fold
from countersight.normalise.sounds import ALPHABET, canon, less_one, phonetic, skeleton
from countersight.normalise.words import Role, words_of

OWN: Final = 0
PLACE: Final = 1
PLAIN: Final = 2
FOREIGN: Final = 3
"""What a word is taken for; plain words are those of trade, and such as many firms have; a
foreign place is one outside China, Hong Kong, Taiwan and Macau."""
MOST_WORDS: Final = 12
MOST_JOINED: Final = 4
LONGEST_JOINED: Final = 24
LONGEST_KNOWN: Final = 5
"""Letters of the longest word of the renderings that may yet be a sound."""
SHORTEST_PARTED: Final = 6
SHORTEST_PART: Final = 3
RARE: Final = 11.0
"""Bits from which a word counts as a firm's own, though it is a rendering."""
CHINESE: Final = frozenset({"CN", "HK", "TW", "MO"})
ENGLISH: Final = frozenset({"US"})
"""Countries whose forms of companies Chinese firms take in their English names as well."""
ABROAD: Final = 1
AT_HOME: Final = 2
_NOISE: Final = frozenset({"and", "of", "the", "plus"})
_NUMBERS: Final = {letter: place for place, letter in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class LatinWord:
    """One word, and what it brings."""

    text: str
    role: int
    bits: float
    sounds: bytes
    """Its letters as they are heard, by number; empty where it is not read aloud."""
    joins: bool
    """It may be read aloud together with the word before it."""
    keys: tuple[tuple[int, float], ...]
    """Its keys, each with the bits of what it stands for (a part of it, or all)."""


@dataclass(frozen=True, slots=True)
class LatinName:
    """A name, ready to be made arrays of."""

    words: tuple[LatinWord, ...]
    units: tuple[tuple[int, int, int, float], ...]
    """Keys: the key, its first word, the word behind its last, and bits; below 0 all of it."""
    form: int
    """``ABROAD`` where its legal form is none of China's, ``AT_HOME`` where it is one."""


WHOLE: Final = -1.0


def latin_name(text: str) -> LatinName:
    """Return a name as its words and keys.

    >>> [word.text for word in latin_name("Hangzhou Hikvision Co., Ltd.").words]
    ['hangzhou', 'hikvision']
    """
    folded = fold(text)
    words = tuple(
        _word(word.text, word.role.value, word.about)
        for word in words_of(folded.words)
        if word.text.isascii() and word.text not in _NOISE
    )[:MOST_WORDS]
    units = [
        (found, place, place + 1, bits)
        for place, word in enumerate(words)
        for found, bits in word.keys
    ]
    units += _joined(words)
    return LatinName(words, tuple(units), _form(folded.forms))


def _joined(words: tuple[LatinWord, ...]) -> Iterator[tuple[int, int, int, float]]:
    """Yield the keys of words in a row, written as one."""
    for place, first in enumerate(words):
        letters = first.text
        for end in range(place + 1, min(len(words), place + MOST_JOINED)):
            letters += words[end].text
            if len(letters) > LONGEST_JOINED:
                break
            for found in _of_joined(letters):
                yield found, place, end + 1, WHOLE


@lru_cache(KEPT)
def _of_joined(letters: str) -> tuple[int, ...]:
    found = [key(LETTERS, letters), key(CANON, canon(letters))]
    bones = skeleton(letters)
    if len(bones) > 1:
        found.append(key(SKELETON, bones))
    return tuple(found)


@lru_cache(KEPT)
def _word(text: str, role: str, about: str) -> LatinWord:
    bits, known = rarity_of(text), text in rendered_words()
    taken = OWN if role == Role.DISTINCTIVE.value else PLAIN
    if role == Role.PLACE.value or (taken == OWN and text in place_words()):
        foreign = text in places_abroad() if not about else about not in CHINESE
        taken = FOREIGN if foreign else PLACE
    elif taken == OWN and known and bits < RARE:
        taken = PLAIN
    aloud = taken not in {PLACE, FOREIGN} and role != Role.GENERIC.value and not text.isdigit()
    sounds = bytes(_NUMBERS[each] for each in phonetic(text)) if aloud else b""
    short = not known or len(text) <= LONGEST_KNOWN
    keys = tuple(_keys(text, role))
    return LatinWord(text, taken, bits, sounds if short else b"", not known, keys)


def _keys(text: str, role: str) -> Iterator[tuple[int, float]]:
    yield key(LETTERS, text), WHOLE
    yield key(CANON, canon(text)), WHOLE
    yield key(MEANING, stem(text)), WHOLE
    bones = skeleton(text)
    for each in dict.fromkeys((bones, skeleton(text.replace("v", "b")))):
        if len(each) > 1:
            yield key(SKELETON, each), WHOLE
        if len(each) > MOST_JOINED - 1:
            for less in less_one(each):
                yield key(NEARLY, less), WHOLE
    if role != Role.GENERIC.value and bones:
        yield key(FIRST, text[:1] + bones[:2]), WHOLE
        if len(bones) > SHORTEST_PART - 1:
            yield key(BEGINNING, bones[:3]), WHOLE
    for part in _parts(text):
        yield key(MEANING, stem(part)), rarity_of(part)


def _parts(text: str) -> Iterator[str]:
    """Yield known words that a word begins or ends with."""
    if len(text) < SHORTEST_PARTED:
        return
    for cut in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1):
        for part in (text[:cut], text[cut:]):
            if part in rendered_words():
                yield part


@lru_cache(KEPT)
def _form(forms: tuple[str, ...]) -> int:
    countries = [set(legal_forms()[form].countries) for form in forms]
    abroad = bool(countries) and all((CHINESE | ENGLISH).isdisjoint(each) for each in countries)
    return ABROAD * abroad + AT_HOME * any("CN" in each for each in countries)
