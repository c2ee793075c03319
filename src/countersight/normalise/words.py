"""What a word of a company name is taken for: a place, a trade, a generic word, or itself.

Only *distinctive* words tell one firm from another. The tables are ``data/words.tsv``,
``data/places.tsv`` and ``data/abbreviations.tsv``; a word in none of them is distinctive.
An abbreviation stays as it is written, so that gluing comes first; it is compared as its word.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from countersight.normalise.splitting import split
from countersight.normalise.tables import rows, spellings


class Role(StrEnum):
    """What a word does in a name."""

    DISTINCTIVE = "distinctive"
    PLACE = "place"
    TRADE = "trade"
    GENERIC = "generic"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, and what it is taken for."""

    text: str
    role: Role
    about: str = ""
    """Of a place its country (ISO 3166-1, or empty), of a trade word its field."""
    lemma: str = ""
    """The spelling that others of the same line are compared as."""


def word_of(text: str) -> Word:
    """Return what a folded word is taken for.

    >>> word_of("technologies").lemma, word_of("hangzhou").about
    ('technology', 'CN')
    >>> word_of("hikvision").role.value
    'distinctive'
    """
    return _words().get(text) or Word(text, Role.DISTINCTIVE, "", text)


def words_of(texts: Sequence[str]) -> list[Word]:
    """Return what each word is taken for; places of several words are found too.

    >>> [word.role.value for word in words_of(["dahua", "hong", "kong"])]
    ['distinctive', 'place', 'place']
    """
    found = [word_of(text) for text in texts]
    for place in range(len(texts) - 1):
        for length in (2, 3, 4):
            phrase = tuple(texts[place : place + length])
            if len(phrase) == length and phrase in _places():
                for each in range(place, place + length):
                    text = texts[each]
                    found[each] = Word(text, Role.PLACE, _places()[phrase], text)
    return found


def country_of(text: str) -> str:
    """Return the country that a text names, as an ISO 3166-1 code; empty where none.

    >>> country_of("United Kingdom"), country_of("cn"), country_of("somewhere")
    ('GB', 'CN', '')
    """
    words = tuple(split(text, _LONGEST_COUNTRY))
    if len(words) == 1:
        if words[0].upper() in _codes():
            return words[0].upper()
        word = word_of(words[0])
        return word.about if word.role is Role.PLACE else ""
    return _places().get(words, "")


def take_apart(word: str) -> list[str]:
    """Return the words of a run without spaces: places in front, trade words behind.

    What stands between is left whole, and never shorter than two letters.

    >>> take_apart("杭州海康威视数字技术")
    ['杭州', '海康威视', '数字', '技术']
    """
    front: list[str] = []
    back: list[str] = []
    core = word
    while (cut := _start(core)) or (core[:1] in _SEATS and front and len(core) > _SHORTEST):
        front.append(core[: cut or 1])
        core = core[cut or 1 :]
    while cut := _end(core):
        back.insert(0, core[-cut:])
        core = core[:-cut]
    return [*front, core, *back]


@cache
def place_pairs() -> frozenset[tuple[str, str]]:
    """Return every two words in a row that are, or stand in, a place of several words.

    >>> ("hong", "kong") in place_pairs()
    True
    """
    return frozenset(pair for phrase in _places() for pair in pairwise(phrase))


def table_words() -> Collection[str]:
    """Return the words that a table tells of.

    >>> "technologies" in table_words(), "hikvision" in table_words()
    (True, False)
    """
    return _words().keys()


INVOICE: Final = "invoice"
"""What small words of invoices and payments are about."""
EACH: Final = "each"
"""Marks a line of generic words that are not spellings of one word."""
_LONGEST_COUNTRY: Final = 60
_SHORTEST: Final = 2
_LONGEST_RUN: Final = 8
_SEATS: Final = frozenset("市省")


def _start(core: str) -> int:
    """Return how many letters in front of the core are a place."""
    for length in range(min(_LONGEST_RUN, len(core) - _SHORTEST), 1, -1):
        known = _words().get(core[:length])
        if known is not None and known.role is Role.PLACE:
            return length
    return 0


def _end(core: str) -> int:
    """Return how many letters behind the core are a trade or a generic word."""
    for length in range(min(_LONGEST_RUN, len(core) - _SHORTEST), 1, -1):
        if core[-length:] in _words():
            return length
    return 0


@cache
def _words() -> Mapping[str, Word]:
    """Return the words of both tables."""
    known: dict[str, Word] = {}
    for code, cell in rows("places.tsv"):
        for spelling in spellings(cell):
            words = split(spelling)
            if len(words) == 1:
                about = "" if code == "-" else code
                known.setdefault(words[0], Word(words[0], Role.PLACE, about, words[0]))
    for role, about, cell in rows("words.tsv"):
        texts = [split(spelling)[0] for spelling in spellings(cell)]
        alike = role == Role.GENERIC and about != EACH
        for text in texts:
            field = about if role == Role.TRADE or about == INVOICE else ""
            lemma = texts[0] if alike else text
            known.setdefault(text, Word(text, Role(role), field, lemma))
    return MappingProxyType(known | _abbreviated(known))


def _abbreviated(known: Mapping[str, Word]) -> dict[str, Word]:
    """Return the abbreviations of known words; each stays as written, and is compared as it."""
    found: dict[str, Word] = {}
    for whole, cell in rows("abbreviations.tsv"):
        word = known.get(whole) or Word(whole, Role.GENERIC, "", whole)
        for text in spellings(cell):
            if text not in known or known[text].role is word.role:
                found[text] = Word(text, word.role, word.about, word.lemma)
        found.setdefault(whole, word)
    return found


@cache
def _places() -> Mapping[tuple[str, ...], str]:
    """Return the places of several words, with their countries."""
    found: dict[tuple[str, ...], str] = {}
    for code, cell in rows("places.tsv"):
        for spelling in spellings(cell):
            words = tuple(split(spelling))
            if len(words) > 1:
                found[words] = "" if code == "-" else code
    return MappingProxyType(found)


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code, _ in rows("places.tsv") if code != "-")
