"""Who is not screened: withheld names, natural persons, and no name at all.

A person is told by a title in front and no legal form or business word, or by words that say
so (sole trader, executors of). There is no list of first names, and no guessing. What is
left out here is counted by the caller, and its name masked.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final
from unicodedata import normalize

from countersight.normalise.legal import class_of
from countersight.normalise.legal_forms import LegalClass
from countersight.normalise.names import fold_words
from countersight.normalise.splitting import is_run, split
from countersight.normalise.tables import rows, spellings
from countersight.normalise.words import Role, word_of


class Barred(StrEnum):
    """Why a name is not checked: the reasons of ``not_checked``."""

    WITHHELD = "withheld"
    PERSON = "person"
    NO_NAME = "no-name"


DOTTED_TITLES: Final = re.compile(r"\s*(?:M|Sr|Hr|Fr)\.\s", re.IGNORECASE)
"""Titles only with their dot; without it they are initials and other words."""
AFTER_COMMA: Final = re.compile(r"[,(\[]\s*(?:mr|mrs|ms|miss|dr)(?!\w)", re.IGNORECASE)
"""Titles that lists write behind a comma, or in brackets."""
LAST_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss"})
"""Titles behind an initial ("Sample J Ms"); behind a whole word, "MS" is a company's."""
TITLES_BEHIND: Final = ("先生", "女士", "小姐")
SHORTEST_BEHIND: Final = 3
LONGEST_BEHIND: Final = 6

PERSON_PHRASES: Final = (
    ("sole", "trader"),
    ("estate", "of", "the", "late"),
    ("estate", "of", "late"),
    ("executors", "of"),
    ("executor", "of"),
    ("exors", "of"),
    ("personal", "representatives", "of"),
)
TRADING_AS: Final = re.compile(r"(?<!\w)(?:t\s?/\s?a|trading as)(?!\w)", re.IGNORECASE)

_EMPTY: Final = re.compile(r"[\W_]*")
_MASKED: Final = re.compile(
    r"[\s\[\]()<>\"']*(?:\*{2,}|[xX]{3,}|█+|■+|_{3,})[\sxX*█■_.\-\])>\"']*"
)
_LONGEST: Final = 12
"""A withheld name is not longer, in words."""


@dataclass(frozen=True, slots=True)
class Words:
    """The sets of the table ``data/gate.tsv``, split into words."""

    withheld_words: frozenset[str]
    """A name that begins or ends with one of these, and has no legal form, is withheld."""
    withheld_names: frozenset[tuple[str, ...]]
    """Whole names that say that a name is kept back."""
    nothing: frozenset[tuple[str, ...]]
    """Whole names that tell no name."""
    titles: frozenset[str]
    surnames: frozenset[str]
    """Trade and generic words that people are called too: no sign of a business here."""


@cache
def gate_words() -> Words:
    """Return the words of the gate, read once."""
    sets: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name, cell in rows("gate.tsv", __package__):
        sets[name].update(tuple(split(each)) for each in spellings(cell))
    return Words(
        _single(sets["withheld-words"]),
        frozenset(sets["withheld-names"]),
        frozenset(sets["nothing"]),
        _single(sets["titles"]),
        _single(sets["surnames"]),
    )


def _single(names: set[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(word for words in names for word in words)


def bar(text: str) -> Barred | None:
    """Return why a name is not checked, or None where it is.

    >>> bar("REDACTED PERSONAL DATA"), bar("Mrs A Example"), bar("tbc")
    (<Barred.WITHHELD: 'withheld'>, <Barred.PERSON: 'person'>, <Barred.NO_NAME: 'no-name'>)
    >>> bar("Mr Clutch Autocentres"), bar("Dr. Ing. h.c. F. Porsche AG")
    (None, None)
    """
    return bar_words(text, split(text))


def bar_words(text: str, words: list[str]) -> Barred | None:
    """Return why a name is not checked, its words given."""
    if not words or (len(text) < _LONGEST and _EMPTY.fullmatch(normalize("NFKC", text))):
        return Barred.WITHHELD if _MASKED.fullmatch(text[:200]) else Barred.NO_NAME
    known = gate_words()
    if len(words) <= _LONGEST:
        if _is_withheld(text, words, known):
            return Barred.WITHHELD
        if tuple(words) in known.nothing:
            return Barred.NO_NAME
    return Barred.PERSON if _is_person(text, words, known) else None


def _is_withheld(text: str, words: list[str], known: Words) -> bool:
    if words[0] in known.withheld_words or words[-1] in known.withheld_words:
        return not fold_words(words).forms
    return tuple(words) in known.withheld_names or (
        words[0][0] in "x█■" and _MASKED.fullmatch(text[:200]) is not None
    )


def _is_person(text: str, words: list[str], known: Words) -> bool:
    title, *rest = words[1:] if words[0] in {"the", "to"} and len(words) > 1 else words
    titled = len(words) > 1 and (
        (title in known.titles and not (rest and rest[0].isdecimal()))
        or DOTTED_TITLES.match(text) is not None
        or (words[-1] in LAST_TITLES and _is_behind(text, words))
        or ("," in text and AFTER_COMMA.search(text[:400]) is not None)
    )
    if titled:
        return not _has_form(words) and (
            TRADING_AS.search(text[:400]) is not None or not _has_business_word(words, known)
        )
    if is_run(words[-1]):
        called = words[-1].endswith(TITLES_BEHIND)
        return called and len(words) == 1 and SHORTEST_BEHIND <= len(words[0]) <= LONGEST_BEHIND
    return _says_person(words) and not _has_form(words)


def _is_behind(text: str, words: list[str]) -> bool:
    """Return whether a last title stands in brackets, behind an initial, or is "Mrs"."""
    return (
        words[-1] == "mrs" or len(words[-2]) == 1 or AFTER_COMMA.search(text[:400]) is not None
    )


def _says_person(words: list[str]) -> bool:
    if "of" not in words and "sole" not in words:
        return False
    whole = tuple(words)
    return any(
        whole[place : place + len(phrase)] == phrase
        for phrase in PERSON_PHRASES
        for place in range(len(whole))
    )


def _has_form(words: list[str]) -> bool:
    """Return whether there is a legal form of more than one person."""
    return any(class_of(form) is not LegalClass.SOLE for form in fold_words(words).forms)


def _has_business_word(words: list[str], known: Words) -> bool:
    return any(
        word not in known.surnames and word_of(word).role in {Role.TRADE, Role.GENERIC}
        for word in words[1:]
    )
