"""One thing that ``doctor`` looks at, and how the disk fares."""

import shutil
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from countersight.messages import sentence

ROOM: Final = 1024**3
"""Bytes that should be free: a workbook or an archive may unpack to as many."""
MIB: Final = 1024**2


class Health(StrEnum):
    """How a check came out."""

    OK = "ok"
    NOTE = "note"
    """Nothing fails, and somebody may want to know."""
    WRONG = "wrong"
    """Something will fail, or an answer can't be trusted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    health: Health
    said: str
    hint: str = ""


def cache(folder: Path | None) -> Check:
    """Return how the folder of the cache fares."""
    if folder is None:
        return Check(
            sentence("cache"),
            Health.NOTE,
            sentence("none is kept"),
            sentence("Every run parses the catalogue anew."),
        )
    try:
        files = [path for path in folder.iterdir() if path.is_file()] if folder.exists() else []
        size = sum(path.stat().st_size for path in files)
        trial = folder if folder.exists() else _above(folder)
        with tempfile.TemporaryFile(dir=trial):
            said = sentence(
                "{folder}: {number} files, {mib:.1f} MiB, can be written",
                folder=folder,
                number=len(files),
                mib=size / MIB,
            )
            return Check(sentence("cache"), Health.OK, said)
    except OSError as wrong:
        said = sentence(
            "{folder}: can't be used: {strerror}", folder=folder, strerror=wrong.strerror
        )
        return Check(
            sentence("cache"),
            Health.NOTE,
            said,
            sentence("Runs are slower. COUNTERSIGHT_CACHE names another."),
        )


def disk(name: str, folder: Path | None) -> Check:
    """Return whether there is room for what a run may write."""
    if folder is None:
        return Check(name, Health.OK, sentence("not needed"))
    try:
        free = shutil.disk_usage(_above(folder)).free
    except OSError as wrong:
        return Check(
            name,
            Health.NOTE,
            sentence(
                "{folder}: can't be looked at: {strerror}",
                folder=folder,
                strerror=wrong.strerror,
            ),
        )
    said = sentence("{mib:,.0f} MiB free at {folder}", mib=free / MIB, folder=folder)
    if free < ROOM:
        return Check(
            name, Health.NOTE, said, sentence("A workbook or archive may need 1,024 MiB.")
        )
    return Check(name, Health.OK, said)


def _above(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    return next((path for path in (folder, *folder.parents) if path.exists()), folder)
