"""Bytes as text: by byte order mark, as UTF-8, as they claim, and by a guess at last."""

import codecs
from typing import Final

from charset_normalizer import from_bytes

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED_FROM: Final = 1 << 20
"""Bytes that a guess looks at."""
_ENOUGH: Final = 64
"""Bytes below which a guess is no better than Windows-1252."""


def decode(data: bytes, *, claimed: str = "") -> tuple[str, str]:
    r"""Return the text of *data*, and how it was told: an encoding, and a mark of its source.

    What no encoding explains becomes U+FFFD. Line ends stay as they are.

    >>> decode(b"caf\xe9", claimed="latin-1"), decode("déjà".encode(), claimed="latin-1")
    (('café', 'iso8859-1 (claimed)'), ('déjà', 'utf-8'))
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), f"{name} (marked)"
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        pass
    known = _known(claimed)
    if known:
        try:
            return data.decode(known), f"{known} (claimed)"
        except UnicodeDecodeError:
            pass
    best = from_bytes(data[:_GUESSED_FROM]).best() if len(data) >= _ENOUGH else None
    guess = best.encoding if best is not None else "cp1252"
    return data.decode(guess, "replace"), f"{guess} (guessed)"


def _known(name: str) -> str:
    """Return the name of an encoding of text; nothing where there is none such."""
    try:
        b"a".decode(name or "none", "replace")  # refuses what is no encoding of text
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
