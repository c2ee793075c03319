"""The table of legal forms, ready to be looked up: ``data/legal_forms.tsv``.

Its columns are id, class, jurisdictions, where the form may stand, and spellings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from countersight.normalise.splitting import is_run, split
from countersight.normalise.tables import rows, spellings


class LegalClass(StrEnum):
    """What kind of body a legal form makes."""

    LIMITED = "limited"
    PUBLIC = "public"
    COMPANY = "company"
    """A company of which the form tells no more (Inc., Corp., Co.)."""
    PARTNERSHIP = "partnership"
    SOLE = "sole"
    COOPERATIVE = "cooperative"
    NONPROFIT = "nonprofit"
    STATE = "state"
    BRANCH = "branch"


class Where(StrEnum):
    """Where in a name a legal form may stand."""

    END = "end"
    FRONT = "front"
    INSIDE = "inside"
    """So plain that it is a form wherever it stands but first."""
    FRONT_OF_OWN = "front?"
    """In front, where a word of its own remains."""
    FRONT_OF_OWN_ALONE = "front??"
    """In front, where all that remains is words of its own and places."""
    FRONT_OF_FORM = "front+"
    """In front, where another form stands at the end."""


_FRONTS = (Where.FRONT, Where.FRONT_OF_FORM, Where.FRONT_OF_OWN, Where.FRONT_OF_OWN_ALONE)


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form: its id, its class, and the countries whose law knows it (ISO 3166-1)."""

    id: str
    kind: LegalClass
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A form that may stand somewhere."""

    form: str
    where: Where


@cache
def legal_forms() -> Mapping[str, LegalForm]:
    """Return every legal form by its id.

    >>> legal_forms()["spzoo"].countries
    ('PL',)
    """
    found: dict[str, LegalForm] = {}
    for form, kind, cell, _, _ in rows("legal_forms.tsv"):
        before = found[form].countries if form in found else ()
        countries = tuple(sorted({*before, *cell.split()}))
        found[form] = LegalForm(form, LegalClass(kind), countries)
    return MappingProxyType(found)


@cache
def form_words() -> frozenset[str]:
    """Return every word that a legal form is made of, and "and", which may go with one.

    >>> "gmbh" in form_words(), "hikvision" in form_words()
    (True, False)
    """
    return forms_table().words | {"and"}


def lone_forms() -> frozenset[str]:
    """Return the words that are a legal form without others beside them.

    >>> "gmbh" in lone_forms(), "liability" in lone_forms()
    (True, False)
    """
    return forms_table().alone


def cautious_words() -> frozenset[str]:
    """Return the words that are a form in front, or not, by what follows.

    >>> "ab" in cautious_words(), "gmbh" in cautious_words()
    (True, False)
    """
    return forms_table().cautious


def front_words() -> frozenset[str]:
    """Return the first words of the forms that stand in front.

    >>> "ooo" in front_words(), "gmbh" in front_words()
    (True, False)
    """
    return forms_table().first_words


@dataclass(frozen=True, slots=True)
class Forms:
    """The table of legal forms, ready to be looked up."""

    ending: Mapping[tuple[str, ...], Place]
    leading: Mapping[tuple[str, ...], tuple[Place, ...]]
    inside: Mapping[tuple[str, ...], Place]
    longest: int
    alone: frozenset[str]
    """Words that are a form by themselves."""
    words: frozenset[str]
    first_words: frozenset[str]
    """Of the forms that stand in front."""
    last_words: frozenset[str]
    """Of the forms that stand at the end."""
    plain_words: frozenset[str]
    """The first words of the forms that stand anywhere."""
    cautious: frozenset[str]
    starts: tuple[tuple[str, Place], ...]
    ends: tuple[tuple[str, Place], ...]
    """Forms at the start and the end of a run without spaces, longest first."""


@cache
def forms_table() -> Forms:
    """Return the table, read once."""
    ending, inside = _standing(Where.END), _standing(Where.INSIDE)
    leading: dict[tuple[str, ...], tuple[Place, ...]] = {}
    for where in _FRONTS:
        for words, form in _standing(where).items():
            leading[words] = (*leading.get(words, ()), form)
    everything = {*leading, *ending, *inside}
    alone = {words[0] for words in everything if len(words) == 1}
    return Forms(
        MappingProxyType(ending),
        MappingProxyType(leading),
        MappingProxyType(inside),
        max(map(len, everything)),
        frozenset(alone),
        frozenset(word for words in everything for word in words),
        frozenset(words[0] for words in leading),
        frozenset(words[-1] for words in ending),
        frozenset(words[0] for words in inside),
        frozenset(words[0] for words, forms in leading.items() if _is_cautious(forms)),
        _runs({words: forms[0] for words, forms in leading.items()}),
        _runs(ending),
    )


def _standing(where: Where) -> dict[tuple[str, ...], Place]:
    """Return the spellings of the table that may stand there; of equals the first."""
    found: dict[tuple[str, ...], Place] = {}
    for form, _, _, cell, spelt in rows("legal_forms.tsv"):
        for spelling in spellings(spelt) if where in cell.split() else ():
            for words in _ways(spelling):
                found.setdefault(words, Place(form, _caution(where, words)))
    return found


def _is_cautious(forms: Sequence[Place]) -> bool:
    return any(form.where not in {Where.FRONT, Where.FRONT_OF_FORM} for form in forms)


def _runs(known: Mapping[tuple[str, ...], Place]) -> tuple[tuple[str, Place], ...]:
    """Return the forms that may be glued to a run, longest first."""
    runs = [
        ("".join(words), form)
        for words, form in known.items()
        if all(map(is_run, words)) and len("".join(words)) > 1
    ]
    return tuple(sorted(runs, key=lambda each: (-len(each[0]), each[0])))


def _caution(where: Where, words: tuple[str, ...]) -> Where:
    """Return where a spelling may stand: one of several words is nobody's own word."""
    cautious = where in {Where.FRONT_OF_OWN, Where.FRONT_OF_OWN_ALONE}
    return Where.FRONT if cautious and len(words) > 1 else where


def _ways(spelling: str) -> set[tuple[str, ...]]:
    """Return the words of a spelling; of a dotted one its letters glued and apart as well."""
    words = tuple(split(spelling))
    if "." not in spelling:
        return {words} - {()}
    if len(words) == 1:
        return {words, tuple(words[0])}
    initials = len(spelling.replace(".", "").replace(" ", "")) == len(words)
    return {words, ("".join(words),)} if initials else {words}
