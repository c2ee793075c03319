"""What a user can say of a screening."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from countersight.model.record import RecordKind


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """What a user can say of a screening."""

    profile: str | None = None
    """Name of a bundled profile, or path of a file."""
    mapping: tuple[tuple[str, str], ...] = ()
    kind: RecordKind | None = None
    as_of: date | None = None
    every: bool = False
    restrictions: tuple[Path, ...] = ()
    """Folders or files with a user's own restrictions."""
    reviews: Path | None = None
    """A file with judgements on matches."""
    lists: tuple[str, ...] = ()
    """Outside lists that are asked: ``us-csl``, ``us-csl@VERSION``, or ``all``."""
    owners: tuple[Path, ...] = ()
    """Files that tell who owns whom."""
