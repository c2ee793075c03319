"""An office on the disk: ``office.sqlite`` and ``uploads/`` in one folder."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from countersight.errors import StoreError
from countersight.messages import sentence
from countersight.ports import Watch
from countersight.stores.case.database import Migrations, migrate, sqlite_engine, version
from countersight.stores.office.answers import SqlAnswers
from countersight.stores.office.audit import SqlAudit
from countersight.stores.office.jobs import SqlJobs
from countersight.stores.office.lock import OfficeLock
from countersight.stores.office.reviews import SqlReviews
from countersight.stores.office.runs import SqlRuns
from countersight.stores.office.settings import SqlSettings
from countersight.stores.office.uploads import FileUploads

DATABASE: Final = "office.sqlite"
UPLOADS: Final = "uploads"
WAIT: Final = 10.0
"""Seconds that a writer waits for another one, before a person is told to ask again."""
BROKEN_OFF: Final = ".restoring"
"""Stands in a folder while what was restored is put in place."""
MIGRATIONS: Final = Migrations(Path(__file__).parent, "0002")


@dataclass(frozen=True, slots=True)
class Office:
    """What one office keeps (see ``ports.OfficeStore``)."""

    folder: Path
    engine: Engine
    uploads: FileUploads
    runs: SqlRuns
    answers: SqlAnswers
    jobs: SqlJobs
    reviews: SqlReviews
    settings: SqlSettings
    audit: SqlAudit
    lock: OfficeLock | None = None
    """Held by the one process that works in the office; None where it is only read."""

    def close(self) -> None:
        """Let go of the database, and of the folder."""
        self.engine.dispose()
        if self.lock is not None:
            self.lock.release()


def open_office(folder: Path, watch: Watch, *, what: str = "") -> Office:
    """Open the office in a folder; it is made where there is none.

    Args:
        folder: of the office.
        watch: tells the moment.
        what: the command that works in it and wants it for itself; empty: it is only read, or
            a line is added, and others may use it meanwhile.

    >>> import tempfile
    >>> from countersight.wiring.casework import WATCH
    >>> with tempfile.TemporaryDirectory() as place:
    ...     office = open_office(Path(place) / "office", WATCH)
    ...     office.runs.latest(10)
    ...     office.close()
    ()

    Raises:
        InUseError: another process works in it.
        StoreError: the folder can't be made, or the office is of a later release, or a
            restore broke off in it.
    """
    try:
        (folder / UPLOADS).mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as wrong:
        raise StoreError(f"{folder}: can't be made: {wrong.strerror}") from wrong
    lock = OfficeLock(folder, what, watch.now()) if what else None
    try:
        return replace(office_on(folder, _database(folder), watch), lock=lock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _database(folder: Path) -> Engine:
    """Return the database of an office, with the tables of this release."""
    if (folder / BROKEN_OFF).exists():
        raise StoreError(
            sentence("{folder}: a restore broke off here", folder=folder),
            hint=sentence("Run `countersight restore` again, with --replace."),
        )
    engine = sqlite_engine(folder / DATABASE, WAIT)
    if version(engine) != MIGRATIONS.head:
        migrate(engine, MIGRATIONS)
    return engine


def office_on(folder: Path, engine: Engine, watch: Watch) -> Office:
    """Return an office over a database of the caller's."""
    audit = SqlAudit(engine, watch)
    return Office(
        folder,
        engine,
        FileUploads(folder / UPLOADS),
        SqlRuns(engine, watch, audit),
        SqlAnswers(engine),
        SqlJobs(engine),
        SqlReviews(engine, watch, audit),
        SqlSettings(engine, audit),
        audit,
    )
