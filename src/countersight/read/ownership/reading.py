"""Read files of ownership: open, unpack, tell by the content what each is, and gather.

``countersight.read.ownership.gleif``, ``bods`` and ``ftm`` read one record each; what a file
holds is told by the columns of its header or by its first objects, never by its name.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import RawIOBase
from typing import BinaryIO, Final, cast

from countersight.errors import SourceError
from countersight.messages import sentence
from countersight.model.ownership import Owners, OwnersFile
from countersight.model.record import Origin, Problem
from countersight.read.delimited import delimiter_of, rows_of
from countersight.read.detect import Format, detect
from countersight.read.json_input import is_lines
from countersight.read.json_text import Broken, Json, Scanner, loads
from countersight.read.ownership import bods, ftm, gleif
from countersight.read.ownership.gathering import Full, Gathering
from countersight.read.source import MIB, PREFIX, Feed, Limits, Source
from countersight.read.text import TextFeed
from countersight.read.unpacking import ARCHIVES, Depth, unpack

Take = Callable[[dict[str, Json], Origin, Gathering], None]
SHAPES: Final[tuple[tuple[str, Callable[[Json], bool], Take], ...]] = (
    (bods.FORM, bods.is_statement, bods.statement),
    (ftm.FORM, ftm.is_entity, ftm.entity),
)
"""Shapes of objects, one a line or in an array: the name, how it is told, who reads it."""
_DIGITS: Final = 12
_DOCUMENTS: Final = frozenset({*gleif.ARRAYS, "statements"})
_KNOWN: Final = sentence(
    "BODS 0.4 (JSON, JSON Lines), GLEIF level 2 (CSV, JSON) and FollowTheMoney (JSON Lines) "
    "are read."
)


def read_owners(
    sources: Iterable[Source], hides: Callable[[str], bool] = lambda _: False
) -> Owners:
    r"""Return what files tell of ownership; what can't be read is a Problem among it.

    Args:
        sources: files, in any order.
        hides: which names look like a natural person's, and are not kept.

    >>> import io
    >>> line = (
    ...     b'{"id": "o", "schema": "Ownership", "properties":'
    ...     b' {"owner": ["a"], "asset": ["b"], "percentage": ["60"]}}\n'
    ... )
    >>> [link] = read_owners([Source("x", stream=io.BytesIO(line * 2))]).links[:1]
    >>> link.share.told()
    '60 percent'
    """
    heard = Gathering(hides)
    later = [source for source in sources if not _Reading(source, heard).run()]
    for source in later:
        _Reading(source, heard, named=heard.met()).run()
    return heard.finish()


@dataclass(slots=True)
class _Reading:
    """One source, being read."""

    source: Source
    heard: Gathering
    named: frozenset[str] | None = None
    """The parties that may be named; None while links are read, and names wait."""
    form: str = ""
    waits: bool = False
    """It is a file of names, to be read when all links are known."""

    @property
    def origin(self) -> Origin:
        return Origin(self.source.label)

    def run(self) -> bool:
        """Read it; False for one that waits."""
        heard = self.heard
        heard.source, heard.taken, heard.left_out = self.source.label, 0, 0
        try:
            stream = self.source.open()
        except SourceError as error:
            heard.tell(_stop(self.origin, error.code, error.message, error.hint))
            return True
        hashed = _Hashed(stream)
        try:
            self._read(Feed(cast("BinaryIO", hashed), Limits()), self.origin, Depth())
        except Full:
            said = sentence("there are more links than are held; the rest was not read")
            heard.tell(_stop(self.origin, "too-many-links", said))
        except SourceError as error:
            heard.tell(_stop(self.origin, error.code, error.message, error.hint))
        finally:
            if self.source.stream is None:
                stream.close()
        if self.waits:
            return False
        version = hashed.digest.hexdigest()[:_DIGITS]
        read = OwnersFile(self.source.label, self.form, version, heard.taken, heard.left_out)
        heard.files.append(read)
        return True

    def _read(self, feed: Feed, origin: Origin, depth: Depth) -> None:
        """Read one stream, or what is packed in it."""
        format_, _called = detect(feed.peek(PREFIX))
        if format_ in ARCHIVES:
            for inside in unpack(feed, origin, depth, format_):
                if isinstance(inside, Problem):
                    self.heard.tell(inside)
                else:
                    self._read(inside.feed, inside.origin, inside.depth)
        elif format_ is Format.JSON:
            self._json(feed, origin)
        elif format_ is Format.DELIMITED:
            self._table(feed, origin)
        else:
            self._unknown(origin)
        if feed.broken is not None:
            hint = sentence("What came before was read.")
            self.heard.tell(_stop(origin, "broken", feed.broken, hint))

    def _unknown(self, origin: Origin) -> None:
        said = sentence("it holds no ownership in a form that is read")
        self.heard.tell(_stop(origin, "unknown-format", said, _KNOWN))

    def _table(self, feed: Feed, origin: Origin) -> None:
        """Read a CSV of the golden copy."""
        text = TextFeed(feed, origin, longest=feed.limits.max_line)
        sample = feed.peek(PREFIX).decode(text.encoding, "ignore")
        wanted: list[tuple[int, str]] | None = None
        take: gleif.Take | None = None
        for block in rows_of(text, delimiter_of(sample), feed.limits):
            for problem in block.problems:
                self.heard.tell(problem)
            for row, number in zip(block.rows, block.numbers, strict=True):
                if wanted is None:
                    header = [str(each).strip() for each in row]
                    wanted = [pair for pair in enumerate(header) if pair[1] in gleif.WANTED]
                    take = self._taker(header, origin)
                    if take is None:
                        return
                elif take is not None:
                    place = Origin(origin.file, origin.member, row=number)
                    told = {name: row[at] or "" for at, name in wanted if at < len(row)}
                    self._row(told, place, take)

    def _taker(self, header: list[str], origin: Origin) -> gleif.Take | None:
        """Return what reads the rows under a header; None where they wait, or nothing does."""
        for column, form, take in gleif.HEADERS:
            if column in header:
                return self._begins(form, take)
        self._unknown(origin)
        return None

    def _begins(self, form: str, take: gleif.Take) -> gleif.Take | None:
        self.form = form
        self.waits = take is gleif.name and self.named is None and self.source.stream is None
        return None if self.waits else take

    def _row(self, cells: gleif.Cells, place: Origin, take: gleif.Take) -> None:
        wanted = take is not gleif.name or self.named is None
        if wanted or f"lei:{cells.get('LEI', '')}" in (self.named or ()):
            take(cells, place, self.heard)

    def _json(self, feed: Feed, origin: Origin) -> None:
        text = TextFeed(feed, origin, longest=feed.limits.max_item)
        head = feed.peek(MIB).decode(text.encoding, "ignore").lstrip("\ufeff")
        if is_lines(head) or _is_one_line(head):
            self._lines(text, origin)
        else:
            self._document(Scanner(text.pieces(), feed.limits), origin)
        if not self.form and not self.waits:
            self._unknown(origin)

    def _lines(self, text: TextFeed, origin: Origin) -> None:
        for block in text.blocks():
            for problem in block.problems:
                self.heard.tell(problem)
            for number, line in enumerate(block.lines, block.first):
                if not line.strip():
                    continue
                place = Origin(origin.file, origin.member, row=number)
                try:
                    self._object(loads(line), place)
                except Broken as error:
                    self._cut(place, str(error), cut=not line.endswith(("\n", "\r")))

    def _cut(self, place: Origin, error: str, *, cut: bool) -> None:
        said = sentence("the line can't be read: {error}", error=error)
        code = "cut-line" if cut else "bad-json"
        self.heard.tell(Problem(place, code, said, stops=cut))

    def _document(self, scanner: Scanner, origin: Origin) -> None:
        try:
            for item in scanner.items(_DOCUMENTS):
                place = Origin(origin.file, origin.member, pointer=item.pointer)
                key = item.key or ""
                if item.index is not None and key in gleif.ARRAYS:
                    form, take = gleif.ARRAYS[key]
                    take_it = self._begins(form, take)
                    if take_it is None:
                        return
                    self._row(gleif.cells(item.value), place, take_it)
                elif item.index is not None:
                    self._object(item.value, place)
        except Broken as error:
            said = sentence("the document can't be read to its end: {error}", error=str(error))
            hint = sentence("What came before was read. Fetch the file again.")
            self.heard.tell(_stop(origin, "broken-json", said, hint))

    def _object(self, value: Json, place: Origin) -> None:
        for form, is_it, take in SHAPES:
            if is_it(value):
                self.form = self.form or form
                take(cast("dict[str, Json]", value), place, self.heard)
                return
        said = sentence("an object is neither a statement nor an entity; it was left out")
        self.heard.tell(Problem(place, "bad-statement", said))


def _stop(origin: Origin, code: str, message: str, hint: str = "") -> Problem:
    return Problem(origin, code, message, hint, stops=True)


def _is_one_line(head: str) -> bool:
    """Tell whether a text is a single line with an object, as a short stream may be."""
    return (
        head.startswith("{")
        and "\n" not in head.strip()
        and len(head) < MIB // 4
        and not any(f'"{key}"' in head for key in _DOCUMENTS)
    )


class _Hashed(RawIOBase):
    """A stream that is read once, and hashed on the way."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return up to *size* bytes."""
        piece = self._stream.read(size)
        self.digest.update(piece)
        return piece
