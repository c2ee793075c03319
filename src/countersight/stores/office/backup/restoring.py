"""A backup is put back: unpacked aside, checked to the last line of its log, then moved in.

What is in the folder stays where it is until all of that is done. A marker stands in the folder
while files are moved, so that a folder in which this broke off is not taken for an office.
"""

import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from countersight.errors import BackupError, StoreError
from countersight.ids import canonical_json
from countersight.messages import sentence
from countersight.ports import Watch
from countersight.stores.case.blobs import FileBlobs, RealDisk
from countersight.stores.case.database import CASE as CASES
from countersight.stores.office.backup.gathering import CASE, OF_CASE
from countersight.stores.office.backup.manifest import Manifest
from countersight.stores.office.backup.reading import opened, unpack
from countersight.stores.office.backup.snapshot import (
    Told,
    check_sound,
    first_broken,
    said,
    version_of,
    versions,
)
from countersight.stores.office.lock import FILE as LOCK
from countersight.stores.office.lock import OfficeLock
from countersight.stores.office.workspace import (
    BROKEN_OFF,
    DATABASE,
    MIGRATIONS,
    REPLACED,
    UPLOADS,
    open_office,
)

_ASIDE: Final = ".unpacking-"
_ROOM: Final = 16 * 1024**2
"""Bytes of the disk that are left free."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was put back."""

    manifest: Manifest
    replaced: Path | None
    """Where the office stands that was there before; None where there was none."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be restored, and how."""

    file: Path
    folder: Path
    who: str
    replaces: bool = False
    """Whether an office that is there makes room; it is kept aside."""


def restore(wish: Wish, watch: Watch, told: Told) -> Restored:
    """Put a backup back into a folder that is empty, or whose office makes room.

    Raises:
        BackupError: the backup is not what was made, or is of a later release.
        InUseError: another process uses the folder.
        StoreError: the folder is not empty, or the disk does not take it.
    """
    try:
        wish.folder.mkdir(parents=True, exist_ok=True)
        lock = OfficeLock(wish.folder, "restore", watch.now())
        try:
            return _restored(wish, watch, told)
        finally:
            lock.release()
    except OSError as wrong:
        raise StoreError(
            sentence(
                "{folder}: can't be written: {why}",
                folder=wish.folder,
                why=wrong.strerror or wrong,
            )
        ) from wrong


def _restored(wish: Wish, watch: Watch, told: Told) -> Restored:
    folder = wish.folder
    for left in folder.glob(f"{_ASIDE}*"):  # of a restore that was killed
        shutil.rmtree(left)
    there = _there(folder)
    if there and not wish.replaces:
        raise StoreError(
            sentence("{folder}: is not empty", folder=folder),
            hint=sentence(
                "Name a new folder; or write --replace, which keeps what is there aside."
            ),
        )
    with opened(wish.file, told) as (archive, manifest), _aside(folder) as aside:
        _unpack(archive, manifest, aside, told)
        _check(manifest, aside)
        _note(wish, watch, aside, manifest)
        before = folder / f"{REPLACED}{watch.now().replace(':', '-')}-{secrets.token_hex(2)}"
        return Restored(manifest, _place(folder, aside, there, before))


def _there(folder: Path) -> list[Path]:
    """Return what makes room in a folder: all but the lock, and what made room before."""
    kept = (LOCK, BROKEN_OFF)
    return sorted(
        each
        for each in folder.iterdir()
        if each.name not in kept and not each.name.startswith(REPLACED)
    )


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    made = folder / f"{_ASIDE}{secrets.token_hex(8)}"
    made.mkdir(mode=0o700)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, aside: Path, told: Told) -> None:
    room = shutil.disk_usage(aside).free - _ROOM
    if manifest.size > room:
        raise StoreError(
            sentence(
                "the backup unpacks to {size:,} bytes, and the disk has room for {room:,}",
                size=manifest.size,
                room=max(room, 0),
            ),
            hint=sentence("Make room, or name a folder on another disk."),
        )
    done = 0
    for part in manifest.parts:
        target = aside / part.path
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unpack(archive, part, target)
        target.chmod(0o600)
        RealDisk().sync(target)
        done += part.size
        told(done, manifest.size)
    (aside / UPLOADS).mkdir(exist_ok=True)
    for path, _, _ in os.walk(aside, topdown=False):
        RealDisk().sync_folder(Path(path))


def _check(manifest: Manifest, aside: Path) -> None:
    """Make sure that what was unpacked is an office of this program, whole.

    Raises:
        BackupError: it is not.
    """
    office = aside / DATABASE
    if not office.is_file():
        raise BackupError(sentence("the backup holds no office"))
    if manifest.tables not in versions(MIGRATIONS):
        raise BackupError(
            sentence(
                "the backup was made by another release ({release})", release=manifest.release
            ),
            hint=sentence("Install that release, or a later one."),
        )
    _check_paths(manifest)
    check_sound(office, replace(MIGRATIONS, head=manifest.tables), DATABASE)
    for case in aside.rglob(CASE):
        _check_case(case, case.relative_to(aside).as_posix())
    broken = first_broken(office)
    if broken is not None:
        raise BackupError(sentence("the audit log is broken at line {number}", number=broken))
    found = said(office)
    if (found.tables, found.audit) != (manifest.tables, manifest.audit):
        raise BackupError(sentence("the backup holds another office than it tells of"))
    blobs = FileBlobs(aside / UPLOADS)
    held = {each for each in found.uploads if blobs.holds(each)}
    if set(found.uploads) - held != set(manifest.lacking):
        raise BackupError(sentence("the backup lacks uploads that its runs were made of"))
    _check_names(manifest, blobs, aside)


def _check_case(path: Path, name: str) -> None:
    tables = version_of(path)
    if tables not in versions(CASES):
        raise BackupError(
            sentence("{name}: its tables are not those of this program", name=name)
        )
    check_sound(path, replace(CASES, head=tables), name)


def _check_paths(manifest: Manifest) -> None:
    """Make sure that nothing comes along that is of no office and of no case."""
    cases = {Path(each.path).parent for each in manifest.parts if Path(each.path).name == CASE}
    for part in manifest.parts:
        path = Path(part.path)
        of_case = path.parent in cases and path.name == CASE
        of_case |= any(each.parent in cases and each.name in OF_CASE for each in path.parents)
        if not (of_case or part.path == DATABASE or part.path.startswith(f"{UPLOADS}/")):
            raise BackupError(
                sentence("{path}: is of no office and of no case", path=part.path)
            )


def _check_names(manifest: Manifest, blobs: FileBlobs, aside: Path) -> None:
    """Make sure that each upload stands below its own digest."""
    for part in manifest.parts:
        if part.path.startswith(f"{UPLOADS}/") and aside / part.path != blobs.path(part.sha256):
            raise BackupError(
                sentence("{path}: is not what was put into the backup", path=part.path)
            )


def _note(wish: Wish, watch: Watch, aside: Path, manifest: Manifest) -> None:
    """Write into the log that it was restored, of which moment, and what was there before."""
    before = ""
    if (wish.folder / DATABASE).is_file():
        try:
            before = canonical_json({"audit": list(said(wish.folder / DATABASE).audit)})
        except BackupError:  # what is damaged may well be why
            before = canonical_json({"audit": None})
    after = canonical_json({"moment": manifest.moment, "audit": list(manifest.audit)})
    office = open_office(aside, watch)
    try:
        office.audit.note(wish.who, "restore", wish.file.name, (before, after))
    finally:
        office.close()


def _place(folder: Path, aside: Path, there: list[Path], before: Path) -> Path | None:
    """Move what is there aside, and what was unpacked in; the database last.

    Where the disk does not take it, all is moved back; where the program is killed, the marker
    stays.
    """
    disk, marker = RealDisk(), folder / BROKEN_OFF
    marker.write_text(json.dumps({"replaced": before.name if there else ""}), "utf-8")
    disk.sync(marker)
    disk.sync_folder(folder)
    if there:
        before.mkdir(mode=0o700)
    new = sorted(aside.iterdir(), key=lambda each: (each.name == DATABASE, each.name))
    moves = [(each, before / each.name) for each in there]
    moves += [(each, folder / each.name) for each in new]
    done: list[tuple[Path, Path]] = []
    try:
        for path, to in moves:
            disk.rename(path, to)
            done.append((path, to))
    except OSError:
        for path, to in reversed(done):
            to.rename(path)
        with suppress(OSError):
            before.rmdir()
        marker.unlink()
        raise
    for path in (*([before] if there else []), folder):
        disk.sync_folder(path)
    marker.unlink()
    disk.sync_folder(folder)
    return before if there else None
