"""The log in a database: appended in one transaction, read in stretches, rebuilt by replay."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from sqlalchemy import Engine, delete, insert, select

from countersight.errors import LogError
from countersight.ids import EntryNumber, Sha256
from countersight.messages import sentence
from countersight.model.event import Entry, Event
from countersight.ports import Erasure
from countersight.preserve.log.lines import entry
from countersight.preserve.log.tree import Growing
from countersight.stores.case.database import forget, reading, writing
from countersight.stores.case.entering import (
    ASKED,
    Line,
    append_events,
    count,
    derive,
    erase_entry,
    expect_size,
    fact,
    kept_hashes,
    write_lines,
)
from countersight.stores.case.projecting import RULES
from countersight.stores.case.tables import ABOUT, ENTRIES, ERASURES, PROJECTED

_STRETCH: Final = 10_000
"""Entries that are held at once."""
_ORIGIN: Final = "origin"
_RULES: Final = "projection"
_OLD_PAGES: Final = Sha256("")
"""Pages that the write-ahead log still has."""


class SqlLog:
    """The log of one case, in the database of an engine (see ``ports.LogStore``)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def origin(self) -> str:
        """Name of the log.

        Raises:
            LogError: the database holds none.
        """
        with reading(self._engine) as connection:
            found = fact(connection, _ORIGIN)
        if found is None:
            raise LogError(
                sentence("the case has no log"),
                hint=sentence("Make one with `countersight case new`."),
            )
        return found

    def begin(self, origin: str) -> bool:
        """Name the log; tell whether it had no name yet."""
        with writing(self._engine) as connection:
            named = fact(connection, _ORIGIN)
            if named is None:
                rows = {_ORIGIN: origin, _RULES: RULES}
                values = [{"name": name, "value": value} for name, value in rows.items()]
                connection.execute(insert(ABOUT), values)
            return named is None

    def is_current(self) -> bool:
        """Tell whether what is made of the entries was made by the rules of this release."""
        with reading(self._engine) as connection:
            return fact(connection, _RULES) == RULES

    def size(self) -> int:
        """Return the number of entries."""
        with reading(self._engine) as connection:
            return count(connection)

    def append(self, events: Sequence[Event], *, after: int | None = None) -> tuple[Entry, ...]:
        """Add *events* at the end, all or none, durably, before this returns.

        Raises:
            ConflictError: the log has not *after* entries.
            StoreError: they can't be kept; nothing of them is.
            LogError: one of them can't be written as canonical JSON.
        """
        with writing(self._engine) as connection:
            expect_size(connection, after)
            return append_events(connection, events)

    def restore(self, lines: Iterable[Line]) -> int:
        """Fill an empty log with the lines of another; return how many they were.

        Raises:
            LogError: the log is not empty, or a line is none.
            StoreError: they can't be kept; nothing of them is.
        """
        with writing(self._engine) as connection:
            if count(connection):
                raise LogError(
                    sentence("the log has entries already"),
                    hint=sentence("Import into a new folder."),
                )
            tree, source = Growing(), iter(lines)
            latest = ""
            while stretch := list(islice(source, _STRETCH)):
                latest, _ = write_lines(connection, tree, stretch, latest)
            return tree.size

    def erase(
        self, events: Sequence[Event], erasure: Erasure, *, after: int | None = None
    ) -> tuple[Entry, tuple[str, ...]]:
        """Append *events*, and remove what entries say; note bytes that are to be removed.

        Returns:
            The entry of the last event, and the sealed texts that were removed: whoever keeps
            them can prove later what stood there.

        Raises:
            ConflictError: the log has not *after* entries.
        """
        numbers, digests = erasure.numbers, erasure.digests
        with writing(self._engine) as connection:
            expect_size(connection, after)
            *_, made = append_events(connection, events)
            texts = [erase_entry(connection, number) for number in sorted(set(numbers))]
            noted = {str(one) for one in connection.scalars(select(ERASURES.c.digest))}
            new = sorted({*digests, _OLD_PAGES} - noted)
            if new:
                connection.execute(insert(ERASURES), [{"digest": one} for one in new])
        return made, tuple(text for text in texts if text is not None)

    def pending_erasures(self) -> tuple[Sha256, ...]:
        """Return the bytes that an erasure still has to remove; "" for old pages of the log."""
        with reading(self._engine) as connection:
            found = connection.scalars(select(ERASURES.c.digest).order_by(ERASURES.c.digest))
            return tuple(Sha256(str(one)) for one in found)

    def end_erasure(self) -> None:
        """Tell that the bytes are removed; drop what the write-ahead log still has of them."""
        with writing(self._engine) as connection:
            connection.execute(delete(ERASURES))
        forget(self._engine)

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """Return the entries from *start*, up to *stop* and without it.

        Raises:
            LogError: an entry is damaged.
        """
        for number, (line, sealed) in enumerate(self.lines(start, stop), start):
            yield entry(number, line, sealed)

    def lines(self, start: int = 0, stop: int | None = None) -> Iterator[Line]:
        """Return of each entry its line and its sealed text; None where that was erased.

        Raises:
            LogError: a number is missing.
        """
        end = self.size() if stop is None else min(stop, self.size())
        for first in range(start, end, _STRETCH):
            last = min(first + _STRETCH, end)
            with reading(self._engine) as connection:
                rows = connection.execute(
                    select(ENTRIES.c.number, ENTRIES.c.line, ENTRIES.c.sealed)
                    .where(ENTRIES.c.number >= first, ENTRIES.c.number < last)
                    .order_by(ENTRIES.c.number)
                ).all()
            if [row[0] for row in rows] != list(range(first, last)):
                raise LogError(
                    sentence(
                        "an entry from {first} to {last} is missing", first=first, last=last - 1
                    )
                )
            for _, line, sealed in rows:
                yield str(line), None if sealed is None else str(sealed)

    def pick(self, numbers: Sequence[EntryNumber]) -> Iterator[Entry]:
        """Return the entries with *numbers*, in that order.

        Raises:
            LogError: one is missing or damaged.
        """
        for first in range(0, len(numbers), ASKED):
            some = numbers[first : first + ASKED]
            with reading(self._engine) as connection:
                rows = connection.execute(
                    select(ENTRIES.c.number, ENTRIES.c.line, ENTRIES.c.sealed).where(
                        ENTRIES.c.number.in_(some)
                    )
                ).all()
            found = {int(number): (str(line), sealed) for number, line, sealed in rows}
            for number in some:
                if number not in found:
                    raise LogError(sentence("entry {number} is missing", number=number))
                yield entry(number, *found[number])

    def hashes(self, places: Sequence[int]) -> Sequence[bytes]:
        """Return the hashes of the tree at *places*.

        Raises:
            LogError: one is missing.
        """
        with reading(self._engine) as connection:
            return kept_hashes(connection, places)

    def rebuild(self) -> None:
        """Make anew, from the entries, everything that is made of them.

        Raises:
            LogError: an entry is damaged; what was there stays.
        """
        with writing(self._engine) as connection:
            for table in reversed(PROJECTED):
                connection.execute(delete(table))
            connection.execute(delete(ABOUT).where(ABOUT.c.name == _RULES))
            connection.execute(insert(ABOUT), [{"name": _RULES, "value": RULES}])
            tree = Growing()
            while tree.size < count(connection):
                rows = connection.execute(
                    select(ENTRIES.c.line, ENTRIES.c.sealed)
                    .where(ENTRIES.c.number >= tree.size)
                    .order_by(ENTRIES.c.number)
                    .limit(_STRETCH)
                ).all()
                derive(connection, tree, [(str(line), sealed) for line, sealed in rows])
