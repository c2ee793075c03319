"""OCDS 1.1: releases, release packages and record packages, alone or a line each.

Releases are gathered by ``ocid`` over the whole input in a file set aside, merged, and
become a record for each supplier of each award. Nothing is fetched: a package that says
that more pages exist, or a record that only links to its releases, is a Problem.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import polars as pl

from countersight.messages import joined, sentence
from countersight.model.record import Batch, Origin, Problem, Reading, RecordKind
from countersight.read.columns import SCHEMA, assemble, text_series
from countersight.read.dates import iso
from countersight.read.json_rows import Entry
from countersight.read.json_text import Json
from countersight.read.ocds_merge import DEEPEST, Placed, Release, Spool, depth_of
from countersight.read.ocds_rows import Counts, Row, objects, rows_of
from countersight.read.source import Options
from countersight.read.tables import problem_batch

_MARKS: Final = (
    *("tag", "parties", "buyer", "planning", "tender", "awards", "contracts"),
    *("compiledRelease", "versionedRelease"),
)
MESSAGES: Final = {
    "no-ocid": sentence(
        "the release has no ocid, so it can't be merged with others of its process"
    ),
    "no-release": sentence("it is no release: it is no object"),
    "too-deep": sentence("the release is nested too deeply"),
    "linked-releases": sentence(
        "the record only links to its releases, and nothing is fetched"
    ),
    "unmerged": sentence(
        "the releases of its process can't be merged; the latest one was read alone"
    ),
    "more-pages": sentence("the package says that more pages exist; they were not fetched"),
}
"""What each Problem says."""
PACKAGES: Final = {"releases": "ocds-release-package", "records": "ocds-record-package"}
"""Arrays of packages, and what a package with one is called."""
_VERSION: Final = {"releaseID", "releaseDate", "releaseTag", "value"}


@dataclass(slots=True)
class Package:
    """What a package says beside its releases or records."""

    kind: str = "ocds-release"
    more: bool = False
    """Whether further pages exist."""

    def holds(self, key: str | None) -> None:
        """Hear which array the package is about."""
        self.kind = PACKAGES.get(key or "", self.kind)

    def note(self, key: str, value: Json) -> None:
        """Hear of a member."""
        if key == "links" and isinstance(value, dict) and value.get("next"):
            self.more = True


@dataclass(slots=True)
class _Gathered:
    """What was met while releases were set aside."""

    origin: Origin
    spool: Spool
    package: Package
    releases: int = 0
    problems: list[Problem] = field(default_factory=list)

    def place(self, row: int | None, pointer: str) -> Origin:
        """Return where something stands in the input."""
        return Origin(self.origin.file, self.origin.member, row=row, pointer=pointer)


def looks_like_ocds(value: Json) -> bool:
    """Return whether *value* is a release, a record, or a package of them.

    >>> looks_like_ocds({"ocid": "ocds-1-2", "tag": ["award"]})
    True
    >>> looks_like_ocds({"ocid": "ocds-1-2", "supplier": "Acme"})
    False
    """
    if not isinstance(value, dict):
        return False
    inner = [*objects(value.get("releases")), *objects(value.get("records"))]
    return any(isinstance(value.get(mark), dict | list) for mark in _MARKS) or any(
        map(looks_like_ocds, inner[:3])
    )


def read_ocds(
    entries: Iterator[Entry], origin: Origin, options: Options, package: Package
) -> Iterator[Batch]:
    """Yield the batches of the awards that *entries* state."""
    most = options.limits.batch_rows
    with closing(Spool()) as spool:
        gathered = _Gathered(origin, spool, package)
        for entry in entries:
            _gather(entry, gathered)
            if len(gathered.problems) >= most:
                yield problem_batch(origin, package.kind, gathered.problems)
                gathered.problems = []
        if package.more:
            gathered.problems.append(
                _problem(gathered.place(None, "/links"), "more-pages", rows=0)
            )
        counts = _merge(gathered)
        reading = Reading(
            origin,
            package.kind,
            RecordKind.AWARD,
            notes=tuple(_notes(gathered.releases, package, counts)),
        )
        rows = spool.rows()
        problems = tuple(gathered.problems)
        while (group := list(islice(rows, most))) or problems or reading.notes:
            yield Batch(_frame(group, origin), len(group), reading, problems)
            problems = ()
            if len(group) < most:
                return


def _merge(gathered: _Gathered) -> Counts:
    counts = Counts()
    for process in gathered.spool.processes():
        if process.failure:
            last = process.releases[-1]
            place = gathered.place(last.row, last.pointer)
            gathered.problems.append(_problem(place, "unmerged", rows=0))
        for row in rows_of(process, counts):
            gathered.spool.put(row)
    return counts


def _notes(releases: int, package: Package, counts: Counts) -> Iterator[str]:
    yield sentence("{number} releases", number=releases)
    told = (
        (counts.merged, sentence("processes merged of several releases")),
        (
            counts.silent,
            sentence("processes without a supplier (planned, in tender, or without award)"),
        ),
        (counts.void, sentence("awards cancelled or unsuccessful, left out")),
        (counts.unawarded, sentence("suppliers that no award names")),
    )
    yield from (joined(" ", (str(count), what)) for count, what in told if count)
    if package.more:
        yield MESSAGES["more-pages"]


def _gather(entry: Entry, to: _Gathered) -> None:
    pointer = entry.pointer or ""
    value = entry.value
    if entry.problem is not None:
        to.problems.append(entry.problem)
    elif not isinstance(value, dict):
        to.problems.append(_problem(to.place(entry.row, pointer), "no-release"))
    elif depth_of(value) > DEEPEST:
        to.problems.append(_problem(to.place(entry.row, pointer), "too-deep"))
    else:
        _gather_object(entry.row, pointer, value, to)


def _gather_object(row: int | None, pointer: str, value: Release, to: _Gathered) -> None:
    listed = value.get("releases")
    records = value.get("records")
    if isinstance(records, list):
        to.package.holds("records")
        to.package.note("links", value.get("links"))
        for at, record in enumerate(records):
            _gather(Entry(row, f"{pointer}/records/{at}", record), to)
    elif (
        "compiledRelease" in value
        or "versionedRelease" in value
        or ("ocid" in value and isinstance(listed, list))
    ):
        _gather_record(row, pointer, value, to)
    elif isinstance(listed, list):
        to.package.holds("releases")
        to.package.note("links", value.get("links"))
        for at, release in enumerate(listed):
            _gather(Entry(row, f"{pointer}/releases/{at}", release), to)
    else:
        _keep(row, pointer, value, to)


def _gather_record(row: int | None, pointer: str, record: Release, to: _Gathered) -> None:
    """Take the compiled release, else the releases that stand in the record."""
    if to.package.kind == "ocds-release":
        to.package.kind = "ocds-record"
    ocid = record.get("ocid")
    compiled = record.get("compiledRelease")
    versioned = record.get("versionedRelease")
    if isinstance(compiled, dict):
        _keep(row, f"{pointer}/compiledRelease", {"ocid": ocid, **compiled}, to)
        return
    whole = [
        (at, release)
        for at, release in enumerate(objects(record.get("releases")))
        if "url" not in release or "tender" in release or "awards" in release
    ]
    for at, release in whole:
        _keep(row, f"{pointer}/releases/{at}", {"ocid": ocid, **release}, to)
    if not whole and isinstance(versioned, dict):
        latest = _latest(versioned)
        if isinstance(latest, dict):
            _keep(row, f"{pointer}/versionedRelease", {"ocid": ocid, **latest}, to)
    elif not whole:
        to.problems.append(_problem(to.place(row, pointer), "linked-releases"))


def _latest(value: Json) -> Json:
    """Return a versioned release as it is after its last version."""
    if isinstance(value, dict):
        return {key: _latest(inner) for key, inner in value.items()}
    if isinstance(value, list):
        if value and all(isinstance(item, dict) and item.keys() >= _VERSION for item in value):
            last = objects(value)[-1]
            return last.get("value")
        return [_latest(item) for item in value]
    return value


def _keep(row: int | None, pointer: str, release: Release, to: _Gathered) -> None:
    ocid = release.get("ocid")
    if isinstance(ocid, str) and ocid.strip():
        to.releases += 1
        to.spool.keep(ocid, Placed(row, pointer, release))
        return
    to.problems.append(_problem(to.place(row, pointer), "no-ocid"))


def _problem(place: Origin, code: str, *, rows: int = 1) -> Problem:
    return Problem(place, code, MESSAGES[code], rows=rows)


def _frame(rows: list[Row], origin: Origin) -> pl.DataFrame:
    columns = {name for row in rows for name in row} - {"row"}
    series = {
        name: text_series(name, [_as_text(row.get(name)) for row in rows])
        for name in SCHEMA
        if name in columns
    }
    if "date" in series:
        days = [None if day is None else iso(day) or day for day in series["date"]]
        series["date"] = text_series("date", days)
    numbers = [row if isinstance(row := found.get("row"), int) else None for found in rows]
    return assemble(series, numbers, origin)


def _as_text(value: str | int | None) -> str | None:
    return None if value is None else str(value)
