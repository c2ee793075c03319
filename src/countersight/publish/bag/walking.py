"""The files of a folder that may be hostile: what is there, its digests, its manifests."""

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Final

from countersight.errors import BagError
from countersight.messages import sentence
from countersight.model.proof import Flaw
from countersight.publish.bag.layout import (
    MANIFEST,
    TAG_MANIFEST,
    VERSION,
    manifest,
    read_manifest,
    safe,
)

MOST_FILES: Final = 5_000_000
MOST_MANIFEST: Final = 1 << 30
_DEEPEST: Final = 20
_CHUNK: Final = 1 << 20


def walk(folder: Path) -> Iterator[str]:
    """Return the path of each file below *folder*.

    Raises:
        BagError: there are too many, or there is a link, a device or a name that is none.
    """
    for count, path in enumerate(_walk(folder, "", 0)):
        if count >= MOST_FILES:
            raise BagError(sentence("there are more than {most:,} files", most=MOST_FILES))
        yield path


def _walk(folder: Path, below: str, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise BagError(sentence("{below}: lies too deep", below=below))
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda one: one.name)
    for entry in entries:
        path = safe(f"{below}{entry.name}")
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, f"{path}/", depth + 1)
        elif S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            yield path
        else:
            raise BagError(sentence("{path}: is a link or a device, and no file", path=path))


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    whole = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            whole.update(chunk)
    return whole.hexdigest()


def bounded(path: Path, most: int = MOST_MANIFEST) -> bytes:
    """Return the bytes of a file.

    Raises:
        BagError: it is not there, or is larger than *most*.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as wrong:
        raise BagError(
            sentence(
                "{path}: can't be read: {strerror}", path=path.name, strerror=wrong.strerror
            )
        ) from wrong
    if len(data) > most:
        raise BagError(
            sentence("{path}: is larger than {most:,} bytes", path=path.name, most=most)
        )
    return data


def fixity(folder: Path) -> tuple[dict[str, str], list[Flaw]]:
    """Return the digest of each file of a bag, and where manifests and files differ.

    Raises:
        BagError: the folder can't be walked.
    """
    _one_bag(folder)
    digests = {path: file_digest(folder / path) for path in walk(folder)}
    flaws: list[Flaw] = []
    payload = {path: one for path, one in digests.items() if path.startswith("data/")}
    tags = {
        path: one
        for path, one in digests.items()
        if not path.startswith("data/") and path != TAG_MANIFEST
    }
    for name, found in ((MANIFEST, payload), (TAG_MANIFEST, tags)):
        flaws += _compared(folder, name, found)
    if "bagit.txt" not in digests or bounded(folder / "bagit.txt", 1 << 12) != VERSION:
        flaws.append(Flaw("bag", "bagit.txt", sentence("does not say that this is a bag")))
    return digests, flaws


def _one_bag(folder: Path) -> None:
    """Refuse a folder that is no bag, and has several in it."""
    if not (folder / "bagit.txt").is_file():
        bags = sorted(each.parent.name for each in folder.glob("*/bagit.txt"))
        if bags:
            some = ", ".join(repr(each) for each in bags[:10])
            raise BagError(
                sentence(
                    "is no bag, and holds {many}: {some}; a bag holds one case",
                    many=len(bags),
                    some=some,
                ),
                hint=sentence("Name one of them at a time."),
            )


def _compared(folder: Path, name: str, found: Mapping[str, str]) -> Iterator[Flaw]:
    try:
        data = bounded(folder / name)
        told = read_manifest(data)
    except BagError as wrong:
        yield Flaw("manifest", name, wrong.message)
        return
    if data == manifest(found):
        return
    for path in sorted(told.keys() - found.keys()):
        yield Flaw("file", path, sentence("is named in the manifest and is not there"))
    for path in sorted(found.keys() - told.keys()):
        yield Flaw("file", path, sentence("is there and the manifest does not name it"))
    for path in sorted(found.keys() & told.keys()):
        if found[path] != told[path]:
            yield Flaw("file", path, sentence("is no longer what it was"))
