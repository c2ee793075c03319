"""Archives and packed streams unpacked in place: what is in them, or why it is not opened.

A packed stream (gzip, xz, bzip2) holds one thing, which may be a tar archive; an archive holds
members, and no archive in an archive is opened. A workbook is a zip that is read as it is.
"""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO, Final, cast

from countersight.errors import SourceError
from countersight.messages import marked, sentence
from countersight.model.record import Origin, Problem
from countersight.read.detect import Format
from countersight.read.packed import PACKED
from countersight.read.source import BREAKS, Feed, Limits, reason
from countersight.read.tar import members

ARCHIVES: Final = frozenset({Format.ZIP, Format.TAR, *PACKED})
"""The formats that are unpacked here."""
FORMATS: Final = marked("CSV, TSV, XLSX, Parquet, JSON, JSON Lines, OCDS and notices are read.")
_WORKBOOK: Final = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
_DOCUMENTS: Final = {
    "word/document.xml": sentence("a Word document"),
    "ppt/presentation.xml": "a presentation",
}
_ENCRYPTED: Final = 0x1
"""General purpose bit 0 (APPNOTE.TXT 6.3.10, section 4.4.4)."""


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep in archives a stream stands."""

    packed: bool = False
    """It was unpacked already."""
    member: bool = False
    """It is a file among others in an archive."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A stream that stood in another; to be read before the next is asked for."""

    feed: Feed
    origin: Origin
    depth: Depth
    is_workbook: bool = False


def unpack(
    feed: Feed, origin: Origin, depth: Depth, format_: Format
) -> Iterator[Inside | Problem]:
    """Yield what is in a packed stream or an archive, and Problems of what is not opened.

    Raises:
        SourceError: a zip archive is damaged, or too large to be set aside.
    """
    if format_ is Format.ZIP:
        yield from _of_zip(feed, origin, depth)
    elif depth.member or (depth.packed and format_ is not Format.TAR):
        yield _nested(origin)
    elif format_ is Format.TAR:
        yield from _of_tar(feed, origin)
    else:
        with PACKED[format_](feed) as stream:
            inner = Feed(stream, feed.limits, packed=lambda: feed.total)
            yield Inside(inner, origin, replace(depth, packed=True))


def _stop(origin: Origin, code: str, message: str, hint: str = "") -> Problem:
    return Problem(origin, code, message, hint, stops=True)


def _nested(origin: Origin) -> Problem:
    return _stop(origin, "nested-archive", sentence("an archive in an archive is not opened"))


def _of_tar(feed: Feed, origin: Origin) -> Iterator[Inside | Problem]:
    most = feed.limits.max_members
    met = 0
    for member in members(feed, feed.limits):
        met += 1
        if met > most:
            yield _stop(
                origin,
                "many-members",
                sentence("only the first {most} members were read", most=most),
            )
            return
        place = replace(origin, member=member.name)
        if member.feed is None:
            yield _stop(
                place,
                "not-a-file",
                sentence("{refused}, which is not followed", refused=member.refused),
            )
        else:
            yield Inside(member.feed, place, Depth(packed=True, member=True))
    if not met and feed.broken is None:
        yield _stop(origin, "empty", sentence("there is no file in the archive"))


def _of_zip(feed: Feed, origin: Origin, depth: Depth) -> Iterator[Inside | Problem]:
    with feed.spooled() as file:
        try:
            archive = zipfile.ZipFile(file)
        except BREAKS as error:
            said = sentence(
                "the archive or workbook breaks off or is damaged: {error}", error=reason(error)
            )
            raise SourceError(said) from error
        with closing(archive):
            names = set(archive.namelist())
            document = next((what for part, what in _DOCUMENTS.items() if part in names), None)
            if names & _WORKBOOK:
                file.seek(0)
                yield Inside(Feed(file, feed.limits), origin, depth, is_workbook=True)
            elif document is not None:
                message = sentence("it is {document}, which is not read", document=document)
                yield _stop(origin, "unknown-format", message, sentence(FORMATS))
            elif depth.packed:
                yield _nested(origin)
            else:
                yield from _of_members(archive, origin, feed.limits)


def _of_members(
    archive: zipfile.ZipFile, origin: Origin, limits: Limits
) -> Iterator[Inside | Problem]:
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    most = limits.max_members
    if not infos:
        yield _stop(origin, "empty", sentence("there is no file in the archive"))
    for info in infos[:most]:
        place = replace(origin, member=info.filename)
        if info.flag_bits & _ENCRYPTED:
            yield _stop(place, "encrypted", sentence("the member is locked with a password"))
            continue
        try:
            stream = archive.open(info)
        except (*BREAKS, NotImplementedError) as error:
            yield _stop(
                place,
                "broken",
                sentence("the member can't be opened: {reason}", reason=reason(error)),
            )
            continue
        with stream:
            size = partial(max, info.compress_size, 1)
            inner = Feed(cast("BinaryIO", stream), limits, packed=size)
            yield Inside(inner, place, Depth(packed=True, member=True))
    if len(infos) > most:
        yield _stop(
            origin,
            "many-members",
            sentence(
                "only the first {most} of {number} were read", most=most, number=len(infos)
            ),
        )
