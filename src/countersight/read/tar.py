"""Members of a tar archive, read from the stream in place; nothing is written anywhere.

``tarfile`` reads the headers. What stands between two members (long names, PAX records) is
held in memory, so it is bounded; links and special files are told and not followed.
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from countersight.errors import SourceError
from countersight.messages import sentence
from countersight.read.source import BREAKS, MIB, PREFIX, Feed, Limits, reason

MOST_HEADER: Final = 4 * MIB
"""Bytes of headers before one member."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member: its bytes, or why there are none to read."""

    name: str
    feed: Feed | None
    refused: str = ""


class _Metered:
    """A feed of which no more may be read at once than a header needs, until told so."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self.left: int | None = MOST_HEADER

    def read(self, size: int = -1) -> bytes:
        piece = self._feed.read(size)
        if self.left is not None:
            self.left -= len(piece)
            if self.left < 0:
                raise tarfile.ReadError(
                    sentence(
                        "a header is longer than {most_header} bytes", most_header=MOST_HEADER
                    )
                )
        return piece


def members(feed: Feed, limits: Limits) -> Iterator[Member]:
    """Yield the files of the archive; each must be read before the next is asked for.

    Raises:
        SourceError: the archive is damaged; what came before was yielded.
    """
    metered = _Metered(feed)
    try:
        with tarfile.open(fileobj=cast("BinaryIO", metered), mode="r|") as archive:
            while (info := _next(archive, metered)) is not None:
                if info.isdir():
                    continue
                if not info.isreg() or info.issparse():
                    yield Member(info.name, None, sentence("it is a link or a special file"))
                    continue
                stream = archive.extractfile(info)
                if stream is not None:
                    inner = Feed(cast("BinaryIO", stream), limits, packed=lambda: feed.total)
                    yield Member(info.name, inner)
                    _skip(inner)
                    if inner.broken is not None:
                        return
    except BREAKS as error:
        if feed.broken is None:
            said = sentence(
                "the archive breaks off or is damaged: {error}", error=reason(error)
            )
            raise SourceError(said, hint=sentence("What came before was read.")) from error


def _next(archive: tarfile.TarFile, metered: _Metered) -> tarfile.TarInfo | None:
    metered.left = MOST_HEADER
    info = archive.next()
    metered.left = None
    archive.members.clear()  # type: ignore[attr-defined]  # it would remember each
    return info


def _skip(feed: Feed) -> None:
    """Read what is left of a member, so that the next header is what comes next."""
    while feed.read(PREFIX):
        pass
