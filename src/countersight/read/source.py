"""Where bytes come from, and the bounds that are laid on them.

A ``Feed`` is a stream that can be looked into before it is read. A stream that breaks
(a truncated archive, a failing disk, a bomb) is a stream that *ends*: ``Feed.broken`` then
says why, what came before is read, and the reader's caller reports the break.
"""

import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from countersight.errors import SourceError
from countersight.messages import sentence
from countersight.model.record import MASKED, RecordKind

KIB: Final = 1024
MIB: Final = 1024 * KIB
PREFIX: Final = 64 * KIB
"""How many bytes are looked at to tell a format."""
BREAKS: Final = (
    *(OSError, EOFError, ValueError, LookupError, OverflowError, RuntimeError),
    *(lzma.LZMAError, struct.error, tarfile.TarError, zipfile.BadZipFile, zlib.error),
)
"""What the streams of the standard library raise when they break."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read; the defaults suit real files with much to spare."""

    batch_rows: int = 16_384
    header_rows: int = 20
    """How far down a header row is looked for."""
    max_cell: int = 128 * KIB
    """Characters in one cell."""
    max_line: int = 4 * MIB
    """Bytes in one line of a delimited file."""
    max_block: int = 16 * MIB
    """Bytes of lines that are held at once."""
    max_record_lines: int = 1_000
    """Lines that one quoted record may span."""
    max_columns: int = 4_096
    max_item: int = 32 * MIB
    """Bytes in one row, release or record of a JSON document, one JSON line, or one notice."""
    max_unpacked: int = 1024 * MIB
    """Bytes that a workbook unpacks to, or that are set aside to read one."""
    max_ratio: int = 400
    """How many times its packed size a stream may unpack to, past ``ratio_floor``."""
    ratio_floor: int = 64 * MIB
    max_sheet_cells: int = 32_000_000
    max_members: int = 100_000
    """Files in one archive; a month of European notices has some 60,000."""


def _hides_nothing(_header: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: columns named by the user, the kind of records, and bounds."""

    mapping: tuple[tuple[str, str], ...] = ()
    """Pairs of field and header, as ``--map name=Supplier`` gives them; the field ``nothing``
    keeps a column from being taken for one."""
    kind: RecordKind | None = None
    limits: Limits = field(default_factory=Limits)
    hides: Callable[[str], bool] = field(default=_hides_nothing)
    """Which headers look like a private person; a table without a header begins with names."""
    first: int = 0
    """How many rows a Reading is to show as they are written; a cell that looks like a private
    person is withheld."""

    def shown(self, header: str) -> str:
        """Return a header as it may be told.

        >>> Options(hides=lambda text: text.startswith("Mrs")).shown("Mrs A Example")
        '(name withheld)'
        """
        return MASKED if self.hides(header) else header


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: a path, an open stream, or a frame; ``label`` is its name in reports.

    >>> str(Source.at(Path("suppliers.csv")).path)
    'suppliers.csv'
    """

    label: str
    path: Path | None = None
    stream: BinaryIO | None = None
    frame: object | None = None
    """A frame that is in memory: polars, pandas, or with ``__arrow_c_stream__``."""

    @classmethod
    def at(cls, path: Path) -> "Source":
        """Return the source that stands at *path*."""
        return cls(str(path), path=path)

    def open(self) -> BinaryIO:
        """Open the source.

        Raises:
            SourceError: it is not there, is a folder, or can't be opened.
        """
        if self.stream is not None:
            return self.stream
        if self.path is None:
            raise SourceError(
                sentence("{label}: neither a path nor a stream was given", label=self.label)
            )
        try:
            if self.path.is_dir():
                raise SourceError(
                    sentence("{label} is a folder, not a file", label=self.label),
                    hint=sentence("Name the files in it, for example with a wildcard."),
                )
            return self.path.open("rb")
        except (OSError, ValueError) as error:
            raise SourceError(
                sentence(
                    "{label} can't be opened: {reason}", label=self.label, reason=reason(error)
                )
            ) from error


def reason(error: BaseException) -> str:
    """Return what the system says of *error*, without the path."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


class Feed:
    """Bytes to read once, with a look ahead; ends where the stream breaks."""

    def __init__(
        self, stream: BinaryIO, limits: Limits, packed: Callable[[], int] | None = None
    ) -> None:
        self.stream = stream
        self.limits = limits
        self.broken: str | None = None
        self.total = 0
        """Bytes taken from the stream so far."""
        self._packed = packed
        self._ahead = b""
        self._take = getattr(stream, "read1", stream.read)  # not to lose what precedes a break

    def peek(self, size: int) -> bytes:
        """Return the next *size* bytes, or what there is, and leave them unread."""
        parts = [self._ahead]
        have = len(self._ahead)
        while have < size and (piece := self._pull(size - have)):
            parts.append(piece)
            have += len(piece)
        self._ahead = b"".join(parts)
        return self._ahead[:size]

    def read(self, size: int = -1) -> bytes:
        """Return up to *size* bytes; nothing at the end, or where the stream broke."""
        if self._ahead:
            if size < 0:
                ahead, self._ahead = self._ahead, b""
                return ahead + b"".join(iter(lambda: self._pull(MIB), b""))
            ahead, self._ahead = self._ahead[:size], self._ahead[size:]
            return ahead
        return b"".join(iter(lambda: self._pull(MIB), b"")) if size < 0 else self._pull(size)

    def _pull(self, size: int) -> bytes:
        if self.broken is not None:
            return b""
        try:
            piece = self._take(size)
        except BREAKS as error:
            self.broken = sentence(
                "the file breaks off or is damaged: {error}", error=reason(error)
            )
            return b""
        self.total += len(piece)
        if self._packed is not None and self.total > self.limits.ratio_floor:
            packed = max(self._packed(), 1)
            if self.total > packed * self.limits.max_ratio:
                self.broken = sentence(
                    "it unpacks to more than {max_ratio} times its size, as a bomb does",
                    max_ratio=self.limits.max_ratio,
                )
                return b""
        return piece

    @contextmanager
    def spooled(self) -> Iterator[BinaryIO]:
        """Give a seekable file with all the bytes, set aside where that is needed.

        Raises:
            SourceError: there are more bytes than may be set aside.
        """
        if self._packed is None and self._is_file():
            self.stream.seek(0)
            yield self.stream
            return
        with tempfile.TemporaryFile() as aside:
            written = 0
            while piece := self.read(MIB):
                written += aside.write(piece)
                if written > self.limits.max_unpacked:
                    raise SourceError(
                        sentence(
                            "it unpacks to more than {max_unpacked} bytes",
                            max_unpacked=self.limits.max_unpacked,
                        ),
                        hint=sentence("If the file is sound, save it as CSV and hand that in."),
                    )
            aside.seek(0)
            yield aside

    def _is_file(self) -> bool:
        try:
            return self.stream.seekable() and self.stream.tell() == self.total
        except (OSError, ValueError):
            return False
