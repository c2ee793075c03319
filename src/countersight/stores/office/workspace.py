"""An office on the disk: ``office.sqlite`` and ``uploads/`` in one folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from countersight.errors import StoreError
from countersight.ports import Watch
from countersight.stores.case.database import Migrations, migrate, sqlite_engine, version
from countersight.stores.office.answers import SqlAnswers
from countersight.stores.office.audit import SqlAudit
from countersight.stores.office.jobs import SqlJobs
from countersight.stores.office.reviews import SqlReviews
from countersight.stores.office.runs import SqlRuns
from countersight.stores.office.settings import SqlSettings
from countersight.stores.office.uploads import FileUploads

DATABASE: Final = "office.sqlite"
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

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_office(folder: Path, watch: Watch) -> Office:
    """Open the office in a folder; it is made where there is none.

    >>> import tempfile
    >>> from countersight.wiring.casework import WATCH
    >>> with tempfile.TemporaryDirectory() as place:
    ...     office = open_office(Path(place) / "office", WATCH)
    ...     office.runs.latest(10)
    ...     office.close()
    ()

    Raises:
        StoreError: the folder can't be made, or the office is of a later release.
    """
    try:
        (folder / "uploads").mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as wrong:
        raise StoreError(f"{folder}: can't be made: {wrong.strerror}") from wrong
    engine = sqlite_engine(folder / DATABASE)
    if version(engine) != MIGRATIONS.head:
        migrate(engine, MIGRATIONS)
    return office_on(folder, engine, watch)


def office_on(folder: Path, engine: Engine, watch: Watch) -> Office:
    """Return an office over a database of the caller's."""
    audit = SqlAudit(engine, watch)
    return Office(
        folder,
        engine,
        FileUploads(folder / "uploads"),
        SqlRuns(engine, watch, audit),
        SqlAnswers(engine),
        SqlJobs(engine),
        SqlReviews(engine, watch, audit),
        SqlSettings(engine, audit),
        audit,
    )
