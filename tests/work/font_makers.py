"""Fonts of one table, for the tests of what a font says that it shows."""

import struct


def font(*, blocks: bool = True, pages: bool = True, before: bytes = b"") -> bytes:
    """Return a font that says which blocks it shows, and for which code pages it was made."""
    shown = struct.pack(">4I", 1, 1 << 27 if blocks else 0, 0, 0)
    table = bytes(42) + shown + bytes(20) + struct.pack(">2I", 1 << 18 if pages else 1, 0)
    head = b"OTTO" + struct.pack(">4H", 1, 16, 0, 0)
    place = len(before) + len(head) + 16
    return before + head + struct.pack(">4s3I", b"OS/2", 0, place, len(table)) + table


def collection() -> bytes:
    """Return a collection of one font."""
    return font(before=b"ttcf" + struct.pack(">3I", 0x10000, 1, 16))
