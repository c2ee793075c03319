"""Files into a folder that is a bag, or is not there: written aside, synced, renamed."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from countersight.errors import BagError
from countersight.messages import sentence
from countersight.publish.bag.layout import MANIFEST, TAG_MANIFEST, VERSION, manifest, safe

_CHUNK: Final = 1 << 20


class BagWriter:
    """Writes one bag; use it in a ``with`` block. On an error nothing of the bag is left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._aside = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}")
        self.digests: dict[str, str] = {}

    def __enter__(self) -> Self:
        if self._folder.exists() or self._folder.is_symlink():
            raise BagError(
                sentence("{folder}: is there already", folder=self._folder),
                hint=sentence("Take another folder."),
            )
        try:
            self._aside.mkdir(parents=True)
        except OSError as wrong:
            raise _unwritten(self._folder, wrong) from wrong
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            shutil.rmtree(self._aside, ignore_errors=True)
        if isinstance(error, OSError):
            raise _unwritten(self._folder, error) from error

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write a file.

        Raises:
            BagError: *path* can't be one of a bag, or is written already.
        """
        if safe(path) in self.digests:
            raise BagError(sentence("{path}: is written already", path=path))
        target = self._aside / path
        target.parent.mkdir(parents=True, exist_ok=True)
        whole = sha256()
        with target.open("xb") as file:
            for chunk in chunks:
                whole.update(chunk)
                file.write(chunk)
        self.digests[path] = whole.hexdigest()

    def finish(self, tags: Iterable[tuple[str, bytes]]) -> None:
        """Write the tag files and both manifests, and put the bag in its place."""
        payload = {path: one for path, one in self.digests.items() if path.startswith("data/")}
        self.write("bagit.txt", [VERSION])
        for path, data in tags:
            self.write(path, [data])
        self.write(MANIFEST, [manifest(payload)])
        others = {
            path: one for path, one in self.digests.items() if not path.startswith("data/")
        }
        self.write(TAG_MANIFEST, [manifest(others)])
        # All is written before the first is synced, so that a journal is written once.
        for written in self._aside.rglob("*"):
            sync(written)
        sync(self._aside)
        self._aside.rename(self._folder)
        sync(self._folder.parent)


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """Return the bytes of a file, piece by piece, and close it."""
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def sync(path: Path) -> None:
    """Make the bytes of a file last, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritten(folder: Path, wrong: OSError) -> BagError:
    return BagError(
        sentence(
            "{folder}: the bag can't be written: {strerror}",
            folder=folder,
            strerror=wrong.strerror,
        ),
        hint=sentence("See to space and permissions on the disk, and run the command again."),
    )
