"""What a parser makes of a document, and how it crosses from its process to ours.

A frame is the length of a header in four bytes, the header (JSON), and the blobs whose lengths
the header gives. Nothing in a frame is run or unpickled: the other side read a hostile file.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final, TypeAlias

_LENGTH: Final = struct.Struct(">I")
LONGEST_HEADER: Final = 1 << 20
MOST_BYTES: Final = 1 << 29
"""Most bytes of blobs in a frame."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one document may take."""

    seconds: int = 60
    """Of the processor, and of the clock."""
    memory: int = 1 << 30
    """Bytes of address space of the process that reads."""
    text: int = 1 << 26
    """Code points of a text."""
    pages: int = 5_000
    parts: int = 200
    """Parts of a mail, with those of mails within it."""
    depth: int = 5
    """Mails within mails."""


@dataclass(frozen=True, slots=True)
class Part:
    """A document within a document, such as an attachment."""

    name: str
    claimed_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """What a parser made of a document."""

    text: str
    tool: str
    version: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    pagemap: str = ""
    """Canonical JSON; empty where the document has no pages."""
    parts: tuple[Part, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    """Code and reason of what could not be read, where the rest could."""


@dataclass(frozen=True, slots=True)
class Unmade:
    """Why a parser made nothing."""

    code: str
    reason: str
    tool: str
    version: str


class UnreadableError(Exception):
    """Raised by a parser: the document can't be read; code and reason."""


Answer: TypeAlias = Made | Unmade
Header: TypeAlias = dict[str, object]


class FrameError(Exception):
    """A frame ends early or is none."""


def write_frame(file: IO[bytes], header: Header, blobs: Sequence[bytes]) -> None:
    """Write one frame."""
    said = json.dumps(header | {"lengths": [len(blob) for blob in blobs]}).encode()
    file.write(_LENGTH.pack(len(said)) + said)
    file.writelines(blobs)
    file.flush()


def read_frame(file: IO[bytes]) -> tuple[Header, list[bytes]] | None:
    """Read one frame; None at the end.

    Raises:
        FrameError: it is none, or too large.
    """
    start = file.read(_LENGTH.size)
    if not start:
        return None
    (length,) = _LENGTH.unpack(_all(start, _LENGTH.size))
    if length > LONGEST_HEADER:
        raise FrameError("the header is too long")
    try:
        header = json.loads(_all(file.read(length), length))
        lengths = [int(one) for one in header.pop("lengths")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise FrameError("the header can't be read") from wrong
    if any(one < 0 for one in lengths) or sum(lengths) > MOST_BYTES:
        raise FrameError("the blobs are too long")
    return header, [_all(file.read(one), one) for one in lengths]


def _all(data: bytes, length: int) -> bytes:
    if len(data) != length:
        raise FrameError("the frame ends early")
    return data


def pack(answer: Answer) -> tuple[Header, list[bytes]]:
    """Return *answer* as header and blobs."""
    header: Header = {"tool": answer.tool, "version": answer.version}
    match answer:
        case Unmade():
            return header | {"code": answer.code, "reason": answer.reason}, []
        case Made():
            header |= {
                "parameters": dict(answer.parameters),
                "notes": [list(note) for note in answer.notes],
                "parts": [[part.name, part.claimed_type] for part in answer.parts],
            }
            text = answer.text.encode("utf-8", "replace")
            blobs = [text, answer.pagemap.encode(), *(part.data for part in answer.parts)]
            return header, blobs


def unpack(header: Header, blobs: Sequence[bytes]) -> Answer:
    """Return the answer of a frame.

    Raises:
        FrameError: it is none.
    """
    tool, version = str(header.get("tool")), str(header.get("version"))
    match header:
        case {"code": str(code), "reason": str(reason)}:
            return Unmade(code, reason, tool, version)
        case {"parameters": dict(parameters), "notes": list(notes), "parts": list(parts)}:
            try:
                text, pagemap, *data = blobs
                return Made(
                    text.decode(),
                    tool,
                    version,
                    {str(key): str(value) for key, value in parameters.items()},
                    pagemap.decode(),
                    tuple(
                        Part(str(name), str(kind), blob)
                        for (name, kind), blob in zip(parts, data, strict=True)
                    ),
                    tuple((str(code), str(reason)) for code, reason in notes),
                )
            except (ValueError, TypeError) as wrong:
                raise FrameError("the answer can't be read") from wrong
        case _:
            raise FrameError("the answer has another shape")
