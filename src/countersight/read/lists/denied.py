"""The Denied Persons List of the Bureau of Industry and Security: orders, a row an address.

The list does not say who is a natural person. A name without a legal form, and without a word
that companies have in theirs, is one that can't be told from a person's; it is left out.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from countersight.ids import ListedId, ListId, company_id
from countersight.model.vendor import NameKind
from countersight.model.watchlist import EntityKind, ListEntry, ListStretch
from countersight.read.lists.making import Making, cleaned, countries, named
from countersight.read.lists.rows import NamedRow, named_rows
from countersight.read.lists.shape import Given, Look

LIST: Final = ListId("us-bis-denied-persons")
COLUMNS: Final = ("name", "effective_date", "expiration_date", "standard_order", "fr_citation")


def is_denied(look: Look) -> bool:
    """Tell whether a table is the list."""
    return look.has(*COLUMNS)


def read_denied(given: Given) -> Iterator[ListStretch]:
    """Yield the orders against organisations; rows of one order are its addresses."""
    making = Making(given.origin)
    orders: dict[tuple[str, str, str], list[NamedRow]] = {}
    for rows, problems in named_rows(given.feed, given.origin, given.options.limits):
        making.problems += problems
        for row in rows:
            name = cleaned(row.get("name"))
            key = (company_id(name), row.get("effective_date"), row.get("expiration_date"))
            orders.setdefault(key, []).append(row)
    for (own, begins, ends), rows in orders.items():
        _add(making, own, (begins, ends), rows)
    found = making.take()
    updates = (row.get("last_update") for rows in orders.values() for row in rows)
    day = making.day(given.origin, max(updates, default=""))
    yield replace(found, vintage=None if day is None else day.day)


def _add(making: Making, own: str, days: tuple[str, str], rows: list[NamedRow]) -> None:
    first = rows[0]
    place = making.place(first.number)
    listed, delisted, doubtful = making.days(place, *days)
    making.add(
        ListEntry(
            id=ListedId(f"{own}/{listed}" if listed is not None else own),
            names=tuple(named((row.get("name"), NameKind.LISTED) for row in rows)),
            origin=place,
            kind=EntityKind.UNSTATED,
            part=LIST,
            countries=countries(row.get("country") for row in rows),
            listed=listed,
            delisted=delisted,
            reference=cleaned(first.get("fr_citation")),
            doubtful_days=doubtful,
        )
    )
