"""Entries of outside lists, as their publishers print them.

Entries of natural persons are no part of it: a reader counts them and leaves them out.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from countersight.ids import ListedId, ListId
from countersight.model.facts import OnList, Truth
from countersight.model.record import Origin, Problem
from countersight.model.values import PartialDate
from countersight.model.vendor import NameKind

SHORTEST_INDEXED: Final = 2
"""Letters and digits of the shortest name that is looked for; a shorter one is kept."""


class EntityKind(StrEnum):
    """What kind of thing an entry is, as the list tells; persons are not kept."""

    COMPANY = "company"
    ORGANISATION = "organisation"
    """An organisation of which the list does not say that it is a company."""
    PUBLIC_BODY = "public_body"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    EQUIPMENT = "equipment"
    """Goods or services as such; the name is the maker's where the list names one."""
    UNSTATED = "unstated"
    """The list does not tell, and a legal form or a word of trade was not needed to."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of an entry, as the list prints it."""

    text: str
    kind: NameKind = NameKind.LISTED
    """``listed`` is the first name; others are ``alias``, ``former``, ``short`` ..."""
    language: str = ""
    """BCP 47, where the list tells; ``und-Cyrl`` where it tells the script alone."""
    weak: bool = False
    """The publisher says that it is a weak one, which many others bear."""

    @property
    def is_indexed(self) -> bool:
        """Whether it is looked for; one of a single character is kept and never matched.

        >>> ListedName("J2").is_indexed, ListedName("X").is_indexed, ListedName("漢").is_indexed
        (True, False, False)
        """
        return sum(map(str.isalnum, self.text)) >= SHORTEST_INDEXED


@dataclass(frozen=True, slots=True)
class StatedTie:
    """A tie to another organisation as the list states it; ``role`` is what the OTHER is."""

    name: str
    """The other's name as stated; empty where only its id is told and stands in no entry."""
    role: str = "parent"
    """parent, owner, director, linked_to ... in the list's sense."""
    id: ListedId | None = None
    """The other's own entry in the same edition, where it has one."""
    percent: str = ""
    """As written."""
    since: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One organisation, ship, aircraft or kind of goods on a list; never a natural person."""

    id: ListedId
    names: tuple[ListedName, ...]
    """At least one; the first is the list's own."""
    origin: Origin
    """Where it stands in the file."""
    kind: EntityKind = EntityKind.UNSTATED
    part: ListId | None = None
    """The list it belongs to, where one file has several: ``us-bis-entity-list``."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2; a place that has no code stands as written."""
    identifiers: tuple[str, ...] = ()
    """``SCHEME:value``."""
    programmes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    listed: PartialDate | None = None
    """First day on the list; None where it is not told."""
    delisted: PartialDate | None = None
    """Last day on the list; None where it still stands, or no day is told."""
    parents: tuple[StatedTie, ...] = ()
    reference: str = ""
    """The publisher's own: a number, a citation of its gazette."""
    source: str = ""
    """Address that the list gives for the entry."""
    doubtful_days: bool = False
    """The list's own days contradict each other, so neither is kept."""

    @property
    def name(self) -> str:
        """The list's own name for it."""
        return self.names[0].text

    @property
    def indexed(self) -> tuple[ListedName, ...]:
        """The names that are looked for."""
        return tuple(each for each in self.names if each.is_indexed)

    def stands(self, day: date, vintage: date) -> Truth:
        """Tell whether the list prints it on a day; *vintage* is the day of the edition.

        >>> from countersight.model.record import Origin
        >>> days = [PartialDate.parse(each) for each in ("2024-01-31", "2025-01-07")]
        >>> entry = ListEntry(ListedId("m"), (ListedName("Megvii"),), Origin("1260h.csv"),
        ...                   listed=days[0], delisted=days[1])
        >>> asked = (date(2024, 1, 30), date(2024, 5, 1), date(2025, 1, 7), date(2025, 1, 8))
        >>> [entry.stands(day, date(2026, 6, 8)).value for day in asked]
        ['false', 'true', 'true', 'false']

        An entry without a first day stands from the vintage of its edition on; whether it
        stood before is unknown.
        """
        return self.place((), vintage).stands(day)

    def place(self, lists: tuple[ListId, ...], vintage: date) -> OnList:
        """Return its place on *lists*, as an edition of that day tells it."""
        return OnList(lists, self.name, self.listed, self.delisted, vintage, self.doubtful_days)


@dataclass(frozen=True, slots=True)
class ListStretch:
    """Some entries of a file, in its order, and the problems met on the way."""

    entries: tuple[ListEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    persons: int = 0
    unclear: int = 0
    """Entries that read like persons, where the list does not say what they are."""
    late: tuple["LateFact", ...] = ()
    vintage: date | None = None
    """The day of the file, where its content tells it here."""


@dataclass(frozen=True, slots=True)
class LateFact:
    """Something that a file tells of an entry elsewhere than where the entry stands.

    A tie is kept where the other stands in the same edition, by its id or by its name, or is
    said to be no person: so a person who owns or directs something is never kept.
    """

    id: ListedId
    """The entry that it is told of."""
    tie: StatedTie | None = None
    no_person: bool = False
    """The other end of the tie is said to be an organisation."""
    listed: PartialDate | None = None
    """Of several, the earliest counts."""
    delisted: PartialDate | None = None
    """Of several, the latest counts, unless one is ``open``."""
    open: bool = False
    """It tells of a listing that has no end."""
    doubtful: bool = False
    programmes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
