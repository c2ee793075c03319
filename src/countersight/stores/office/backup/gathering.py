"""What a backup holds: the databases as they are now, and the files that they name."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from countersight.errors import BackupError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.stores.case.blobs import FileBlobs
from countersight.stores.office.backup.manifest import MOST_FILES, fits
from countersight.stores.office.backup.snapshot import Said, first_broken, said, snapshot
from countersight.stores.office.workspace import DATABASE, UPLOADS

CASE: Final = "case.sqlite"
OF_CASE: Final = ("blobs", "keys")
_DEEPEST: Final = 3
"""Folders below the workspace in which cases are looked for."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is to be kept."""

    office: Said
    files: tuple[tuple[str, Path], ...]
    """Each path in the archive, and where its bytes are; the databases first."""
    lacking: tuple[Sha256, ...]
    """Uploads that are not held whole."""


def gather(folder: Path, copies: Path) -> Gathered:
    """Copy the databases of a workspace into *copies*, and find the files that they name.

    Raises:
        BackupError: there is no office, it can't be read, or no restore would take it.
    """
    if not (folder / DATABASE).is_file():
        raise BackupError(
            sentence("{folder}: no office is there", folder=folder),
            hint=sentence("Name its folder with --workspace."),
        )
    cases = tuple(_cases(folder))
    found: list[tuple[str, Path]] = []
    for number, name in enumerate((DATABASE, *(f"{case}/{CASE}" for case in cases))):
        copy = copies / f"{number}.sqlite"
        snapshot(folder / name, copy)
        found.append((name, copy))
    for case in cases:
        found += _beside(folder, case)
    office = found[0][1]
    _check(office)
    told = said(office)
    held, lacking = _uploads(folder, told.uploads)
    found += held
    if len(found) > MOST_FILES:
        raise BackupError(
            sentence("there are more than {most:,} files", most=MOST_FILES),
            hint=sentence("Copy the folder itself while nothing serves it."),
        )
    return Gathered(told, tuple(found), lacking)


def _check(office: Path) -> None:
    broken = first_broken(office)
    if broken is not None:
        raise BackupError(
            sentence("the audit log is broken at line {number}", number=broken),
            hint=sentence(
                "It was changed by something else than this program, and no restore would "
                "take it. Copy the folder itself while nothing serves it."
            ),
        )


def _uploads(
    folder: Path, names: Sequence[Sha256]
) -> tuple[list[tuple[str, Path]], tuple[Sha256, ...]]:
    """Return the uploads that are what they were, and the names of the others."""
    blobs = FileBlobs(folder / UPLOADS)
    paths = {name: blobs.path(name) for name in names}
    whole = [name for name, path in paths.items() if _is_whole(path, name)]
    held = [(paths[name].relative_to(folder).as_posix(), paths[name]) for name in whole]
    return held, tuple(sorted(set(names) - set(whole)))


def _is_whole(path: Path, name: Sha256) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == name
    except OSError:
        return False


def _cases(folder: Path) -> Iterator[str]:
    """Return the folders of cases below a workspace, in order; links are not followed."""
    for path, folders, files in os.walk(folder):
        here = Path(path).relative_to(folder)
        is_case = CASE in files and bool(here.parts)
        if is_case:
            yield _named(here.as_posix())
        ends = is_case or len(here.parts) >= _DEEPEST
        inner = (each for each in sorted(folders) if not each.startswith("."))
        folders[:] = [] if ends else [each for each in inner if each != UPLOADS]


def _named(name: str) -> str:
    if not fits(name):
        raise BackupError(
            sentence("{name!r}: no backup can hold a folder of this name", name=name),
            hint=sentence("Give it a name of letters and digits."),
        )
    return name


def _beside(folder: Path, case: str) -> Iterator[tuple[str, Path]]:
    """Yield the files of a case but for its database."""
    for part in OF_CASE:
        for path in sorted((folder / case / part).rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not path.is_symlink() and fits(name):
                yield name, path
