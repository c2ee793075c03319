"""Index files: named arrays behind a header, mapped into memory when they are asked for.

The layout: 8 bytes of magic, 8 bytes (little endian) of the header's length, the header (JSON:
version, key, and of each array its type, length and place), and the arrays, each at a multiple
of 64 bytes. A file of another version or another key is not read; it is made anew.
"""

import json
import mmap
import os
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from countersight.errors import SourceError
from countersight.match.kernel.arrays import Given
from countersight.messages import joined, sentence
from countersight.stores.whole import whole_file

MAGIC: Final = b"CSNAMES1"
_STEP: Final = 64
_LONGEST_HEADER: Final = 1 << 16
_KINDS: Final = frozenset({"uint8", "uint16", "uint32", "int16", "int32", "int64", "float32"})

Arrays = Mapping[str, Given]


def save_index(path: Path, arrays: Arrays, *, key: str) -> None:
    """Write arrays to a file, whole or not at all.

    Raises:
        SourceError: the file can't be written.
    """
    places: dict[str, tuple[str, int, int]] = {}
    at = 0
    for name, array in arrays.items():
        places[name] = (array.dtype.name, len(array), at)
        at += -(-array.nbytes // _STEP) * _STEP
    header = json.dumps({"key": key, "arrays": places}).encode()
    try:
        with whole_file(path) as file:
            file.write(MAGIC + struct.pack("<Q", len(header)) + header)
            file.write(bytes(-file.tell() % _STEP))
            for array in arrays.values():
                file.write(np.ascontiguousarray(array).data)
                file.write(bytes(-array.nbytes % _STEP))
    except OSError as wrong:
        raise SourceError(
            sentence(
                "{path}: the index can't be written: {strerror}",
                path=path,
                strerror=wrong.strerror,
            )
        ) from wrong


def load_index(path: Path, *, key: str) -> Arrays | None:
    """Return the arrays of a file, mapped and not to be written; None where there is no such.

    Raises:
        SourceError: there is a file, and it is no index or a damaged one.
    """
    if not path.exists():
        return None
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size < len(MAGIC) + 8 or file.read(8) != MAGIC:
                raise _damaged(path, sentence("is no index of names"))
            whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError as wrong:
        raise SourceError(
            sentence("{path}: can't be read: {strerror}", path=path, strerror=wrong.strerror)
        ) from wrong
    (length,) = struct.unpack("<Q", whole[8:16])
    if length > _LONGEST_HEADER:
        raise _damaged(path, sentence("is a damaged index"))
    try:
        header = json.loads(bytes(whole[16 : 16 + length]))
        if header["key"] != key:
            return None
        start = -(-(16 + length) // _STEP) * _STEP
        if len(whole) != start + _room(header["arrays"]):
            raise _damaged(path, sentence("is a damaged index"))
        return {
            name: _array(whole, kind, size, start + at)
            for name, (kind, size, at) in header["arrays"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise _damaged(path, sentence("is a damaged index")) from wrong


def _room(places: Mapping[str, tuple[str, int, int]]) -> int:
    """Return the bytes that arrays take, the last of them filled up."""
    return max(
        (
            at + -(-size * np.dtype(kind).itemsize // _STEP) * _STEP
            for kind, size, at in places.values()
        ),
        default=0,
    )


def _array(whole: memoryview, kind: str, size: int, at: int) -> Given:
    if kind not in _KINDS or size < 0:
        raise ValueError(kind)
    found: Given = np.frombuffer(whole, np.dtype(kind), size, at)
    return found


def _damaged(path: Path, what: str) -> SourceError:
    return SourceError(
        joined(": ", (str(path), what)), hint=sentence("Remove the file; it is made again.")
    )
