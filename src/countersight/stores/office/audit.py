"""The audit log: who changed what; each line holds the hash of the one before."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, Engine, func, insert, select

from countersight.ids import canonical_json, digest
from countersight.model.office import AuditEntry
from countersight.ports import Watch
from countersight.stores.case.database import reading, writing
from countersight.stores.office.tables import AUDIT

FIRST: Final = "0" * 64
"""What stands where there is no line before."""


class SqlAudit:
    """The audit log of one office (see ``ports.AuditStore``)."""

    def __init__(self, engine: Engine, watch: Watch) -> None:
        self._engine = engine
        self._watch = watch

    def note(self, who: str, what: str, about: str, change: tuple[str, str]) -> AuditEntry:
        """Add a line: what was before and what is after, as JSON, in *change*."""
        with writing(self._engine) as connection:
            return self.within(connection, who, what, about, change)

    def within(
        self, connection: Connection, who: str, what: str, about: str, change: tuple[str, str]
    ) -> AuditEntry:
        """Add a line in a transaction of the caller's, so that both are kept or neither."""
        latest = connection.execute(
            select(AUDIT.c.number, AUDIT.c.hash).order_by(AUDIT.c.number.desc()).limit(1)
        ).first()
        number, previous = (int(latest[0]) + 1, str(latest[1])) if latest else (0, FIRST)
        made = chained(
            AuditEntry(number, self._watch.now(), who, what, about, *change, previous, "")
        )
        connection.execute(insert(AUDIT), [{name: getattr(made, name) for name in COLUMNS}])
        return made

    def entries(self, start: int = 0, most: int | None = None) -> Iterator[AuditEntry]:
        """Return the lines from *start*, oldest first."""
        wanted = select(*(AUDIT.c[name] for name in COLUMNS)).where(AUDIT.c.number >= start)
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.order_by(AUDIT.c.number).limit(most)).all()
        yield from (AuditEntry(*row) for row in rows)

    def latest(self, what: str) -> AuditEntry | None:
        """Return the newest line of a kind; None where there is none."""
        wanted = select(*(AUDIT.c[name] for name in COLUMNS)).where(AUDIT.c.what == what)
        with reading(self._engine) as connection:
            row = connection.execute(wanted.order_by(AUDIT.c.number.desc()).limit(1)).first()
        return None if row is None else AuditEntry(*row)

    def size(self) -> int:
        """Return the number of lines."""
        with reading(self._engine) as connection:
            return int(connection.scalar(select(func.count()).select_from(AUDIT)) or 0)

    def first_broken(self) -> int | None:
        """Return the number of the first line that does not hold; None where all do.

        A line that was changed, taken out or put in breaks the chain from there on; lines that
        were cut off at the end do not, so the newest hash should be kept elsewhere too.
        """
        return broken_line(self.entries())


COLUMNS: Final = (
    *("number", "moment", "who", "what", "about"),
    *("before", "after", "previous", "hash"),
)


def broken_line(entries: Iterable[AuditEntry]) -> int | None:
    """Return the number of the first line that does not hold, of all from the first on."""
    previous = FIRST
    for number, entry in enumerate(entries):
        if entry.number != number or entry.previous != previous or chained(entry) != entry:
            return number
        previous = entry.hash
    return None


def chained(entry: AuditEntry) -> AuditEntry:
    """Return a line with its hash: SHA-256 of its canonical JSON without the hash.

    >>> whole = chained(AuditEntry(0, "2026-11-25T10:00:00Z", "A", "x", "", "", "", FIRST, ""))
    >>> chained(whole) == whole, len(whole.hash)
    (True, 64)
    """
    said = {name: getattr(entry, name) for name in COLUMNS if name != "hash"}
    return replace(entry, hash=digest(canonical_json(said).encode()))
