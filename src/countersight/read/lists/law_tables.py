"""Tables that others made of US law: section 889, and military intelligence end users."""

from collections.abc import Iterator
from typing import Final

from countersight.ids import ListedId, ListId, company_id
from countersight.model.vendor import NameKind
from countersight.model.watchlist import EntityKind, ListEntry, ListStretch
from countersight.read.lists.making import Making, cleaned, countries, named
from countersight.read.lists.rows import NamedRow, named_rows
from countersight.read.lists.shape import Given, Look
from countersight.read.lists.words import PERSON_TYPES

LAW_889: Final = ListId("us-ndaa889")
MIEU: Final = ListId("us-bis-mieu")
_KINDS: Final = {"company": EntityKind.COMPANY, "organization": EntityKind.ORGANISATION}


def is_889(look: Look) -> bool:
    """Tell whether a table is that of section 889."""
    return look.has("schema", "name", "program", "authority", "start_date") and any(
        "Section 889" in cell for row in look.rows for cell in row
    )


def is_mieu(look: Look) -> bool:
    """Tell whether a table is that of military intelligence end users."""
    return look.has("type", "name", "alias", "country", "program", "date", "end_date") and any(
        "US-BIS-MIEU" in row for row in look.rows
    )


def read_889(given: Given) -> Iterator[ListStretch]:
    """Yield the companies that section 889 names."""
    making = Making(given.origin)
    for rows, problems in named_rows(given.feed, given.origin, given.options.limits):
        making.problems += problems
        for row in rows:
            _add(making, row, LAW_889, ("schema", "aliases", "start_date", "end_date"))
        yield making.take()


def read_mieu(given: Given) -> Iterator[ListStretch]:
    """Yield the military intelligence end users."""
    making = Making(given.origin)
    for rows, problems in named_rows(given.feed, given.origin, given.options.limits):
        making.problems += problems
        for row in rows:
            _add(making, row, MIEU, ("type", "alias", "date", "end_date"))
        yield making.take()


def _add(
    making: Making, row: NamedRow, own: ListId, columns: tuple[str, str, str, str]
) -> None:
    kind, alias, start, end = (row.get(each) for each in columns)
    if kind.casefold() in PERSON_TYPES:
        making.persons += 1
        return
    place = making.place(row.number)
    listed, delisted, doubtful = making.days(place, start, end)
    texts = [
        (row.get("name"), NameKind.LISTED),
        *((each, NameKind.ALIAS) for each in alias.split(";")),
    ]
    where = tuple(row.get("country").split(";"))
    said = (row.get("reason"), row.get("authority"))
    program = row.get("program")
    unique = company_id(" ".join((row.get("name"), *where)))
    making.add(
        ListEntry(
            id=ListedId(unique),
            names=tuple(named(texts)),
            origin=place,
            kind=_KINDS.get(kind.casefold(), EntityKind.UNSTATED),
            part=own,
            countries=countries(where),
            programmes=(program,) if program else (),
            reasons=tuple(cleaned(each) for each in said if each),
            listed=listed,
            delisted=delisted,
            source=row.get("source_url"),
            doubtful_days=doubtful,
        )
    )
