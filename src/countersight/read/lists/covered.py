"""The FCC's covered list: sentences about goods and services; a maker's name is taken out.

Where a sentence names no maker it stands whole, as a kind of goods.
"""

import re
from collections.abc import Iterator
from typing import Final

from countersight.ids import ListedId, ListId, company_id
from countersight.model.vendor import NameKind
from countersight.model.watchlist import EntityKind, ListEntry, ListStretch, StatedTie
from countersight.read.lists.making import Making, cleaned, named
from countersight.read.lists.rows import named_rows
from countersight.read.lists.shape import Given, Look

COVERED: Final = ListId("us-fcc-covered")
COLUMNS: Final = ("covered_equipment_or_services", "date_of_inclusion_on_covered_list")
_MAKER: Final = re.compile(
    r"(?:produced or provided by|produced by|provided by|supplied, directly or indirectly, by) "
    r"(?P<maker>[A-Z].*?)"
    r"(?: and its wholly-owned subsidiary (?P<unit>[A-Z].*?))?"
    r"(?=,? (?:to the extent|including|or any of|subject to)|,? \(the |\.?$)"
)
_UPDATED: Final = re.compile(r"\s*Updated:.*", re.DOTALL)
_LONGEST_SAID: Final = 300


def is_covered(look: Look) -> bool:
    """Tell whether a table is the FCC's covered list."""
    return look.has(*COLUMNS)


def read_covered(given: Given) -> Iterator[ListStretch]:
    """Yield the makers that the list names, and kinds of goods where it names none."""
    making = Making(given.origin)
    said_by, day_by = COLUMNS
    for rows, problems in named_rows(given.feed, given.origin, given.options.limits):
        making.problems += problems
        for row in rows:
            day = _UPDATED.sub("", row.get(day_by))
            for entry in _covered(making, row.number, cleaned(row.get(said_by)), day):
                making.add(entry)
        yield making.take()


def _covered(making: Making, number: int, said: str, day: str) -> Iterator[ListEntry]:
    place = making.place(number)
    found = _MAKER.search(said)
    listed = making.day(place, day)
    maker = cleaned(found["maker"]) if found else said[:_LONGEST_SAID]
    unit = found["unit"] if found else None
    parent = StatedTie(maker, id=ListedId(company_id(maker)))
    for name, parents in ((maker, ()), (unit, (parent,))):
        if name is not None:
            yield ListEntry(
                id=ListedId(company_id(name)),
                names=tuple(named([(name, NameKind.LISTED)])),
                origin=place,
                kind=EntityKind.COMPANY if found else EntityKind.EQUIPMENT,
                part=COVERED,
                reasons=(said,),
                listed=listed,
                parents=parents,
            )
