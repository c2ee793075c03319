"""A backup is made: a ZIP archive whose last bytes are the SHA-256 of all that precede them.

The databases are copied first, by SQLite's online backup, and then the files that they name,
which are there before they are named: so what is kept is one state, whoever writes meanwhile.
The archive is written aside and renamed, so that it is there whole or not at all.
"""

import hashlib
import os
import secrets
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from countersight.errors import BackupError, StoreError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.ports import Watch
from countersight.stores.case.blobs import RealDisk
from countersight.stores.office.backup.gathering import Gathered, gather
from countersight.stores.office.backup.manifest import LARGEST, NAME, Manifest, Part
from countersight.stores.office.backup.snapshot import Told

SEAL: Final = b"sha256:"
"""What the comment of the archive begins with; 64 digits follow, and nothing else."""
_DIGITS: Final = 64
_PIECE: Final = 1024 * 1024
_DAY: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made."""

    path: Path
    sha256: Sha256
    """Of the whole file."""
    manifest: Manifest


def make_backup(folder: Path, target: Path, watch: Watch, told: Told, *, release: str) -> Made:
    """Put the whole workspace into one file; it may be in use.

    Args:
        folder: of the office.
        target: the file; there is none yet, or it is written over once the new one is whole.
        watch: tells the moment.
        told: hears how many bytes are done, of how many.
        release: of this program.

    Raises:
        BackupError: the office can't be read, or no restore would take it.
        StoreError: the disk does not take it.
    """
    head = (release, watch.now())
    beside = target.absolute().parent
    aside = beside / f".{target.name}.{secrets.token_hex(8)}"
    try:
        copies = Path(tempfile.mkdtemp(prefix=".backing-up-", dir=beside))
        try:
            manifest = _written(aside, gather(folder, copies), head, told)
            seal = _seal(aside)
        finally:
            shutil.rmtree(copies, ignore_errors=True)
        RealDisk().rename(aside, target)
        RealDisk().sync_folder(beside)
    except OSError as wrong:
        raise StoreError(
            sentence("{path}: can't be written: {why}", path=target, why=wrong.strerror)
        ) from wrong
    finally:
        aside.unlink(missing_ok=True)
    return Made(target, seal, manifest)


def _written(aside: Path, found: Gathered, head: tuple[str, str], told: Told) -> Manifest:
    total, done = sum(path.stat().st_size for _, path in found.files), 0
    parts: list[Part] = []
    handle = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w") as archive:
            for name, path in found.files:
                parts.append(_put(archive, name, path))
                done += parts[-1].size
                told(done, max(total, done))
            office = found.office
            whole = Manifest(*head, office.tables, office.audit, tuple(parts), found.lacking)
            data = whole.told()
            if len(data) > LARGEST:
                raise BackupError(sentence("there are too many files for one backup"))
            archive.writestr(_info(NAME), data)
            archive.comment = SEAL + b"0" * _DIGITS
        file.flush()
        os.fsync(file.fileno())
    return whole


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> Part:
    """Put a file into an archive; what is read is what is told of it."""
    made, size = hashlib.sha256(), 0
    with (
        path.open("rb") as source,
        archive.open(_info(name), "w", force_zip64=True) as target,
    ):
        while piece := source.read(_PIECE):
            made.update(piece)
            size += len(piece)
            target.write(piece)
    found = Sha256(made.hexdigest())
    if "/uploads/" in f"/{name}" and not name.endswith(found):
        raise BackupError(sentence("{name}: changed while it was read", name=name))
    return Part(name, size, found)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    info.create_system = 3
    return info


def _seal(path: Path) -> Sha256:
    """Write the digest of all that precedes it to the end; return that of the whole file."""
    made = hashlib.sha256()
    with path.open("r+b") as file:
        left = path.stat().st_size - _DIGITS
        while left:
            piece = file.read(min(_PIECE, left))
            made.update(piece)
            left -= len(piece)
        digits = made.hexdigest().encode()
        file.write(digits)
        file.flush()
        os.fsync(file.fileno())
    made.update(digits)
    return Sha256(made.hexdigest())
