"""Days and shares as publishers write them; what can't be read is told, and never a guess."""

import re
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from countersight.model.ownership import WHOLE, Share
from countersight.model.values import PartialDate

SOME_DAY: Final = PartialDate.parse("XXXX-XX-XX")
"""A day that was told and can't be read: whatever rests on it is not sure."""
_DAY: Final = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ].*)?", re.DOTALL)
_NUMBER: Final = r"(\d{1,3}(?:[.,]\d{1,20})?)"
_RANGE: Final = re.compile(rf"{_NUMBER}\s*%?\s*(?:-|–|to|and|up to)\s*{_NUMBER}\s*%?")
_EXACT: Final = re.compile(rf"{_NUMBER}\s*(?:%|percent|per cent)?", re.IGNORECASE)
_OVER: Final = re.compile(
    rf"(?:>|over|more than|above)\s*{_NUMBER}\s*(?:%|percent|per cent)?", re.IGNORECASE
)
_LEAST: Final = re.compile(
    rf"(?:>=|≥|at least)\s*{_NUMBER}\s*(?:%|percent|per cent)?", re.IGNORECASE
)
_LONGEST: Final = 60


class Unread(ValueError):  # noqa: N818 - it is told to the caller as a Problem
    """A value is none of its kind."""


@lru_cache(65_536)
def day_of(text: str) -> PartialDate | None:
    """Return a day, month or year; of a time its day. Nothing for nothing.

    >>> str(day_of("2017-12-06T01:00:00+01:00")), day_of(" ")
    ('2017-12-06', None)

    Raises:
        Unread: it is no date.
    """
    written = text.strip()
    if not written:
        return None
    found = _DAY.fullmatch(written[:_LONGEST])
    try:
        if found is None:
            raise Unread
        return PartialDate.parse(found[1])
    except ValueError as wrong:
        raise Unread from wrong


@lru_cache(65_536)
def last_day(text: str) -> PartialDate | None:
    """Return the last day of what ceased on a day: the one before (BODS 0.4, ``endDate``).

    >>> str(last_day("2020-05-01")), str(last_day("2020-05"))
    ('2020-04-30', '2020-05')

    Raises:
        Unread: it is no date.
    """
    ceased = day_of(text)
    if ceased is None or ceased.day is None or ceased.day == ceased.day.min:
        return ceased
    return PartialDate.parse(ceased.day - timedelta(days=1))


@lru_cache(65_536)
def number_of(text: str) -> Decimal:
    """Return a percentage.

    Raises:
        Unread: it is no number from 0 to 100.
    """
    try:
        found = Decimal(text.strip().replace(",", ".")[:_LONGEST])
    except InvalidOperation as wrong:
        raise Unread from wrong
    if not found.is_finite() or not 0 <= found <= WHOLE:
        raise Unread
    return found


@lru_cache(65_536)
def share_of(text: str) -> Share | None:
    """Return a share as a person writes it: a number, a range, a bound. Nothing for nothing.

    >>> share_of("51%").told(), share_of("25 - 50").told(), share_of("> 50 %").told()
    ('51 percent', '25 to 50 percent', 'more than 50 and up to 100 percent')

    Raises:
        Unread: it is no share.
    """
    written = " ".join(text.split())[:_LONGEST]
    if not written:
        return None
    if found := _RANGE.fullmatch(written):
        return _between(number_of(found[1]), number_of(found[2]))
    if found := _OVER.fullmatch(written):
        return _between(number_of(found[1]), WHOLE, over=True)
    if found := _LEAST.fullmatch(written):
        return _between(number_of(found[1]), WHOLE)
    if found := _EXACT.fullmatch(written):
        return Share.exact(number_of(found[1]))
    raise Unread


def _between(least: Decimal, most: Decimal, *, over: bool = False) -> Share:
    if least > most or (over and least == most):
        raise Unread
    return Share(least, most, over and least < most)


def bounds(least: str, most: str, *, over: str = "", under: str = "") -> Share | None:
    """Return the share between bounds, of which the last two do not count themselves.

    Nothing where no bound is told.

    >>> bounds("", "50", over="25").told()
    'more than 25 and up to 50 percent'

    Raises:
        Unread: a bound is no percentage, or the range is empty.
    """
    if not (least or most or over or under):
        return None
    low = max((number_of(each) for each in (least, over) if each), default=Decimal(0))
    high = min((number_of(each) for each in (most, under) if each), default=WHOLE)
    above = bool(over) and number_of(over) == low and low < high
    below = bool(under) and number_of(under) == high and low < high
    if low > high:
        raise Unread
    return Share(low, high, above, below)
