"""Lines of a notice, out of plain text or out of a page: words, or the cells of a row."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from countersight.messages import sentence
from countersight.model.record import Problem
from countersight.read.detect import as_text, bom
from countersight.read.notices.rows import Notice
from countersight.read.source import Feed
from countersight.read.xml_input import Unsound

_PAGE: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|h[1-6]|span|section|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,20})", re.IGNORECASE)
_CHINESE: Final = frozenset({"gb2312", "gbk", "gb18030", "hz-gb-2312"})
_LIKELY: Final = ("utf-8", "gb18030")
_BLOCKS: Final = frozenset(
    {"address", "article", "br", "caption", "dd", "div", "dl", "dt", "hr", "li", "ol", "p"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "section", "table", "title", "ul"}
)
_CELLS: Final = frozenset({"td", "th"})
_SILENT: Final = frozenset({"script", "style", "noscript", "template"})
_TAG: Final = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]{0,15})([^<>]*)>|<!--|<[!?][^<>]*>")
_ROWSPAN: Final = re.compile(r"rowspan\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)
_SPANS: Final = 500
"""Rows that one cell may reach over."""
_APART: Final = re.compile(r"\t+|\s*[|｜]\s*|[ \u3000]{3,}")
MOST_CELLS: Final = 1_000_000
_HEAD: Final = 4096


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in a text, and its cells; one cell where it is no row."""

    number: int | None
    cells: tuple[str, ...]


def is_page(prefix: bytes) -> bool:
    """Return whether a text begins as HTML does.

    >>> is_page(b"<!-- x --><DIV class='a'>"), is_page(b"<Notice>")
    (True, False)
    """
    return _PAGE.match(as_text(prefix)) is not None


def lines_of_text(feed: Feed, notice: Notice) -> Iterator[Line]:
    """Yield the lines of a plain text; tabs, bars and wide gaps part cells."""
    for number, said in enumerate(_decoded(feed, notice, b"").splitlines(), 1):
        if len(said) > notice.options.limits.max_cell:
            notice.problems.append(_long(notice, number))
            continue
        cells = tuple(cell.strip() for cell in _APART.split(said.strip()))
        if any(cells):
            yield Line(number, cells)


def lines_of_page(feed: Feed, notice: Notice) -> Iterator[Line]:
    """Yield the lines of a page, and the rows of its tables."""
    head = feed.peek(_HEAD)
    named = _CHARSET.search(head)
    page = _Page()
    page.feed(_decoded(feed, notice, named[1] if named else b""))
    for line in page.finished():
        if sum(map(len, line.cells)) > notice.options.limits.max_cell:
            notice.problems.append(_long(notice, None))
        else:
            yield line


def _long(notice: Notice, row: int | None) -> Problem:
    most = notice.options.limits.max_cell
    message = sentence("a line is longer than {most} characters and was left out", most=most)
    return Problem(replace(notice.origin, row=row), "long-line", message)


def _decoded(feed: Feed, notice: Notice, charset: bytes) -> str:
    most = notice.options.limits.max_line
    data = feed.read(most + 1)
    while len(data) <= most and (piece := feed.read(most + 1 - len(data))):
        data += piece
    if len(data) > most:
        raise Unsound("long-notice", sentence("it is longer than {most} bytes", most=most))
    told = charset.decode("ascii", "replace").lower()
    for codec in (bom(data) or "utf-8", "gb18030" if told in _CHINESE or not told else told):
        try:
            return data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    codec = min(_LIKELY, key=lambda each: data.decode(each, "replace").count("\ufffd"))
    said = sentence(
        "it is not in one encoding; it was read as {codec}, with marks for what that lacks",
        codec=codec,
    )
    notice.problems.append(Problem(notice.origin, "odd-encoding", said, rows=0))
    return data.decode(codec, "replace")


def tokens(page: str) -> Iterator[tuple[str, str]]:
    """Yield tags with their attributes, and texts with an empty tag; in linear time.

    ``html.parser`` takes time by the square of what is no sound HTML (CVE-2025-6069).

    >>> list(tokens("<P a=1>x &amp; y<!-- z --></p>"))
    [('p', ' a=1'), ('', 'x & y'), ('/p', '')]
    """
    at = 0
    while found := _TAG.search(page, at):
        if found.start() > at:
            yield "", html.unescape(page[at : found.start()])
        at = found.end()
        tag = (found[1] or "").lower()
        if found[0] == "<!--":
            at = _behind(page, "-->", at)
        elif tag in _SILENT:
            at = _behind(page, f"</{tag}", at)
        elif tag:
            yield tag, found[2]
    if at < len(page):
        yield "", html.unescape(page[at:])


def _behind(page: str, end: str, at: int) -> int:
    """Return where what ends with *end* is over; it is the rest where it never ends."""
    place = page.find(end, at)
    return len(page) if place < 0 else place + len(end)


class _Page:
    """Gathers lines; cells that reach over several rows are repeated in each."""

    def __init__(self) -> None:
        self._lines: list[tuple[str, ...]] = []
        self._text: list[str] = []
        self._cells: list[str] | None = None
        self._open = False
        self._span = 1
        self._spans: dict[int, tuple[str, int]] = {}
        self._count = 0

    def feed(self, page: str) -> None:
        """Hear a whole page."""
        for tag, said in tokens(page):
            if not tag:
                self._text.append(said)
            elif tag[0] == "/":
                self._end(tag[1:])
            else:
                self._start(tag, said)

    def _start(self, tag: str, said: str) -> None:
        if tag == "tr":
            self._end_line()
            self._cells = []
        elif tag in _CELLS:
            self._end_cell()
            reach = _ROWSPAN.search(said)
            self._span = min(int(reach[1]), _SPANS) if reach else 1
            self._text, self._open = [], True
        elif tag in _BLOCKS:
            if tag == "table":
                self._end_line()
                self._spans = {}
            self._end_block()

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            self._end_cell()
        elif tag in {"tr", "table"}:
            self._end_line()
        elif tag in _BLOCKS:
            self._end_block()

    def finished(self) -> Iterator[Line]:
        """Yield the lines."""
        self._end_line()
        return (Line(None, cells) for cells in self._lines)

    def _end_block(self) -> None:
        if self._cells is None:
            self._end_line()
        else:
            self._text.append(" ")

    def _end_cell(self) -> None:
        if self._cells is not None and self._open:
            said = _plain(self._text)
            self._fill()
            if self._span > 1:
                self._spans[len(self._cells)] = (said, self._span - 1)
            self._add(said)
        self._text, self._span, self._open = [], 1, False

    def _add(self, said: str) -> None:
        self._count += 1
        if self._count > MOST_CELLS:
            raise Unsound(
                "long-notice",
                sentence("its tables have more than {most_cells} cells", most_cells=MOST_CELLS),
            )
        if self._cells is not None:
            self._cells.append(said)

    def _fill(self) -> None:
        """Repeat the cells of rows above that reach down to here."""
        while self._cells is not None and (above := self._spans.get(len(self._cells))):
            said, left = above
            if left > 1:
                self._spans[len(self._cells)] = (said, left - 1)
            else:
                del self._spans[len(self._cells)]
            self._add(said)

    def _end_line(self) -> None:
        if self._cells is not None:
            self._end_cell()
            self._fill()
            cells, self._cells = tuple(self._cells), None
        else:
            cells = (_plain(self._text),)
        self._text = []
        if any(cells):
            self._lines.append(cells)


def _plain(parts: Iterable[str]) -> str:
    return " ".join("".join(parts).split())
