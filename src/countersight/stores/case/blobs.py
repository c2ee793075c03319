"""Bytes by their SHA-256, as files: written aside, synced, renamed into place, folder synced.

So a name that is there has its bytes, whole, after a crash at any moment; and what ``put``
returned for survives a power cut. Of many files, all are written before the first is synced:
a file system that keeps a journal then writes it once for most of them.
"""

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from countersight.errors import HoldingError, StoreError
from countersight.ids import Sha256, digest, is_digest
from countersight.messages import sentence


class Disk(Protocol):
    """What is asked of a file system; a test hands in one that forgets."""

    def write(self, path: Path, data: bytes) -> None:
        """Make a new file of *data*."""

    def sync(self, path: Path) -> None:
        """Make the bytes of a file last."""

    def rename(self, path: Path, to: Path) -> None:
        """Move a file; what stood at *to* is replaced at once."""

    def make_folder(self, path: Path) -> None:
        """Make a folder, where there is none."""

    def sync_folder(self, path: Path) -> None:
        """Make the names in a folder last."""

    def remove(self, path: Path) -> None:
        """Remove a file, where there is one."""


class RealDisk:
    """The file system of the machine."""

    def write(self, path: Path, data: bytes) -> None:
        """Make a new file of *data*."""
        with path.open("xb") as file:
            file.write(data)

    def sync(self, path: Path) -> None:
        """Make the bytes of a file last."""
        _sync(path)

    def rename(self, path: Path, to: Path) -> None:
        """Move a file; what stood at *to* is replaced at once."""
        path.replace(to)

    def make_folder(self, path: Path) -> None:
        """Make a folder, where there is none."""
        path.mkdir(exist_ok=True)

    def sync_folder(self, path: Path) -> None:
        """Make the names in a folder last."""
        _sync(path)

    def remove(self, path: Path) -> None:
        """Remove a file, where there is one."""
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class FileBlobs:
    """Keeps bytes below a folder as ``sha256/<two digits>/<digest>``.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     blobs = FileBlobs(Path(folder))
    ...     (name,) = blobs.put([b"words"])
    ...     (name[:8], blobs.get(name), blobs.holds(name))
    ('dba36bff', b'words', True)
    """

    def __init__(self, folder: Path, *, disk: Disk | None = None) -> None:
        self._folder = folder / "sha256"
        self._aside = folder / "aside"
        self._disk: Disk = disk or RealDisk()

    def put(self, blobs: Sequence[bytes]) -> tuple[Sha256, ...]:
        """Keep each of *blobs*, durably, before this returns; return their names.

        Raises:
            StoreError: they can't be written; what was written before stays as it was.
        """
        names = tuple(digest(data) for data in blobs)
        try:
            self._make_folders(names)
            whole = dict(zip(names, blobs, strict=True))
            self._write({name: data for name, data in whole.items() if not self._sound(name)})
            for folder in sorted({self.path(name).parent for name in names}):
                self._disk.sync_folder(folder)
        except OSError as wrong:
            raise self._unwritten(wrong) from wrong
        return names

    def get(self, name: Sha256) -> bytes:
        """Return the bytes of *name*.

        Raises:
            HoldingError: they are not held, or no longer have that digest.
        """
        with self.open(name) as file:
            data = file.read()
        if digest(data) != name:
            raise HoldingError(
                sentence(
                    "{name}: the bytes on the disk are no longer what they were", name=name
                )
            )
        return data

    def open(self, name: Sha256) -> BinaryIO:
        """Return a stream of the bytes of *name*, unchecked."""
        try:
            return self.path(name).open("rb")
        except OSError as wrong:
            raise HoldingError(
                sentence("{name}: not held ({strerror})", name=name, strerror=wrong.strerror)
            ) from wrong

    def holds(self, name: Sha256) -> bool:
        """Tell whether *name* is held."""
        return self.path(name).is_file()

    def names(self) -> Iterator[Sha256]:
        """Return the name of each blob, in order."""
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            for file in sorted(folder.iterdir()):
                if is_digest(file.name):
                    yield Sha256(file.name)

    def erase(self, names: Iterable[Sha256]) -> None:
        """Remove bytes, durably; what is not held is passed over.

        Raises:
            StoreError: they can't be removed.
        """
        try:
            for name in names:
                if self.holds(name):
                    self._disk.remove(self.path(name))
                    self._disk.sync_folder(self.path(name).parent)
        except OSError as wrong:
            raise self._unwritten(wrong) from wrong

    def sweep(self) -> None:
        """Remove what a crash left half written; only while nobody else writes."""
        if self._aside.is_dir():
            for file in self._aside.iterdir():
                self._disk.remove(file)

    def path(self, name: Sha256) -> Path:
        """Return where *name* stands.

        Raises:
            HoldingError: it is no digest.
        """
        if not is_digest(name):
            raise HoldingError(sentence("{name!r} is no SHA-256", name=name[:80]))
        return self._folder / name[:2] / name

    def _make_folders(self, names: Sequence[Sha256]) -> None:
        for folder in (self._folder, self._aside):
            if not folder.is_dir():
                self._disk.make_folder(folder)
        new = {folder for name in names if not (folder := self.path(name).parent).is_dir()}
        for folder in sorted(new):
            self._disk.make_folder(folder)
        self._disk.sync_folder(self._folder)
        self._disk.sync_folder(self._folder.parent)

    def _write(self, blobs: Mapping[Sha256, bytes]) -> None:
        aside = {name: self._aside / f"{name[:16]}.{secrets.token_hex(8)}" for name in blobs}
        try:
            for name, path in aside.items():
                self._disk.write(path, blobs[name])
            for path in aside.values():
                self._disk.sync(path)
            for name, path in aside.items():
                self._disk.rename(path, self.path(name))
        except OSError:
            for path in aside.values():
                self._disk.remove(path)
            raise

    def _sound(self, name: Sha256) -> bool:
        """Tell whether *name* is there and is what it was; a damaged file is written anew."""
        try:
            return digest(self.path(name).read_bytes()) == name
        except FileNotFoundError:
            return False

    def _unwritten(self, wrong: OSError) -> StoreError:
        place = self._folder.parent
        return StoreError(
            sentence(
                "{place}: the disk does not take the bytes: {strerror}",
                place=place,
                strerror=wrong.strerror,
            )
        )
