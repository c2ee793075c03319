"""Values with partial knowledge: dates that may lack a day, sums that keep their words."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from countersight.messages import sentence

_EDTF = re.compile(
    r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?", re.ASCII
)

_LEAP_YEAR = 2000
"""Has every day that some year has."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the day, the month or the year may be unknown.

    Written as in EDTF level 1 (ISO 8601-2:2019): ``2021``, ``2021-08``, ``2021-08-13``,
    ``XXXX-07-16``.
    """

    text: str
    earliest: date
    latest: date

    @classmethod
    def parse(cls, value: str | date) -> "PartialDate":
        """Read *value*.

        >>> PartialDate.parse("2024-02").latest
        datetime.date(2024, 2, 29)

        Raises:
            ValueError: *value* is no EDTF date of the kinds above.
        """
        if isinstance(value, date):
            return cls(value.isoformat(), value, value)
        found = _EDTF.fullmatch(value.strip())
        if found is None:
            raise ValueError(
                sentence(
                    "{value!r} is no date such as 2021-08-13, 2021-08 or 2021", value=value
                )
            )
        year, month, day = found["year"], found["month"], found["day"]
        first = 1 if month in (None, "XX") else int(month)
        if year == "XXXX":
            date(_LEAP_YEAR, first, 1 if day in (None, "XX") else int(day))
            return cls(found.string, date.min, date.max)
        last = 12 if month in (None, "XX") else int(month)
        if day in (None, "XX"):
            end = date(int(year), last, calendar.monthrange(int(year), last)[1])
            return cls(found.string, date(int(year), first, 1), end)
        return cls(
            found.string, date(int(year), first, int(day)), date(int(year), last, int(day))
        )

    @property
    def day(self) -> date | None:
        """The day, where it is known."""
        return self.earliest if self.earliest == self.latest else None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Money:
    """A sum as it was written, with the number and the currency where they could be read."""

    text: str
    amount: Decimal | None = None
    currency: str | None = None
    """ISO 4217 code."""
