"""Entries into the tables, within a transaction of the caller's."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from sqlalchemy import Connection, delete, func, insert, select, update

from countersight.errors import ConflictError, LogError
from countersight.ids import EntryNumber
from countersight.messages import sentence
from countersight.model.event import Entry, Event
from countersight.preserve.log.lines import entry, seal
from countersight.preserve.log.tree import Growing, leaf_hash, places_of
from countersight.stores.case.projecting import project
from countersight.stores.case.tables import ABOUT, ENTRIES, NODES, TOLD

ASKED: Final = 500
"""Rows that are asked for by name at once."""
Line: TypeAlias = tuple[str, str | None]
"""The line of an entry and its sealed text."""


def fact(connection: Connection, name: str) -> str | None:
    """Return what is true of the case as a whole, by its name."""
    found = connection.scalar(select(ABOUT.c.value).where(ABOUT.c.name == name))
    return None if found is None else str(found)


def count(connection: Connection) -> int:
    """Return the number of entries."""
    last = connection.scalar(select(func.max(ENTRIES.c.number)))
    return 0 if last is None else int(last) + 1


def expect_size(connection: Connection, size: int | None) -> None:
    """Refuse to go on where the log has not *size* entries.

    Raises:
        ConflictError: it has more.
    """
    if size is not None and count(connection) != size:
        raise ConflictError(sentence("somebody else wrote to the case in between"))


def append_events(connection: Connection, events: Sequence[Event]) -> tuple[Entry, ...]:
    """Write events at the end, with all that is made of them; return their entries."""
    size, latest = count(connection), ""
    if size:
        last = select(ENTRIES.c.latest).where(ENTRIES.c.number == size - 1)
        latest = str(connection.scalar(last))
    tree = Growing.at(size, lambda places: kept_hashes(connection, places))
    after, lines = latest, []
    for event in events:
        lines.append(seal(event, after=after))
        after = _later(after, event.at)
    return write_lines(connection, tree, lines, latest)[1]


def write_lines(
    connection: Connection, tree: Growing, lines: Sequence[Line], latest: str
) -> tuple[str, tuple[Entry, ...]]:
    """Write lines at the end, after the moment *latest*; return the latest, and entries."""
    first, rows = tree.size, []
    for number, (line, sealed) in enumerate(lines, first):
        latest = _later(latest, entry(number, line, None).at)
        rows.append({"number": number, "line": line, "latest": latest, "sealed": sealed})
    if rows:
        connection.execute(insert(ENTRIES), rows)
    return latest, derive(connection, tree, lines)


def derive(connection: Connection, tree: Growing, lines: Sequence[Line]) -> tuple[Entry, ...]:
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


def erase_entry(connection: Connection, number: EntryNumber) -> str | None:
    """Remove the sealed text of an entry and the rows made of it; return the text."""
    text = connection.scalar(select(ENTRIES.c.sealed).where(ENTRIES.c.number == number))
    connection.execute(update(ENTRIES).where(ENTRIES.c.number == number).values(sealed=None))
    for table in TOLD:
        connection.execute(delete(table).where(table.c.number == number))
    return None if text is None else str(text)


def kept_hashes(connection: Connection, places: Sequence[int]) -> list[bytes]:
    """Return the hashes of the tree at *places*.

    Raises:
        LogError: one is missing.
    """
    if isinstance(places, range) and places.step == 1:
        return _in_a_row(connection, places)
    found: dict[int, bytes] = {}
    asked = select(NODES.c.place, NODES.c.hash)
    for first in range(0, len(places), ASKED):
        within = NODES.c.place.in_(places[first : first + ASKED])
        found.update((place, one) for place, one in connection.execute(asked.where(within)))
    if any(place not in found for place in places):
        raise _missing()
    return [found[place] for place in places]


def _in_a_row(connection: Connection, places: range) -> list[bytes]:
    within = NODES.c.place.between(places.start, places.stop - 1)
    asked = select(NODES.c.hash).where(within).order_by(NODES.c.place)
    found: list[bytes] = list(connection.scalars(asked).all())
    if len(found) != len(places):
        raise _missing()
    return found


def _missing() -> LogError:
    return LogError(
        sentence("a hash of the tree is missing"),
        hint=sentence("Make the tables anew: `countersight case check --rebuild`."),
    )


def _later(one: str, other: str) -> str:
    return max(one, other, key=lambda at: at.removesuffix("Z"))
