"""Which fonts of this machine show Chinese: told by the fonts themselves, without a program.

Pages bring no fonts and name none, so a browser takes those of the machine; where no font has
the characters, a company's own name is a row of boxes. A font says in its table ``OS/2`` which
blocks of Unicode it shows, and for which code pages it was made (OpenType 1.9, "OS/2",
ulUnicodeRange and ulCodePageRange); fonts of symbols are known to set the first and not the
second.
"""

import os
import struct
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})
MOST: Final = 20_000
"""Files and folders that are looked at."""
_BLOCKS_AT: Final = 46
"""Where in ``OS/2`` ulUnicodeRange2 stands."""
_CJK: Final = 1 << (59 - 32)
"""Bit 59: CJK Unified Ideographs; the second number begins with bit 32."""
_PAGES_AT: Final = 78
"""Where ulCodePageRange1 stands."""
_PAGES: Final = 1 << 17 | 1 << 18 | 1 << 20
"""JIS, simplified Chinese, traditional Chinese: each holds the characters of most names."""
_MOST_TABLES: Final = 1_000


def chinese_fonts(folders: Iterable[Path]) -> list[str]:
    """Return the file names of the fonts under *folders* that show Chinese, in order.

    A file that can't be read, or is no font, shows nothing. At most ``MOST`` entries are met.

    >>> chinese_fonts([Path("/nowhere")])
    []
    """
    met = islice((path for folder in folders for path in _below(folder)), MOST)
    fonts = (path for path in met if path.suffix.lower() in SUFFIXES)
    return sorted({path.name for path in fonts if shows_chinese(path)})


def shows_chinese(path: Path) -> bool:
    """Return whether a font file says that it shows Chinese characters."""
    try:
        with path.open("rb") as file:
            return _bit(file)
    except (OSError, struct.error):
        return False


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder; what can't be listed is left out."""
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in sorted(names))


def _bit(file: BinaryIO) -> bool:
    """Return the bit of the font, or of the first font of a collection."""
    start = 0
    if file.read(4) == b"ttcf":
        file.seek(12)
        [start] = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    [tables] = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    for _ in range(min(tables, _MOST_TABLES)):
        tag, _, place, length = struct.unpack(">4sIII", file.read(16))
        if tag == b"OS/2" and length >= _PAGES_AT + 4:
            blocks, pages = (_number(file, place + at) for at in (_BLOCKS_AT, _PAGES_AT))
            return bool(blocks & _CJK and pages & _PAGES)
    return False


def _number(file: BinaryIO, place: int) -> int:
    file.seek(place)
    return int.from_bytes(file.read(4), "big")
