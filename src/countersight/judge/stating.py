"""From a JSON object to facts: every name and every value checked against the vocabulary.

A null is unknown, and so is the word ``unknown`` for a fact with open text. A misspelt name
would be a fact that got lost, and a misspelt word a test that fails in silence: both are
errors that say what is nearest.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from countersight.errors import FactError
from countersight.ids import VendorId
from countersight.judge.bodies import PUBLIC
from countersight.judge.holdings import UNKNOWN, WHOLE, Link, flatten
from countersight.judge.periods import EFFECTIVE_DAY
from countersight.judge.reach import AFFILIATE, OWNERS, SUCCESSOR
from countersight.model.countries import MISTAKEN, is_place
from countersight.model.facts import Fact, Facts, FactSource, FactValue, Owner
from countersight.model.vocabulary import FactDefinition, FactKind, Vocabulary

REQUIRED: Final = ("date", "place", "roles", "act")
HOUSEHOLD: Final = "private.household"
LONGEST: Final = 500
"""Letters of a text."""
LARGEST: Final = 10**15
MOST_OWNERS: Final = 1_000
MANY: Final = 25

ANSWERS: Final[Mapping[str, FactDefinition]] = MappingProxyType(
    {
        definition.name: definition
        for definition in (
            FactDefinition(AFFILIATE, FactKind.TRUTH, "the maker counts as an affiliate"),
            FactDefinition(SUCCESSOR, FactKind.TRUTH, "the successor counts as the maker"),
            FactDefinition(EFFECTIVE_DAY, FactKind.DATE, "the day the duty began to apply"),
        )
    }
)
"""Answers to questions that no fact of the vocabulary answers."""

_PLACE: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_OWNER_KEYS: Final = ("id", "percent", "control", "successor", "of", "note")
_COUNTRIES: Final = ("made_in", "vendor_controlled_from")


def parse_facts(stated: Mapping[str, object], vocabulary: Vocabulary) -> Facts:
    """Return the facts that one JSON object states; ``id`` may stand beside them.

    >>> from countersight.catalogue import load
    >>> line = {"date": "2023-02-01", "place": "US", "roles": ["supplier"], "act": "provide"}
    >>> parse_facts(line, load().vocabulary).value("date")
    datetime.date(2023, 2, 1)

    Raises:
        FactError: a name is unknown, a value impossible, one of ``date``, ``place``, ``roles``
            and ``act`` is missing, or two facts contradict each other.
    """
    missing = [name for name in REQUIRED if stated.get(name) is None]
    if missing:
        raise FactError(f"{', '.join(missing)}: missing", hint=f"State {', '.join(REQUIRED)}.")
    known: dict[str, Fact] = {}
    for name in sorted(stated):  # of several faults the same is told, whatever the order
        if name not in ("id", OWNERS):
            fact = read_fact(name, stated[name], vocabulary)
            if fact is not None:
                known[name] = fact
    _refuse_contradiction(known)
    maker = known.get("maker")
    owners = _owners(stated.get(OWNERS), str(maker.value) if maker is not None else "")
    return Facts(MappingProxyType(known), owners, FactSource.STATED, _id(stated.get("id")))


def read_fact(
    name: str, value: object, vocabulary: Vocabulary, because: str = ""
) -> Fact | None:
    """Return one stated fact, or None where it is stated to be unknown.

    Raises:
        FactError: the name is unknown, or the value impossible.
    """
    definition = ANSWERS.get(name) or vocabulary.facts.get(name)
    if definition is None:
        known = (*vocabulary.facts, *ANSWERS, "id")
        raise FactError(f"{_short(name)} is no fact", hint=_nearest(name, known))
    if value is None:
        return None
    read = _READERS.get(definition.kind)
    if read is None:
        raise FactError(f"{name}: can't be stated here", hint="State owners as a list.")
    found = read(definition, value)
    if found == UNKNOWN and definition.kind is FactKind.TEXT and name != "maker":
        return None
    return Fact(name, found, FactSource.STATED, because)


def _word(definition: FactDefinition, value: object) -> str:
    word = _text(definition, value)
    if word not in definition.words:
        raise FactError(
            f"{definition.name}: {_short(word)} is unknown",
            hint=_nearest(word, definition.words),
        )
    return word


def _words(definition: FactDefinition, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise FactError(
            f"{definition.name}: is no list with words in it", hint='Write ["..."].'
        )
    words = tuple(_word(definition, each) for each in value)
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise FactError(f"{definition.name}: {', '.join(twice)} stands there twice")
    return words


def _text(definition: FactDefinition, value: object) -> str:
    name = definition.name
    if not isinstance(value, str) or not value.strip():
        raise FactError(f"{name}: is no text", hint="Write it in quotation marks.")
    if len(value) > LONGEST:
        raise FactError(f"{name}: is longer than {LONGEST} letters", hint="Shorten it.")
    if name == "place":
        _check_code(
            name, value, _PLACE, "Write ISO 3166-1 or 3166-2, or EU: US, CA-QC, GB-EAW."
        )
    elif (name.endswith("_country") or name in _COUNTRIES) and value != UNKNOWN:
        _check_code(name, value, _COUNTRY, "Write two capital letters of ISO 3166-1: CN.")
    return value


def _check_code(name: str, value: str, form: re.Pattern[str], remedy: str) -> None:
    if form.fullmatch(value) is None:
        raise FactError(f"{name}: {_short(value)} is no code of a place", hint=remedy)
    if not is_place(value):
        right = MISTAKEN.get(value.split("-", 1)[0])
        hint = f"Write {right}." if right is not None else remedy
        raise FactError(f"{name}: {value} is not in ISO 3166", hint=hint)


def _day(definition: FactDefinition, value: object) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError as wrong:
            raise FactError(
                f"{definition.name}: there is no day {value}",
                hint='Write a day of the calendar: "2023-12-21".',
            ) from wrong
    raise FactError(f"{definition.name}: is no day", hint='Write a whole day: "2023-12-21".')


def _truth(definition: FactDefinition, value: object) -> bool:
    if not isinstance(value, bool):
        raise FactError(
            f"{definition.name}: is neither true nor false",
            hint="Write true or false, without quotation marks; leave it out if not known.",
        )
    return value


def _number(definition: FactDefinition, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise FactError(f"{definition.name}: is no whole number", hint="Write such as 2025.")
    if abs(value) > LARGEST:
        raise FactError(f"{definition.name}: is too large", hint="Write such as 2025.")
    return value


_READERS: Final[Mapping[FactKind, Callable[[FactDefinition, object], FactValue]]] = (
    MappingProxyType(
        {
            FactKind.WORD: _word,
            FactKind.WORDS: _words,
            FactKind.TEXT: _text,
            FactKind.DATE: _day,
            FactKind.TRUTH: _truth,
            FactKind.NUMBER: _number,
        }
    )
)


def _refuse_contradiction(known: Mapping[str, Fact]) -> None:
    roles = known["roles"].value
    words = roles if isinstance(roles, tuple) else ()
    public = [role for role in words if role.startswith(PUBLIC)]
    if public and HOUSEHOLD in words:
        raise FactError(
            f"roles: {public[0]} and {HOUSEHOLD} contradict each other",
            hint="State the role in which the act is done.",
        )


def _owners(value: object, maker: str) -> tuple[Owner, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        raise FactError("owners: is no list", hint='Write [{"id": "...", "percent": 51}].')
    if len(value) > MOST_OWNERS:
        raise FactError(f"owners: more than {MOST_OWNERS}", hint="State fewer owners.")
    return flatten([_link(each, number) for number, each in enumerate(value, start=1)], maker)


def _link(value: object, number: int) -> Link:
    where = f"owners: owner {number}"
    if not isinstance(value, dict):
        raise FactError(f"{where}: is no object", hint='Write {"id": "...", "percent": 51}.')
    for key in value:
        if key not in _OWNER_KEYS:
            raise FactError(
                f"{where}: {_short(str(key))} is unknown", hint=_nearest(str(key), _OWNER_KEYS)
            )
    texts = {}
    for key in ("id", "of", "note"):
        text = value.get(key)
        if text is not None or key == "id":
            texts[key] = _text(FactDefinition(f"{where}: {key}", FactKind.TEXT, ""), text)
    control = value.get("control")
    successor = value.get("successor")
    for key, truth in (("control", control), ("successor", successor)):
        if truth is not None:
            _truth(FactDefinition(f"{where}: {key}", FactKind.TRUTH, ""), truth)
    percent = _percent(value.get("percent"), where)
    owner = Owner(
        VendorId(texts["id"]), percent, control, successor is True, note=texts.get("note", "")
    )
    return Link(owner, texts.get("of", ""))


def _percent(value: object, where: str) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise FactError(f"{where}: percent is no number", hint="Write such as 51 or 37.5.")
    if not 0 <= value <= WHOLE:  # neither is NaN
        raise FactError(
            f"{where}: percent lies outside 0 to 100", hint="State a share from 0 to 100."
        )
    return Decimal(str(value))


def _id(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise FactError("id: is neither text nor a number", hint='Write such as "case-7".')
    if isinstance(value, int) and abs(value) > LARGEST:
        raise FactError("id: is too large a number", hint="Write it in quotation marks.")
    return str(value)[:LONGEST]


def _short(word: str) -> str:
    return repr(word if len(word) <= MANY * 2 else f"{word[: MANY * 2]}…")


def _nearest(word: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(word[:LONGEST], names, n=1)
    if close:
        return f"Did you mean {close[0]}?"
    return f"Known: {', '.join(names[:MANY])}{', ...' if len(names) > MANY else '.'}"
