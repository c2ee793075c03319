"""What is known of a situation, and where each piece of it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from countersight.ids import ListId, VendorId
from countersight.model.ownership import Share
from countersight.model.values import PartialDate


class Truth(StrEnum):
    """Three values (Kleene 1952, strong logic of indeterminacy)."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class FactSource(StrEnum):
    """Where a fact comes from."""

    STATED = "stated"
    """It stands in the record, or in the line of facts."""
    CATALOGUE = "catalogue"
    """Known of the entity."""
    ASSUMED = "assumed"
    """From the profile, or a default."""


FactValue: TypeAlias = str | bool | int | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One known fact."""

    name: str
    value: FactValue
    source: FactSource
    because: str = ""
    """Such as the column, the catalogue entry or the profile's key it was taken from."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns the maker (or the applicant, bidder, counterparty), and how far."""

    id: VendorId
    percent: Decimal | None = None
    """0 to 100; None where it is not known."""
    control: bool | None = None
    successor: bool = False
    """The maker is what became of this company."""
    path: tuple[str, ...] = ()
    """The chain of companies from the maker to this owner, both included."""
    note: str = ""
    between: Share | None = None
    """Where ``percent`` is None and a range is known."""
    held: Share | None = None
    """What it holds itself in the company before it in the chain."""


def stands_on(day: date, since: PartialDate | None, until: PartialDate | None) -> Truth:
    """Tell whether a day lies between two, each included; no day, no bound on that side.

    >>> year = PartialDate.parse("2024")
    >>> [stands_on(date(each, 5, 1), year, None).value for each in (2023, 2024, 2025)]
    ['false', 'unknown', 'true']
    """
    if (since and day < since.earliest) or (until and day > until.latest):
        return Truth.FALSE
    sure = (since is None or day >= since.latest) and (until is None or day <= until.earliest)
    return Truth.TRUE if sure else Truth.UNKNOWN


@dataclass(frozen=True, slots=True)
class OnList:
    """A place on an outside list, of whom the record names or may name."""

    lists: tuple[ListId, ...]
    """The list that was asked, and the part of it that the entry belongs to."""
    called: str
    """The entry's name, as the list prints it."""
    since: PartialDate | None
    """First day; None where it is not told."""
    until: PartialDate | None
    vintage: date
    """The day up to which the edition speaks."""
    doubtful: bool = False

    def stands(self, day: date) -> Truth:
        """Tell whether the list prints it on a day, as far as its edition tells.

        >>> place = OnList((), "A", PartialDate.parse("2024-01-31"), None, date(2025, 1, 7))
        >>> place.stands(date(2024, 1, 30)).value, place.stands(date(2024, 5, 1)).value
        ('false', 'true')
        """
        found = stands_on(day, self.since, self.until)
        known = not self.doubtful and (self.since is not None or day >= self.vintage)
        return found if known or found is Truth.FALSE else Truth.UNKNOWN


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one situation. What is not in it is unknown."""

    known: Mapping[str, Fact]
    owners: tuple[Owner, ...] | None = None
    """None when nobody said; a tuple, perhaps empty, when somebody did."""
    owners_source: FactSource = FactSource.ASSUMED
    id: str = ""
    listings: tuple[OnList, ...] = ()
    """Places of the maker on outside lists."""
    asked: tuple[ListId, ...] = ()
    """Outside lists that were asked of it, and their parts."""

    def value(self, name: str) -> FactValue | None:
        """Return the value of a fact, or None where it is unknown."""
        fact = self.known.get(name)
        return None if fact is None else fact.value
