"""Records that a program states, as the document that is read of them.

They go the way of every file, so that a record gets the same answer at once, in a run and at a
terminal. Every field stands in the document, told or not: how a record is read does not depend
on its neighbours.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from countersight.read.headers import FIELDS

RECORDS: Final = "records"
"""What the document is called in places: ``records#/0`` is the first record."""
MAPPING: Final = tuple((name, name) for name in FIELDS)
"""Which member is which field."""
FactText: TypeAlias = str | bool | int


@dataclass(frozen=True, slots=True)
class Stated:
    """A record as a program states it."""

    fields: Mapping[str, str]
    """Of ``read.FIELDS``."""
    facts: Mapping[str, FactText] = field(default_factory=dict)
    """What the record states of the situation."""


def document(records: Iterable[Stated]) -> bytes:
    """Return records as a JSON document, one object a record, in their order.

    >>> told = json.loads(document([Stated({"name": "Axis"}, {"purpose": "other"})]))
    >>> told[0]["name"], told[0]["country"], told[0]["fact:purpose"]
    ('Axis', None, 'other')
    """
    nothing = dict.fromkeys(FIELDS)
    rows = [
        {
            **nothing,
            **each.fields,
            **{f"fact:{name}": told for name, told in each.facts.items()},
        }
        for each in records
    ]
    return json.dumps(rows, ensure_ascii=False).encode()
