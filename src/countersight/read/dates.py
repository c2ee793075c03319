"""Dates as people write them, to ISO 8601; what can't be settled stays as it was written.

Whether 03/04/2025 is in March or in April is settled for a whole column by a value whose
day is above 12; where none is, such values stay as written, and a note says so.
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from countersight.messages import sentence


class Order(StrEnum):
    """Which of day and month a column writes first."""

    DAY_FIRST = sentence("day first")
    MONTH_FIRST = sentence("month first")
    MIXED = "mixed"


MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio janeiro januari",
            "feb february februar fevrier febrero febbraio fevereiro februari",
            "mar march maerz marz mars marzo marco maart",
            "apr april avril abril aprile",
            "may mai mayo maggio maio mei",
            "jun june juni juin junio giugno junho",
            "jul july juli juillet julio luglio julho",
            "aug august aout agosto augustus",
            "sep sept september septembre septiembre settembre setembro",
            "oct october oktober octobre octubre ottobre outubro okt",
            "nov november novembre noviembre novembro",
            "dec december dezember decembre diciembre dicembre dezembro dez",
        ),
        start=1,
    )
    for name in names.split()
}

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*|Z|[+-]\d{2}:\d{2})?")
_PARTIAL = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?(?:[T ].*)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,].*)?")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([a-z]+)\.?[ ,-]+(\d{4}|\d{2})")
_NAME_DAY = re.compile(r"([a-z]+)\.?[ -](\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\d{4})")
_LAST_MONTH: Final = 12
_PIVOT: Final = 70
"""Two-digit years below it are of this century."""


def settle(values: Iterable[str], order: Order | None = None) -> Order | None:
    """Return which of day and month *values* write first, as far as they tell.

    >>> settle(["03/04/2025", "13/04/2025"])
    <Order.DAY_FIRST: 'day first'>
    """
    for value in values:
        found = _NUMBERS.fullmatch(value.strip())
        if found is None or found[2] == ".":
            continue
        first, second = int(found[1]), int(found[3])
        if (first > _LAST_MONTH) == (second > _LAST_MONTH):
            continue
        told = Order.DAY_FIRST if first > _LAST_MONTH else Order.MONTH_FIRST
        if order is not None and order != told:
            return Order.MIXED
        order = told
    return order


def iso(value: str, order: Order | None = None) -> str | None:
    """Return *value* as ISO 8601, or None where it is no date or can't be settled.

    >>> iso("31.12.2025"), iso("03/04/2025"), iso("03/04/2025", Order.DAY_FIRST)
    ('2025-12-31', None, '2025-04-03')
    >>> iso("13 Aug 2019"), iso("2025年3月4日"), iso("2021-08")
    ('2019-08-13', '2025-03-04', '2021-08')

    The day is the one that stands there; an offset (XML Schema part 2, 3.3.9) shifts nothing.

    >>> iso("2024-12-31+02:00"), iso("2024-12-31Z"), iso("2024-12-31T23:30:00-05:00")
    ('2024-12-31', '2024-12-31', '2024-12-31')
    """
    text = value.strip()
    for pattern in (_ISO, _YEAR_FIRST, _COMPACT):
        if found := pattern.fullmatch(text):
            return _day(found[1], found[2], found[3])
    if _PARTIAL.fullmatch(text):
        return text
    if found := _NUMBERS.fullmatch(text):
        return _numbers(found, order)
    return _named(text.casefold())


def _numbers(found: re.Match[str], order: Order | None) -> str | None:
    first, second, year = found[1], found[3], found[4]
    if found[2] == "." or int(first) > _LAST_MONTH or first == second:
        return _day(year, second, first)
    if int(second) > _LAST_MONTH:
        return _day(year, first, second)
    match order:
        case Order.DAY_FIRST:
            return _day(year, second, first)
        case Order.MONTH_FIRST:
            return _day(year, first, second)
        case _:
            return None


def _named(text: str) -> str | None:
    if found := _DAY_NAME.fullmatch(text):
        day, name, year = found.groups()
    elif found := _NAME_DAY.fullmatch(text):
        name, day, year = found.groups()
    else:
        return None
    month = MONTHS.get(name)
    return None if month is None else _day(year, str(month), day)


def _day(year: str, month: str, day: str) -> str | None:
    full = int(year)
    if len(year) == 2:  # noqa: PLR2004
        full += 2000 if full < _PIVOT else 1900
    try:
        return date(full, int(month), int(day)).isoformat()
    except ValueError:
        return None
