"""Streams that are packed as a whole: gzip, xz and bzip2, unpacked in bounded memory."""

import bz2
import gzip
import io
import lzma
from collections.abc import Callable, Mapping
from typing import BinaryIO, Final, Protocol, cast

from countersight.messages import sentence
from countersight.read.detect import Format
from countersight.read.source import KIB, MIB, Feed

XZ_MEMORY: Final = 256 * MIB
"""What unpacking xz may hold in memory; ``xz -9`` needs 65 MiB."""
_PIECE: Final = 64 * KIB


class _Unpacker(Protocol):
    eof: bool
    unused_data: bytes
    needs_input: bool

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return up to *max_length* bytes."""


class Xz(io.RawIOBase):
    """An xz stream, or several in a row, with a bound on memory.

    ``lzma.LZMAFile`` has no such bound, and a header may ask for 4 GiB.
    """

    def __init__(self, feed: Feed) -> None:
        super().__init__()
        self._feed = feed
        self._unpacker = _xz()
        self._begun = False

    def readable(self) -> bool:
        """Return that it is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return up to *size* bytes, 64 KiB where it is not told.

        Raises:
            LZMAError: the stream is damaged, or needs too much memory.
            EOFError: it breaks off.
        """
        wanted = size if size > 0 else _PIECE
        while True:
            data = b""
            if self._unpacker.eof:
                data = self._next_stream()
                if not data:
                    return b""
            elif self._unpacker.needs_input:
                data = self._feed.read(_PIECE)
                if not data:
                    raise EOFError(sentence("the xz stream ends before its end mark"))
            if piece := self._unpacker.decompress(data, wanted):
                return piece

    def _next_stream(self) -> bytes:
        """Return the first bytes of a stream behind this one; padding is NUL bytes."""
        data = self._unpacker.unused_data.lstrip(b"\0")
        while not data and (piece := self._feed.read(_PIECE)):
            data = piece.lstrip(b"\0")
        self._unpacker = _xz()
        return data


def _xz() -> _Unpacker:
    return cast("_Unpacker", lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY))


PACKED: Final[Mapping[Format, Callable[[Feed], BinaryIO]]] = {
    Format.GZIP: lambda feed: cast("BinaryIO", gzip.GzipFile(fileobj=cast("BinaryIO", feed))),
    Format.XZ: lambda feed: cast("BinaryIO", Xz(feed)),
    Format.BZIP2: lambda feed: cast("BinaryIO", bz2.BZ2File(cast("BinaryIO", feed))),
}
"""How each is unpacked."""
