"""The US Consolidated Screening List: the CSV file, and the JSON of the file and of the API.

Both have the same members; those of a CSV cell are parted by semicolons. Remarks, titles,
places and days of birth are not read: they speak of persons. Of a remark the words "Linked To"
count, where the one who is named stands in the same file.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from countersight.ids import ListedId
from countersight.messages import sentence
from countersight.model.record import Problem
from countersight.model.vendor import NameKind
from countersight.model.watchlist import (
    EntityKind,
    LateFact,
    ListEntry,
    ListStretch,
    StatedTie,
)
from countersight.read.json_text import Broken, Json, Scanner
from countersight.read.lists.making import Making, cleaned, countries, identifier, named
from countersight.read.lists.parts import part_of
from countersight.read.lists.rows import named_rows
from countersight.read.lists.shape import STRETCH, Given, Look
from countersight.read.lists.words import PERSON_TYPES
from countersight.read.text import TextFeed

COLUMNS: Final = ("_id", "source", "entity_number", "type", "programs", "name", "alt_names")
_KINDS: Final = {
    "entity": EntityKind.ORGANISATION,
    "vessel": EntityKind.VESSEL,
    "aircraft": EntityKind.AIRCRAFT,
}
_RESULTS: Final = frozenset({"results"})
_LINKED: Final = re.compile(r"Linked To:\s*([^;)]+?)\.?\s*(?=[;)]|$)")
_COUNTRY: Final = re.compile(r"(?:^|, )([A-Z]{2})$")
_ITEMS: Final = re.compile(r";\s*")
_LISTING: Final = "listing date"

Cells = dict[str, str | list[str]]


def is_csv(look: Look) -> bool:
    """Tell whether a table is the CSV of the list."""
    return look.has(*COLUMNS)


def is_json(look: Look) -> bool:
    """Tell whether a document is the JSON of the file or of an answer of the API."""
    head = look.text[:20_000]
    return '"results"' in head and '"source_list_url"' in head and '"alt_names"' in head


def read_csv(given: Given) -> Iterator[ListStretch]:
    """Yield the entries of the CSV file."""
    making = Making(given.origin)
    for rows, problems in named_rows(given.feed, given.origin, given.options.limits):
        making.problems += problems
        for row in rows:
            told: Cells = dict(row.cells)
            for name in ("addresses", "alt_names", "ids", "programs"):
                told[name] = [each for each in _ITEMS.split(row.get(name)) if each]
            told["countries"] = [
                found[1] for text in told["addresses"] if (found := _COUNTRY.search(text))
            ]
            _add(making, told, row.number, None)
        yield making.take()


def read_json(given: Given) -> Iterator[ListStretch]:
    """Yield the entries of a JSON document."""
    limits, making = given.options.limits, Making(given.origin)
    text = TextFeed(given.feed, given.origin, longest=limits.max_item)
    try:
        for item in Scanner(text.pieces(), limits).items(_RESULTS):
            if item.key == "results" and isinstance(item.value, dict):
                told = _of_json(item.value)
                _add(making, told, None, item.pointer)
            if len(making.entries) >= STRETCH:
                yield making.take()
    except Broken as error:
        said = sentence("the document can't be read to its end: {error}", error=str(error))
        making.problems.append(Problem(given.origin, "broken-json", said, stops=True))
    yield making.take()


def _of_json(value: dict[str, Json]) -> Cells:
    """Return the members of a result as the CSV has them."""
    told: Cells = {key: each for key, each in value.items() if isinstance(each, str)}
    told["_id"] = _text(value.get("id")) or _text(value.get("_id"))
    for column in ("alt_names", "programs"):
        told[column] = [_text(each) for each in _list(value.get(column))]
    objects = [each for each in _list(value.get("addresses")) if isinstance(each, dict)]
    told["countries"] = [_text(each.get("country")) for each in objects]
    ids = [each for each in _list(value.get("ids")) if isinstance(each, dict)]
    told["ids"] = [
        ", ".join(
            cell for key in ("country", "number", "type") if (cell := _text(each.get(key)))
        )
        for each in ids
    ]
    return told


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _one(told: Cells, name: str) -> str:
    found = told.get(name, "")
    return found if isinstance(found, str) else ""


def _several(told: Cells, name: str) -> list[str]:
    found = told.get(name, [])
    return found if isinstance(found, list) else []


def _add(making: Making, told: Cells, row: int | None, pointer: str | None) -> None:
    kind = _one(told, "type").casefold()
    if kind in PERSON_TYPES:
        making.persons += 1
        return
    place = making.place(row, pointer)
    part = part_of(_one(told, "source"))
    ids = [_identified(each) for each in _several(told, "ids")]
    start = _one(told, "start_date") or next(
        (value for value, name, _ in ids if name.casefold().startswith(_LISTING)), ""
    )
    listed, delisted, doubtful = making.days(place, start, _one(told, "end_date"))
    aliases = (each.removeprefix("and ") for each in _several(told, "alt_names"))
    names = [
        (_one(told, "name"), NameKind.LISTED),
        *((each, NameKind.ALIAS) for each in aliases),
    ]
    entry = ListEntry(
        id=ListedId(f"{part or 'csl'}/{_one(told, '_id') or _one(told, 'entity_number')}"),
        names=tuple(named(names)),
        origin=place,
        kind=_KINDS.get(kind, EntityKind.UNSTATED),
        part=part,
        countries=countries(_several(told, "countries")),
        identifiers=tuple(
            dict.fromkeys(
                found for value, name, at in ids if (found := identifier(name, value, at))
            )
        ),
        programmes=tuple(_several(told, "programs")),
        reasons=_reasons(told),
        listed=listed,
        delisted=delisted,
        reference=cleaned(_one(told, "federal_register_notice")),
        source=_one(told, "source_list_url"),
        doubtful_days=doubtful,
    )
    if making.add(entry):
        linked = _linked(_one(told, "remarks"))
        making.late += [LateFact(entry.id, tie=StatedTie(name, "linked_to")) for name in linked]


def _identified(text: str) -> tuple[str, str, str]:
    """Return value, kind and country of an identifier: ``CC, value, kind``."""
    first, _, kind = text.rpartition(", ")
    place, comma, value = first.partition(", ")
    if comma and len(place) == 2 and place.isupper():  # noqa: PLR2004 - letters of a country
        return value, kind, place
    return first, kind, ""


def _linked(remarks: str) -> Sequence[str]:
    return [cleaned(found) for found in _LINKED.findall(remarks)]


def _reasons(told: Cells) -> tuple[str, ...]:
    """Return what is said of licences: requirements and policies, and never a remark."""
    found = (cleaned(_one(told, name)) for name in ("license_requirement", "license_policy"))
    return tuple(each for each in found if each)
