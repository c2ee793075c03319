"""Readers of single values: each takes what TOML gave, and gives what the model wants."""

import re
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from countersight.catalogue.fields import Place, Reader, nearest
from countersight.messages import sentence
from countersight.model.countries import MISTAKEN, is_place
from countersight.model.values import PartialDate

E = TypeVar("E", bound=Enum)
T = TypeVar("T")

WHOLE = 100
"""Percent."""


def any_text(value: object, place: Place) -> str:
    """Read text that may be empty."""
    if not isinstance(value, str):
        raise place.error(
            sentence("is no text"), sentence('Write it in quotation marks: "..."')
        )
    return value


def text(value: object, place: Place) -> str:
    """Read text that says something."""
    stated = any_text(value, place)
    if not stated.strip():
        raise place.error(
            sentence("is empty"), sentence("Say something, or leave the key out.")
        )
    return stated


def matching(pattern: str, remedy: str) -> Reader[str]:
    """Return the reader of text that has the form of *pattern*, or says *remedy*."""
    form = re.compile(pattern)

    def read(value: object, place: Place) -> str:
        stated = any_text(value, place)
        if form.fullmatch(stated) is None:
            raise place.error(
                sentence("{stated!r} has not the right form", stated=stated), remedy
            )
        return stated

    return read


def of_a_country(read_code: Reader[str]) -> Reader[str]:
    """Return the reader of a code, or of ``*``, whose country is in ISO 3166-1, or EU."""

    def read(value: object, place: Place) -> str:
        code = read_code(value, place)
        if code != "*" and not is_place(code):
            right = MISTAKEN.get(code.split("-", 1)[0])
            remedy = (
                sentence("Write {right}.", right=right)
                if right
                else sentence("Write a code that is assigned, such as GB.")
            )
            raise place.error(sentence("{code} is not in ISO 3166", code=code), remedy)
        return code

    return read


country = matching(r"[A-Z]{2}", sentence('Write two capital letters of ISO 3166-1: "GB"'))
jurisdiction = of_a_country(
    matching(
        r"[A-Z]{2}(-[A-Z0-9]{1,3})?",
        sentence('Write ISO 3166-1 or 3166-2, or EU: "GB", "CA-QC"'),
    )
)
anywhere = of_a_country(
    matching(
        r"\*|[A-Z]{2}(-[A-Z0-9]{1,3})?",
        sentence('Write ISO 3166-1 or 3166-2, EU, or "*" for everywhere'),
    )
)
address = matching(
    r"https?://[^\s<>\"]{1,2000}",
    sentence("Write the whole address: https://..., without spaces"),
)
slug = matching(
    r"[a-z0-9]+([_-][a-z0-9]+)*", sentence("Write small letters and digits: us-ndaa889-a1a")
)


def truth(value: object, place: Place) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise place.error(
            sentence("is neither true nor false"),
            sentence("Write true or false, without quotation marks."),
        )
    return value


def day(value: object, place: Place) -> date:
    """Read a whole date."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise place.error(
            sentence("is no date"), sentence("Write a day without quotation marks: 2023-12-21")
        )
    return value


def partial_date(value: object, place: Place) -> PartialDate:
    """Read a date of which the day or the month may be unknown."""
    if isinstance(value, datetime) or not isinstance(value, date | str):
        raise place.error(
            sentence("is no date"), sentence('Write 2023-12-21, "2023-12" or "2023".')
        )
    try:
        return PartialDate.parse(value)
    except ValueError as wrong:
        raise place.error(
            sentence("is no date"), sentence('Write 2023-12-21, "2023-12" or "2023".')
        ) from wrong


def percent(value: object, place: Place) -> Decimal:
    """Read a share of a whole, 0 to 100."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise place.error(
            sentence("is no number"), sentence("Write a number from 0 to 100, without a sign.")
        )
    if not 0 <= value <= WHOLE:  # neither is NaN
        raise place.error(
            sentence("is no share of a whole"), sentence("Write a number from 0 to 100.")
        )
    return Decimal(str(value))


def member(kinds: type[E]) -> Reader[E]:
    """Return the reader of one of the enumeration's words."""
    words = {str(kind.value): kind for kind in kinds}

    def read(value: object, place: Place) -> E:
        stated = any_text(value, place)
        if stated not in words:
            raise place.error(
                sentence("{stated!r} is unknown", stated=stated), nearest(stated, words)
            )
        return words[stated]

    return read


def word(known: tuple[str, ...]) -> Reader[str]:
    """Return the reader of one word of a closed set."""

    def read(value: object, place: Place) -> str:
        stated = any_text(value, place)
        if stated not in known:
            raise place.error(
                sentence("{stated!r} is unknown", stated=stated), nearest(stated, known)
            )
        return stated

    return read


def several(read_one: Reader[T]) -> Reader[tuple[T, ...]]:
    """Return the reader of a list that says each thing once."""

    def read(value: object, place: Place) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise place.error(sentence("is no list"), sentence("Write it in brackets: [...]"))
        found = tuple(read_one(each, place) for each in value)
        if len(set(found)) != len(found):
            raise place.error(
                sentence("says the same thing twice"), sentence("Leave one of the two out.")
            )
        return found

    return read


def some(read_one: Reader[T]) -> Reader[tuple[T, ...]]:
    """Return the reader of a list that is not empty."""

    def read(value: object, place: Place) -> tuple[T, ...]:
        found = several(read_one)(value, place)
        if not found:
            raise place.error(
                sentence("is an empty list"),
                sentence("Name at least one, or leave the key out."),
            )
        return found

    return read


def date_order(
    since: date | None, until: date | None, names: tuple[str, str] = ("from", "until")
) -> None:
    """Refuse an end that lies before the beginning; *names* are the keys of the two.

    Raises:
        ValueError: it does.
    """
    if since is not None and until is not None and until < since:
        first, last = names
        raise ValueError(
            sentence(
                "{last} {until} lies before {first} {since}",
                last=last,
                until=until,
                first=first,
                since=since,
            )
        )
