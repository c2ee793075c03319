"""Any table by a mapping: which column is the name, the id, the days and the rest.

    --map name="Firmenname" --map listed="Datum"

A column whose header is the field's own name needs no mapping. Without an id, the name stands
for it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from countersight.errors import ColumnError
from countersight.ids import ListedId, company_id
from countersight.messages import sentence
from countersight.model.vendor import NameKind
from countersight.model.watchlist import EntityKind, ListEntry, ListStretch, StatedTie
from countersight.read.lists.making import Making, cleaned, countries, named
from countersight.read.lists.rows import NamedRow, named_rows
from countersight.read.lists.shape import Given, Look, column
from countersight.read.lists.words import PERSON_TYPES

FIELDS: Final = (
    "id",
    "name",
    "alias",
    "former",
    "kind",
    "country",
    "identifier",
    "programme",
    "reason",
    "listed",
    "delisted",
    "parent",
    "reference",
    "source",
)
"""What a column may be; alias, former, country, identifier and parent hold several by ``;``."""


def is_table(look: Look) -> bool:
    """Tell whether a table can be read with a mapping."""
    return len(look.header) > 1 or look.has("name")


def read_mapped(given: Given) -> Iterator[ListStretch]:
    """Yield the rows of a table as entries.

    Raises:
        ColumnError: a field or a column is not there, or none is the name.
    """
    making = Making(given.origin)
    columns: dict[str, str] | None = None
    for rows, problems in named_rows(given.feed, given.origin, given.options.limits):
        making.problems += problems
        if columns is None and rows:
            columns = _columns(given)
        for row in rows:
            _add(making, row, columns or {})
        yield making.take()


def _columns(given: Given) -> dict[str, str]:
    found = {field: field for field in FIELDS}
    for field, header in given.options.mapping:
        if field not in FIELDS:
            raise ColumnError(
                sentence("--map {field}: there is no such field", field=field),
                hint=sentence("The fields are {fields}.", fields=", ".join(FIELDS)),
            )
        found[field] = column(header)
    return found


def checked(header: tuple[str, ...], mapping: tuple[tuple[str, str], ...]) -> None:
    """Have a table whose mapping names columns that are there, with one that is the name.

    Raises:
        ColumnError: it has not.
    """
    own = set(map(column, header))
    for field, wanted in mapping:
        if column(wanted) not in own:
            raise ColumnError(
                sentence(
                    "--map {field}: there is no column {wanted!r}", field=field, wanted=wanted
                )
            )
    if "name" not in own and "name" not in dict(mapping):
        raise ColumnError(
            sentence("no column is the name"), hint=sentence("Write --map name=COLUMN.")
        )


def _kind(text: str) -> EntityKind:
    known = {each.value: each for each in EntityKind}
    return known.get(text.casefold().replace(" ", "_"), EntityKind.UNSTATED)


def _add(making: Making, row: NamedRow, columns: Mapping[str, str]) -> None:
    told = {field: row.get(own) for field, own in columns.items()}
    if told["kind"].casefold() in PERSON_TYPES:
        making.persons += 1
        return
    place = making.place(row.number)
    listed, delisted, doubtful = making.days(place, told["listed"], told["delisted"])
    texts = [
        (told["name"], NameKind.LISTED),
        *((each, NameKind.ALIAS) for each in told["alias"].split(";")),
        *((each, NameKind.FORMER) for each in told["former"].split(";")),
    ]
    parents = (cleaned(each) for each in told["parent"].split(";"))
    kind = _kind(told["kind"])
    making.add(
        ListEntry(
            id=ListedId(told["id"] or company_id(told["name"])),
            names=tuple(named(texts)),
            origin=place,
            kind=EntityKind.ORGANISATION if kind is EntityKind.UNSTATED else kind,
            countries=countries(told["country"].split(";")),
            identifiers=_several(told["identifier"]),
            programmes=_several(told["programme"]),
            reasons=(cleaned(told["reason"]),) if told["reason"] else (),
            listed=listed,
            delisted=delisted,
            parents=tuple(StatedTie(each) for each in parents if each),
            reference=told["reference"],
            source=told["source"],
            doubtful_days=doubtful,
        )
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(found for each in text.split(";") if (found := cleaned(each)))
