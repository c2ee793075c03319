"""A case on the disk: ``case.sqlite``, ``blobs/`` and ``keys/`` in one folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, insert, select, update

from countersight.errors import CaseError, DamageError, StoreError
from countersight.messages import sentence
from countersight.model.event import Entry, Event
from countersight.model.proof import Checkpoint
from countersight.ports import Erasure, SignedCheckpoint
from countersight.preserve.log.notes import Signs, Verifier, sign
from countersight.preserve.log.tree import root
from countersight.stores.case.blobs import FileBlobs, RealDisk
from countersight.stores.case.database import (
    HEAD,
    faults,
    migrate,
    reading,
    sqlite_engine,
    version,
    writing,
)
from countersight.stores.case.keys import KeyFolder
from countersight.stores.case.log import SqlLog
from countersight.stores.case.projection import SqlProjection
from countersight.stores.case.tables import CHECKPOINTS

_DATABASE: Final = "case.sqlite"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A case that can be read and added to (see ``ports.CaseStore``)."""

    engine: Engine
    log: SqlLog
    projection: SqlProjection
    blobs: FileBlobs
    keys: KeyFolder

    @property
    def signer(self) -> Signs:
        """The key that signs checkpoints."""
        return self.keys.signer()

    def verifiers(self) -> tuple[str, ...]:
        """Return the keys that signed checkpoints of this case, as C2SP writes them."""
        return tuple(str(one) for one in self.keys.verifiers())

    def learn(self, verifiers: Sequence[str]) -> None:
        """Keep keys that signed checkpoints elsewhere."""
        for one in verifiers:
            self.keys.learn(Verifier.parse(one))

    def checkpoint(self, size: int | None = None) -> str:
        """Sign the log as it is, or as it was at *size*; keep the note, and return it."""
        size = self.log.size() if size is None else size
        whole = Checkpoint(self.log.origin, size, root(size, self.log.hashes))
        note = sign(whole, self.signer)
        self.keep_checkpoint(SignedCheckpoint(size, note))
        return note

    def keep_checkpoint(self, checkpoint: SignedCheckpoint) -> None:
        """Keep a signed checkpoint, with its time stamp where there is one."""
        values: dict[str, str | bytes] = {"note": checkpoint.note}
        if checkpoint.stamp is not None and checkpoint.authority is not None:
            values |= {"stamp": checkpoint.stamp, "authority": checkpoint.authority}
        with writing(self.engine) as connection:
            there = connection.execute(
                update(CHECKPOINTS).where(CHECKPOINTS.c.size == checkpoint.size).values(values)
            )
            if not there.rowcount:
                connection.execute(insert(CHECKPOINTS), [{"size": checkpoint.size} | values])

    def checkpoints(self) -> Iterator[SignedCheckpoint]:
        """Return the signed checkpoints, from small to large."""
        columns = (
            CHECKPOINTS.c.size,
            CHECKPOINTS.c.note,
            CHECKPOINTS.c.stamp,
            CHECKPOINTS.c.authority,
        )
        with reading(self.engine) as connection:
            rows = connection.execute(select(*columns).order_by(CHECKPOINTS.c.size)).all()
        for size, note, stamp, authority in rows:
            yield SignedCheckpoint(int(size), str(note), stamp, authority)

    def erase(
        self, events: Sequence[Event], erasure: Erasure, *, after: int | None = None
    ) -> tuple[Entry, tuple[str, ...]]:
        """Remove what entries say, and bytes, and append the events that say why."""
        made = self.log.erase(events, erasure, after=after)
        self.finish_erasures()
        return made

    def finish_erasures(self) -> None:
        """Remove the bytes that an erasure noted and a crash left."""
        pending = self.log.pending_erasures()
        if pending:
            self.blobs.erase(one for one in pending if one)
            self.log.end_erasure()

    def faults(self) -> tuple[str, ...]:
        """Return what the database finds wrong with itself."""
        return faults(self.engine)

    def rebuild(self) -> None:
        """Make anew, from the log, every table that is made of it."""
        self.log.rebuild()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def create_workspace(folder: Path, *, origin: str) -> Workspace:
    """Make the folder of a new case, with a log named *origin* and a key that signs it.

    What a crash left half made is made whole.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     case = create_workspace(Path(place) / "case", origin="example.org/case/1")
    ...     (case.log.origin, case.log.size())
    ...     case.close()
    ('example.org/case/1', 0)

    Raises:
        StoreError: there is a case already, or the folder can't be made.
    """
    try:
        for one in (folder, folder / "blobs", folder / "keys"):
            one.mkdir(parents=True, exist_ok=True)
        (folder / "keys").chmod(0o700)
    except OSError as wrong:
        raise StoreError(f"{folder}: can't be made: {wrong.strerror}") from wrong
    engine = _migrated(folder)
    case = workspace_on(folder, engine, origin=origin)
    if not case.log.begin(origin):
        case.close()
        raise StoreError(
            sentence("{folder}: there is a case already", folder=folder),
            hint=sentence("Take another folder."),
        )
    case.keys.signer()
    return case


def _migrated(folder: Path, *, there: str | None = None) -> Engine:
    """Return an engine on the database of a folder, its tables made or brought up to date."""
    engine = sqlite_engine(folder / _DATABASE)
    try:
        found = version(engine)
        if found is None and there is not None:
            raise DamageError(there)
        if found != HEAD:
            migrate(engine)
            # SQLite removes its journal when the mode changes, and does not sync its removal.
            RealDisk().sync_folder(folder)
            RealDisk().sync_folder(folder.parent)
    except StoreError:
        engine.dispose()
        raise
    return engine


def open_workspace(folder: Path) -> Workspace:
    """Open the folder of a case; what a crash left undone is done.

    Raises:
        StoreError: there is no case, or it was written by a later release.
        DamageError: the database is damaged.
    """
    if not (folder / _DATABASE).is_file():
        raise StoreError(
            sentence("{folder}: there is no case here", folder=folder),
            hint=sentence("Make one with `countersight case new`."),
        )
    gone = sentence(
        "{what}: holds no tables, and so nothing of a case", what=folder / _DATABASE
    )
    engine = _migrated(folder, there=gone)
    try:
        case = workspace_on(folder, engine, origin=SqlLog(engine).origin)
        if not case.log.is_current():
            case.rebuild()
        case.finish_erasures()
        case.keys.signer()
    except CaseError:
        engine.dispose()
        raise
    return case


def workspace_on(folder: Path, engine: Engine, *, origin: str) -> Workspace:
    """Return a workspace over a database of the caller's."""
    return Workspace(
        engine,
        SqlLog(engine),
        SqlProjection(engine),
        FileBlobs(folder / "blobs"),
        KeyFolder(folder / "keys", origin),
    )
