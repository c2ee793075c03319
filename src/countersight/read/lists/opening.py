"""A list's file opened: unpacked where it is packed, and looked at to tell whose it is."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from countersight.errors import SourceError
from countersight.messages import sentence, sentences
from countersight.model.record import Origin, Problem
from countersight.read.delimited import delimiter_of
from countersight.read.detect import Format, detect
from countersight.read.headers import meaning
from countersight.read.json_text import Broken, Json, loads
from countersight.read.lists.shape import Look
from countersight.read.source import PREFIX, Feed, Limits, Source
from countersight.read.text import encoding_of
from countersight.read.unpacking import ARCHIVES, Depth, unpack
from countersight.read.xml_input import root_of

_LINES: Final = 5
_READ: Final = frozenset({Format.DELIMITED, Format.JSON, Format.MARKUP, Format.CHINESE})


@contextmanager
def opened(source: Source, limits: Limits) -> Iterator[tuple[Feed, Origin]]:
    """Give the bytes of a list's file, unpacked; of an archive its one file.

    Raises:
        SourceError: it can't be opened, or is an archive of several files.
    """
    with source.open() as stream:
        feed, origin = Feed(stream, limits), Origin(source.label)
        format_, _ = detect(feed.peek(PREFIX))
        if format_ not in ARCHIVES:
            yield feed, origin
            return
        whole = feed
        inside = unpack(feed, origin, Depth(), format_)
        first = next(inside, None)
        if isinstance(first, Problem) or first is None:
            said = first.message if first is not None else sentence("there is nothing in it")
            raise SourceError(sentence("{origin}: {said}", origin=origin, said=said))
        yield first.feed, first.origin
        if first.feed.broken is None and whole.broken is None and next(inside, None):
            raise SourceError(
                sentence("{origin}: is an archive of several files", origin=origin),
                hint=sentence("Unpack it, and hand in the files of one list."),
            )


def look(feed: Feed) -> Look:
    """Return what the beginning of a file shows; nothing of it is read."""
    prefix = feed.peek(PREFIX)
    format_, called = detect(prefix)
    if format_ is Format.EMPTY:
        return Look(format_, called=sentence("an empty file"))
    if format_ not in _READ:
        return Look(format_, called=called or format_.value)
    if format_ is Format.MARKUP:
        root = root_of(prefix)
        name = root.name if root is not None else ""
        page = name.casefold() in {"", "html"}
        words = sentence("a web page") if page else sentence("XML of {name}", name=name)
        return Look(format_, root=name, called=words)
    text = prefix.decode(encoding_of(prefix), "ignore").lstrip("\ufeff")
    if format_ is Format.JSON:
        return Look(format_, object=_first(text), text=text, called="JSON")
    return _table(format_, text)


def _first(text: str) -> dict[str, Json]:
    """Return the object of the first line, where the line is one."""
    line = text.lstrip().partition("\n")[0]
    try:
        found = loads(line)
    except Broken:
        return {}
    return found if isinstance(found, dict) else {}


def _table(format_: Format, text: str) -> Look:
    delimiter = delimiter_of(text)
    lines = io.StringIO(text, newline="")
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            rows.append(tuple(row))
            if len(rows) > _LINES:
                break
    except csv.Error:
        rows = rows or [()]
    header, *others = rows or [()]
    return Look(format_, header, tuple(others), called=_columns(header))


def _columns(header: tuple[str, ...]) -> str:
    """Return what a table looks like; of its first line known headers alone are quoted.

    A table without a header begins with names, which may be those of persons.
    """
    known = [cell.strip() for cell in header if meaning(cell) is not None][:8]
    number = len(header)
    if not known:
        return sentences("a table of {number} column", "a table of {number} columns", number)
    return sentence(
        "a table of {number} columns, such as {known}", number=number, known=", ".join(known)
    )
