"""A backup is read, and taken for hostile: nothing is used before all is checked."""

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from countersight.errors import BackupError, StoreError
from countersight.messages import sentence
from countersight.stores.office.backup.making import SEAL
from countersight.stores.office.backup.manifest import LARGEST, NAME, Manifest, Part, parsed
from countersight.stores.office.backup.snapshot import Told

_PIECE: Final = 1024 * 1024
_SEALED: Final = re.compile(SEAL + rb"([0-9a-f]{64})")
_TAIL: Final = len(SEAL) + 64
_END: Final = struct.Struct("<4s4H2LH")
"""The end of the central directory (APPNOTE 6.3.10, 4.3.16), before the comment."""
_MOST_DIRECTORY: Final = 128 * 1024**2
"""Bytes of the central directory, which is held in memory."""
_KINDS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1


@contextmanager
def opened(path: Path, told: Told) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a backup whose seal holds and whose files are those that it tells of.

    Raises:
        BackupError: it is none, was cut off or changed, or is of a later release.
        StoreError: it can't be read.
    """
    try:
        with path.open("rb") as file:
            _check_seal(file, path, told)
            _check_end(file)
            with _archive(file) as archive:
                yield archive, _checked(archive)
    except OSError as wrong:
        raise StoreError(
            sentence("{path}: can't be read: {why}", path=path, why=wrong.strerror or wrong)
        ) from wrong


@contextmanager
def _archive(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Open the archive; what it stumbles over is an error of the backup."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
        *(RuntimeError, struct.error, UnicodeDecodeError),
    ) as wrong:
        raise BackupError(
            sentence("the backup can't be unpacked: {wrong}", wrong=wrong)
        ) from wrong


def unpack(archive: zipfile.ZipFile, part: Part, target: Path) -> None:
    """Write one file of a backup, no longer than it is told to be; check its digest.

    Raises:
        BackupError: it is not what it is told to be.
    """
    made, left = hashlib.sha256(), part.size
    with archive.open(part.path) as source, target.open("xb") as file:
        while piece := source.read(min(_PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                break
            made.update(piece)
            file.write(piece)
    if left or made.hexdigest() != part.sha256:
        raise BackupError(
            sentence("{path}: is not what was put into the backup", path=part.path)
        )


def _check_seal(file: BinaryIO, path: Path, told: Told) -> None:
    """Compare the last bytes with the digest of all before them."""
    total = file.seek(0, 2)
    file.seek(max(total - _TAIL, 0))
    seal = _SEALED.fullmatch(file.read(_TAIL))
    if seal is None:
        raise BackupError(
            sentence("{path}: is no backup of this program, or its end is missing", path=path)
        )
    file.seek(0)
    made, left = hashlib.sha256(), total - _TAIL + len(SEAL)
    while left:
        piece = file.read(min(_PIECE, left))
        if not piece:
            break
        made.update(piece)
        left -= len(piece)
        told(total - left, total)
    if made.hexdigest().encode() != seal[1]:
        raise BackupError(
            sentence("{path}: is not what was written; bytes of it were changed", path=path)
        )


def _check_end(file: BinaryIO) -> None:
    """Make sure that the directory of the archive is bounded, before it is read."""
    file.seek(-_TAIL - _END.size, 2)
    end = file.read(_END.size)
    mark, *_, size, _start, comment = _END.unpack(end)
    if mark != b"PK\x05\x06" or comment != _TAIL or size > _MOST_DIRECTORY:
        raise BackupError(sentence("the backup is no archive that this program made"))


def _checked(archive: zipfile.ZipFile) -> Manifest:
    """Return the manifest; the archive holds what it tells of and nothing else."""
    members = {each.filename: each for each in archive.infolist()}
    if len(members) != len(archive.infolist()):
        raise BackupError(sentence("the backup names a file twice"))
    if any(
        each.flag_bits & _ENCRYPTED or each.compress_type not in _KINDS
        for each in members.values()
    ):
        raise BackupError(sentence("the backup is packed as this program never packs"))
    found = members.pop(NAME, None)
    if found is None or found.file_size > LARGEST:
        raise BackupError(sentence("the backup does not say what it holds"))
    with archive.open(found) as file:
        manifest = parsed(file.read(LARGEST))
    sizes = {each.path: each.size for each in manifest.parts}
    if sizes != {name: each.file_size for name, each in members.items()}:
        raise BackupError(sentence("the backup holds other files than it tells of"))
    return manifest
