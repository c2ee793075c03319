"""Backups of an office: made while it is used, and put back into a folder."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from countersight import __version__
from countersight.errors import BackupError
from countersight.ids import canonical_json
from countersight.messages import _
from countersight.wiring.casework import BY, WATCH
from countersight.wiring.office import missing

if TYPE_CHECKING:
    from countersight.stores.office.backup import Made, Restored
    from countersight.wiring.office import Opened
    from countersight.work.office.backups import Backups

HANDED_OUT: Final = ".handing-out"
"""Folder in the office's own: backups that pages hand out, until they are handed out."""
Told = Callable[[int, int], None]
"""Hears how many bytes are done, of how many."""


def backup(folder: Path, target: Path | None, *, force: bool, told: Told) -> "Made":
    """Put the office of a folder into one file, and note it in its audit log.

    Args:
        folder: of the office; it may be in use.
        target: the file; None: one in the working folder that bears the moment.
        force: whether a file that is there is written over.
        told: hears how far it is.

    Raises:
        BackupError: it can't be made, or there is a file already.
        SettingError: the extra ``web`` is not installed.
        StoreError: the disk does not take it.
    """
    try:
        from countersight.stores.office import open_office
        from countersight.stores.office.backup import make_backup
    except ImportError as gone:
        raise missing(gone) from gone

    file = target or Path(f"countersight-backup-{WATCH.now().replace(':', '-')}.zip")
    if file.exists() and not force:
        raise BackupError(
            _("{file}: is there already").format(file=file),
            hint=_("Name another file; or write --force to write over it."),
        )
    made = make_backup(folder, file, WATCH, told, release=__version__)
    office = open_office(folder, WATCH)
    try:
        office.audit.note(_who(), "backup", file.name, ("", said_of(made)))
    finally:
        office.close()
    return made


def backups_of(opened: "Opened") -> "Backups":
    """Return what makes the backups that pages hand out, of an office that is open."""
    from countersight.stores.office.backup import make_backup
    from countersight.work.office.backups import Backups

    folder = opened.office.folder

    def make(file: Path) -> str:
        return said_of(make_backup(folder, file, WATCH, _unheard, release=__version__))

    return Backups(make, folder / HANDED_OUT, opened.office.audit, WATCH)


def _unheard(done: int, total: int) -> None:
    del done, total


def said_of(made: "Made") -> str:
    """Return what the audit log says of a backup, as JSON."""
    told = made.manifest
    return canonical_json(
        {
            "sha256": made.sha256,
            "moment": told.moment,
            "files": len(told.parts),
            "audit": list(told.audit),
            "lacking": list(told.lacking),
        }
    )


def restore(file: Path, folder: Path, *, replaces: bool, told: Told) -> "Restored":
    """Put a backup into a folder.

    Args:
        file: the backup.
        folder: that is empty, or made; or whose office makes room.
        replaces: whether an office that is there makes room; it is kept aside.
        told: hears how far it is.

    Raises:
        BackupError: it is not what was made, or of a later release.
        InUseError: another process uses the folder.
        SettingError: the extra ``web`` is not installed.
        StoreError: the folder is not empty, or the disk does not take it.
    """
    try:
        from countersight.stores.office.backup.restoring import Wish
        from countersight.stores.office.backup.restoring import restore as put_back
    except ImportError as gone:
        raise missing(gone) from gone

    return put_back(Wish(file, folder, _who(), replaces), WATCH, told)


def _who() -> str:
    said = os.environ.get(BY, "").strip()  # noqa: TID251 - wiring is the one reader
    return said or "command line"
