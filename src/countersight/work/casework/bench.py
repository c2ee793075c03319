"""What every use case of a case has at hand, and how something is said of a case."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from countersight.catalogue.fields import Place
from countersight.claim import Head, assembled, checked, entry_event, head_event
from countersight.errors import CatalogueError, ConflictError, EntryError
from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.argument import Schemes
from countersight.model.casefile import Casefile, Entry
from countersight.model.event import Entry as LogEntry
from countersight.model.event import Event, EventKind
from countersight.ports import CaseStore, Watch
from countersight.work.casework.ledger import Ledger, read_ledger
from countersight.work.casework.register import Register

TRIES: Final = 50
"""How often something is made ready anew, where others write at the same time."""
Seen = TypeVar("Seen", Ledger, Register)
"""A case as it was seen, whole or in part."""


@dataclass(frozen=True, slots=True)
class Casework:
    """A case that is worked on, and by whom."""

    store: CaseStore
    schemes: Schemes
    watch: Watch
    by: str
    """Who does it, in a role."""

    def event(self, entry: Entry, kind: EventKind | None = None) -> Event:
        """Return the event that tells of an entry, now."""
        return entry_event(entry, at=self.watch.now(), by=self.by, kind=kind)

    def read(self) -> Ledger:
        """Return the case as its log tells it."""
        return read_ledger(self.store)

    def register(self) -> Register:
        """Return what is there, for whoever asks for a little of it."""
        return Register(self.store, self.store.log.size())

    def keep(self, make: Callable[[Ledger], Sequence[Event]]) -> tuple[LogEntry, ...]:
        """Say in the log what *make* makes of the case as it is, and sign the log.

        Where somebody else writes in between, *make* is asked again, of what is there then.

        Raises:
            ConflictError: others write all the time.
            StoreError: nothing can be written.
        """
        return self._kept(self.read, make)

    def note(self, make: Callable[[Register], Sequence[Event]]) -> tuple[LogEntry, ...]:
        """Do as ``keep`` does, with what is asked for alone; the whole case is not read."""
        return self._kept(self.register, make)

    def _kept(
        self, look: Callable[[], Seen], make: Callable[[Seen], Sequence[Event]]
    ) -> tuple[LogEntry, ...]:
        for _ in range(TRIES):
            before = look()
            events = make(before)
            if not events:
                return ()
            try:
                made = self.store.log.append(events, after=before.size)
            except ConflictError:
                continue
            self.store.checkpoint(before.size + len(made))
            return made
        raise ConflictError(
            sentence("others wrote to the case {number} times in between", number=TRIES)
        )

    def fitting(self, ledger: Ledger, entries: Iterable[Entry]) -> Casefile:
        """Return the case with *entries*, if what they refer to is there.

        Raises:
            EntryError: it is not; nothing is said.
        """
        case = ledger.case
        every = (*case.entries(), *entries)
        made = assembled(case.id, case.title, every, note=case.note)
        return self.sound(made)

    def sound(self, case: Casefile) -> Casefile:
        """Return a case, if what it refers to is there and its words are known.

        Raises:
            EntryError: it is not.
        """
        kinds = {each.id: type(each).__name__.lower() for each in case.entries()}

        def where(id_: EntryId) -> Place:
            return Place(f"{kinds.get(id_, 'entry')} {id_}")

        try:
            return checked(case, self.schemes.predicates, where)
        except CatalogueError as wrong:
            raise EntryError(wrong.message, hint=wrong.hint) from wrong


def begin(work: Casework, head: Head) -> LogEntry:
    """Name a new case; this is the first entry of its log."""
    told = head_event(head, at=work.watch.now(), by=work.by)
    (made,) = work.store.log.append([told], after=0)
    work.store.checkpoint(1)
    return made
