"""The bytes of uploads, by their digest, outside of anything that is served."""

import errno
import hashlib
import os
import tempfile
from pathlib import Path
from typing import IO, BinaryIO, Final

from countersight.errors import FullError, SourceError, StoreError
from countersight.ids import Sha256
from countersight.messages import _
from countersight.stores.case.blobs import FileBlobs, RealDisk

_PIECE: Final = 1024 * 1024
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class FileUploads:
    """Keeps uploads below a folder (see ``ports.UploadStore``)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._blobs = FileBlobs(folder)

    def take(self, stream: BinaryIO, largest: int) -> tuple[Sha256, int]:
        """Keep what a stream gives, durably, without holding it; return its name and size.

        Raises:
            SourceError: it has more than *largest* bytes; nothing of it is kept.
            StoreError: it can't be written; a ``FullError`` where the disk has no room.
        """
        try:
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                aside = Path(file.name)
                try:
                    name, size = _copied(stream, file.file, largest)
                    file.close()
                    self._settle(aside, name)
                finally:
                    aside.unlink(missing_ok=True)
        except OSError as wrong:
            kind = FullError if wrong.errno in _NO_ROOM else StoreError
            raise kind(
                _("the upload can't be kept: {why}").format(why=wrong.strerror)
            ) from wrong
        return name, size

    def open(self, name: Sha256) -> BinaryIO:
        """Return a stream of the bytes of *name*.

        Raises:
            HoldingError: they are not held.
        """
        return self._blobs.open(name)

    def _settle(self, aside: Path, name: Sha256) -> None:
        target = self._blobs.path(name)
        disk = RealDisk()
        if not _holds(target, name):  # a file that is damaged is written anew
            target.parent.mkdir(parents=True, exist_ok=True)
            disk.rename(aside, target)
            disk.sync_folder(target.parent)
            disk.sync_folder(target.parent.parent)


def _holds(path: Path, name: Sha256) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == name
    except FileNotFoundError:
        return False


def _copied(stream: BinaryIO, file: IO[bytes], largest: int) -> tuple[Sha256, int]:
    made, size = hashlib.sha256(), 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > largest:
            raise SourceError(
                _("the file is larger than {mib:,} MiB").format(mib=largest // 1024**2),
                hint=_("Hand it in in parts, or screen it on the command line."),
            )
        made.update(piece)
        file.write(piece)
    file.flush()
    os.fsync(file.fileno())
    return Sha256(made.hexdigest()), size
