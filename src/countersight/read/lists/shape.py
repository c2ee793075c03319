"""The shape of a publisher's file: how it is told by its content, and who reads it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from countersight.ids import ListId
from countersight.model.record import Origin
from countersight.model.watchlist import ListStretch
from countersight.read.detect import Format
from countersight.read.json_text import Json
from countersight.read.source import Feed, Limits

_BETWEEN: Final = re.compile(r"[\s-]+")
STRETCH: Final = 10_000
"""Entries that are handed on at once."""


def column(header: str) -> str:
    """Return a header in small letters, with ``_`` for blanks and hyphens.

    >>> column("Clean Name "), column("start-date"), column("Entity.LegalName")
    ('clean_name', 'start_date', 'entity.legalname')
    """
    return _BETWEEN.sub("_", header.strip().casefold())


@dataclass(frozen=True, slots=True)
class Look:
    """What the beginning of a file shows."""

    format: Format
    header: tuple[str, ...] = ()
    """Cells of the first line of a table, as written."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The lines behind it, some of them."""
    object: dict[str, Json] = field(default_factory=dict)
    """Of JSON Lines the first object."""
    text: str = ""
    """The beginning of a JSON document."""
    root: str = ""
    """Local name of the root of XML."""
    called: str = ""
    """What it is, in words, where no list is in it."""

    def has(self, *columns: str) -> bool:
        """Return whether the header has all these columns."""
        own = set(map(column, self.header))
        return all(each in own for each in columns)


@dataclass(frozen=True, slots=True)
class ListOptions:
    """How a user's own table is to be read, and bounds."""

    mapping: tuple[tuple[str, str], ...] = ()
    """Pairs of field and header."""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Given:
    """A file that is open, beside those that belong to it."""

    feed: Feed
    origin: Origin
    options: ListOptions
    beside: tuple[tuple[str, Feed, Origin], ...] = ()
    """Companions by the name of their shape, to be read first."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One publisher's form of file."""

    name: str
    """Such as ``us-csl-csv``."""
    told: str
    """What it is, for people."""
    fits: Callable[[Look], bool]
    read: Callable[[Given], Iterator[ListStretch]]
    list: ListId | None = None
    """The list that it is a file of; None where the user says."""
    beside: str = ""
    """The shape that it is a companion of; it has no entries of its own."""
