"""What the bench takes a name's words for: folded, legal form, what tells it apart."""

import re
import unicodedata
from dataclasses import dataclass

from bench.names import tables

_SPECIAL = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "œ": "oe"}
)
_INITIALS = re.compile(r"\b(?:\w\.)+\w\b\.?")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return *text* in lower case, without diacritics, dots of initials and their spaces.

    >>> fold("Müller & Søn S.P.A.")
    'muller & son spa'
    """
    if text.isascii():
        return _INITIALS.sub(lambda m: m.group().replace(".", ""), text.lower())
    lower = unicodedata.normalize("NFKC", text).casefold().translate(_SPECIAL)
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c)
    )
    return _INITIALS.sub(lambda m: m.group().replace(".", ""), bare)


def words(text: str) -> list[str]:
    """Return the folded words of *text*, with `and` for `&`.

    >>> words("Smith & Sons (UK) Ltd.")
    ['smith', 'and', 'sons', 'uk', 'ltd']
    """
    return _WORD.findall(fold(text).replace("&", " and "))


def glue(text: str) -> str:
    """Return the folded letters and digits of *text* without spaces."""
    return "".join(words(text))


_FORMS = frozenset(
    glue(form) for forms in (*tables.LEGAL.values(), tables.MORE_LEGAL) for form in forms
)
_BEFORE = frozenset(glue(form) for form in tables.BEFORE)
_LONGEST = 6
_NOISE = frozenset(
    {"the", "of", "for", "de", "la", "le", "und", "et", "y", "e", "and", "a"}
    | {word for place in (*tables.PLACES, *tables.BRANCHES) for word in words(place)}
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A name's words as written: legal forms before, the core, legal forms after."""

    before: tuple[str, ...]
    core: tuple[str, ...]
    after: tuple[str, ...]


def parts(text: str) -> Parts:
    """Split *text* at its spaces into legal forms and core; the core keeps at least a word.

    >>> parts("OOO Romashka Trading Co., Ltd.")
    Parts(before=('OOO',), core=('Romashka', 'Trading'), after=('Co.,', 'Ltd.'))
    """
    rest = text.split()
    first, last = 0, len(rest)
    while 0 < (size := _form(rest[first:last], _FORMS, end=True)) < last - first:
        last -= size
    while 0 < (size := _form(rest[first:last], _BEFORE, end=False)) < last - first:
        first += size
    return Parts(tuple(rest[:first]), tuple(rest[first:last]), tuple(rest[last:]))


def _form(rest: list[str], forms: frozenset[str], *, end: bool) -> int:
    """Return how many words the longest legal form at that end of *rest* takes; 0 for none."""
    for size in range(min(_LONGEST, len(rest)), 0, -1):
        if glue(" ".join(rest[-size:] if end else rest[:size])) in forms:
            return size
    return 0


def core(text: str) -> list[str]:
    """Return the folded words of *text* without its legal forms."""
    return words(" ".join(parts(text).core))


def key(text: str) -> str:
    """Return what two names share that differ in legal form, case or punctuation alone.

    >>> key("Acme Widgets, Inc.") == key("ACME WIDGETS LIMITED")
    True
    """
    return "".join(core(text)) or glue(text)


def sameness(text: str) -> str:
    """Return what stays of the core without places, branches and small words.

    Two names that agree in this may be one company to any reader, so that neither can be a
    negative for the other.

    >>> sameness("The Acme Group (UK) Ltd") == sameness("Acme Group")
    True
    """
    kept = [word for word in core(text) if word not in _NOISE]
    return "".join(sorted(kept)) or key(text)
