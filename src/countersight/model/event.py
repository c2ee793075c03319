"""What happened in a case: events, and their place in its log.

An event is appended once and never edited; a later event supersedes it, and both stay. The log
reads ``kind`` and ``at``; it does not interpret the body.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from countersight.ids import EntryNumber, Sha256

JsonValue: TypeAlias = (
    "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
)
"""What JSON can say (RFC 8259)."""
Body: TypeAlias = Mapping[str, JsonValue]
"""What an event says: a JSON object; ``type`` in it tells bodies of one kind apart."""


class EventKind(StrEnum):
    """What was done."""

    ADD = "add"
    """Bytes were received: a capture."""
    DERIVE = "derive"
    """A rendition was made of a capture, or could not be made."""
    CITE = "cite"
    """A passage."""
    STATE = "state"
    """A statement, a party, a contract, a question or an answer."""
    CLAIM = "claim"
    LINK = "link"
    """One thing bears on another."""
    ASSESS = "assess"
    """Verdicts were computed, of the case as it was."""
    REVIEW = "review"
    """A person's judgement."""
    WITHDRAW = "withdraw"
    """Something said before is no longer held to; it stays visible."""
    REDACT = "redact"
    """Bytes were erased; their salted commitments stay."""
    EXPORT = "export"
    IMPORT = "import"
    """The case was restored from a bag, and goes on with another key."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a case.

    >>> Event(EventKind.ADD, "2026-11-24T22:00:00Z", "Registry", {"type": "capture"}).kind
    <EventKind.ADD: 'add'>
    """

    kind: EventKind
    at: str
    """When, as the clock was read: RFC 3339 in UTC, with ``Z``."""
    by: str
    """Who did it, in a role."""
    body: Body


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in its place in the log, or what is left of it after an erasure."""

    number: EntryNumber
    """Its place, from 0; the order of the log is this order, whatever the clock said."""
    kind: EventKind
    at: str
    sealed: Sha256
    """Salted commitment to ``by`` and ``body``; all that stays when they are erased."""
    event: Event | None
    """None where it was erased; the entry of kind ``redact`` that names it says why."""
    set_back: bool = False
    """The clock said an earlier time than for an entry before."""
