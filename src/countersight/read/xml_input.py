"""XML from strangers: no entities, bounded in size, depth and number.

The parser is the standard library's (expat). ``parse`` makes a tree of a document that has no
document type: XML 1.0 (section 2.8) lets one stand before the root element only, so the prolog
alone is looked at, by expat itself. ``hear`` tells of a document while it streams, and the
caller says whether a document type may stand there, as nmap writes one; the declaration of an
entity is refused whatever is said. A tree has local names; which namespace the root has is told
beside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol, cast
from xml.etree import ElementTree as ET
from xml.parsers import expat

from countersight.messages import sentence
from countersight.read.source import KIB, PREFIX, Feed, Limits
from countersight.read.xml_bounds import LONGEST_STRETCH, STRETCHED, Line, Stretch, Unsound

__all__ = [
    "LONGEST_STRETCH",
    "Doctype",
    "Hears",
    "Root",
    "Unsound",
    "hear",
    "parse",
    "pieces",
    "root_of",
]

DEEPEST: Final = 100
"""How deep elements may be nested; notices have some 15 levels."""
MOST_ELEMENTS: Final = 2_000_000
_PIECE: Final = 64 * KIB
_XML_ERRORS: Final = (ET.ParseError, LookupError, ValueError)
"""What the parser raises: no XML, an unknown encoding, one of several bytes a letter."""


class Doctype(StrEnum):
    """Whether a document type may stand before the root."""

    REFUSED = "refused"
    PASSED = "passed"
    """One that declares no entity is let pass."""


class Hears(Protocol):
    """What is told of a document that streams."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """Hear the start of an element, by its name as written."""

    def end(self, name: str, /) -> None:
        """Hear the end of an element."""

    def text(self, data: str, /) -> None:
        """Hear text, which may come in pieces."""


@dataclass(frozen=True, slots=True)
class Root:
    """What a document says of itself before its content: its root, or its document type."""

    name: str
    """Local name."""
    namespace: str = ""
    doctype: bool = False
    """Whether a document type stands before the root; ``name`` is then the one it names."""


class _Met(Exception):  # noqa: N818 - ends the look, is no error
    """The root or a document type was met."""


def root_of(prefix: bytes) -> Root | None:
    """Return the root of a document that begins with *prefix*; None where there is none.

    >>> root_of(b"<a:Notice xmlns:a='urn:x'><b")
    Root(name='Notice', namespace='urn:x', doctype=False)
    >>> root_of(b'<!DOCTYPE lolz [<!ENTITY a "b">]><lolz/>')
    Root(name='lolz', namespace='', doctype=True)
    >>> root_of(b"<p>1 < 2") is None, root_of(b"name,country") is None
    (False, True)
    """
    found: list[Root] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, _: object) -> None:
        namespace, _, local = name.rpartition(" ")
        found.append(Root(local, namespace))
        raise _Met

    def doctype(name: str, *_: object) -> None:
        found.append(Root(name, doctype=True))
        raise _Met

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(prefix)
    except (_Met, expat.ExpatError, *_XML_ERRORS):
        pass
    return found[0] if found else None


def pieces(feed: Feed) -> Iterator[bytes]:
    """Yield the bytes of a feed, piece by piece."""
    return iter(lambda: feed.read(_PIECE), b"")


def hear(
    data: Iterable[bytes],
    hears: Hears,
    doctype: Doctype,
    deepest: int = DEEPEST,
    line: Line | None = None,
) -> Iterator[None]:
    """Tell *hears* of a document as it comes; yield after each piece of it.

    *line* is told where the document is before each start of an element is.

    Raises:
        Unsound: it is no sound XML (``bad-xml``), declares entities (``entities``) or a
            document type that is refused (``dtd``), is nested too deeply (``too-deep``), or has
            too much between two elements (``long-notice``). All that stood before was told.
    """
    stretch = Stretch()
    parser = _refusing(hears, doctype, deepest, (stretch, line or Line()))
    try:
        for piece in data:
            for at in range(0, len(piece), _PIECE):
                parser.Parse(piece[at : at + _PIECE], False)  # noqa: FBT003 - expat's own
                stretch.add(_PIECE)
            yield
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, *_XML_ERRORS) as error:
        raise Unsound(
            "bad-xml",
            sentence("it is no sound XML: {error}", error=str(error)),
            sentence("Save it again."),
        ) from error


def _nested(deepest: int) -> str:
    return sentence("elements are nested more than {deepest} deep", deepest=deepest)


def _refusing(
    hears: Hears, doctype: Doctype, deepest: int, watched: tuple[Stretch, Line]
) -> expat.XMLParserType:
    """Return a parser that refuses what could multiply text or pull it in."""
    parser = expat.ParserCreate()
    stretch, line = watched
    depth = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        stretch.size = 0
        if depth > deepest:
            raise Unsound("too-deep", _nested(deepest))
        line.number = parser.CurrentLineNumber
        hears.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        stretch.size = 0
        hears.end(name)

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = hears.text
    parser.EntityDeclHandler = _refuse_entity
    parser.ExternalEntityRefHandler = lambda *_: 0
    if doctype is Doctype.REFUSED:
        parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_entity(*_: object) -> None:
    message = sentence("it declares entities, which could pull in or multiply text")
    raise Unsound("entities", message, sentence("Take them out if the file is sound."))


def _refuse_doctype(*_: object) -> None:
    message = sentence("it declares a document type, which could pull in or multiply text")
    raise Unsound("dtd", message, sentence("Take the <!DOCTYPE ...> out if the file is sound."))


def parse(feed: Feed, limits: Limits) -> ET.Element:
    """Return the root of the document; elements have their local names.

    Raises:
        Unsound: it is no sound XML, has a document type, or goes beyond the bounds.
    """
    root = root_of(feed.peek(PREFIX))
    if root is None:
        message = sentence(
            "no element begins in its first {prefix} bytes, in an encoding that is read",
            prefix=PREFIX,
        )
        raise Unsound("bad-xml", message, sentence("Save it as UTF-8 or UTF-16."))
    if root.doctype:
        _refuse_doctype()
    parser = cast("_Pull", ET.XMLPullParser(("start", "end")))
    watch = _Watch()
    size = 0
    try:
        while piece := feed.read(_PIECE):
            size += len(piece)
            if size > limits.max_item:
                raise Unsound(
                    "long-notice",
                    sentence("it is longer than {max_item} bytes", max_item=limits.max_item),
                )
            parser.feed(piece)
            watch.see(parser.read_events(), len(piece))
        parser.close()
        watch.see(parser.read_events(), 0)
    except _XML_ERRORS as error:
        raise _bad(error) from error
    if watch.top is None:
        raise Unsound("bad-xml", sentence("it has no element"))
    return watch.top


def _bad(error: Exception) -> Unsound:
    place = getattr(error, "position", None)
    said = str(error).split(": line", 1)[0] if place else str(error)
    where = (
        sentence(" at line {line}, column {column}", line=place[0], column=place[1])
        if place
        else ""
    )
    hint = sentence(
        "Fetch it again, or save it as UTF-8; a notice is read whole or not at all."
    )
    return Unsound(
        "bad-xml", sentence("it is no sound XML{where}: {said}", where=where, said=said), hint
    )


class _Pull(Protocol):
    """A parser that is fed, and asked what it met."""

    def feed(self, data: bytes, /) -> None:
        """Parse some bytes."""

    def read_events(self) -> Iterable[tuple[str, ET.Element]]:
        """Return the starts and ends of elements since it was last asked."""

    def close(self) -> None:
        """End the document."""


class _Watch:
    """Counts elements and their depth as they come, and takes namespaces off."""

    def __init__(self) -> None:
        self.top: ET.Element | None = None
        self.depth = 0
        self.elements = 0
        self.idle = 0

    def see(self, events: Iterable[tuple[str, ET.Element]], size: int) -> None:
        """Look at what *size* more bytes brought."""
        before = self.elements
        for kind, element in events:
            if kind == "start":
                self.top = element if self.top is None else self.top
                self.depth += 1
                self.elements += 1
                if self.depth > DEEPEST:
                    raise Unsound("too-deep", _nested(DEEPEST))
            else:
                self.depth -= 1
                if element.tag[0] == "{":
                    element.tag = element.tag.rpartition("}")[2]
        if self.elements > MOST_ELEMENTS:
            raise Unsound(
                "long-notice",
                sentence(
                    "it has more than {most_elements} elements", most_elements=MOST_ELEMENTS
                ),
            )
        self.idle = self.idle + size if self.elements == before else 0
        if self.idle > LONGEST_STRETCH:
            raise Unsound("long-notice", STRETCHED)
