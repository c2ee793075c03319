"""Lines of text out of bytes: any common encoding, bounded lines, nothing lost.

The encoding is told by a byte order mark, else UTF-8 where the first bytes are, else by
charset-normalizer on a sample. A line that the encoding can't hold is read alone, as
UTF-8 or else as Windows-1252, and said so. NUL bytes are taken out, and said so. A line
longer than the limit is left out and is a Problem.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import charset_normalizer

from countersight.messages import sentence
from countersight.model.record import Origin, Problem
from countersight.read.detect import bom
from countersight.read.source import MIB, Feed

SAMPLE: Final = 64 * 1024
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
_WIDE: Final = ("utf-16", "utf-32")
_FALLBACK: Final = "cp1252"
_PIECE: Final = 256 * 1024
_LIKELY: Final = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859_2", "iso8859_15"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949", "koi8_r", "cp850", "cp866"),
)
"""Encodings that tables are met in."""


class Bytes(Protocol):
    """Anything that hands out bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to *size* bytes; nothing at the end."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A stretch of lines with their ends; ``first`` is the number of the first."""

    first: int
    lines: list[str]
    problems: tuple[Problem, ...] = ()
    size: int = 0
    """Bytes that the lines took."""


def encoding_of(sample: bytes) -> str:
    """Return the encoding of a text that begins with *sample*.

    >>> encoding_of("Straße;Überwachung".encode("utf-16"))
    'utf-16'
    >>> encoding_of("naïve".encode())
    'utf-8'
    """
    marked = bom(sample)
    if marked:
        return marked
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _guess(sample)
    return "utf-8"


def _guess(sample: bytes) -> str:
    """Return the likeliest encoding; of those as likely, the one that is met most."""
    found = charset_normalizer.from_bytes(sample, cp_isolation=list(_LIKELY))
    best = found.best()
    if best is None or any(
        match.encoding == _FALLBACK and match.chaos <= best.chaos and best.coherence == 0
        for match in found
    ):
        return _FALLBACK
    return best.encoding.replace("_", "-")


class _AsUtf8:
    """Hands out a stream of two- or four-byte characters as UTF-8."""

    def __init__(self, feed: Bytes, encoding: str) -> None:
        self._feed = feed
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int = -1, /) -> bytes:
        while piece := self._feed.read(size):
            if text := self._decoder.decode(piece):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")


class TextFeed:
    """Reads a feed as text, by blocks of lines or by pieces."""

    def __init__(self, feed: Feed, origin: Origin, *, longest: int) -> None:
        self.longest = longest
        self.origin = origin
        self.encoding = encoding_of(feed.peek(SAMPLE))
        wide = self.encoding.startswith(_WIDE)
        self._bytes: Bytes = _AsUtf8(feed, self.encoding) if wide else feed
        self._codec = "utf-8" if wide or self.encoding == "utf-8-sig" else self.encoding
        self._mark = self.encoding == "utf-8-sig"
        self._next = 1

    def pieces(self) -> Iterator[str]:
        """Yield the text in pieces; what the encoding can't hold becomes U+FFFD."""
        decoder = codecs.getincrementaldecoder(
            "utf-8-sig" if self._codec == "utf-8" else self._codec
        )("replace")
        while piece := self._bytes.read(MIB):
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)

    def blocks(self) -> Iterator[Lines]:
        """Yield the text in blocks of whole lines; one that is too long is blank."""
        rest = b""
        while piece := self._bytes.read(_PIECE):
            rest += piece
            if self._mark:
                rest, self._mark = rest.removeprefix(codecs.BOM_UTF8), False
            end = max(rest.rfind(b"\n"), rest.rfind(b"\r", 0, -1)) + 1
            if end:
                yield self._block(rest[:end])
                rest = rest[end:]
            if len(rest) > self.longest:
                rest = self._skip_line()
                yield self._long_line()
        if rest:
            yield self._block(rest)

    def _skip_line(self) -> bytes:
        """Leave out the line that is being read; return what was read behind it."""
        while piece := self._bytes.read(_PIECE):
            if found := _LINE_END.search(piece):
                return piece[found.end() :]
        return b""

    def _long_line(self) -> Lines:
        message = sentence(
            "the line is longer than {longest} bytes and was left out", longest=self.longest
        )
        problem = self._problem(self._next, "long-line", message)
        self._next += 1
        return Lines(self._next - 1, ["\n"], (problem,))

    def _block(self, data: bytes) -> Lines:
        problems: list[Problem] = []
        first = self._next
        if b"\0" in data:
            for number, line in enumerate(data.splitlines(), first):
                if b"\0" in line:
                    problems.append(
                        self._problem(
                            number, "nul-bytes", sentence("NUL bytes were taken out"), rows=0
                        )
                    )
            data = data.translate(None, b"\0")
        try:
            text = data.decode(self._codec)
        except UnicodeDecodeError:
            text = self._line_by_line(data, problems)
        lines = list(io.StringIO(text, newline=""))
        self._next += len(lines)
        return Lines(first, lines, tuple(problems), len(data))

    def _line_by_line(self, data: bytes, problems: list[Problem]) -> str:
        texts = []
        for number, line in enumerate(data.splitlines(keepends=True), self._next):
            try:
                texts.append(line.decode(self._codec))
            except UnicodeDecodeError:
                texts.append(_decode_alone(line))
                message = sentence(
                    "the line is not {codec}; it was read as {fallback}",
                    codec=self._codec,
                    fallback=_FALLBACK,
                )
                problems.append(self._problem(number, "odd-encoding", message, rows=0))
        return "".join(texts)

    def _problem(self, row: int, code: str, message: str, *, rows: int = 1) -> Problem:
        origin = Origin(self.origin.file, self.origin.member, row=row)
        return Problem(origin, code, message, rows=rows)


def _decode_alone(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(_FALLBACK, "replace")
