"""What a file is, told by its first bytes and never by its name."""

import re
from enum import StrEnum
from typing import Final

BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks (Unicode 16.0, section 23.8) and the codec that eats each."""


class Format(StrEnum):
    """What the first bytes say a file is."""

    EMPTY = "empty"
    GZIP = "gzip"
    ZIP = "zip"
    COMPOUND = "xls"
    PARQUET = "parquet"
    JSON = "json"
    DELIMITED = "csv"
    FOREIGN = "foreign"


MAGIC: Final = (
    (b"\x1f\x8b", Format.GZIP, ""),
    (b"PK\x03\x04", Format.ZIP, ""),
    (b"PK\x05\x06", Format.ZIP, ""),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.COMPOUND, ""),
    (b"PAR1", Format.PARQUET, ""),
    (b"%PDF-", Format.FOREIGN, "a PDF"),
    (b"\x89PNG\r\n", Format.FOREIGN, "a PNG picture"),
    (b"\xff\xd8\xff", Format.FOREIGN, "a JPEG picture"),
    (b"GIF8", Format.FOREIGN, "a GIF picture"),
    (b"MZ\x90", Format.FOREIGN, "a Windows program"),
    (b"\x7fELF", Format.FOREIGN, "a program"),
    (b"Rar!\x1a\x07", Format.FOREIGN, "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", Format.FOREIGN, "a 7z archive"),
    (b"\xfd7zXZ\x00", Format.FOREIGN, "an xz archive"),
    (b"BZh", Format.FOREIGN, "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", Format.FOREIGN, "a zstd archive"),
    (b"SQLite format 3\x00", Format.FOREIGN, "an SQLite database"),
    (b"{\\rtf", Format.FOREIGN, "an RTF document"),
)
"""First bytes, the format, and what to call it where it is not read."""

_JSON_START = re.compile(rb"\s*(?:\{\s*(?:[\"}]|\Z)|\[\s*(?:[\[{\]\"0-9tfn-]|\Z))")
_XML_START = re.compile(rb"\s*<(?:\?xml|!doctype|[a-z])", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x1a\v"))
_MAX_CONTROL = 0.05
"""Share of control bytes (NUL included) beyond which a file is no text."""

_FEW: Final = 8
"""Control bytes that even a short text may hold."""


def detect(prefix: bytes) -> tuple[Format, str]:
    """Return the format of a file that begins with *prefix*, and a name where it is foreign.

    >>> detect(b'{"ocid": ')[0].value, detect(b"name,country")[0].value, detect(b"%PDF-1.7")[1]
    ('json', 'csv', 'a PDF')
    """
    if not prefix:
        return Format.EMPTY, ""
    for magic, found, called in MAGIC:
        if prefix.startswith(magic):
            return found, called
    return _detect_text(as_text(prefix))


def _detect_text(text: bytes) -> tuple[Format, str]:
    """Return the format of what has no magic number."""
    if not text.strip(b" \t\r\n"):
        return Format.EMPTY, ""
    if is_binary(text):
        return Format.FOREIGN, "binary data"
    if _XML_START.match(text):
        return Format.FOREIGN, "XML or HTML"
    return (Format.JSON if _JSON_START.match(text) else Format.DELIMITED), ""


def as_text(prefix: bytes) -> bytes:
    """Return *prefix* as UTF-8 without its byte order mark, where it has one."""
    codec = bom(prefix)
    return prefix.decode(codec, "replace").encode() if codec else prefix


def bom(prefix: bytes) -> str | None:
    """Return the codec that the byte order mark of *prefix* stands for, if it has one.

    UTF-16 without a mark is told by its NUL bytes: every second byte of plain letters.
    """
    for mark, codec in BOMS:
        if prefix.startswith(mark):
            return codec
    pairs = prefix[:2000]
    even, odd = pairs[::2], pairs[1::2]
    for zeros, others, codec in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(pairs) > 8 and zeros.count(0) > 0.7 * len(zeros) and others.count(0) == 0:  # noqa: PLR2004
            return codec
    return None


def is_binary(prefix: bytes) -> bool:
    """Return whether *prefix* holds more control bytes than a text does."""
    controls = len(prefix) - len(prefix.translate(None, _CONTROL))
    return controls > max(_MAX_CONTROL * len(prefix), _FEW)
