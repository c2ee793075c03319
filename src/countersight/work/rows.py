"""Rows of a batch as records; and the record of a person, with the name masked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

import polars as pl

from countersight.model.record import (
    MASKED,
    ORIGIN_COLUMNS,
    TEXT_COLUMNS,
    Origin,
    Record,
    RecordKind,
)

_KEPT: Final = frozenset({"amount", "currency", "date", "country", "buyer", "classification"})
"""Fields of a masked record that can't name the person."""


_FREE: Final = frozenset({"buyer", "description", "id", "serial", "site"})
"""Fields beside the naming ones in which a person's name may stand by itself."""


def records(table: pl.DataFrame) -> Iterator[Record]:
    """Yield a record for each row of a batch's table.

    >>> from countersight.model.record import COLUMNS
    >>> row = {name: None for name in COLUMNS} | {"kind": "supplier", "name": "Axis", "row": 2}
    >>> [record] = records(pl.DataFrame([row]))
    >>> record.name, record.origin.row
    ('Axis', 2)
    """
    fields = [name for name in TEXT_COLUMNS if name not in ("kind", "name")]
    present = [name for name in fields if table[name].null_count() < table.height]
    chosen = table.select("kind", "name", *ORIGIN_COLUMNS, *present)
    for kind, name, file, member, sheet, row, pointer, *values in chosen.iter_rows():
        yield Record(
            RecordKind(kind),
            name or "",
            Origin(file, member, sheet, row, pointer),
            tuple(
                (field, value)
                for field, value in zip(present, values, strict=True)
                if value is not None
            ),
        )


def veiled(record: Record, is_person: Callable[[str], bool]) -> Record:
    """Return the record with every free text that is a private person's name masked.

    >>> from countersight.model.record import Origin
    >>> fields = (("buyer", "Mrs A. Example"),)
    >>> bought = Record(RecordKind.AWARD, "Axis", Origin("a.csv"), fields)
    >>> veiled(bought, lambda text: text.startswith("Mrs")).fields
    (('buyer', '(name withheld)'),)
    """
    fields = tuple(
        (name, MASKED if name in _FREE and is_person(value) else value)
        for name, value in record.fields
    )
    return record if fields == record.fields else replace(record, fields=fields)


def masked(record: Record, also: Iterable[str] = ()) -> Record:
    """Return the record of a person without what could name the person.

    Args:
        record: the row.
        also: further fields that can't name the person; ``name`` keeps the name.

    >>> from countersight.model.record import Origin
    >>> fields = (("amount", "12.00"), ("description", "Mr A. Example, expenses"))
    >>> hidden = masked(Record(RecordKind.PAYMENT, "Mr A. Example", Origin("p.csv"), fields))
    >>> hidden.name, hidden.fields
    ('(name withheld)', (('amount', '12.00'),))
    """
    known = _KEPT.union(also)
    kept = tuple((name, value) for name, value in record.fields if name in known)
    name = record.name if "name" in known else MASKED
    return Record(record.kind, name, record.origin, kept)
