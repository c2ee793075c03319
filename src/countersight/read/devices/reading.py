"""What a file of devices is, told by its content, and who reads it.

``READERS`` is the table of formats: a test of the first bytes, and a function. What no line
of it knows is a table, and read as an asset list.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from countersight.errors import SourceError
from countersight.model.device import Observations
from countersight.model.record import Origin, Problem
from countersight.read.detect import Format, as_text, detect
from countersight.read.devices.answers import looks_like_answer, read_answer
from countersight.read.devices.assets import as_exported, read_assets
from countersight.read.devices.captures import read_capture
from countersight.read.devices.certificates import (
    looks_like_certificates,
    read_certificates,
)
from countersight.read.devices.components import looks_like_components, read_components
from countersight.read.devices.dhip import looks_like_dhip, read_dhip
from countersight.read.devices.frames import is_capture
from countersight.read.devices.leases import looks_like_leases, read_leases
from countersight.read.devices.lines import looks_like_lines, read_lines
from countersight.read.devices.netbox import Documents, looks_like_yaml, yaml_reader
from countersight.read.devices.network import looks_like_network, read_network
from countersight.read.devices.nmap import looks_like_nmap, read_nmap
from countersight.read.devices.nmap_text import looks_like_report, read_report
from countersight.read.devices.objects import looks_like_objects, read_objects
from countersight.read.devices.responses import looks_like_response, read_response
from countersight.read.devices.snmp import looks_like_walk, read_walk
from countersight.read.source import PREFIX, Feed, Options, Source
from countersight.read.unpacking import ARCHIVES, Depth, unpack

Reader = Callable[[Feed, Origin, Options], Iterator[Observations]]
Test = Callable[[str], bool]

READERS: Final[tuple[tuple[Test, Reader], ...]] = (
    (looks_like_lines, read_lines),
    (looks_like_dhip, read_dhip),
    (looks_like_response, read_response),
    (looks_like_leases, read_leases),
    (looks_like_objects, read_objects),
    (looks_like_nmap, read_nmap),
    (looks_like_components, read_components),
    (looks_like_answer, read_answer),
    (looks_like_certificates, read_certificates),
    (looks_like_report, read_report),
    (looks_like_walk, read_walk),
    (looks_like_network, read_network),
)
"""In this order the first that knows a text reads it."""


@dataclass(frozen=True, slots=True)
class _Run:
    """How to read, and who reads what."""

    options: Options
    readers: tuple[tuple[Test, Reader], ...]


def observe(
    source: Source, options: Options | None = None, documents: Documents | None = None
) -> Iterator[Observations]:
    r"""Yield what a source says of devices; what can't be read is a Problem.

    >>> text = b'{"host": "10.0.0.5", "kind": "http_header.server", "value": "DNVRS-Webs"}\n'
    >>> [found] = observe(Source("-", stream=io.BytesIO(text)))
    >>> found.seen[0].kind, found.seen[0].origin.row
    ('http_header.server', 1)

    Args:
        source: a file, or a stream.
        options: bounds, and columns that the user named.
        documents: what reads the documents of YAML; without it YAML is a Problem.

    Raises:
        ColumnError: ``options.mapping`` names a field or a column that is not there.
    """
    run = _Run(options or Options(), (*READERS, (looks_like_yaml, yaml_reader(documents))))
    origin = Origin(source.label)
    try:
        stream = source.open()
    except SourceError as error:
        yield _refused(origin, error)
        return
    try:
        yield from _observe(Feed(stream, run.options.limits), origin, run, Depth())
    finally:
        if source.stream is None:
            stream.close()


def _refused(origin: Origin, error: SourceError) -> Observations:
    problem = Problem(origin, error.code, error.message, error.hint, stops=True)
    return Observations((), (problem,))


def _observe(feed: Feed, origin: Origin, run: _Run, depth: Depth) -> Iterator[Observations]:
    prefix = feed.peek(PREFIX)
    format_ = detect(prefix)[0]
    try:
        if format_ in ARCHIVES:
            yield from _unpacked(feed, origin, run, depth, format_=format_)
        elif is_capture(prefix):
            yield from read_capture(feed, origin, run.options)
        else:
            yield from _of_text(prefix, feed, origin, run)
    except SourceError as error:
        yield _refused(origin, error)
    if feed.broken is not None:
        problem = Problem(origin, "broken", feed.broken, stops=True, rows=0)
        yield Observations((), (problem,))


def _unpacked(
    feed: Feed, origin: Origin, run: _Run, depth: Depth, *, format_: Format
) -> Iterator[Observations]:
    for inside in unpack(feed, origin, depth, format_):
        if isinstance(inside, Problem):
            yield Observations((), (inside,))
        elif inside.is_workbook:
            yield from read_assets(_table(inside.feed, inside.origin), run.options)
        else:
            yield from _observe(inside.feed, inside.origin, run, inside.depth)


def _of_text(prefix: bytes, feed: Feed, origin: Origin, run: _Run) -> Iterator[Observations]:
    head = as_text(prefix).decode("utf-8", "replace").lstrip("\ufeff")
    reader = next((reads for knows, reads in run.readers if knows(head)), None)
    if reader is None:
        yield from read_assets(_table(feed, origin), as_exported(head, run.options))
    else:
        yield from reader(feed, origin, run.options)


def _table(feed: Feed, origin: Origin) -> Source:
    """Return a stream as a source of its own, called as the place where it stands."""
    return Source(str(origin), stream=cast("BinaryIO", io.BufferedReader(_Stream(feed))))


class _Stream(io.RawIOBase):
    """A feed as a stream that others can read on from."""

    def __init__(self, feed: Feed) -> None:
        super().__init__()
        self._feed = feed

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill a buffer with what comes next; return how much that was."""
        piece = self._feed.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
