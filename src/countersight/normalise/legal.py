"""Legal forms: taken off the ends of a name, and kept as what they are.

The table is ``data/legal_forms.tsv``: id, class, where the form may stand, spellings. A name
never loses its last word: "Limited" alone stays a name.
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


@dataclass(frozen=True, slots=True)
class _Form:
    id: str
    front: bool
    end: bool
    anywhere: bool


def class_of(form: str) -> LegalClass:
    """Return the class of a legal form, by its id in the table.

    >>> class_of("gmbh").value
    'limited'
    """
    return _classes()[form]


def take_forms(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words that are no legal form, and the ids of the forms that were there.

    >>> take_forms(["hikvision", "europe", "bv"])
    (['hikvision', 'europe'], ['bv'])
    >>> take_forms(["浙江大华技术股份有限公司"])
    (['浙江大华技术'], ['cn-jsc'])
    """
    left, found = list(words), []
    while len(left) > 1 or (left and is_run(left[0])):
        taken = _at_the_end(left) or _at_the_front(left) or _inside(left)
        if taken is None:
            break
        left, form = taken
        found.append(form)
    return left, found


@cache
def form_words() -> frozenset[str]:
    """Return every word that a legal form is made of, and "and", which may go with one.

    >>> "gmbh" in form_words(), "hikvision" in form_words()
    (True, False)
    """
    return frozenset(word for phrase in _forms().phrases for word in phrase) | {"and"}


_Taken = tuple[list[str], str]


def _at_the_end(words: list[str]) -> _Taken | None:
    known = _forms()
    for length in range(min(known.longest, len(words) - 1), 0, -1):
        form = known.phrases.get(tuple(words[-length:]))
        if form is not None and form.end:
            return _without_and(words[:-length]), form.id
    return _off_a_run(words, len(words) - 1)


def _at_the_front(words: list[str]) -> _Taken | None:
    known = _forms()
    if words[0] not in known.first_words and not is_run(words[0]):
        return None
    for length in range(min(known.longest, len(words) - 1), 0, -1):
        form = known.phrases.get(tuple(words[:length]))
        if form is not None and form.front:
            return words[length:], form.id
    for start, form in known.starts:
        if words[0].startswith(start) and len(words[0]) > len(start) + 1:
            return [words[0][len(start) :], *words[1:]], form.id
    return None


def _inside(words: list[str]) -> _Taken | None:
    known = _forms()
    for place in range(1, len(words) - 1):
        if words[place] in known.plain_words:
            for length in range(min(known.longest, len(words) - place), 0, -1):
                form = known.phrases.get(tuple(words[place : place + length]))
                if form is not None and form.anywhere:
                    rest = _without_and(words[:place]) + words[place + length :]
                    return rest, form.id
        taken = _off_a_run(words, place)
        if taken is not None:
            return taken
    return _off_a_run(words, 0) if len(words) > 1 else None


def _off_a_run(words: list[str], place: int) -> _Taken | None:
    """Take a form off the end of a word of a script without spaces."""
    word = words[place]
    if not is_run(word):
        return None
    for end, form in _forms().ends:
        if word.endswith(end) and len(word) > len(end) + 1:
            kept = [*words[:place], word[: -len(end)], *words[place + 1 :]]
            return kept, form.id
    return None


def _without_and(words: list[str]) -> list[str]:
    return words[:-1] if len(words) > 1 and words[-1] == "and" else words


@dataclass(frozen=True, slots=True)
class _Forms:
    """The table of legal forms, ready to be looked up."""

    phrases: Mapping[tuple[str, ...], _Form]
    longest: int
    first_words: frozenset[str]
    """Of the forms that stand in front."""
    plain_words: frozenset[str]
    """The first words of the forms that stand anywhere."""
    starts: tuple[tuple[str, _Form], ...]
    ends: tuple[tuple[str, _Form], ...]
    """Forms at the start and the end of a run without spaces, longest first."""


@cache
def _forms() -> _Forms:
    phrases = _phrases()
    runs = [
        (words[0], form)
        for words, form in phrases.items()
        if is_run(words[0]) and len(words[0]) > 1
    ]
    runs.sort(key=lambda each: (-len(each[0]), each[0]))
    return _Forms(
        MappingProxyType(phrases),
        max(map(len, phrases)),
        frozenset(words[0] for words, form in phrases.items() if form.front),
        frozenset(words[0] for words, form in phrases.items() if form.anywhere),
        tuple((word, form) for word, form in runs if form.front),
        tuple((word, form) for word, form in runs if form.end),
    )


def _phrases() -> dict[tuple[str, ...], _Form]:
    phrases: dict[tuple[str, ...], _Form] = {}
    for form_id, _, where, cell in rows("legal_forms.tsv"):
        place = where.rstrip("!")
        form = _Form(form_id, place != "end", place != "front", where.endswith("!"))
        for spelling in spellings(cell):
            words = tuple(split(spelling))
            phrases.setdefault(words, form)
            if "." in spelling and len(words) == 1:
                phrases.setdefault(tuple(words[0]), form)
    return phrases


@cache
def _classes() -> Mapping[str, LegalClass]:
    return MappingProxyType({row[0]: LegalClass(row[1]) for row in rows("legal_forms.tsv")})
