"""Reads Word documents (DOCX), with python-docx: body, then headers, footers and notes.

Paragraphs end in a line feed, cells in a tab. Words that a tracked change inserts are read,
words that it deletes are not.
"""

import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from typing import Final, Protocol

import docx
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from countersight.preserve.parsing.made import Limits, Made, UnreadableError
from countersight.preserve.parsing.serving import serve

TOOL: Final = "python-docx"
VERSION: Final = version(TOOL)
MOST_UNPACKED: Final = 1 << 28
_SKIPPED: Final = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_MARKS: Final = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "‑",
}
_ENDS: Final = {qn("w:p"): "\n", qn("w:tc"): "\t", qn("w:tr"): "\n"}
_TEXT: Final = qn("w:t")
_PROPERTIES: Final = {qn("w:pPr"), qn("w:rPr")}
_BESIDE: Final = ("header", "footer", "footnotes", "endnotes", "comments")


class _Element(Protocol):
    """An element of XML: what of it is asked here."""

    tag: object
    text: str | None

    def __iter__(self) -> "Iterator[_Element]": ...


def parse(data: bytes, _: Limits) -> Made:
    """Return the words of a document.

    Raises:
        UnreadableError: it is damaged, unpacks to too much, or has no words.
    """
    _measure(data)
    document = docx.Document(io.BytesIO(data))
    texts = ["".join(_words(document.element.body))]
    for part in sorted(document.part.package.iter_parts(), key=lambda one: str(one.partname)):
        name = str(part.partname).rpartition("/")[2]
        if name.startswith(_BESIDE):
            texts.append("".join(_words(_root(part))))
    text = "\f".join(one for one in texts if one.strip())
    if not text:
        raise UnreadableError("no_text", "the document has no words")
    return Made(text, TOOL, VERSION, {"separator": "U+000C", "changes": "inserted"})


def _root(part: Part) -> _Element:
    root: _Element = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
    return root


def _measure(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as wrong:
        raise UnreadableError("damaged", f"is no zip archive: {wrong}") from wrong
    if unpacked > MOST_UNPACKED:
        raise UnreadableError("too_large", f"unpacks to {unpacked:,} bytes")


def _words(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED or child.tag in _PROPERTIES:
            continue
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[str(child.tag)]
        else:
            yield from _words(child)
        if child.tag in _ENDS:
            yield _ENDS[str(child.tag)]


if __name__ == "__main__":
    serve(parse, tool=TOOL, version=VERSION)
