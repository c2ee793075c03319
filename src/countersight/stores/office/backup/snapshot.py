"""A database as it is at one moment, while others write to it; and whether it is sound."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from countersight.errors import BackupError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.model.office import AuditEntry
from countersight.stores.case.database import (
    Migrations,
    migrate,
    reading,
    sqlite_engine,
)
from countersight.stores.office.audit import COLUMNS, broken_line

_PAGES: Final = 1024
"""Pages that are copied at a time."""
_WAIT: Final = 60.0
_MAGIC: Final = b"SQLite format 3\0"
_MOST_FAULTS: Final = 5
_SCHEMA: Final = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
Told = Callable[[int, int], None]
"""Hears how much is done, of how much."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an office's database says that its backup must hold."""

    tables: str
    """Version of the tables."""
    audit: tuple[int, str]
    """How many lines the audit log has, and the hash of the newest."""
    uploads: tuple[Sha256, ...]
    """Each once, in order."""


def snapshot(source: Path, target: Path) -> None:
    """Copy a database as it is now, by SQLite's online backup, into a new file.

    The connection that is copied from holds one view throughout, so that writers neither wait
    nor make the copy begin anew.

    Raises:
        BackupError: it can't be read or written.
    """
    try:
        with closing(_opened(source)) as one, closing(sqlite3.connect(target)) as other:
            one.execute("BEGIN")
            one.execute("SELECT count(*) FROM sqlite_master").fetchone()
            one.backup(other, pages=_PAGES)
            other.execute("PRAGMA journal_mode = DELETE")  # one file, and nothing beside it
    except sqlite3.Error as wrong:
        raise _unread(source, wrong) from wrong


def said(path: Path) -> Said:
    """Return what an office's database says.

    Raises:
        BackupError: it can't be read, or is none.
    """
    try:
        with closing(_opened(path)) as one:
            [(tables,)] = one.execute("SELECT version_num FROM alembic_version").fetchall()
            lines = one.execute("SELECT count(*) FROM audit").fetchone()[0]
            newest = one.execute(
                "SELECT hash FROM audit ORDER BY number DESC LIMIT 1"
            ).fetchone()
            uploads = one.execute("SELECT DISTINCT digest FROM uploads ORDER BY 1").fetchall()
    except (sqlite3.Error, ValueError) as wrong:
        raise _unread(path, wrong) from wrong
    return Said(
        str(tables),
        (int(lines), str(newest[0]) if newest else ""),
        tuple(Sha256(str(each)) for (each,) in uploads),
    )


def versions(steps: Migrations) -> frozenset[str]:
    """Return the versions of tables that this release knows, from the first on."""
    return frozenset(each.name[1:5] for each in (steps.folder / "versions").glob("v????_*.py"))


def version_of(path: Path) -> str:
    """Return the version that a database says its tables have.

    Raises:
        BackupError: it says none.
    """
    try:
        with closing(_opened(path)) as one:
            [(tables,)] = one.execute("SELECT version_num FROM alembic_version").fetchall()
    except (sqlite3.Error, ValueError) as wrong:
        raise _unread(path, wrong) from wrong
    return str(tables)


def first_broken(path: Path) -> int | None:
    """Return the number of the first line of an office's audit log that does not hold.

    Raises:
        BackupError: it can't be read.
    """
    try:
        with closing(_opened(path)) as one:
            columns = ", ".join(COLUMNS)
            rows = one.execute(f"SELECT {columns} FROM audit ORDER BY number")  # noqa: S608 - ours
            return broken_line(AuditEntry(*row) for row in rows)
    except (sqlite3.Error, ValueError, TypeError) as wrong:
        raise _unread(path, wrong) from wrong


def check_sound(path: Path, steps: Migrations, name: str) -> None:
    """Make sure that a database is whole, and that its tables are those of this program.

    A file from elsewhere could hold triggers and views that act when it is used.

    Args:
        path: of the file.
        steps: by which its tables are made; of another version than the head, none are.
        name: as a person is told of it.

    Raises:
        BackupError: it is not.
    """
    try:
        with path.open("rb") as file:
            is_database = file.read(len(_MAGIC)) == _MAGIC
        if not is_database:
            raise BackupError(sentence("{name}: is no database", name=name))
        with closing(_opened(path)) as one:
            faults = one.execute(f"PRAGMA integrity_check({_MOST_FAULTS})").fetchall()
            schema = one.execute(_SCHEMA).fetchall()
    except (sqlite3.Error, OSError) as wrong:
        raise _unread(path, wrong) from wrong
    if faults != [("ok",)]:
        told = str(faults[0][0])[:200]
        raise BackupError(sentence("{name}: is damaged: {told}", name=name, told=told))
    if schema != _schema_of(steps):
        raise BackupError(
            sentence("{name}: its tables are not those of this program", name=name)
        )


def _schema_of(steps: Migrations) -> list[tuple[object, ...]]:
    """Return the tables that a new database of this release has."""
    engine = sqlite_engine(Path(":memory:"))
    try:
        migrate(engine, steps)
        with reading(engine) as connection:
            return [tuple(each) for each in connection.exec_driver_sql(_SCHEMA)]
    finally:
        engine.dispose()


def _opened(path: Path) -> sqlite3.Connection:
    opened = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_WAIT)
    opened.isolation_level = None
    opened.execute("PRAGMA trusted_schema = OFF")
    opened.execute("PRAGMA cell_size_check = ON")
    return opened


def _unread(path: Path, wrong: Exception) -> BackupError:
    return BackupError(
        sentence("{name}: can't be read or copied: {wrong}", name=path.name, wrong=wrong),
        hint=sentence("See to space and permissions on the disk, and run the command again."),
    )
