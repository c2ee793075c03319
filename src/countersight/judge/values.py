"""What a fact may be stated as: a value of each kind, checked, or an error that says how."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from countersight.errors import FactError
from countersight.judge.holdings import UNKNOWN
from countersight.messages import sentence
from countersight.model.countries import MISTAKEN, is_place
from countersight.model.facts import FactValue
from countersight.model.vocabulary import FactDefinition, FactKind

LONGEST: Final = 500
"""Letters of a text."""
LARGEST: Final = 10**15
MANY: Final = 25
_PLACE: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_COUNTRIES: Final = ("made_in", "vendor_controlled_from")


def _word(definition: FactDefinition, value: object) -> str:
    word = text_of(definition, value)
    if word not in definition.words:
        raise FactError(
            sentence("{name}: {word} is unknown", name=definition.name, word=short(word)),
            hint=nearest(word, definition.words),
        )
    return word


def _words(definition: FactDefinition, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise FactError(
            sentence("{name}: is no list with words in it", name=definition.name),
            hint=sentence('Write ["..."].'),
        )
    words = tuple(_word(definition, each) for each in value)
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise FactError(
            sentence(
                "{name}: {twice} stands there twice",
                name=definition.name,
                twice=", ".join(twice),
            )
        )
    return words


def text_of(definition: FactDefinition, value: object) -> str:
    """Return a text that is stated.

    Raises:
        FactError: it is no text, too long, or no code of a place where one is asked for.
    """
    name = definition.name
    if not isinstance(value, str) or not value.strip():
        raise FactError(
            sentence("{name}: is no text", name=name),
            hint=sentence("Write it in quotation marks."),
        )
    if len(value) > LONGEST:
        raise FactError(
            sentence("{name}: is longer than {longest} letters", name=name, longest=LONGEST),
            hint=sentence("Shorten it."),
        )
    if name == "place":
        _check_code(
            name,
            value,
            _PLACE,
            sentence("Write ISO 3166-1 or 3166-2, or EU: US, CA-QC, GB-EAW."),
        )
    elif (name.endswith("_country") or name in _COUNTRIES) and value != UNKNOWN:
        _check_code(
            name, value, _COUNTRY, sentence("Write two capital letters of ISO 3166-1: CN.")
        )
    return value


def _check_code(name: str, value: str, form: re.Pattern[str], remedy: str) -> None:
    if form.fullmatch(value) is None:
        raise FactError(
            sentence("{name}: {value} is no code of a place", name=name, value=short(value)),
            hint=remedy,
        )
    if not is_place(value):
        right = MISTAKEN.get(value.split("-", 1)[0])
        hint = sentence("Write {right}.", right=right) if right is not None else remedy
        raise FactError(
            sentence("{name}: {value} is not in ISO 3166", name=name, value=value), hint=hint
        )


def _day(definition: FactDefinition, value: object) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError as wrong:
            raise FactError(
                sentence("{name}: there is no day {value}", name=definition.name, value=value),
                hint=sentence('Write a day of the calendar: "2023-12-21".'),
            ) from wrong
    raise FactError(
        sentence("{name}: is no day", name=definition.name),
        hint=sentence('Write a whole day: "2023-12-21".'),
    )


def stated_truth(definition: FactDefinition, value: object) -> bool:
    """Return true or false as it is stated.

    Raises:
        FactError: it is neither.
    """
    if not isinstance(value, bool):
        raise FactError(
            sentence("{name}: is neither true nor false", name=definition.name),
            hint=sentence(
                "Write true or false, without quotation marks; leave it out if not known."
            ),
        )
    return value


def _number(definition: FactDefinition, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise FactError(
            sentence("{name}: is no whole number", name=definition.name),
            hint=sentence("Write such as 2025."),
        )
    if abs(value) > LARGEST:
        raise FactError(
            sentence("{name}: is too large", name=definition.name),
            hint=sentence("Write such as 2025."),
        )
    return value


READERS: Final[Mapping[FactKind, Callable[[FactDefinition, object], FactValue]]] = (
    MappingProxyType(
        {
            FactKind.WORD: _word,
            FactKind.WORDS: _words,
            FactKind.TEXT: text_of,
            FactKind.DATE: _day,
            FactKind.TRUTH: stated_truth,
            FactKind.NUMBER: _number,
        }
    )
)


def short(word: str) -> str:
    """Return a word in quotation marks, cut where it is long."""
    return repr(word if len(word) <= MANY * 2 else f"{word[: MANY * 2]}…")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint: the known word that is nearest, or the known ones."""
    names = sorted(known)
    close = difflib.get_close_matches(word[:LONGEST], names, n=1)
    if close:
        return sentence("Did you mean {close}?", close=close[0])
    listed = f"{', '.join(names[:MANY])}{', ...' if len(names) > MANY else '.'}"
    return sentence("Known: {words}", words=listed)
