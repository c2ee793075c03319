"""What is said of one record in the end: matches, findings, and what they rest on."""

from dataclasses import dataclass, fields
from datetime import date

from countersight.model.background import Background
from countersight.model.decision import Decision
from countersight.model.match import Match, State
from countersight.model.profile import Profile
from countersight.model.record import Problem, Reading, Record


@dataclass(frozen=True, slots=True)
class Finding:
    """A match plus a decision, for one record."""

    match: Match
    decision: Decision
    act: str = ""
    """The act that was decided, where the record or the profile tells it."""


@dataclass(frozen=True, slots=True)
class ListVersion:
    """A list or catalogue that an answer rests on."""

    name: str
    version: str
    vintage: str
    """The day up to which its facts speak, ISO 8601."""
    licence: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What every answer of a run rests on."""

    lists: tuple[ListVersion, ...]
    as_of: date
    """The day of asking."""
    profile: Profile | None = None
    """None: nobody said who asks, so place and roles are unknown."""


@dataclass(frozen=True, slots=True)
class Screened:
    """One record with its whole answer."""

    record: Record
    state: State
    reason: str = ""
    """Of ``not_checked``."""
    matches: tuple[Match, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Duties that bind, depend, exempt or advise; strongest first."""
    not_bound: tuple[tuple[str, str], ...] = ()
    """Restrictions that do not bind, each with the reason of its furthest test."""
    backgrounds: tuple[Background, ...] = ()
    """What the catalogue knows of each entity that the record is or may be; best first."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records came out how."""

    records: int = 0
    """Records that were answered; a row that became a Problem is none."""
    match: int = 0
    review: int = 0
    no_match: int = 0
    withheld: int = 0
    person: int = 0
    no_name: int = 0
    problems: int = 0

    @property
    def not_checked(self) -> int:
        """Records that could not be checked, for whatever reason."""
        return self.withheld + self.person + self.no_name

    def __add__(self, other: "Counts") -> "Counts":
        """Return the counts of both.

        >>> (Counts(records=2, match=1) + Counts(records=3)).records
        5
        """
        names = [field.name for field in fields(self)]
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class ScreenedBatch:
    """A stretch of one input, screened: what is to be told, and the counts of the rest."""

    reading: Reading
    records: tuple[Screened, ...]
    problems: tuple[Problem, ...]
    counts: Counts
