"""Entries of the log as rows of tables, so that they can be asked for."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from sqlalchemy import Connection, Table, insert, select

from countersight.assess import verdicts_in
from countersight.claim import head_in, table_in
from countersight.model.capture import HeldCapture, NoRendition, Rendition
from countersight.model.event import Entry, EventKind
from countersight.preserve.telling import capture_in, derived_in
from countersight.stores.case.tables import CAPTURES, RENDITIONS, SAID, TOLD

RULES: Final = "2"
"""Changes where an entry makes other rows than before; then a case is made anew."""
CASE: Final = "case"
VERDICTS: Final = "verdicts"
Row: TypeAlias = Mapping[str, str | int | None]


def project(connection: Connection, entries: Iterable[Entry]) -> None:
    """Write the rows that *entries* make."""
    for table, made in rows_of(entries).items():
        if made:
            connection.execute(insert(table), made)


def differs(connection: Connection, within: range, entries: Iterable[Entry]) -> Table | None:
    """Return a table whose rows are others than the entries with the numbers *within* make."""
    for table, made in rows_of(entries).items():
        numbers = table.c.number.between(within.start, within.stop - 1)
        found = connection.execute(select(table).where(numbers).order_by(table.c.number))
        if [dict(row) for row in found.mappings()] != made:
            return table
    return None


def rows_of(entries: Iterable[Entry]) -> dict[Table, list[Row]]:
    """Return of each table the rows that *entries* make."""
    rows: dict[Table, list[Row]] = {table: [] for table in TOLD}
    for entry in entries:
        for table, row in _rows(entry):
            rows[table].append(row)
    return rows


def _rows(entry: Entry) -> Iterable[tuple[Table, Row]]:
    match entry.kind:
        case EventKind.ADD:
            held = capture_in(entry)
            if held is not None:
                yield CAPTURES, _capture(held)
        case EventKind.DERIVE:
            derived = derived_in(entry)
            if derived is not None:
                yield RENDITIONS, {"number": entry.number} | _derived(derived)
        case _:
            name, id_ = _spoken_of(entry)
            if name:
                yield SAID, {"number": entry.number, "name": name, "id": id_}


def _spoken_of(entry: Entry) -> tuple[str, str]:
    table = table_in(entry)
    if table is not None:
        return table.name, table.id
    if head_in(entry) is not None:
        return CASE, ""
    return ("" if verdicts_in(entry) is None else VERDICTS), ""


def _capture(held: HeldCapture) -> Row:
    capture, receipt = held.capture, held.capture.receipt
    return {
        "number": held.number,
        "digest": capture.digest,
        "size": capture.size,
        "media_type": capture.media_type,
        "source": receipt.source,
        "name": receipt.name,
        "parent": receipt.parent,
    }


_NOTHING: Final[Row] = {"digest": None, "kind": None, "code": None}


def _derived(derived: Rendition | NoRendition) -> dict[str, str | int | None]:
    made: dict[str, str | int | None] = {
        **_NOTHING,
        "capture": derived.capture,
        "tool": derived.tool,
        "version": derived.version,
    }
    match derived:
        case Rendition():
            return made | {"digest": derived.digest, "kind": derived.kind.value}
        case NoRendition():
            return made | {"code": derived.code}
