"""A parser of XML that devices and scanners write: entities are refused, whoever hears it.

A document type alone is let pass, because nmap writes one.
"""

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

HINT = "Take it out if the file is sound."


class RefusedError(Exception):
    """The document declares an entity, or is nested too deeply; a Problem is made of it."""


class Hears(Protocol):
    """What is told of a document."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """Hear the start of an element."""

    def end(self, name: str, /) -> None:
        """Hear the end of an element."""

    def text(self, data: str, /) -> None:
        """Hear text."""


def refusing_parser(hears: Hears) -> expat.XMLParserType:
    """Return a parser that tells *hears* of a document.

    While it parses, it raises ``RefusedError`` at the declaration of an entity, before any
    text could be multiplied or pulled in.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = hears.start
    parser.EndElementHandler = hears.end
    parser.CharacterDataHandler = hears.text
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = lambda *_: 0
    return parser


def _refuse(*_: object) -> None:
    raise RefusedError("it declares entities, which could pull in or multiply text")
