"""GLEIF level 2: who consolidates whom, and why a parent is not told (RR-CDF 2.1, 2.1 REPEX).

A parent is one that consolidates by an accounting standard, and standards consolidate what is
controlled (IFRS 10): so such a link is control, and no share. The percentage that a record may
have tells how much is consolidated, not how much is held, and is not read.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from types import MappingProxyType
from typing import Final

from countersight.messages import sentence
from countersight.model.ownership import LinkKind, OwnershipLink, Party, PartyKey, PartyKind
from countersight.model.record import Origin, Problem
from countersight.model.values import PartialDate
from countersight.normalise.check_digits import is_lei
from countersight.read.json_text import Json
from countersight.read.ownership.gathering import Gathering
from countersight.read.ownership.values import day_of

PERIODS: Final = 5
"""Periods that a row of the CSV has room for."""
_REL: Final = "Relationship."
START, END = f"{_REL}StartNode.NodeID", f"{_REL}EndNode.NodeID"
TYPE: Final = f"{_REL}RelationshipType"
STATUS: Final = f"{_REL}RelationshipStatus"
REGISTRATION: Final = "Registration.RegistrationStatus"
CATEGORY: Final = "Exception.Category"
REASON: Final = "Exception.Reason.1"
NAME: Final = "Entity.LegalName"
PLACE: Final = "Entity.LegalJurisdiction"


@dataclass(frozen=True, slots=True)
class _Type:
    """How a type of relationship is read."""

    kind: LinkKind
    control: bool | None


TYPES: Final[Mapping[str, _Type]] = MappingProxyType(
    {
        "IS_DIRECTLY_CONSOLIDATED_BY": _Type(LinkKind.DIRECT, control=True),
        "IS_ULTIMATELY_CONSOLIDATED_BY": _Type(LinkKind.INDIRECT, control=True),
        "IS_INTERNATIONAL_BRANCH_OF": _Type(LinkKind.DIRECT, control=True),
        "IS_FUND-MANAGED_BY": _Type(LinkKind.LOOSE, control=None),
        "IS_SUBFUND_OF": _Type(LinkKind.LOOSE, control=None),
        "IS_FEEDER_TO": _Type(LinkKind.LOOSE, control=None),
    }
)
"""The types of RR-CDF; a branch is a part of its head office."""

_VOID: Final = frozenset({"ANNULLED", "DUPLICATE"})
"""Records that their publisher took back."""

WANTED: Final = frozenset(
    {
        *(START, END, TYPE, STATUS, REGISTRATION, CATEGORY, REASON, NAME, PLACE, "LEI"),
        *(
            f"{_REL}Period.{number}.{column}"
            for number in range(1, PERIODS + 1)
            for column in ("startDate", "endDate", "periodType")
        ),
    }
)
"""The columns that are read."""
Cells = Mapping[str, str]


def relationship(row: Cells, origin: Origin, heard: Gathering) -> None:
    """Take in one record of who consolidates whom."""
    owned, owner = row.get(START, ""), row.get(END, "")
    if not is_lei(owned) or not is_lei(owner):
        said = sentence("a LEI is missing or fails its check digits; the row was left out")
        heard.tell(Problem(origin, "bad-identifier", said))
        return
    kind = TYPES.get(row.get(TYPE, ""))
    if kind is None or row.get(REGISTRATION) in _VOID:
        heard.left_out += 1
        return
    since, until = _period(row, origin, heard)
    heard.link(
        OwnershipLink(
            owner=_key(owner),
            owned=_key(owned),
            kind=kind.kind,
            source=heard.source,
            origin=origin,
            control=kind.control,
            since=since,
            until=until,
            ended=row.get(STATUS) == "INACTIVE",
            what=row[TYPE],
        )
    )


def _key(lei: str) -> PartyKey:
    return PartyKey(intern(f"lei:{lei}"))


def _period(
    row: Cells, origin: Origin, heard: Gathering
) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the relationship's own period, and not that of a year's accounts."""
    for number in range(1, PERIODS + 1):
        period = f"{_REL}Period.{number}."
        if row.get(f"{period}periodType") == "RELATIONSHIP_PERIOD":
            since = row.get(f"{period}startDate", "")
            until = row.get(f"{period}endDate", "")
            return heard.day(day_of, since, origin), heard.day(day_of, until, origin)
    return None, None


def exception(row: Cells, origin: Origin, heard: Gathering) -> None:
    """Take in why a parent is not told; the nearest parent goes before the last one."""
    lei, reason = row.get("LEI", ""), row.get(REASON, "")
    if not is_lei(lei):
        said = sentence("a LEI is missing or fails its check digits; the row was left out")
        heard.tell(Problem(origin, "bad-identifier", said))
        return
    key = _key(lei)
    nearest = row.get(CATEGORY, "").startswith("DIRECT")
    if nearest or key not in heard.untold:
        heard.untold[key] = reason


def name(row: Cells, origin: Origin, heard: Gathering) -> None:
    """Take in how a party of the links is called; others are left out."""
    del origin
    lei = row.get("LEI", "")
    if is_lei(lei):
        key = _key(lei)
        kind = PartyKind.ORGANISATION
        place = row.get(PLACE, "")[:2]
        heard.party(Party(key, kind, row.get(NAME, ""), place, (key,)))


Take = Callable[[Cells, Origin, Gathering], None]
HEADERS: Final[Sequence[tuple[str, str, Take]]] = (
    (TYPE, "gleif-rr", relationship),
    (CATEGORY, "gleif-repex", exception),
    (NAME, "gleif-lei", name),
)
"""Which column tells which file of the golden copy."""
ARRAYS: Final[Mapping[str, tuple[str, Take]]] = MappingProxyType(
    {
        "relations": ("gleif-rr", relationship),
        "exceptions": ("gleif-repex", exception),
        "records": ("gleif-lei", name),
    }
)
"""Which array of a document of the golden copy holds what."""


def cells(value: Json) -> Cells:
    """Return a record of the JSON golden copy under the names that the CSV has.

    >>> cells({"LEI": {"$": "X"}, "ExceptionReason": [{"$": "NO_LEI"}]})["Exception.Reason.1"]
    'NO_LEI'
    """
    if not isinstance(value, dict):
        return {}
    found = dict(_flat(value, ""))
    for number, period in enumerate(_many(value, *_PERIODS), start=1):
        for key, column in _OF_PERIOD.items():
            found[f"{_REL}Period.{number}.{column}"] = _text(period.get(key))
    return {_CALLED.get(key, key): text for key, text in found.items()}


_PERIODS: Final = ("Relationship", "RelationshipPeriods", "RelationshipPeriod")
_OF_PERIOD: Final = {
    "StartDate": "startDate",
    "EndDate": "endDate",
    "PeriodType": "periodType",
}
_CALLED: Final = {
    "ExceptionCategory": CATEGORY,
    "ExceptionReason": REASON,
}


def _flat(value: dict[str, Json], before: str) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        told = _text(inner)
        if told:
            yield f"{before}{key}", told
        elif isinstance(inner, dict) and before.count(".") < len(_PERIODS):
            yield from _flat(inner, f"{before}{key}.")


def _text(value: Json) -> str:
    """Return the text of a value, which the golden copy writes as ``{"$": text}``."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("$")
    return value if isinstance(value, str) else ""


def _many(value: dict[str, Json], *path: str) -> Sequence[dict[str, Json]]:
    here: Json = value
    for key in path:
        here = here.get(key) if isinstance(here, dict) else here
    items = here if isinstance(here, list) else [here]
    return [each for each in items if isinstance(each, dict)]
