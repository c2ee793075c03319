"""What is said of one record in the end: matches, findings, and what they rest on."""

from dataclasses import dataclass
from datetime import date

from countersight.model.background import Background
from countersight.model.decision import Decision
from countersight.model.match import Match, State
from countersight.model.profile import Profile
from countersight.model.record import Problem, Reading, Record
from countersight.model.summing import summed


@dataclass(frozen=True, slots=True)
class Finding:
    """A match plus a decision, for one record."""

    match: Match
    decision: Decision
    act: str = ""
    """The act that was decided, where the record or the profile tells it."""


@dataclass(frozen=True, slots=True)
class ReviewTally:
    """How many reviews of a file count on the day of asking, by verdict; and the others."""

    confirmed: int = 0
    dismissed: int = 0
    unsure: int = 0
    expired: int = 0

    @property
    def total(self) -> int:
        """All reviews of the file."""
        return self.confirmed + self.dismissed + self.unsure + self.expired


@dataclass(frozen=True, slots=True)
class ListVersion:
    """A list or catalogue that an answer rests on."""

    name: str
    version: str
    vintage: str
    """The day up to which its facts speak, ISO 8601."""
    licence: str
    reviews: ReviewTally | None = None
    """What stands in it, where it is a file of reviews."""
    age: str | None = None
    """Of a registry of hardware addresses: that it is old, or nothing; None: it is none."""
    stale: str | None = None
    """Of an outside list: that it is stale, and why, or nothing; None: it is none."""


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
    lists: tuple[ListVersion, ...] = ()
    """Registries that its hardware address was asked of, beside the lists of the run."""


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
    dismissed: int = 0
    """Records of ``match`` and ``review`` of which a person dismissed every match."""
    reviews_confirmed: int = 0
    """Reviews that were met and count; each is counted where it is first met."""
    reviews_dismissed: int = 0
    reviews_unsure: int = 0
    reviews_expired: int = 0
    """Reviews that were met and do not count, for their last day has passed."""
    reviews_changed: int = 0
    """Reviews that were met and do not count, for the evidence is another."""

    @property
    def reviews_met(self) -> int:
        """Reviews that were met, whether they count or not."""
        return (
            self.reviews_confirmed
            + self.reviews_dismissed
            + self.reviews_unsure
            + self.reviews_expired
            + self.reviews_changed
        )

    @property
    def not_checked(self) -> int:
        """Records that could not be checked, for whatever reason."""
        return self.withheld + self.person + self.no_name

    def __add__(self, other: "Counts") -> "Counts":
        """Return the counts of both.

        >>> (Counts(records=2, match=1) + Counts(records=3)).records
        5
        """
        return summed(self, other)


@dataclass(frozen=True, slots=True)
class ScreenedBatch:
    """A stretch of one input, screened: what is to be told, and the counts of the rest."""

    reading: Reading
    records: tuple[Screened, ...]
    problems: tuple[Problem, ...]
    counts: Counts
    lists: tuple[ListVersion, ...] = ()
    """Registries that hardware addresses of the batch were asked of."""
