"""GLEIF's golden copy of legal entities as CSV (LEI-CDF 3.1); sole proprietors are left out."""

from collections.abc import Iterator
from typing import Final

from countersight.ids import ListedId, ListId
from countersight.model.vendor import NameKind
from countersight.model.watchlist import EntityKind, ListedName, ListEntry, ListStretch
from countersight.read.lists.making import Making, cleaned, countries
from countersight.read.lists.rows import NamedRow, named_rows
from countersight.read.lists.shape import Given, Look
from countersight.read.lists.words import PERSON_TYPES

LIST: Final = ListId("gleif-lei")
COLUMNS: Final = ("lei", "entity.legalname", "entity.entitycategory", "entity.entitystatus")
_OTHER: Final = "entity.otherentitynames.otherentityname."
_WRITTEN: Final = "entity.transliteratedotherentitynames.transliteratedotherentityname."
_MOST_OTHER: Final = 5
"""Further names of one kind in the columns of the golden copy."""
_NAMES: Final = {
    "PREVIOUS_LEGAL_NAME": NameKind.FORMER,
    "TRADING_OR_OPERATING_NAME": NameKind.SHORT,
}
_KINDS: Final = {
    "RESIDENT_GOVERNMENT_ENTITY": EntityKind.PUBLIC_BODY,
    "INTERNATIONAL_ORGANIZATION": EntityKind.PUBLIC_BODY,
}


def is_gleif(look: Look) -> bool:
    """Tell whether a table is the golden copy."""
    return look.has(*COLUMNS)


def read_gleif(given: Given) -> Iterator[ListStretch]:
    """Yield the legal entities."""
    making = Making(given.origin)
    for rows, problems in named_rows(given.feed, given.origin, given.options.limits):
        making.problems += problems
        for row in rows:
            if row.get("entity.entitycategory").casefold() in PERSON_TYPES:
                making.persons += 1
            else:
                _add(making, row)
        yield making.take()


def _add(making: Making, row: NamedRow) -> None:
    place = making.place(row.number)
    lei = row.get("lei")
    number = row.get("entity.registrationauthority.registrationauthorityentityid")
    authority = row.get("entity.registrationauthority.registrationauthorityid")
    own = (f"{authority}:{number}",) if number and authority else ()
    began = row.get("registration.initialregistrationdate")[:10]
    where = (row.get("entity.legaladdress.country"), row.get("entity.legaljurisdiction")[:2])
    making.add(
        ListEntry(
            id=ListedId(lei),
            names=tuple(_names(row)),
            origin=place,
            kind=_KINDS.get(row.get("entity.entitycategory"), EntityKind.ORGANISATION),
            part=LIST,
            countries=countries(each for each in where if each),
            identifiers=(f"XI-LEI:{lei}", *own),
            listed=making.day(place, began),
            reference=lei,
        )
    )


def _names(row: NamedRow) -> Iterator[ListedName]:
    seen = set()
    for column, kind in _columns(row):
        name = cleaned(row.get(column))
        if name and name not in seen:
            seen.add(name)
            yield ListedName(name, kind, row.get(f"{column}.xmllang"))


def _columns(row: NamedRow) -> Iterator[tuple[str, NameKind]]:
    yield "entity.legalname", NameKind.LISTED
    for number in range(1, _MOST_OTHER + 1):
        told = row.get(f"{_OTHER}{number}.type")
        yield f"{_OTHER}{number}", _NAMES.get(told, NameKind.ALIAS)
        yield f"{_WRITTEN}{number}", NameKind.TRANSLITERATION
