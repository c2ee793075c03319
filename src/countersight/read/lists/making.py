"""Entries made of what a row says: days, countries, identifiers; and what is wrong there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from countersight.messages import sentence
from countersight.model.countries import COUNTRIES, MISTAKEN
from countersight.model.record import Origin, Problem
from countersight.model.values import PartialDate
from countersight.model.vendor import NameKind
from countersight.model.watchlist import (
    EntityKind,
    LateFact,
    ListedName,
    ListEntry,
    ListStretch,
)
from countersight.normalise.words import country_of
from countersight.read.dates import Order, iso
from countersight.read.lists.persons import reads_like_person
from countersight.read.lists.words import CALLED, SCHEMES

MOST_NAMES: Final = 1_000
LONGEST_NAME: Final = 1_000
_UNDATED: Final = frozenset({"", "-", "n/a", "none", "indefinite", "-0-"})


@dataclass(slots=True)
class Making:
    """Gathers a stretch of entries, with the problems and the persons met on the way."""

    origin: Origin
    order: Order = Order.MONTH_FIRST
    """How days of numbers alone are written."""
    entries: list[ListEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    late: list[LateFact] = field(default_factory=list)
    persons: int = 0
    unclear: int = 0

    def place(self, row: int | None, pointer: str | None = None) -> Origin:
        """Return where a row stands."""
        return Origin(self.origin.file, self.origin.member, row=row, pointer=pointer)

    def problem(self, place: Origin, code: str, message: str, *, rows: int = 0) -> None:
        """Note something that is wrong; *rows* is 1 where the entry is not kept."""
        self.problems.append(Problem(place, code, message, rows=rows))

    def add(self, entry: ListEntry) -> bool:
        """Keep an entry, unless it has no name, or reads like a person where nobody says."""
        if not entry.names:
            self.problem(entry.origin, "no-name", sentence("an entry has no name"), rows=1)
            return False
        unstated = entry.kind is EntityKind.UNSTATED
        if unstated and reads_like_person(each.text for each in entry.names):
            self.unclear += 1
            return False
        self.entries.append(entry)
        return True

    def day(self, place: Origin, text: str) -> PartialDate | None:
        """Return a day of the list; None where there is none, or it can't be read."""
        if text.strip().casefold() in _UNDATED:
            return None
        found = _day(text, self.order)
        if found is None:
            self.problem(place, "odd-day", sentence("a day can't be read, and is not known"))
        return found

    def days(
        self, place: Origin, listed: str, delisted: str
    ) -> tuple[PartialDate | None, PartialDate | None, bool]:
        """Return first and last day, and whether they contradict each other."""
        first, last = self.day(place, listed), self.day(place, delisted)
        if first is None or last is None or last.latest >= first.earliest:
            return first, last, False
        message = sentence("it was delisted before it was listed; both days are not known")
        self.problem(place, "delisted-first", message)
        return None, None, True

    def take(self) -> ListStretch:
        """Return what was gathered, and begin anew."""
        found = ListStretch(
            tuple(self.entries),
            tuple(self.problems),
            self.persons,
            self.unclear,
            tuple(self.late),
        )
        self.entries, self.problems, self.late = [], [], []
        self.persons = self.unclear = 0
        return found


@lru_cache(maxsize=8_192)
def _day(text: str, order: Order) -> PartialDate | None:
    found = iso(text, order)
    try:
        return None if found is None else PartialDate.parse(found)
    except ValueError:
        return None


def cleaned(text: str) -> str:
    """Return a text on one line, without blanks around it."""
    return " ".join(text.split())


def named(texts: Iterable[tuple[str, NameKind]], *, weak: bool = False) -> Iterator[ListedName]:
    """Yield names that say something, each once; those beyond reason are cut."""
    seen: set[str] = set()
    for text, kind in texts:
        name = cleaned(text)[:LONGEST_NAME]
        if name and name not in seen and len(seen) < MOST_NAMES:
            seen.add(name)
            yield ListedName(name, kind, weak=weak)


@lru_cache(maxsize=4_096)
def country(text: str) -> str:
    """Return a place by its code, or as it is written where it has none.

    >>> country("China"), country("cn"), country("Region: Crimea")
    ('CN', 'CN', 'Region: Crimea')
    """
    name = cleaned(text)
    code = MISTAKEN.get(name.upper(), name.upper())
    if code in COUNTRIES:
        return code
    return CALLED.get(name.casefold()) or country_of(name) or name


def countries(texts: Iterable[str]) -> tuple[str, ...]:
    """Return places by their codes, each once, in order."""
    return tuple(dict.fromkeys(found for text in texts if (found := country(text))))


_IMO: Final = re.compile(r"^IMO\s*", re.IGNORECASE)


def identifier(kind: str, value: str, place: str) -> str:
    """Return an identifier of a US list as ``SCHEME:value``; empty where it is none.

    >>> identifier("Registration Number", "HRB20555", "DE"), identifier("Website", "x.com", "")
    ('DE-REG:HRB20555', '')
    """
    scheme = SCHEMES.get(kind.strip().casefold())
    number = _IMO.sub("", cleaned(value))
    if scheme is None or not number:
        return ""
    if not scheme.startswith("*"):
        return f"{scheme}:{number}"
    where = country(place) if place else ""
    return f"{where}{scheme[1:]}:{number}" if where in COUNTRIES else f"{scheme[2:]}:{number}"
