"""Backups that the pages hand out: made one at a time, noted in the audit log, then removed."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from countersight.errors import ConflictError, StoreError
from countersight.messages import sentence
from countersight.model.office import AuditEntry
from countersight.ports import AuditStore, Watch

WHAT: Final = "backup"
"""What the audit log calls one."""
_PIECE: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was made to be handed out."""

    path: Path
    name: str
    """As it is to be called."""
    file: BinaryIO
    """Its bytes; open, so that a backup made meanwhile does not sweep them up."""
    size: int
    """Bytes."""

    def pieces(self) -> Iterator[bytes]:
        """Yield its bytes, and remove it however that ends."""
        try:
            while piece := self.file.read(_PIECE):
                yield piece
        finally:
            self.file.close()
            _remove(self.path)


class Backups:
    """Makes backups of one office while it works."""

    def __init__(
        self, make: Callable[[Path], str], folder: Path, audit: AuditStore, watch: Watch
    ) -> None:
        """Know how one is made.

        Args:
            make: writes a backup to a file, and returns what the log says of it, as JSON.
            folder: in which files stand until they are handed out.
            audit: where each is noted.
            watch: tells the moment.
        """
        self._make = make
        self._folder = folder
        self._audit = audit
        self._watch = watch
        self._busy = threading.Lock()

    def latest(self) -> AuditEntry | None:
        """Return what the log says of the newest backup; None where none was made."""
        return self._audit.latest(WHAT)

    def take(self, who: str) -> Taken:
        """Make a backup, and note it.

        Raises:
            BackupError: it can't be made.
            ConflictError: one is being made.
            StoreError: the disk does not take it.
        """
        if not self._busy.acquire(blocking=False):
            raise ConflictError(
                sentence("a backup is being made"),
                hint=sentence("Wait until it is handed out, and ask again."),
            )
        try:
            self._make_room()
            moment = self._watch.now().replace(":", "-")
            name = f"countersight-backup-{moment}.zip"
            path = self._folder / f"{secrets.token_hex(8)}.zip"
            try:
                said = self._make(path)
                self._audit.note(who.strip(), WHAT, name, ("", said))
                return Taken(path, name, path.open("rb"), path.stat().st_size)
            except BaseException:
                _remove(path)
                raise
        finally:
            self._busy.release()

    def _make_room(self) -> None:
        """Remove what was not handed out, because the program or the one who asked ended."""
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            for each in self._folder.iterdir():
                with suppress(OSError):  # Windows: it is being handed out
                    each.unlink()
        except OSError as wrong:
            raise StoreError(
                sentence(
                    "{folder}: can't be written: {why}",
                    folder=self._folder,
                    why=wrong.strerror,
                )
            ) from wrong


def _remove(path: Path) -> None:
    with suppress(OSError):  # it is swept up already, or another one is there
        path.unlink(missing_ok=True)
        path.parent.rmdir()
