"""The log in a database: appended in one transaction, read in stretches, rebuilt by replay."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeAlias

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from countersight.errors import ConflictError, LogError
from countersight.ids import EntryNumber, Sha256
from countersight.messages import sentence
from countersight.model.event import Entry, Event
from countersight.preserve.log.lines import entry, seal
from countersight.preserve.log.tree import Growing, leaf_hash, places_of
from countersight.stores.case.database import forget, reading, writing
from countersight.stores.case.projecting import project
from countersight.stores.case.tables import (
    ABOUT,
    CAPTURES,
    ENTRIES,
    ERASURES,
    NODES,
    PROJECTED,
    RENDITIONS,
)

_STRETCH: Final = 10_000
"""Entries that are held at once."""
_ASKED: Final = 500
"""Hashes that are asked for at once."""
_OLD_PAGES: Final = Sha256("")
"""Pages that the write-ahead log still has."""
Line: TypeAlias = tuple[str, str | None]
"""The line of an entry and its sealed text."""


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
            found = connection.scalar(select(ABOUT.c.value).where(ABOUT.c.name == "origin"))
        if found is None:
            raise LogError(
                sentence("the case has no log"),
                hint=sentence("Make one with `countersight case new`."),
            )
        return str(found)

    def begin(self, origin: str) -> bool:
        """Name the log; tell whether it had no name yet."""
        with writing(self._engine) as connection:
            named = connection.scalar(select(func.count()).select_from(ABOUT))
            if not named:
                connection.execute(insert(ABOUT), [{"name": "origin", "value": origin}])
            return not named

    def size(self) -> int:
        """Return the number of entries."""
        with reading(self._engine) as connection:
            return _size(connection)

    def append(self, events: Sequence[Event], *, after: int | None = None) -> tuple[Entry, ...]:
        """Add *events* at the end, all or none, durably, before this returns.

        Raises:
            ConflictError: the log has not *after* entries.
            StoreError: they can't be kept; nothing of them is.
            LogError: one of them can't be written as canonical JSON.
        """
        with writing(self._engine) as connection:
            if after is not None and _size(connection) != after:
                raise ConflictError(sentence("somebody else wrote to the case in between"))
            return _append(connection, events)

    def restore(self, lines: Iterable[Line]) -> int:
        """Fill an empty log with the lines of another; return how many they were.

        Raises:
            LogError: the log is not empty, or a line is none.
            StoreError: they can't be kept; nothing of them is.
        """
        with writing(self._engine) as connection:
            if _size(connection):
                raise LogError(
                    sentence("the log has entries already"),
                    hint=sentence("Import into a new folder."),
                )
            tree, source = Growing(), iter(lines)
            latest = ""
            while stretch := list(islice(source, _STRETCH)):
                latest, _ = _write(connection, tree, stretch, latest)
            return tree.size

    def erase(
        self, event: Event, numbers: Sequence[EntryNumber], digests: Sequence[Sha256]
    ) -> tuple[Entry, tuple[str, ...]]:
        """Append *event*, and remove what entries say; note bytes that are to be removed.

        Returns:
            The entry of *event*, and the sealed texts that were removed: whoever keeps them
            can prove later what stood there.
        """
        with writing(self._engine) as connection:
            (made,) = _append(connection, [event])
            texts = [_erase(connection, number) for number in sorted(set(numbers))]
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

    def hashes(self, places: Sequence[int]) -> Sequence[bytes]:
        """Return the hashes of the tree at *places*.

        Raises:
            LogError: one is missing.
        """
        with reading(self._engine) as connection:
            return _hashes(connection, places)

    def rebuild(self) -> None:
        """Make anew, from the entries, everything that is made of them.

        Raises:
            LogError: an entry is damaged; what was there stays.
        """
        with writing(self._engine) as connection:
            for table in reversed(PROJECTED):
                connection.execute(delete(table))
            tree = Growing()
            while tree.size < _size(connection):
                rows = connection.execute(
                    select(ENTRIES.c.line, ENTRIES.c.sealed)
                    .where(ENTRIES.c.number >= tree.size)
                    .order_by(ENTRIES.c.number)
                    .limit(_STRETCH)
                ).all()
                _derive(connection, tree, [(str(line), sealed) for line, sealed in rows])


def _size(connection: Connection) -> int:
    last = connection.scalar(select(func.max(ENTRIES.c.number)))
    return 0 if last is None else int(last) + 1


def _append(connection: Connection, events: Sequence[Event]) -> tuple[Entry, ...]:
    size, latest = _size(connection), ""
    if size:
        last = select(ENTRIES.c.latest).where(ENTRIES.c.number == size - 1)
        latest = str(connection.scalar(last))
    tree = Growing.at(size, lambda places: _hashes(connection, places))
    after, lines = latest, []
    for event in events:
        lines.append(seal(event, after=after))
        after = _later(after, event.at)
    return _write(connection, tree, lines, latest)[1]


def _write(
    connection: Connection, tree: Growing, lines: Sequence[Line], latest: str
) -> tuple[str, tuple[Entry, ...]]:
    first, rows = tree.size, []
    for number, (line, sealed) in enumerate(lines, first):
        latest = _later(latest, entry(number, line, None).at)
        rows.append({"number": number, "line": line, "latest": latest, "sealed": sealed})
    if rows:
        connection.execute(insert(ENTRIES), rows)
    return latest, _derive(connection, tree, lines)


def _derive(connection: Connection, tree: Growing, lines: Sequence[Line]) -> tuple[Entry, ...]:
    """Write what is made of entries; *tree* grows with them."""
    entries = tuple(
        entry(number, line, sealed) for number, (line, sealed) in enumerate(lines, tree.size)
    )
    at, nodes = places_of(tree.size), []
    for line, _ in lines:
        nodes += tree.add(leaf_hash(line.encode()))
    if nodes:
        rows = [{"place": place, "hash": one} for place, one in enumerate(nodes, at)]
        connection.execute(insert(NODES), rows)
    project(connection, entries)
    return entries


def _erase(connection: Connection, number: EntryNumber) -> str | None:
    """Remove the sealed text of an entry and the rows made of it; return the text."""
    text = connection.scalar(select(ENTRIES.c.sealed).where(ENTRIES.c.number == number))
    connection.execute(update(ENTRIES).where(ENTRIES.c.number == number).values(sealed=None))
    for table in (CAPTURES, RENDITIONS):
        connection.execute(delete(table).where(table.c.number == number))
    return None if text is None else str(text)


def _hashes(connection: Connection, places: Sequence[int]) -> list[bytes]:
    found: dict[int, bytes] = {}
    for first in range(0, len(places), _ASKED):
        some = places[first : first + _ASKED]
        rows = connection.execute(
            select(NODES.c.place, NODES.c.hash).where(NODES.c.place.in_(some))
        )
        found.update((int(place), bytes(one)) for place, one in rows)
    if any(place not in found for place in places):
        raise LogError(
            sentence("a hash of the tree is missing"),
            hint=sentence("Make the tables anew (`rebuild`)."),
        )
    return [found[place] for place in places]


def _later(one: str, other: str) -> str:
    return max(one, other, key=lambda at: at.removesuffix("Z"))
