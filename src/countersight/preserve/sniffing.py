"""What kind of document bytes are, told by the bytes themselves and never by their name."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Final

UNKNOWN: Final = "application/octet-stream"
_HEAD: Final = 4096
_MAGIC: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ZIPPED: Final = (
    ("word/document.xml", _WORD),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("META-INF/container.xml", "application/epub+zip"),
)
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,1000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|div|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEADER: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]*[^\r\n]{0,998}\r?\n")
_MAIL: Final = frozenset(
    {
        b"from",
        b"received",
        b"return-path",
        b"message-id",
        b"mime-version",
        b"content-type",
        b"content-transfer-encoding",
    }
)
_TOLD: Final = 2
"""Headers of mail that bytes must begin with to be mail."""
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROLS: Final = frozenset(range(32)) - {9, 10, 12, 13, 27}


def media_type(data: bytes) -> str:
    """Return the media type of *data*.

    >>> media_type(b"%PDF-1.7 ..."), media_type("déjà".encode()), media_type(bytes(8))
    ('application/pdf', 'text/plain', 'application/octet-stream')
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"PK\3\4"):
        return _zipped(data)
    return next((kind for test, kind in _TESTS if test(data)), UNKNOWN)


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _is_pdf(data: bytes) -> bool:
    """Tell a PDF behind rubbish, which readers accept within the first kilobyte."""
    return b"%PDF-" in data[:1024]


def _is_mail(data: bytes) -> bool:
    names: set[bytes] = set()
    at = 0
    while at < _HEAD and (found := _HEADER.match(data, at)):
        names.add(found[0].split(b":", 1)[0].lower())
        at = found.end()
        while data[at : at + 1] in {b" ", b"\t"}:
            at = data.find(b"\n", at) + 1 or len(data)
    return len(names & _MAIL) >= _TOLD


def _is_html(data: bytes) -> bool:
    return _HTML.match(data.removeprefix(_BOMS[0])[:_HEAD]) is not None


def _is_text(data: bytes) -> bool:
    if data.startswith(_BOMS):
        return True
    return not _CONTROLS.intersection(data[:_HEAD])


_TESTS: Final[tuple[tuple[Callable[[bytes], bool], str], ...]] = (
    (_is_webp, "image/webp"),
    (_is_html, "text/html"),
    (_is_mail, "message/rfc822"),
    (_is_pdf, "application/pdf"),
    (_is_text, "text/plain"),
)


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError):
        return "application/zip"
    return next((kind for name, kind in _ZIPPED if name in names), "application/zip")
