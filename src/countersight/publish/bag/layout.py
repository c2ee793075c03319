"""Where things stand in a bag, and how its manifests are written (BagIt 1.0, RFC 8493)."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from countersight.errors import BagError
from countersight.ids import Sha256, digest
from countersight.messages import sentence

VERSION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
LOG: Final = "data/log"
ENTRIES: Final = f"{LOG}/entries.jsonl"
SEALED: Final = f"{LOG}/sealed.jsonl"
CHECKPOINT: Final = f"{LOG}/checkpoint"
KEYS: Final = f"{LOG}/keys"
OLD: Final = f"{LOG}/checkpoints"
OBJECTS: Final = "data/objects/sha256"
PROFILE: Final = "1"
"""Version of this layout; stands in ``bag-info.txt``."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,150}")
_LINE: Final = re.compile(rb"(?P<digest>[0-9a-f]{64})  (?P<path>[\x20-\x7e]{1,1000})")


def object_path(name: Sha256) -> str:
    """Return where the bytes of *name* stand.

    >>> object_path(digest(b""))[:30]
    'data/objects/sha256/e3/e3b0c44'
    """
    return f"{OBJECTS}/{name[:2]}/{name}"


def safe(path: str) -> str:
    """Return *path*, where every part of it is a plain name.

    So a bag has no name that is read in two ways: none in two normal forms, with a line end,
    with ``..``, or that a shell, a manifest or another file system takes for something else.

    Raises:
        BagError: it is not.
    """
    parts = path.split("/")
    if len(path) > _LONGEST or not all(_NAME.fullmatch(part) for part in parts):
        raise BagError(
            sentence("{path!r} can't be a path of a bag", path=path[:200]),
            hint=sentence(
                "Take letters, digits, dot, dash and underscore; the name as it was is "
                "kept in the log."
            ),
        )
    return path


_LONGEST: Final = 500


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return a manifest, in the order of the paths, as ``sha256sum`` writes it.

    >>> manifest({"b": "1", "a": "0"}).decode().splitlines()
    ['0  a', '1  b']
    """
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def read_manifest(data: bytes) -> dict[str, str]:
    """Read a manifest.

    Raises:
        BagError: it is not written as here: one writing only, so that no bit of it is free.
    """
    digests: dict[str, str] = {}
    for number, line in enumerate(data.split(b"\n")[:-1], start=1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise BagError(
                sentence(
                    "line {number} of a manifest is none: {line!r}",
                    number=number,
                    line=line[:100],
                )
            )
        digests[safe(found["path"].decode())] = found["digest"].decode()
    if manifest(digests) != data:
        raise BagError(sentence("a manifest names a file twice, is not in order or ends early"))
    return digests


def payload_digest(digests: Mapping[str, str]) -> Sha256:
    """Return one digest over what the log binds: each file of the payload but those of the log.

    It is the SHA-256 of the lines of the manifest that do not begin with ``data/log/``.
    """
    outside = {
        path: one
        for path, one in digests.items()
        if path.startswith("data/") and not path.startswith(f"{LOG}/")
    }
    return digest(manifest(outside))


def bag_info(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return the text of ``bag-info.txt``."""
    said = ((name, " ".join(value.split())) for name, value in pairs)
    return "".join(f"{name}: {value}\n" for name, value in said if value).encode()
