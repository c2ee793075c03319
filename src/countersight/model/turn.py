"""What a newer version of a list changes in the answer for one record, and why."""

from dataclasses import dataclass
from datetime import date

from countersight.ids import ListId, VendorId
from countersight.model.edition import Edition, EntryChange
from countersight.model.match import State
from countersight.model.record import Problem, Reading, Record
from countersight.model.summing import summed


@dataclass(frozen=True, slots=True)
class Turn:
    """One entry of a list that a record was, or may have been, and now is not; or otherwise."""

    list: ListId
    entity: VendorId
    name: str
    """As the list prints it, in the later version that has it."""
    alias: str
    """The name that was met."""
    before: State
    after: State
    why: str
    """One sentence: what became of the entry."""

    @property
    def is_new(self) -> bool:
        """Whether the record became a match, or one that has to be looked at."""
        return self.after is not State.NO_MATCH and self.after is not self.before


@dataclass(frozen=True, slots=True)
class Turned:
    """One record whose answer is another."""

    record: Record
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class TurnCounts:
    """How many records there were, and how many turned which way."""

    records: int = 0
    became: int = 0
    """Records with an entry that they newly are or may be."""
    matches: int = 0
    """Of these, records with an entry that they newly are for certain."""
    stopped: int = 0
    """Records with an entry that they no longer are, and none that they became."""
    not_checked: int = 0
    problems: int = 0

    def __add__(self, other: "TurnCounts") -> "TurnCounts":
        """Return the counts of both."""
        return summed(self, other)


@dataclass(frozen=True, slots=True)
class TurnedBatch:
    """A stretch of one input: the records whose answer is another, and the Problems."""

    reading: Reading
    records: tuple[Turned, ...]
    problems: tuple[Problem, ...]
    counts: TurnCounts


@dataclass(frozen=True, slots=True)
class Span:
    """One list, then and now: of each the edition, and the day on which entries stand."""

    before: Edition
    then: date
    after: Edition
    now: date
    changes: tuple[EntryChange, ...]
    """The entries that the two differ in."""
