"""What a file is, told by its first bytes and never by its name."""

import re
from enum import StrEnum
from typing import Final

from countersight.messages import sentence

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
    XZ = "xz"
    BZIP2 = "bzip2"
    TAR = "tar"
    ZIP = "zip"
    COMPOUND = "xls"
    PARQUET = "parquet"
    JSON = "json"
    DELIMITED = "csv"
    MARKUP = "markup"
    """XML or HTML."""
    CHINESE = "chinese-notice"
    """A Chinese award notice as plain text."""
    FOREIGN = "foreign"


MAGIC: Final = (
    (b"\x1f\x8b", Format.GZIP, ""),
    (b"\xfd7zXZ\x00", Format.XZ, ""),
    (b"BZh", Format.BZIP2, ""),
    (b"PK\x03\x04", Format.ZIP, ""),
    (b"PK\x05\x06", Format.ZIP, ""),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.COMPOUND, ""),
    (b"PAR1", Format.PARQUET, ""),
    (b"%PDF-", Format.FOREIGN, "a PDF"),
    (b"\x89PNG\r\n", Format.FOREIGN, sentence("a PNG picture")),
    (b"\xff\xd8\xff", Format.FOREIGN, sentence("a JPEG picture")),
    (b"GIF8", Format.FOREIGN, sentence("a GIF picture")),
    (b"MZ\x90", Format.FOREIGN, sentence("a Windows program")),
    (b"\x7fELF", Format.FOREIGN, "a program"),
    (b"Rar!\x1a\x07", Format.FOREIGN, sentence("a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Format.FOREIGN, "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", Format.FOREIGN, sentence("a zstd archive")),
    (b"SQLite format 3\x00", Format.FOREIGN, sentence("an SQLite database")),
    (b"{\\rtf", Format.FOREIGN, sentence("an RTF document")),
)
"""First bytes, the format, and what to call it where it is not read."""

TAR_AT: Final = 257
TAR_MAGIC: Final = b"ustar"
"""Where a tar header says that it is one (POSIX.1-2017, pax, "ustar Interchange Format")."""

_JSON_START = re.compile(rb"\s*(?:\{\s*(?:[\"}]|\Z)|\[\s*(?:[\[{\]\"0-9tfn-]|\Z))")
_CHINESE_TITLE = re.compile(
    r"^\W*[一二三四五六七八九十]{1,2}\s*[、．.]\s*(?:项目|采购|中标|成交|主要|评审|公告|代理|凡对)",
    re.MULTILINE,
)
_CHINESE_KEY: Final = re.compile(
    r"^\W*(?:(?P<project>(?:采购|招标)?项目(?:编号|名称))|(?P<award>(?:第[一二三]名?)?(?:中标|成交|中选)"
    r"(?:候选)?(?:供应商|人|单位)(?:名称)?)|(?P<buyer>采购(?:人|单位)|招标人|(?:采购)?代理机构))\s*[：:]",
    re.MULTILINE,
)
"""Keys that stand at the start of a line in notices whose sections have no numbers."""
_TITLES: Final = 2
_XML_START = re.compile(rb"\s*<(?:\?xml|!doctype|!--|[a-z])", re.IGNORECASE)
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
    if prefix[TAR_AT : TAR_AT + len(TAR_MAGIC)] == TAR_MAGIC:
        return Format.TAR, ""
    return _detect_text(as_text(prefix))


def _detect_text(text: bytes) -> tuple[Format, str]:
    """Return the format of what has no magic number."""
    if not text.strip(b" \t\r\n"):
        return Format.EMPTY, ""
    if is_binary(text):
        return Format.FOREIGN, sentence("binary data")
    if _XML_START.match(text):
        return Format.MARKUP, ""
    if _JSON_START.match(text):
        return Format.JSON, ""
    return (Format.CHINESE if is_chinese_notice(text) else Format.DELIMITED), ""


def is_chinese_notice(text: bytes) -> bool:
    r"""Return whether a text is laid out as the notice of an award in China is.

    That is, two titles of its sections stand at the start of a line, with their numbers; or
    keys do that tell of the project and of who won.

    >>> is_chinese_notice("中标公告\n一、项目编号：A-1\n二、项目名称：B\n".encode("gb18030"))
    True
    >>> is_chinese_notice("项目编号,项目名称,中标金额\n".encode())
    False
    """
    if text.isascii():
        return False
    told = (text.decode(codec, "ignore") for codec in ("utf-8", "gb18030"))
    return any(len(_CHINESE_TITLE.findall(each)) >= _TITLES or _has_keys(each) for each in told)


def _has_keys(text: str) -> bool:
    met = {found.lastgroup for found in _CHINESE_KEY.finditer(text)}
    return {"project", "award"} <= met


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
