"""Releases gathered by ``ocid`` in a file set aside, and merged one process at a time."""

import json
import sqlite3
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import ocdsmerge
import ocdsmerge.exceptions

from countersight.read.json_text import DECODER, Json
from countersight.read.ocds_rules import RULES

Release = dict[str, Json]
DEEPEST: Final = 100
"""How deep a release may be nested to be merged."""
_TABLES: Final = """
CREATE TABLE release (seq INTEGER PRIMARY KEY, ocid TEXT NOT NULL, date TEXT NOT NULL,
                      row INTEGER, pointer TEXT, body TEXT NOT NULL);
CREATE INDEX release_ocid ON release (ocid, date, seq);
CREATE TABLE found (seq INTEGER PRIMARY KEY, body TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """A release and where it stands."""

    row: int | None
    pointer: str
    release: Release


@dataclass(frozen=True, slots=True)
class Process:
    """One contracting process: its releases in order, and what they add up to."""

    ocid: str
    releases: tuple[Placed, ...]
    merged: Release
    failure: str = ""
    """Why the releases could not be merged; ``merged`` is then the latest one."""


class Spool:
    """Holds releases and rows in a temporary file, so that memory stays bounded."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")
        self._merger = ocdsmerge.Merger(RULES)

    def close(self) -> None:
        """Delete the file."""
        self._base.close()

    def keep(self, ocid: str, placed: Placed) -> None:
        """Set a release aside."""
        date = placed.release.get("date")
        body = json.dumps(placed.release)
        self._base.execute(
            "INSERT INTO release (ocid, date, row, pointer, body) VALUES (?, ?, ?, ?, ?)",
            (ocid, date if isinstance(date, str) else "", placed.row, placed.pointer, body),
        )

    def processes(self) -> Iterator[Process]:
        """Yield each process, in the order in which its first release came."""
        firsts = self._base.execute("SELECT ocid FROM release GROUP BY ocid ORDER BY min(seq)")
        for (ocid,) in firsts:
            found = self._base.execute(
                "SELECT row, pointer, body FROM release WHERE ocid = ? ORDER BY date, seq",
                (ocid,),
            )
            placed = tuple(Placed(row, at, DECODER.decode(body)) for row, at, body in found)
            yield self._merge(ocid, placed)

    def _merge(self, ocid: str, placed: tuple[Placed, ...]) -> Process:
        latest = placed[-1].release
        if len(placed) == 1:
            return Process(ocid, placed, latest)
        for one in placed:
            tell_apart(one.release)
        dated = [{**p.release, "date": p.release.get("date") or ""} for p in placed]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ocdsmerge.exceptions.DuplicateIdValueWarning)
                merged = self._merger.create_compiled_release(dated)
        except (
            ocdsmerge.exceptions.OCDSMergeError,
            TypeError,
            AttributeError,
            KeyError,
        ) as error:
            return Process(ocid, placed, latest, type(error).__name__)
        return Process(ocid, placed, merged)

    def put(self, row: dict[str, str | int | None]) -> None:
        """Set a row aside."""
        self._base.execute("INSERT INTO found (body) VALUES (?)", (json.dumps(row),))

    def rows(self) -> Iterator[dict[str, str | int | None]]:
        """Yield the rows that were set aside, in order."""
        for (body,) in self._base.execute("SELECT body FROM found ORDER BY seq"):
            yield json.loads(body)


def tell_apart(release: Release) -> None:
    """Give parties and suppliers that share an id one of their own, made with their name.

    Some publishers give every supplier the id "1" or none at all; merged by id, all but one
    would be lost.
    """
    awards = release.get("awards")
    lists = [release.get("parties")]
    if isinstance(awards, list):
        lists += [award.get("suppliers") for award in awards if isinstance(award, dict)]
    for listed in lists:
        if not isinstance(listed, list):
            continue
        things = [thing for thing in listed if isinstance(thing, dict)]
        ids = [str(thing.get("id")) for thing in things]
        for thing, key in zip(things, ids, strict=True):
            if ids.count(key) > 1:
                thing["id"] = f"{key} {thing.get('name')}"


def depth_of(value: Json, most: int = DEEPEST) -> int:
    """Return how deep *value* is nested; stop counting past *most*.

    >>> depth_of({"a": [{"b": "c"}]})
    3
    """
    depth, level = 0, [value]
    while level and depth <= most:
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        depth += bool(level)
    return depth
