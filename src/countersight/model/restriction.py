"""One legal instrument as data: duties, exemptions, reach, events, conflicts, citations."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from countersight.ids import CiteId, DutyId, ExemptionId, ListId, RestrictionId, VendorId
from countersight.model.vendor import Checked

TestValue: TypeAlias = str | int | bool | date
Day: TypeAlias = date
"""For classes that have a field of the name ``date``."""


class Force(StrEnum):
    """What kind of instrument it is; the last three bind only the bodies the issuer directs."""

    STATUTE = "statute"
    REGULATION = "regulation"
    EXECUTIVE_ORDER = "executive_order"
    ADMINISTRATIVE_INSTRUCTION = "administrative_instruction"
    ORDER = "order"
    MINISTERIAL_STATEMENT = "ministerial_statement"
    RESOLUTION = "resolution"
    ADVICE = "advice"


class Status(StrEnum):
    """Today's state; for a given day the periods decide."""

    PROPOSED = "proposed"
    PROMULGATED = "promulgated"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    STAYED = "stayed"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    SPENT = "spent"


class Modality(StrEnum):
    """How a duty speaks."""

    PROHIBIT = "prohibit"
    REQUIRE = "require"
    CONDITION = "condition"


class ReachKind(StrEnum):
    """How an instrument reaches past the company it names."""

    NAMED_ONLY = "named_only"
    SUBSIDIARY_OR_AFFILIATE = "subsidiary_or_affiliate"
    EQUITY = "equity"
    CONTROL = "control"
    BRAND = "brand"


class Comparison(StrEnum):
    """What a fact test asks of the fact."""

    IN = "in"
    IS = "is"
    AFTER = "after"
    NOT_AFTER = "not_after"
    BEFORE = "before"
    NOT_BEFORE = "not_before"


@dataclass(frozen=True, slots=True)
class FactTest:
    """A test of one fact. A missing fact is unknown, never false."""

    fact: str
    comparison: Comparison
    values: tuple[TestValue, ...]
    """The members of ``in``; otherwise one value."""


@dataclass(frozen=True, slots=True)
class ListMembership:
    """Makers told by their place on a dated list, instead of by name."""

    list: str
    """Id of a restriction whose ``listings`` date the entries."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What x whose x for what."""

    id: str
    makers: tuple[VendorId, ...] = ()
    watchlist: ListId | None = None
    """An outside list, or a part of one: whoever stands on it that day, beside *makers*."""
    maker_test: FactTest | None = None
    maker_list: ListMembership | None = None
    forms: tuple[str, ...] = ("*",)
    classes: tuple[str, ...] = ("*",)
    purposes: tuple[str, ...] = ()
    """Empty means any."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReachRule:
    """How far over ownership, in one period."""

    kind: ReachKind
    min_percent: Decimal | None = None
    """At least this share reaches."""
    more_than_percent: Decimal | None = None
    """A share above this reaches."""
    aggregate: bool = False
    """Add up the known shares of all owners that are targets of the same cover."""
    or_control: bool = False
    cascade: bool = False
    """A company that is held to the line counts as a target itself, with all that it holds."""
    since: date | None = None
    until: date | None = None
    """Inclusive."""
    scheduled: bool = False
    """The period lies ahead of what the sources speak for."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """The rule that stands when no period does, and the periods."""

    rule: ReachRule
    periods: tuple[ReachRule, ...] = ()
    defined_in_text: bool = True
    note: str = ""

    def on(self, day: date | None) -> ReachRule:
        """Return the rule that stands on *day*."""
        if day is not None:
            for period in self.periods:
                after = period.since is None or period.since <= day
                if after and (period.until is None or day <= period.until):
                    return period
        return self.rule


@dataclass(frozen=True, slots=True)
class Duty:
    """Who must do or not do which act, for what, from when, by when."""

    id: DutyId
    modality: Modality
    acts: tuple[str, ...]
    binds: tuple[str, ...]
    covers: tuple[str, ...]
    obligation: str
    cites: tuple[CiteId, ...]
    since: date | None = None
    since_not_before: date | None = None
    since_not_after: date | None = None
    """With ``since_not_before``: the start day is known only as a window."""
    until: date | None = None
    """Inclusive."""
    deadline: date | None = None
    requires: tuple[FactTest, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """What frees from duties; all tests must hold."""

    id: ExemptionId
    duties: tuple[DutyId, ...]
    requires: tuple[FactTest, ...]
    text: str
    cites: tuple[CiteId, ...]
    since: date | None = None
    until: date | None = None
    needs_decision_by: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the instrument's history."""

    date: Day
    what: str
    cites: tuple[CiteId, ...] = ()


@dataclass(frozen=True, slots=True)
class Cite:
    """A source, and how it was checked."""

    id: CiteId
    name: str
    url: str
    checked: Checked
    date: Day | None = None
    pinpoint: str = ""
    official_url: str = ""
    other_url: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that disagree, which one the file follows, and why."""

    what: str
    cites: tuple[CiteId, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One vendor's time on the list that the instrument keeps."""

    target: VendorId
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Restriction:
    """One legal instrument."""

    id: RestrictionId
    title: str
    summary: str
    jurisdiction: str
    """ISO 3166-1 alpha-2 or 3166-2; ``EU`` is reserved."""
    force: Force
    status: Status
    issuer: str
    verified_on: date
    verified_through: date
    covers: tuple[Cover, ...]
    reach: Reach
    duties: tuple[Duty, ...]
    cites: tuple[Cite, ...]
    applies_where: tuple[str, ...] = ()
    """Empty: the jurisdiction and its parts; ``*``: follows the person or the item."""
    exemptions: tuple[Exemption, ...] = ()
    events: tuple[Event, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    listings: tuple[Entry, ...] = ()
    directs: tuple[str, ...] = ()
    """Roles that the issuer directs, for the forces that otherwise only advise."""
    penalty: str = ""
    penalty_cites: tuple[CiteId, ...] = ()
    title_original: str = ""
    status_note: str = ""
    verified_note: str = ""
    """How far the reading went, where ``verified_through`` alone would mislead."""

    @property
    def country(self) -> str:
        """The country whose public bodies it can bind (``EU`` for the Union's own)."""
        return self.jurisdiction.split("-", 1)[0]
