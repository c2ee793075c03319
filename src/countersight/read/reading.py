"""Read a source: open it, tell what it is, unpack it in place, hand it to its reader.

``READERS`` is the table of formats: a new reader is one function and one line.
"""

import gzip
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import BinaryIO, Final, cast

from countersight.errors import SourceError
from countersight.model.record import Batch, Origin, Problem
from countersight.read.delimited import read_delimited
from countersight.read.detect import Format, detect
from countersight.read.json_input import read_json
from countersight.read.parquet import read_parquet
from countersight.read.source import BREAKS, PREFIX, Feed, Options, Source, reason
from countersight.read.tables import problem_batch
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
_FORMATS: Final = "CSV, TSV, XLSX, Parquet, JSON, JSON Lines and OCDS are read."


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
    """
    options = options or Options()
    origin = Origin(source.label)
    try:
        stream = source.open()
    except SourceError as error:
        yield _refusal(origin, error)
        return
    try:
        yield from _read(Feed(stream, options.limits), origin, options, packed=False)
    finally:
        if source.stream is None:
            stream.close()


def _refusal(origin: Origin, error: SourceError) -> Batch:
    return _stop(origin, error.code, error.message, error.hint)


def _stop(origin: Origin, code: str, message: str, hint: str = "") -> Batch:
    return problem_batch(origin, "unknown", [Problem(origin, code, message, hint, stops=True)])


def _read(feed: Feed, origin: Origin, options: Options, *, packed: bool) -> Iterator[Batch]:
    """Read one stream; *packed* tells that it comes out of an archive already."""
    format_, called = detect(feed.peek(PREFIX))
    try:
        match format_:
            case Format.FOREIGN:
                message = f"it is {called}, which is not read"
                yield _stop(origin, "unknown-format", message, _FORMATS)
            case Format.EMPTY | Format.GZIP if packed or format_ == Format.EMPTY:
                yield from _nothing(feed, origin, format_)
            case Format.GZIP:
                yield from _read_gzip(feed, origin, options)
            case Format.ZIP:
                yield from _read_zip(feed, origin, options, packed=packed)
            case _:
                yield from READERS[format_](feed, origin, options)
    except SourceError as error:
        yield _refusal(origin, error)
    if feed.broken is not None:
        yield _stop(origin, "broken", feed.broken, "What came before was read.")


def _nothing(feed: Feed, origin: Origin, format_: Format) -> Iterator[Batch]:
    if format_ is Format.GZIP:
        yield _stop(origin, "nested-archive", "an archive in an archive is not opened")
    elif feed.broken is None:
        yield _stop(origin, "empty", "there is nothing in it")


def _read_gzip(feed: Feed, origin: Origin, options: Options) -> Iterator[Batch]:
    with gzip.GzipFile(fileobj=cast("BinaryIO", feed)) as stream:
        inner = Feed(cast("BinaryIO", stream), options.limits, packed=lambda: feed.total)
        yield from _read(inner, origin, options, packed=True)


def _read_zip(feed: Feed, origin: Origin, options: Options, *, packed: bool) -> Iterator[Batch]:
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
                yield from read_workbook(Feed(file, options.limits), origin, options)
            elif document is not None:
                yield _stop(
                    origin, "unknown-format", f"it is {document}, which is not read", _FORMATS
                )
            elif packed:
                yield _stop(origin, "nested-archive", "an archive in an archive is not opened")
            else:
                yield from _read_members(archive, origin, options)


def _read_members(
    archive: zipfile.ZipFile, origin: Origin, options: Options
) -> Iterator[Batch]:
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    most = options.limits.max_members
    if not infos:
        yield _stop(origin, "empty", "there is no file in the archive")
    for info in infos[:most]:
        place = replace(origin, member=info.filename)
        if info.flag_bits & _ENCRYPTED:
            yield _stop(place, "encrypted", "the member is locked with a password")
            continue
        try:
            stream = archive.open(info)
        except (*BREAKS, NotImplementedError) as error:
            yield _stop(place, "broken", f"the member can't be opened: {reason(error)}")
            continue
        with stream:
            feed = Feed(
                cast("BinaryIO", stream),
                options.limits,
                packed=partial(max, info.compress_size, 1),
            )
            yield from _read(feed, place, options, packed=True)
    if len(infos) > most:
        yield _stop(origin, "many-members", f"only the first {most} of {len(infos)} were read")
