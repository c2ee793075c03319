"""Entries of the log as rows of tables, so that they can be asked for."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, Table, insert

from countersight.model.capture import HeldCapture, NoRendition, Rendition
from countersight.model.event import Entry
from countersight.preserve.telling import capture_in, derived_in
from countersight.stores.case.tables import CAPTURES, RENDITIONS

Row = Mapping[str, str | int | None]


def project(connection: Connection, entries: Iterable[Entry]) -> None:
    """Write the rows that *entries* make."""
    rows: dict[Table, list[Row]] = {CAPTURES: [], RENDITIONS: []}
    for entry in entries:
        held = capture_in(entry)
        if held is not None:
            rows[CAPTURES].append(_capture(held))
        derived = derived_in(entry)
        if derived is not None:
            rows[RENDITIONS].append({"number": entry.number} | _derived(derived))
    for table, made in rows.items():
        if made:
            connection.execute(insert(table), made)


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
