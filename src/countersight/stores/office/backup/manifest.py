"""What a backup says of itself: each file with its size and SHA-256, in ``manifest.json``."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from countersight.errors import BackupError
from countersight.ids import Sha256, is_digest
from countersight.messages import sentence

NAME: Final = "manifest.json"
FORMAT: Final = "countersight-backup"
VERSION: Final = 1
MOST_FILES: Final = 200_000
LARGEST: Final = 64 * 1024**2
"""Bytes of a manifest."""
_DEEPEST: Final = 12
_LONGEST: Final = 200
"""Characters of one part of a path."""
_PART: Final = re.compile(r"\w(?:[\w .()+,=@-]*[\w)+=@-])?")
_DEVICES: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
"""Names that Windows takes for devices."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup."""

    path: str
    """Below the workspace, with ``/`` between folders; the same in the archive."""
    size: int
    """Bytes."""
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    release: str
    """Of the program that made it."""
    moment: str
    """Of the state that it holds: RFC 3339, in UTC."""
    tables: str
    """Version of the office's tables."""
    audit: tuple[int, str]
    """How many lines the audit log has, and the hash of the newest."""
    parts: tuple[Part, ...]
    lacking: tuple[Sha256, ...] = ()
    """Uploads that the office itself no longer held whole."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.size for each in self.parts)

    def told(self) -> bytes:
        """Return it as JSON; the same for the same."""
        said = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def fits(path: str) -> bool:
    r"""Tell whether a path leads below a folder, on every system, and nowhere else.

    >>> fits("uploads/sha256/ab/ab12"), fits("../etc/passwd"), fits("C:\\x"), fits("a/NUL.txt")
    (True, False, False, False)
    """
    parts = path.split("/")
    return (
        len(parts) <= _DEEPEST
        and unicodedata.is_normalized("NFC", path)
        and all(
            len(part) <= _LONGEST and _PART.fullmatch(part) and not _DEVICES.fullmatch(part)
            for part in parts
        )
    )


def parsed(data: bytes) -> Manifest:
    """Return what a manifest says.

    Raises:
        BackupError: it is none, is of a later release, or says what can't be.
    """
    try:
        said = json.loads(data)
        format_, version = str(said["format"]), int(said["version"])
        found = _manifest(said) if (format_, version) == (FORMAT, VERSION) else None
        release = str(said["release"])[:40]
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise BackupError(
            sentence("what the backup says of itself can't be read: {wrong}", wrong=repr(wrong))
        ) from wrong
    if found is None:
        raise BackupError(
            sentence("the backup was made by another release ({release})", release=release),
            hint=sentence("Install that release, or a later one."),
        )
    _check(found)
    return found


def _manifest(said: Mapping[str, object]) -> Manifest:
    lines, newest = _list(said["audit"])
    return Manifest(
        str(said["release"])[:40],
        str(said["moment"])[:40],
        str(said["tables"])[:40],
        (int(str(lines)), str(newest)),
        tuple(_part(each) for each in _list(said["parts"])),
        tuple(Sha256(str(each)) for each in _list(said["lacking"])),
    )


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _part(value: object) -> Part:
    if not isinstance(value, dict):
        raise TypeError(value)
    return Part(str(value["path"]), int(value["size"]), Sha256(str(value["sha256"])))


def _check(said: Manifest) -> None:
    names = [each.path for each in said.parts]
    wrong = next((each for each in names if not fits(each)), None)
    if wrong is not None:
        raise BackupError(
            sentence("the backup names a file that leads elsewhere: {path!r}", path=wrong[:200])
        )
    if len({each.casefold() for each in [*names, NAME]}) != len(names) + 1:
        raise BackupError(sentence("the backup names a file twice"))
    if not all(is_digest(each.sha256) and each.size >= 0 for each in said.parts):
        raise BackupError(sentence("the backup names a file without its size or its digest"))
