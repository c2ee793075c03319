"""Read a source: open it, tell what it is, have it unpacked in place, hand it to its reader.

``READERS`` is the table of formats: a new reader is one function and one line. Notices are
short and many, so they go on a shelf (``read.notices``) that makes batches of many of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from countersight.errors import SourceError
from countersight.messages import marked, sentence
from countersight.model.record import Batch, Origin, Problem
from countersight.read.asides import is_aside
from countersight.read.delimited import read_delimited
from countersight.read.detect import Format, detect
from countersight.read.frames import read_frame
from countersight.read.json_input import read_json
from countersight.read.notices import Shelf
from countersight.read.parquet import read_parquet
from countersight.read.source import PREFIX, Feed, Options, Source
from countersight.read.tables import problem_batch
from countersight.read.unpacking import ARCHIVES, FORMATS, Depth, unpack
from countersight.read.workbook import read_workbook

Reader = Callable[[Feed, Origin, Options], Iterator[Batch]]

READERS: Final[Mapping[Format, Reader]] = {
    Format.DELIMITED: read_delimited,
    Format.JSON: read_json,
    Format.PARQUET: read_parquet,
    Format.COMPOUND: read_workbook,
}
"""Which function reads which format; archives are unpacked first."""
_HEADER: Final = marked("Say which column it is, for example --map name=HEADER.")


@dataclass(frozen=True, slots=True)
class _Run:
    """One reading: how to read, the shelf, and how deep in archives it is."""

    options: Options
    shelf: Shelf
    depth: Depth = field(default_factory=Depth)


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
            origin,
            "no-columns",
            sentence("nothing in it names a supplier or a maker"),
            sentence(_HEADER),
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
                message = sentence("it is {document}, which is not read", document=called)
                yield _stop(origin, "unknown-format", message, sentence(FORMATS))
            case Format.EMPTY:
                if feed.broken is None:
                    yield _stop(origin, "empty", sentence("there is nothing in it"))
            case _ if format_ in ARCHIVES:
                yield from _unpacked(feed, origin, run, format_)
            case Format.MARKUP | Format.CHINESE:
                yield from run.shelf.take(feed, origin)
            case _:
                yield from READERS[format_](feed, origin, run.options)
    except SourceError as error:
        yield _refusal(origin, error)
    if feed.broken is not None:
        yield _stop(origin, "broken", feed.broken, sentence("What came before was read."))


def _unpacked(feed: Feed, origin: Origin, run: _Run, format_: Format) -> Iterator[Batch]:
    """Read what is in an archive or a packed stream."""
    for inside in unpack(feed, origin, run.depth, format_):
        if isinstance(inside, Problem):
            yield problem_batch(inside.origin, "unknown", [inside])
        elif inside.is_workbook:
            yield from read_workbook(inside.feed, inside.origin, run.options)
        else:
            yield from _read(inside.feed, inside.origin, replace(run, depth=inside.depth))
