"""The log as files that any tool for tiled logs reads (C2SP tlog-tiles).

``tile/<level>/<number>`` holds up to 256 hashes of one level of the tree, counted in steps of
eight levels; ``tile/entries/<number>`` holds up to 256 entries, each behind its length in two
bytes. The last tile of a level ends in ``.p/<width>`` while it is not full.
"""

import struct
from collections.abc import Iterable, Iterator
from typing import Final

from countersight.errors import LogError
from countersight.messages import sentence
from countersight.preserve.log.tree import Hashes, place

WIDTH: Final = 256
_LEVELS: Final = 8
LONGEST_ENTRY: Final = 0xFFFF


def tile_path(kind: int | str, number: int, width: int = WIDTH) -> str:
    """Return the path of a tile.

    >>> tile_path(0, 1234067), tile_path("entries", 0, 3)
    ('tile/0/x001/x234/067', 'tile/entries/000.p/3')
    """
    digits = f"{number:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return f"tile/{kind}/{name}" + ("" if width == WIDTH else f".p/{width}")


def hash_tiles(size: int, hashes: Hashes) -> Iterator[tuple[str, bytes]]:
    """Return path and bytes of each tile of hashes of a tree, whole tiles and partial."""
    level, wide = 0, size
    while wide:
        for number in range(-(-wide // WIDTH)):
            first = number * WIDTH
            width = min(WIDTH, wide - first)
            places = [place(level * _LEVELS, first + step) for step in range(width)]
            yield tile_path(level, number, width), b"".join(hashes(places))
        level, wide = level + 1, wide >> _LEVELS


def entry_tiles(lines: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Return path and bytes of each tile of entries.

    Raises:
        LogError: an entry is longer than 65,535 bytes.
    """
    held: list[bytes] = []
    number = 0
    for line in lines:
        if len(line) > LONGEST_ENTRY:
            raise LogError(
                sentence("an entry of {number:,} bytes fits in no tile", number=len(line))
            )
        held.append(struct.pack(">H", len(line)) + line)
        if len(held) == WIDTH:
            yield tile_path("entries", number), b"".join(held)
            held, number = [], number + 1
    if held:
        yield tile_path("entries", number, len(held)), b"".join(held)
