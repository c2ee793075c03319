"""What no longer counts says why, and stays."""

from collections.abc import Sequence

from countersight.claim import withdrawn
from countersight.errors import EntryError
from countersight.messages import sentence
from countersight.model.event import Entry as LogEntry
from countersight.model.event import Event
from countersight.work.casework.bench import Casework
from countersight.work.casework.ledger import Ledger


def withdraw(work: Casework, id_: str, why: str) -> LogEntry:
    """Say that an entry no longer counts; it stays visible, with the reason.

    Raises:
        EntryError: there is no such entry, or no reason.
    """

    def make(ledger: Ledger) -> Sequence[Event]:
        found = ledger.entry(id_)
        if found is None:
            raise EntryError(sentence("{id!r} is no entry of the case", id=id_))
        return [work.event(withdrawn(found, why))]

    (made,) = work.keep(make)
    return made
