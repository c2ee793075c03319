"""Read a source: open it, tell what it is, unpack it in place, hand it to its reader.

``READERS`` is the table of formats: a new reader is one function and one line. Notices are
short and many, so they go on a shelf (``read.notices``) that makes batches of many of them.
"""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO, Final, cast

from countersight.errors import SourceError
from countersight.messages import _, marked
from countersight.model.record import Batch, Origin, Problem
from countersight.read.asides import is_aside
from countersight.read.delimited import read_delimited
from countersight.read.detect import Format, detect
from countersight.read.frames import read_frame
from countersight.read.json_input import read_json
from countersight.read.notices import Shelf
from countersight.read.packed import PACKED
from countersight.read.parquet import read_parquet
from countersight.read.source import BREAKS, PREFIX, Feed, Options, Source, reason
from countersight.read.tables import problem_batch
from countersight.read.tar import members
from countersight.read.workbook import read_workbook

Reader = Callable[[Feed, Origin, Options], Iterator[Batch]]

READERS: Final[Mapping[Format, Reader]] = {
    Format.DELIMITED: read_delimited,
    Format.JSON: read_json,
    Format.PARQUET: read_parquet,
    Format.COMPOUND: read_workbook,
}
"""Which function reads which format; archives are unpacked below."""

_WORKBOOK: Final = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
_DOCUMENTS: Final = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
}
_ENCRYPTED: Final = 0x1
"""General purpose bit 0 (APPNOTE.TXT 6.3.10, section 4.4.4)."""
_HEADER: Final = marked("Say which column it is, for example --map name=HEADER.")
_FORMATS: Final = marked(
    "CSV, TSV, XLSX, Parquet, JSON, JSON Lines, OCDS and notices are read."
)


@dataclass(frozen=True, slots=True)
class _Run:
    """One reading: how to read, the shelf, and how deep in archives it is."""

    options: Options
    shelf: Shelf
    packed: bool = False
    """Whether the stream was unpacked already."""
    member: bool = False
    """Whether it is a file among others in an archive."""


def read(source: Source, options: Options | None = None) -> Iterator[Batch]:
    r"""Yield the batches of *source*; what can't be read is a Problem in a batch.

    The format is told by the content. ``Batch.table`` is a polars DataFrame with the columns
    ``countersight.model.record.COLUMNS``.

    >>> import io
    >>> text = b"Supplier;Country\nAcme Ltd;GB\n"
    >>> [batch] = read(Source("-", stream=io.BytesIO(text)))
    >>> batch.rows, batch.reading.kind.value, batch.reading.notes
    (1, 'supplier', ('encoding utf-8', 'delimiter semicolon'))

    Raises:
        ColumnError: ``options.mapping`` names a field or a column that is not there.
        SourceError: the source holds a frame that is none.
    """
    options = options or Options()
    origin = Origin(source.label)
    if source.frame is not None:
        yield from read_frame(source.frame, origin, options)
        return
    try:
        stream = source.open()
    except SourceError as error:
        yield _refusal(origin, error)
        return
    run = _Run(options, Shelf(origin, options))
    try:
        yield from _more_than_notes(origin, _whole(Feed(stream, options.limits), origin, run))
    finally:
        if source.stream is None:
            stream.close()


def _whole(feed: Feed, origin: Origin, run: _Run) -> Iterator[Batch]:
    yield from _read(feed, origin, run)
    yield from run.shelf.rest()


def _more_than_notes(origin: Origin, batches: Iterator[Batch]) -> Iterator[Batch]:
    """Yield the batches; a stop where all that there is was set aside."""
    aside = told = False
    for batch in batches:
        mine = any(map(is_aside, batch.problems))
        aside = aside or mine
        told = told or not mine
        yield batch
    if aside and not told:
        yield _stop(
            origin, "no-columns", _("nothing in it names a supplier or a maker"), _(_HEADER)
        )


def _refusal(origin: Origin, error: SourceError) -> Batch:
    return _stop(origin, error.code, error.message, error.hint)


def _stop(origin: Origin, code: str, message: str, hint: str = "") -> Batch:
    return problem_batch(origin, "unknown", [Problem(origin, code, message, hint, stops=True)])


def _read(feed: Feed, origin: Origin, run: _Run) -> Iterator[Batch]:
    """Read one stream."""
    format_, called = detect(feed.peek(PREFIX))
    try:
        match format_:
            case Format.FOREIGN:
                message = _("it is {document}, which is not read").format(document=called)
                yield _stop(origin, "unknown-format", message, _(_FORMATS))
            case Format.EMPTY:
                if feed.broken is None:
                    yield _stop(origin, "empty", _("there is nothing in it"))
            case Format.ZIP | Format.TAR | Format.GZIP | Format.XZ | Format.BZIP2:
                yield from _unpack(feed, origin, run, format_)
            case Format.MARKUP | Format.CHINESE:
                yield from run.shelf.take(feed, origin)
            case _:
                yield from READERS[format_](feed, origin, run.options)
    except SourceError as error:
        yield _refusal(origin, error)
    if feed.broken is not None:
        yield _stop(origin, "broken", feed.broken, _("What came before was read."))


def _unpack(feed: Feed, origin: Origin, run: _Run, format_: Format) -> Iterator[Batch]:
    """Unpack an archive or a packed stream; a tar archive may be packed as a whole."""
    if format_ is Format.ZIP:
        yield from _read_zip(feed, origin, run)
    elif run.member or (run.packed and format_ is not Format.TAR):
        yield _stop(origin, "nested-archive", _("an archive in an archive is not opened"))
    elif format_ is Format.TAR:
        yield from _read_tar(feed, origin, run)
    else:
        with PACKED[format_](feed) as stream:
            inner = Feed(stream, run.options.limits, packed=lambda: feed.total)
            yield from _read(inner, origin, replace(run, packed=True))


def _read_tar(feed: Feed, origin: Origin, run: _Run) -> Iterator[Batch]:
    most = run.options.limits.max_members
    inside = replace(run, packed=True, member=True)
    met = 0
    for member in members(feed, run.options.limits):
        met += 1
        if met > most:
            yield _stop(
                origin,
                "many-members",
                _("only the first {most} members were read").format(most=most),
            )
            return
        place = replace(origin, member=member.name)
        if member.feed is None:
            yield _stop(
                place,
                "not-a-file",
                _("{refused}, which is not followed").format(refused=member.refused),
            )
        else:
            yield from _read(member.feed, place, inside)
    if not met and feed.broken is None:
        yield _stop(origin, "empty", _("there is no file in the archive"))


def _read_zip(feed: Feed, origin: Origin, run: _Run) -> Iterator[Batch]:
    with feed.spooled() as file:
        try:
            archive = zipfile.ZipFile(file)
        except BREAKS as error:
            said = f"the archive or workbook breaks off or is damaged: {reason(error)}"
            raise SourceError(said) from error
        with closing(archive):
            names = set(archive.namelist())
            document = next((what for part, what in _DOCUMENTS.items() if part in names), None)
            if names & _WORKBOOK:
                file.seek(0)
                book = Feed(file, run.options.limits)
                yield from read_workbook(book, origin, run.options)
            elif document is not None:
                yield _stop(
                    origin,
                    "unknown-format",
                    _("it is {document}, which is not read").format(document=document),
                    _(_FORMATS),
                )
            elif run.packed:
                yield _stop(
                    origin, "nested-archive", _("an archive in an archive is not opened")
                )
            else:
                yield from _read_members(archive, origin, run)


def _read_members(archive: zipfile.ZipFile, origin: Origin, run: _Run) -> Iterator[Batch]:
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    most = run.options.limits.max_members
    inside = replace(run, packed=True, member=True)
    if not infos:
        yield _stop(origin, "empty", _("there is no file in the archive"))
    for info in infos[:most]:
        place = replace(origin, member=info.filename)
        if info.flag_bits & _ENCRYPTED:
            yield _stop(place, "encrypted", _("the member is locked with a password"))
            continue
        try:
            stream = archive.open(info)
        except (*BREAKS, NotImplementedError) as error:
            yield _stop(
                place,
                "broken",
                _("the member can't be opened: {reason}").format(reason=reason(error)),
            )
            continue
        with stream:
            feed = Feed(
                cast("BinaryIO", stream),
                run.options.limits,
                packed=partial(max, info.compress_size, 1),
            )
            yield from _read(feed, place, inside)
    if len(infos) > most:
        yield _stop(
            origin,
            "many-members",
            _("only the first {most} of {number} were read").format(
                most=most, number=len(infos)
            ),
        )
