"""What is told of the restrictions themselves: how they stand, fall due, and change."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from countersight.model.restriction import Duty, Restriction


class Standing(StrEnum):
    """How a duty, or a restriction with its strongest duty, stands on a day."""

    STANDS = "stands"
    PERHAPS = "perhaps"
    """The day on which it begins is not known."""
    NOT_YET = "not_yet"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Standings:
    """One restriction, and how the duties that speak to somebody stand on a day."""

    restriction: Restriction
    standing: Standing
    duties: tuple[tuple[Duty, Standing], ...]


class Turn(StrEnum):
    """What happens on a day of the agenda."""

    BEGINS = "begins"
    DUE = "due"
    ENDS = "ends"
    EXEMPTION_BEGINS = "exemption_begins"
    EXEMPTION_ENDS = "exemption_ends"
    REACH_BEGINS = "reach_begins"
    REACH_ENDS = "reach_ends"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the agenda; of a window, the first and the last day that it may be."""

    turn: Turn
    first: date
    last: date | None
    """The same as ``first`` where the day is known; None where nobody knows how late."""
    restriction: Restriction
    duty: Duty | None
    """None for the reach, which is the restriction's."""
    what: str
    days: int
    """Days until ``first``; negative once it is passed."""
    note: str = ""


class Kind(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    BEGAN = "began"
    MAY_HAVE_BEGUN = "may_have_begun"
    ENDED = "ended"
    FELL_DUE = "fell_due"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which restriction, where in it, from what to what."""

    kind: Kind
    restriction: str
    where: str
    """Such as ``duty buy`` or ``duty buy: deadline``; empty for the whole restriction."""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What was found in one file of a user's own restrictions."""

    file: str
    restriction: str
    """Its id, where it could be read."""
    errors: tuple[tuple[str, str], ...]
    """Pairs of what is wrong (with entry and field) and what to do."""
    failed: tuple[tuple[str, str], ...]
    """Pairs of an example's title and what came out otherwise."""
    examples: int
    notes: tuple[str, ...] = ()
