"""The side that asks: one process for each library, started when it is first needed."""

import os
import select
import subprocess
import sys
from collections import deque
from contextlib import suppress
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import IO, Final, Self

from countersight.preserve.parsing.made import (
    MOST_BYTES,
    Answer,
    FrameError,
    Limits,
    Unmade,
    read_frame,
    unpack,
    write_frame,
)

_HERE: Final = "countersight.preserve.parsing"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READERS: Final = {
    "application/pdf": f"{_HERE}.pdf",
    "text/html": f"{_HERE}.html",
    "message/rfc822": f"{_HERE}.mail",
    "text/plain": f"{_HERE}.plain",
    _WORD: f"{_HERE}.word",
}
"""The module that reads a media type, run as a program."""
_MOST_READERS: Final = 4
"""Processes that read documents of one kind at a time."""
_GRACE: Final = 30
"""Seconds beyond the limit after which the reading process itself is given up."""


@dataclass(slots=True)
class _Reader:
    process: subprocess.Popen[bytes]
    source: IO[bytes]
    sink: IO[bytes]

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.source.close()
        with suppress(OSError):  # what was still to be written has nobody to read it
            self.sink.close()


class Parsers:
    """Reads documents in processes of their own; use it in a ``with`` block.

    Several threads may ask at a time; each is answered by a process that nobody else asks.

    >>> with Parsers() as parsers:
    ...     parsers.parse("text/plain", "déjà vu".encode()).text
    'déjà vu'
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._idle: dict[str, deque[_Reader]] = {module: deque() for module in READERS.values()}

    @property
    def at_once(self) -> int:
        """How many documents are read at a time, where as many threads ask."""
        return min(_MOST_READERS, os.cpu_count() or 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for readers in self._idle.values():
            while readers:
                readers.pop().end()

    def parse(self, media_type: str, data: bytes) -> Answer:
        """Return what is made of *data*; never raises for what is in the document."""
        module = READERS.get(media_type)
        if module is None:
            return _unread(media_type)
        if len(data) > MOST_BYTES:
            return Unmade("too_large", f"has more than {MOST_BYTES:,} bytes", module, "")
        try:
            reader = self._idle[module].pop()
        except IndexError:
            reader = _started(module)
        answer = None
        try:
            answer = self._ask(reader, data)
        except (OSError, FrameError) as wrong:
            return Unmade("crash", f"the reading process failed: {wrong}", module, "")
        finally:
            if answer is None:
                reader.end()
            else:
                self._idle[module].append(reader)
        return answer

    def _ask(self, reader: _Reader, data: bytes) -> Answer:
        write_frame(reader.sink, dict(asdict(self.limits)), [data])
        if not select.select([reader.source], [], [], self.limits.seconds + _GRACE)[0]:
            raise FrameError("no answer")
        frame = read_frame(reader.source)
        if frame is None:
            raise FrameError("the reader ended")
        return unpack(*frame)


def _started(module: str) -> _Reader:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    if process.stdin is None or process.stdout is None:  # pragma: no cover - asked for above
        raise FrameError("no pipes")
    return _Reader(process, process.stdout, process.stdin)


def _unread(media_type: str) -> Unmade:
    if media_type.startswith("image/"):
        return Unmade("no_text", "an image holds no text", "countersight", "1")
    return Unmade("no_tool", f"nothing here reads {media_type}", "countersight", "1")
