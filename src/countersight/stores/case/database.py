"""A connection that keeps its word: what is committed survives a power cut; and the tables."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from countersight.errors import BusyError, DamageError, FullError, StoreError
from countersight.messages import marked, sentence


@dataclass(frozen=True, slots=True)
class Migrations:
    """The steps of one set of tables."""

    folder: Path
    """Where ``env.py`` and ``versions/`` are."""
    head: str
    """The version that this release works with."""


HEAD: Final = "0002"
"""The version of a case's tables that this release works with."""
CASE: Final = Migrations(Path(__file__).parent, HEAD)
_WAIT: Final = 60.0
"""Seconds that a writer waits for another one."""
_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL loses commits at a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
)
_MOST_FAULTS: Final = 20
_WRITES: Final = "countersight_writes"
_PRIMARY: Final = 0xFF
"""The part of a result code that says of which kind it is; the rest says more."""
_FULL: Final = (FullError, marked("the disk takes no more"))
_MACHINE: Final[Mapping[int, tuple[type[StoreError], str]]] = {
    sqlite3.SQLITE_BUSY: (BusyError, marked("somebody else writes to the database for long")),
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR_WRITE: _FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: _FULL,
}
"""What the machine does not let happen, by the result code (sqlite.org/rescode.html)."""


def sqlite_engine(path: Path, wait: float = _WAIT) -> Engine:
    """Return an engine on a file of SQLite; the file is made where there is none.

    A writer waits so many seconds for another one.
    """
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"timeout": wait, "isolation_level": None}
    )
    prepare(engine)
    return engine


def prepare(engine: Engine, pragmas: tuple[str, ...] = _PRAGMAS) -> None:
    """Have each connection of an engine on SQLite keep its word."""

    def connected(connection: sqlite3.Connection, _: object) -> None:
        for pragma in pragmas:
            connection.execute(pragma)

    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection that alone may write, and commit all or nothing.

    Raises:
        DamageError: the file is damaged.
        StoreError: the disk is full, or another writer takes too long.
    """
    with told():
        ready = engine.execution_options(**{_WRITES: True})
        with ready.begin() as connection:
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state throughout.

    Raises:
        DamageError: the file is damaged.
        StoreError: it can't be read.
    """
    with told(), engine.begin() as connection:
        yield connection


@contextmanager
def told() -> Iterator[None]:
    """Turn what the database says into an error of the case."""
    try:
        yield
    except DatabaseError as wrong:
        code = getattr(wrong.orig, "sqlite_errorcode", 0)
        kind = _MACHINE.get(code & _PRIMARY) or _MACHINE.get(code)
        if kind is not None:
            error, said = kind
            raise error(sentence(said)) from wrong
        if isinstance(wrong, OperationalError):  # the machine: no room, no permission, a lock
            raise StoreError(
                sentence("the database can't be read or written: {wrong}", wrong=wrong.orig)
            ) from wrong
        raise DamageError(
            sentence("the database is damaged: {wrong}", wrong=wrong.orig)
        ) from wrong


def faults(engine: Engine) -> tuple[str, ...]:
    """Return what the database finds wrong with its own pages and indexes, as it words it.

    Raises:
        DamageError: it is too damaged to be looked at.
    """
    if engine.dialect.name != "sqlite":
        return ()
    with reading(engine) as connection:
        found = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_FAULTS})")
        return tuple(str(row[0]) for row in found if row[0] != "ok")


def forget(engine: Engine) -> None:
    """Drop old pages that SQLite still keeps beside the file, once nobody reads them."""
    if engine.dialect.name != "sqlite":
        return
    with told(), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def migrate(engine: Engine, steps: Migrations = CASE) -> None:
    """Bring the tables to the version of this release.

    Raises:
        StoreError: they are of a later release, or can't be changed.
    """
    config = Config()
    config.set_main_option("script_location", str(steps.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with writing(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, steps.head)
    except CommandError as wrong:
        raise StoreError(
            sentence("it was written by a later release: {wrong}", wrong=wrong),
            hint=sentence("Install that release."),
        ) from wrong


def version(engine: Engine) -> str | None:
    """Return the version of the tables; None where there are none."""
    with reading(engine) as connection:
        return MigrationContext.configure(connection).get_current_revision()
