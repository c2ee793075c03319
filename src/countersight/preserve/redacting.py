"""Erasure: documents and words go, commitments and the reason stay.

Erased are the named bytes, what was made of them, what was within them, and what every entry
says that names any of these. Whatever else such an entry says goes with it, and is told again
by a new entry where it may stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from countersight.errors import HoldingError
from countersight.ids import EntryNumber, Sha256
from countersight.messages import sentence
from countersight.model.event import Entry, Event, EventKind, JsonValue
from countersight.ports import CaseStore, Erasure, Watch
from countersight.preserve.telling import capture_in, derived_in, named


@dataclass(frozen=True, slots=True)
class What:
    """What is to be erased, and why."""

    reason: str
    by: str
    digests: tuple[Sha256, ...] = ()
    """Documents or renditions."""
    entries: tuple[EntryNumber, ...] = ()
    """Entries whose words are to go, beside those that name the documents."""
    told: tuple[Event, ...] = ()
    """What may stay of those entries; it is told in the same transaction."""
    size: int | None = None
    """Entries of the log that all this was made of; None for as many as there are."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did."""

    entry: Entry
    """The entry that tells of it."""
    numbers: tuple[EntryNumber, ...]
    digests: tuple[Sha256, ...]
    sealed: tuple[str, ...]
    """The sealed texts that were removed: who keeps them can prove later what stood there."""


def redact(case: CaseStore, what: What, *, watch: Watch) -> Erased:
    """Erase, and tell in the log why.

    Raises:
        HoldingError: nothing of what is to be erased is there.
        ConflictError: the log has another size by now.
        StoreError: the case can't be written.
    """
    digests = with_what_came_of_them(case, what.digests)
    named_so = set(what.entries)
    numbers = [
        entry.number
        for entry in case.log.entries(0, what.size)
        if entry.event is not None and (entry.number in named_so or named(entry) & digests)
    ]
    if not numbers:
        raise HoldingError(
            sentence("no entry of the log names what is to be erased"),
            hint=sentence("Name it by its SHA-256, or by the number of an entry."),
        )
    body: dict[str, JsonValue] = {"type": "erasure", "reason": what.reason}
    body["entries"] = [int(number) for number in numbers]
    why = Event(EventKind.REDACT, watch.now(), what.by, body)
    held = sorted(name for name in digests if case.blobs.holds(name))
    events = (*what.told, why)
    entry, sealed = case.erase(events, Erasure(numbers, held), after=what.size)
    return Erased(entry, tuple(numbers), tuple(held), sealed)


def with_what_came_of_them(case: CaseStore, digests: Iterable[Sha256]) -> set[Sha256]:
    """Return *digests* with renditions and parts; these stand later in the log."""
    found = set(digests)
    for entry in case.log.entries():
        derived, held = derived_in(entry), capture_in(entry)
        if derived is not None and derived.capture in found:
            found |= named(entry)
        if held is not None and held.capture.receipt.parent in found:
            found.add(held.capture.digest)
    return found
