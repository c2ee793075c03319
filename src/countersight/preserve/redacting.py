"""Erasure: documents and words go, commitments and the reason stay.

Erased are the named bytes, what was made of them, what was within them, and what every entry
says that names any of these. Whatever else such an entry says goes with it, and is told again
by a new entry where it may stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from countersight.errors import HoldingError
from countersight.ids import EntryNumber, Sha256
from countersight.messages import sentence
from countersight.model.event import Entry, Event, EventKind, JsonValue
from countersight.ports import CaseStore, Watch
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
        StoreError: the case can't be written.
    """
    entries = list(case.log.entries())
    digests = _with_what_came_of_them(entries, set(what.digests))
    numbers = sorted(
        entry.number
        for entry in entries
        if entry.event is not None and (entry.number in what.entries or named(entry) & digests)
    )
    if not numbers:
        raise HoldingError(
            sentence("no entry of the log names what is to be erased"),
            hint=sentence("Name it by its SHA-256, or by the number of an entry."),
        )
    body: dict[str, JsonValue] = {"type": "erasure", "reason": what.reason}
    body["entries"] = [int(number) for number in numbers]
    told = Event(EventKind.REDACT, watch.now(), what.by, body)
    held = sorted(name for name in digests if case.blobs.holds(name))
    entry, sealed = case.erase(told, numbers, held)
    return Erased(entry, tuple(numbers), tuple(held), sealed)


def _with_what_came_of_them(entries: Sequence[Entry], digests: set[Sha256]) -> set[Sha256]:
    """Return *digests* with renditions and parts; these stand later in the log."""
    for entry in entries:
        derived, held = derived_in(entry), capture_in(entry)
        if derived is not None and derived.capture in digests:
            digests |= named(entry)
        if held is not None and held.capture.receipt.parent in digests:
            digests.add(held.capture.digest)
    return digests
