"""Entries of a case as events of its log, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from countersight.claim.dumping import entry_table
from countersight.model.casefile import Claim, Entry, Review
from countersight.model.event import Body, Event, EventKind, JsonValue
from countersight.model.event import Entry as LogEntry
from countersight.model.passage import Passage

_HEAD: Final = "case"
_ENTRY: Final = "entry"
TELLS: Final = frozenset(
    {
        EventKind.STATE,
        EventKind.CITE,
        EventKind.CLAIM,
        EventKind.LINK,
        EventKind.REVIEW,
        EventKind.WITHDRAW,
    }
)
"""Kinds of events that tell of an entry."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a case is called."""

    id: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """An entry as its event tells it; ``read_entry`` makes an entry of it."""

    name: str
    """``party``, ``passage``, ..."""
    id: str
    keys: Mapping[str, JsonValue]


def head_event(head: Head, *, at: str, by: str) -> Event:
    """Return the event that names a case.

    >>> head_event(Head("c", "A camera"), at="2026-11-24T12:00:00Z", by="Registry").body["id"]
    'c'
    """
    body: Body = {"type": _HEAD, "id": head.id, "title": head.title, "note": head.note}
    return Event(EventKind.STATE, at, by, body)


def entry_event(entry: Entry, *, at: str, by: str, kind: EventKind | None = None) -> Event:
    """Return the event that tells of an entry.

    The kind is that of the entry, or ``withdraw`` where it no longer counts, unless *kind* says
    otherwise.
    """
    name, keys = entry_table(entry)
    body: Body = {"type": _ENTRY, "entry": name, "keys": keys}
    return Event(kind or _kind(entry), at, by, body)


def _kind(entry: Entry) -> EventKind:
    if entry.withdrawn:
        return EventKind.WITHDRAW
    match entry:
        case Passage():
            return EventKind.CITE
        case Claim():
            return EventKind.CLAIM
        case Review():
            return EventKind.REVIEW
        case _:
            return EventKind.STATE


def head_in(entry: LogEntry) -> Head | None:
    """Return what an entry of the log calls the case; None where it tells of something else."""
    body = _body(entry, _HEAD)
    if body is None:
        return None
    return Head(*(str(body.get(key, "")) for key in ("id", "title", "note")))


def table_in(entry: LogEntry) -> Table | None:
    """Return the entry that an event tells of; None where it tells of something else."""
    body = _body(entry, _ENTRY)
    if body is None:
        return None
    keys = body.get("keys")
    if not isinstance(keys, Mapping):
        return None
    return Table(str(body.get("entry", "")), str(keys.get("id", "")), keys)


def _body(entry: LogEntry, type_: str) -> Body | None:
    event = entry.event
    if event is None or event.kind not in TELLS or event.body.get("type") != type_:
        return None
    return event.body
