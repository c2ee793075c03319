"""OFAC's delimited files: names, and beside them aliases and addresses, joined by number.

``sdn.csv`` and ``cons_prim.csv`` have twelve cells a row and no header, ``alt.csv`` five,
``add.csv`` six; ``-0-`` is nothing (OFAC, specification of the SDN data files). A row of the
type ``individual`` is a person's. Remarks are read for identifiers, names in quotes, and
"Linked To", and are not kept.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from countersight.ids import ListedId, ListId
from countersight.messages import sentence
from countersight.model.vendor import NameKind
from countersight.model.watchlist import (
    EntityKind,
    LateFact,
    ListedName,
    ListEntry,
    ListStretch,
    StatedTie,
)
from countersight.read.lists.making import Making, cleaned, countries, identifier, named
from countersight.read.lists.parts import PROGRAMMES, SOURCES
from countersight.read.lists.rows import Row, plain_rows
from countersight.read.lists.shape import Given, Look
from countersight.read.lists.words import PERSON_TYPES

NOTHING: Final = "-0-"
PRIM, ALT, ADD = 12, 5, 6
"""Cells of a row of each file."""
_KINDS: Final = {"vessel": EntityKind.VESSEL, "aircraft": EntityKind.AIRCRAFT}
_ALIASES: Final = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER, "nka": NameKind.ALIAS}
_SPLIT: Final = re.compile(r"\]\s*\[")
_QUOTED: Final = re.compile(r"^(?:alt\.\s*)?[af]\.k\.a\.\s*'(.+)'\.?$")
_OPERATOR: Final = re.compile(r"^Aircraft Operator\s+(.+?)\.?$")
_LINKED: Final = re.compile(r"^Linked To:\s*(.+?)\.?$")
_NUMBERED: Final = re.compile(
    r"^(?:alt\.\s*)?(?P<kind>[A-Z][^\d;]*?(?:\(USCC\)|\(MSN\)|No\.|Number|ID|#|SWIFT/BIC|ISIN|MMSI|"
    r"Ticker|Identification|R\.F\.C\.|Mercantil No))\s+(?P<value>[^()]{2,60}?)"
    r"(?:\s*\((?P<place>[^()]+)\))?\.?$"
)
_CONSOLIDATED: Final = frozenset(PROGRAMMES)


@dataclass(slots=True)
class _Beside:
    """What the other files tell, by the number of the entry."""

    names: dict[str, list[ListedName]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def _is_file(cells: int, look: Look) -> bool:
    rows = [row for row in (look.header, *look.rows) if len(row) > 1]
    return bool(rows) and all(
        len(row) == cells and row[0].strip().isdigit() and row[-1].strip() != "" for row in rows
    )


def is_prim(look: Look) -> bool:
    """Tell whether a table is one of names."""
    return _is_file(PRIM, look) and any(NOTHING in cell for cell in look.header)


def is_sdn(look: Look) -> bool:
    """Tell whether a table of names is the list of Specially Designated Nationals."""
    return is_prim(look) and not _is_consolidated(look)


def is_consolidated(look: Look) -> bool:
    """Tell whether a table of names is the consolidated list of the others."""
    return is_prim(look) and _is_consolidated(look)


def _is_consolidated(look: Look) -> bool:
    """Tell by the programmes of the first rows."""
    rows = [row for row in (look.header, *look.rows) if len(row) == PRIM]
    return all(not _CONSOLIDATED.isdisjoint(_programmes(row[3])) for row in rows)


def is_alt(look: Look) -> bool:
    """Tell whether a table is one of aliases."""
    rows = [row for row in (look.header, *look.rows) if len(row) > 1]
    return _is_file(ALT, look) and all(row[2].strip() in _ALIASES for row in rows)


def is_add(look: Look) -> bool:
    """Tell whether a table is one of addresses."""
    return _is_file(ADD, look) and look.header[1].strip().isdigit()


def no_entries(_given: Given) -> Iterator[ListStretch]:
    """Yield nothing: what a companion tells is read with the file that it belongs to."""
    return iter(())


def _read(own: ListId | None, given: Given) -> Iterator[ListStretch]:
    making, beside = Making(given.origin), _Beside()
    for shape, feed, origin in given.beside:
        add = _add_alias if shape == "us-ofac-alt" else _add_place
        for rows, problems in plain_rows(feed, origin, given.options.limits):
            making.problems += problems
            for row in rows:
                add(beside, row)
    for rows, problems in plain_rows(given.feed, given.origin, given.options.limits):
        making.problems += problems
        for row in rows:
            if len(row.cells) == PRIM:
                _add(making, row, beside, own)
            else:
                place = making.place(row.number)
                message = sentence("the row has not {cells} cells", cells=PRIM)
                making.problem(place, "ragged-row", message, rows=1)
        yield making.take()


read_sdn = partial(_read, SOURCES["sdn"])
read_consolidated = partial(_read, None)


def _told(cell: str) -> str:
    text = cleaned(cell)
    return "" if text == NOTHING else text


def _programmes(cell: str) -> tuple[str, ...]:
    return tuple(cleaned(each) for each in _SPLIT.split(_told(cell)) if cleaned(each))


def _add_alias(beside: _Beside, row: Row) -> None:
    if len(row.cells) == ALT:
        kind = _ALIASES.get(row.cells[2].strip(), NameKind.ALIAS)
        beside.names[row.cells[0].strip()] += named([(_told(row.cells[3]), kind)])


def _add_place(beside: _Beside, row: Row) -> None:
    if len(row.cells) == ADD and _told(row.cells[4]):
        beside.places[row.cells[0].strip()].append(_told(row.cells[4]))


def _add(making: Making, row: Row, beside: _Beside, own: ListId | None) -> None:
    number, name, kind, programmes = (each.strip() for each in row.cells[:4])
    if kind.casefold() in PERSON_TYPES:
        making.persons += 1
        return
    told = _programmes(programmes)
    remarks = _Remarks.of(row.cells[11])
    names = [*named([(_told(name), NameKind.LISTED)]), *beside.names.get(number, ())]
    names += named(remarks.names, weak=True)
    distinct = {each.text: each for each in reversed(names)}
    part = own or next((PROGRAMMES[each] for each in told if each in PROGRAMMES), None)
    entry = ListEntry(
        id=ListedId(number),
        names=tuple(dict.fromkeys(distinct[each.text] for each in names)),
        origin=making.place(row.number),
        kind=_KINDS.get(kind.casefold(), EntityKind.ORGANISATION),
        part=part,
        countries=countries(beside.places.get(number, ())),
        identifiers=remarks.identifiers,
        programmes=told,
    )
    if making.add(entry):
        making.late += [LateFact(entry.id, tie=tie) for tie in remarks.ties]


@dataclass(frozen=True, slots=True)
class _Remarks:
    """What is taken out of a remark."""

    names: tuple[tuple[str, NameKind], ...]
    identifiers: tuple[str, ...]
    ties: tuple[StatedTie, ...]

    @classmethod
    def of(cls, cell: str) -> "_Remarks":
        pieces = [each.strip() for each in _told(cell).split(";")]
        names = tuple(
            (found[1], NameKind.SHORT) for each in pieces if (found := _QUOTED.match(each))
        )
        ids = (_identifier(found) for each in pieces if (found := _NUMBERED.match(each)))
        ties = (_tie(each) for each in pieces)
        return cls(
            names,
            tuple(dict.fromkeys(each for each in ids if each)),
            tuple(each for each in ties if each is not None),
        )


def _identifier(found: re.Match[str]) -> str:
    return identifier(found["kind"], found["value"], found["place"] or "")


_TIES: Final[Mapping[str, re.Pattern[str]]] = {"linked_to": _LINKED, "operator": _OPERATOR}


def _tie(piece: str) -> StatedTie | None:
    for role, pattern in _TIES.items():
        if found := pattern.match(piece):
            return StatedTie(cleaned(found[1]), role)
    return None
