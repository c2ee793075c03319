"""Reads PDF files with PDFium: the text of each page, and where its lines stand.

Pages are joined by a form feed, and line ends are line feeds. What PDFium takes for a hyphen at
a line's end stays as it gives it (U+0002 or U+FFFE). The box of a line is spanned by its first
and last characters.
"""

import re
from collections.abc import Iterator
from typing import Final

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage

from countersight.model.capture import LinePlace, PagePlace
from countersight.preserve.pagemaps import write_pagemap
from countersight.preserve.parsing.made import Limits, Made, UnreadableError
from countersight.preserve.parsing.serving import serve

TOOL: Final = "pypdfium2"
VERSION: Final = f"{pypdfium2.PYPDFIUM_INFO.version} (PDFium {pypdfium2.PDFIUM_INFO.build})"
SEPARATOR: Final = "\f"
_LINE: Final = re.compile(r"[^\n]+")
_LONE: Final = re.compile("[\ud800-\udfff]")


def parse(data: bytes, limits: Limits) -> Made:
    """Return the text and the page map of a PDF file.

    Raises:
        UnreadableError: it needs a password, is damaged, or has too many pages or no text.
    """
    document = _opened(data)
    if len(document) > limits.pages:
        raise UnreadableError("too_large", f"has more than {limits.pages:,} pages")
    texts: list[str] = []
    places: list[PagePlace] = []
    at = 0
    for number in range(len(document)):
        page = document[number]
        text, place = _page(page, number + 1, at)
        page.close()
        texts.append(text)
        places.append(place)
        at += len(text) + len(SEPARATOR)
        if at > limits.text:
            raise UnreadableError("too_large", f"has more than {limits.text:,} characters")
    if not any(text.strip() for text in texts):
        raise UnreadableError("no_text", "no page holds text; it may be a scan")
    parameters = {"separator": "U+000C"}
    return Made(SEPARATOR.join(texts), TOOL, VERSION, parameters, write_pagemap(places))


def _opened(data: bytes) -> PdfDocument:
    try:
        return PdfDocument(data)
    except PdfiumError as wrong:
        if "password" in str(wrong).lower():
            raise UnreadableError("encrypted", "needs a password") from wrong
        raise UnreadableError("damaged", f"PDFium says: {wrong}") from wrong


def _page(page: PdfPage, number: int, at: int) -> tuple[str, PagePlace]:
    width, height = (round(float(side), 2) for side in page.get_size())
    words = page.get_textpage()
    raw = str(words.get_text_range())
    exact = len(raw) == words.count_chars()
    text = _LONE.sub("\ufffd", raw.replace("\r\n", "\n"))
    lines = tuple(_lines(words, raw, text, at) if exact else _plain(text, at))
    words.close()
    return text, PagePlace(number, at, at + len(text), width, height, lines)


def _plain(text: str, at: int) -> Iterator[LinePlace]:
    for line in _LINE.finditer(text):
        yield LinePlace(at + line.start(), at + line.end())


def _lines(words: PdfTextPage, raw: str, text: str, at: int) -> Iterator[LinePlace]:
    """Return the lines of *text* with their boxes; PDFium counts characters as in *raw*."""
    starts = (found.start() for found in re.finditer(r"[^\r\n]+", raw))
    for line in _LINE.finditer(text):
        start, end = at + line.start(), at + line.end()
        first = next(starts, None)
        inked = [step for step, one in enumerate(line[0]) if not one.isspace()]
        if first is None or not inked:
            yield LinePlace(start, end)
            continue
        one = words.get_charbox(first + inked[0])
        other = words.get_charbox(first + inked[-1])
        yield LinePlace(start, end, _span(one, other))


_Box = tuple[float, float, float, float]


def _span(one: _Box, other: _Box) -> _Box:
    low = [min(pair) for pair in zip(one[:2], other[:2], strict=True)]
    high = [max(pair) for pair in zip(one[2:], other[2:], strict=True)]
    left, bottom, right, top = (round(float(edge), 2) for edge in (*low, *high))
    return left, bottom, right, top


if __name__ == "__main__":
    serve(parse, tool=TOOL, version=VERSION)
