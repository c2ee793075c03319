"""What is held: bytes as they were received, and the text that was made of them.

A capture is named by the SHA-256 of its bytes, and so is a rendition. The same bytes received
twice are two captures of one digest, each with its own entry in the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from countersight.ids import EntryNumber, Sha256


@dataclass(frozen=True, slots=True)
class Receipt:
    """How bytes came: what the person who handed them in says of them."""

    source: str
    """From where: an address, a path, the sender of a letter; as told, never resolved."""
    how: str
    """In which way: ``file``, ``download``, ``letter``, ``part of <digest>``."""
    name: str = ""
    """Name of the file as told; never used as a path."""
    claimed_type: str = ""
    """Media type that came with it; empty where none did."""
    parent: Sha256 | None = None
    """The capture that it was a part of, such as a mail."""
    depth: int = 0
    """Number of captures around it."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as received."""

    digest: Sha256
    size: int
    """Bytes."""
    media_type: str
    """Told by the bytes themselves."""
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class HeldCapture:
    """A capture and the entry of the log that tells of it."""

    number: EntryNumber
    at: str
    """When it was added, RFC 3339 in UTC."""
    by: str
    capture: Capture


class RenditionKind(StrEnum):
    """What a rendition is."""

    TEXT = "text"
    """Plain text: code points, kept as UTF-8 without a byte order mark."""
    PAGEMAP = "pagemap"
    """Where each page and line of the text stands; canonical JSON."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """What a tool made of a capture."""

    capture: Sha256
    digest: Sha256
    """SHA-256 of its bytes; of a text, of its UTF-8."""
    kind: RenditionKind
    tool: str
    version: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoRendition:
    """Why a tool made nothing of a capture, or less than all."""

    capture: Sha256
    code: str
    """Stable: ``encrypted``, ``memory``, ``time``, ``crash``, ``damaged``, ``no_text``, ..."""
    reason: str
    tool: str
    version: str


@dataclass(frozen=True, slots=True)
class LinePlace:
    """A line of a page: its code points in the text, and the box that it takes."""

    start: int
    end: int
    box: tuple[float, float, float, float] | None = None
    """Left, bottom, right, top in points from the lower left corner of the page; spanned by its
    first and last characters. None where the page tells none."""


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page: its code points in the text of the rendition, end excluded."""

    page: int
    """From 1."""
    start: int
    end: int
    width: float
    """Points; 0 where the page tells none."""
    height: float
    lines: tuple[LinePlace, ...] = ()
