"""A look at an upload before it is screened: its first rows, and what each column is taken for.

The reader's own guess is shown as it is. What a person changes is said to the reader as
``Options.mapping``, and is remembered for the next file with the same headers.
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from countersight.errors import ColumnError
from countersight.ids import canonical_json, digest
from countersight.model.office import Asked, Upload, place_of
from countersight.model.record import Batch, Problem, Record, RecordKind
from countersight.ports import OfficeStore
from countersight.read import Limits, Options, Source, read
from countersight.work.office.columns import (
    Preview,
    TableSeen,
    beside,
    columns_of,
    mapping_of,
)
from countersight.work.office.screenings import Screenings
from countersight.work.rows import masked, records, veiled
from countersight.work.screening import Screening

ROWS: Final = 5
"""First rows of a table that are shown, and records of it."""
MOST_TABLES: Final = 12
"""Sheets or members that are shown."""
MOST_ROWS: Final = 20_000
"""Rows that are looked at; of a long file the beginning."""
MOST_PROBLEMS: Final = 20
_STRETCH: Final = 500
_REMEMBERED: Final = "columns:"


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of an upload."""

    fields: tuple[str, ...] = ()
    """What each of ``Preview.columns`` is to be taken for, in their order; those left out are
    taken as the reader takes them."""
    kind: RecordKind | None = None
    tables: tuple[str, ...] = ()
    """The sheets and members that are to be read; all of them, or none, for every one."""


@dataclass(frozen=True, slots=True)
class Previewing:
    """Looks at the uploads of one office."""

    store: OfficeStore
    screenings: Screenings

    def look(self, number: int, asked: Asked, said: Said | None) -> Preview:
        """Return what an upload looks like, read as was said, else as is remembered.

        Raises:
            AbsentError: there is no such upload.
            HoldingError: its bytes are gone.
        """
        upload = self.store.runs.uploaded(number)
        looked = _Eye(self.store, upload, self.screenings.makes(replace(asked, lists=()), ()))
        guess = looked.at(replace(asked, mapping=(), kind=None, tables=()))
        if said is None:
            return self._recalled(looked, guess)
        headers = (each.header for each in guess.columns)
        fields = dict(zip(headers, said.fields, strict=False))
        guess = replace(guess, asked=replace(guess.asked, tables=_tables(guess, said)))
        try:
            return _read_as(looked, guess, (fields, said.kind))
        except ColumnError as error:
            return replace(guess, wrong=f"{error.message}. {error.hint}")

    def remember(self, preview: Preview, who: str) -> None:
        """Keep what was said of an upload's columns, for the next with the same headers."""
        fields = {each.header: each.taken for each in preview.columns if each.differs}
        kind = preview.asked.kind
        said = {"fields": fields, "kind": kind, "name": preview.upload.name}
        told = canonical_json(said) if fields or kind is not None else ""
        for table in preview.tables:
            if table.columns and (told or self.store.settings.get(_key(table))):
                self.store.settings.put(_key(table), told, who)

    def _recalled(self, looked: "_Eye", guess: Preview) -> Preview:
        """Return the upload as one of the same headers was read before."""
        told = map(self.store.settings.get, map(_key, guess.tables))
        kept = next((json.loads(each) for each in told if each), None)
        if kept is None:
            return guess
        kind = RecordKind(kept["kind"]) if kept["kind"] else None
        try:
            seen = _read_as(looked, guess, (kept["fields"], kind))
        except ColumnError:
            return guess
        return replace(seen, remembered=str(kept["name"]))


def is_table(text: str) -> bool:
    r"""Return whether pasted text is a table: it has columns that the reader understands.

    >>> is_table("Supplier,Country\nAxis,SE\n"), is_table("Acme, Inc.\nAxis\n")
    (True, False)
    """
    if "\t" in next(iter(text.splitlines()), ""):
        return True
    source = Source("", stream=io.BytesIO(text.encode("utf-8", "replace")))
    batch = next(read(source, Options(limits=Limits(batch_rows=_STRETCH))), None)
    return batch is not None and len((*batch.reading.mapped, *batch.reading.ignored)) > 1


def _read_as(
    looked: "_Eye", guess: Preview, said: tuple[Mapping[str, str], RecordKind | None]
) -> Preview:
    """Return the upload read as was said.

    Raises:
        ColumnError: it can't be read so.
    """
    fields, kind = said
    mapping = mapping_of(guess.columns, fields)
    if not mapping and kind is None:
        return guess
    seen = looked.at(replace(guess.asked, mapping=mapping, kind=kind))
    return replace(seen, tables=tuple(beside(each, guess.columns) for each in seen.tables))


def _tables(guess: Preview, said: Said) -> tuple[str, ...]:
    """Return the tables that were chosen; empty where all were."""
    known = {each.place for each in guess.tables}
    wanted = known & set(said.tables)
    return () if wanted == known else tuple(sorted(wanted))


def _key(table: TableSeen) -> str:
    headers = canonical_json([each.header for each in table.columns])
    return f"{_REMEMBERED}{digest(headers.encode())[:32]}"


@dataclass(frozen=True, slots=True)
class _Eye:
    """Looks at one upload."""

    store: OfficeStore
    upload: Upload
    screening: Screening

    def at(self, asked: Asked) -> Preview:
        """Return what comes out."""
        limits = Limits(batch_rows=_STRETCH)
        options = replace(
            self.screening.options,
            mapping=asked.mapping,
            kind=asked.kind,
            limits=limits,
            first=ROWS,
        )
        seen = _Seen(self.screening)
        with self.store.uploads.open(self.upload.digest) as stream:
            whole = seen.through(read(Source(self.upload.name, stream=stream), options))
        return Preview(self.upload, tuple(seen.tables.values()), seen.told(), whole, asked)


class _Seen:
    """What was seen so far."""

    def __init__(self, screening: Screening) -> None:
        self.tables: dict[tuple[str, str], TableSeen] = {}
        self._problems: list[Problem] = []
        self._screening = screening
        self._rows = 0

    def told(self) -> tuple[Problem, ...]:
        """Return the first Problems."""
        return tuple(self._problems[:MOST_PROBLEMS])

    def through(self, batches: Iterator[Batch]) -> bool:
        """Look at batches until enough is seen; return whether that was all."""
        for batch in batches:
            self._take(batch)
            origin = batch.reading.origin
            most = MOST_ROWS if origin.member or origin.sheet else _STRETCH
            if self._rows >= most or len(self.tables) >= MOST_TABLES:
                return next(batches, None) is None
        return True

    def _take(self, batch: Batch) -> None:
        self._problems += batch.problems[:MOST_PROBLEMS]
        self._rows += batch.rows
        reading = batch.reading
        key = (reading.origin.member or "", reading.origin.sheet or "")
        before = self.tables.get(key)
        if before is not None and before.records:
            return
        shown = tuple(self._shown(records(pl.DataFrame(batch.table).head(ROWS))))
        if shown or reading.headers:
            place = place_of(reading.origin)
            columns = columns_of(reading)
            self.tables[key] = TableSeen(place, reading.kind, columns, shown, reading.notes)

    def _shown(self, found: Iterator[Record]) -> Iterator[Record]:
        """Yield records as they may be shown: without what could name a private person."""
        hides = self._screening.options.hides
        for record in found:
            kept = veiled(record, hides)
            yield masked(kept) if hides(record.name) else kept
