"""Columns fetched of entities: each value as the catalogue has it, with its source if asked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from countersight.ids import RestrictionId, VendorId
from countersight.match.relations import ROLES, Stands
from countersight.model.catalogue import Catalogue
from countersight.model.restriction import Cover, Restriction
from countersight.model.values import PartialDate
from countersight.model.vendor import NameKind, Tie, Vendor
from countersight.work.reconciling.properties import Property

MOST_VALUES: Final = 1_000
"""Values of one cell."""
EVERY: Final = ""
"""The setting of a script that leaves none out."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a cell."""

    text: str
    source: str = ""
    """What it rests on: id of a source of the entity's entry, or of a restriction."""
    entity: VendorId | None = None
    """The entity that it is, where it is one of the catalogue."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One column, and how it is wanted."""

    of: Property
    script: str = EVERY
    """ISO 15924; of names alone."""
    with_source: bool = False
    limit: int = MOST_VALUES


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a cell is filled from."""

    catalogue: Catalogue
    vendor: Vendor
    day: date
    wanted: Wanted


def cells(
    catalogue: Catalogue, ids: Iterable[str], wanted: Iterable[Wanted], day: date
) -> Mapping[str, Mapping[str, tuple[Value, ...]]]:
    """Return the cells of each entity by property; of an id that is not known they are empty.

    >>> from countersight.catalogue import load
    >>> from countersight.work.reconciling.properties import PROPERTIES
    >>> asked = [Wanted(PROPERTIES["country"])]
    >>> found = cells(load(), ["hikvision", "nobody"], asked, date(2026, 11, 24))
    >>> [[value.text for value in row["country"]] for row in found.values()]
    [['CN'], []]
    """
    columns = tuple(wanted)
    return {
        key: _row(catalogue, catalogue.vendors.get(VendorId(key)), columns, day) for key in ids
    }


def _row(
    catalogue: Catalogue, vendor: Vendor | None, columns: tuple[Wanted, ...], day: date
) -> Mapping[str, tuple[Value, ...]]:
    if vendor is None:
        return {each.of.id: () for each in columns}
    return {each.of.id: _cell(_Looked(catalogue, vendor, day, each)) for each in columns}


def _cell(at: _Looked) -> tuple[Value, ...]:
    found = _of_scheme if at.wanted.of.scheme else _TELLS[at.wanted.of.id]
    distinct = dict.fromkeys(found(at))
    return tuple(distinct)[: at.wanted.limit]


def _names(at: _Looked) -> Iterator[Value]:
    for each in at.vendor.names:
        if at.wanted.script in {EVERY, each.script}:
            yield Value(_until(each.text, each.until), each.source)


def _brands(at: _Looked) -> Iterator[Value]:
    for each in at.vendor.names:
        if each.kind in {NameKind.BRAND, NameKind.PRODUCT}:
            yield Value(_until(each.text, each.until), each.source)


def _identifiers(at: _Looked) -> Iterator[Value]:
    for each in at.vendor.identifiers:
        if not each.holder:
            yield Value(f"{each.scheme}:{each.value}", each.source)


def _of_scheme(at: _Looked) -> Iterator[Value]:
    for each in at.vendor.identifiers:
        if each.scheme == at.wanted.of.scheme and not each.holder:
            yield Value(each.value, each.source)


def _family(at: _Looked) -> Iterator[Value]:
    head = at.vendor.family
    if head is not None:
        yield Value(at.catalogue.vendors[head].name, "", head)


def _parents(at: _Looked) -> Iterator[Value]:
    for tie in at.vendor.ties:
        if ROLES[tie.role].stands is Stands.ABOVE:
            yield _tied(at.catalogue, tie)


def _affiliates(at: _Looked) -> Iterator[Value]:
    for tie in at.vendor.ties:
        role = ROLES[tie.role]
        if role.stands is Stands.BESIDE or role.loose:
            yield _tied(at.catalogue, tie)


def _held(at: _Looked) -> Iterator[Value]:
    for tie in at.vendor.ties:
        role = ROLES[tie.role]
        if role.stands is Stands.BELOW and not role.loose:
            yield _tied(at.catalogue, tie)


def _tied(catalogue: Catalogue, tie: Tie) -> Value:
    """Return the other company; of one without an entry, its role and days stand beside it."""
    if tie.vendor is not None:
        return Value(tie.name or catalogue.vendors[tie.vendor].name, tie.source, tie.vendor)
    said = [tie.role.replace("_", " ")]
    said += [f"{tie.percent} percent"] if tie.percent is not None else []
    said += [f"since {tie.since}"] if tie.since is not None else []
    said += [f"until {tie.until}"] if tie.until is not None else []
    return Value(f"{tie.name} ({', '.join(said)})", tie.source)


def _lists(at: _Looked) -> Iterator[Value]:
    for each in at.vendor.listings:
        yield Value(_until(f"{each.list}, since {each.since}", each.until), each.source)


def _restrictions(at: _Looked) -> Iterator[Value]:
    for each in at.catalogue.restrictions.values():
        if any(_targets(at, each, cover) for cover in each.covers):
            said = [each.status.value.replace("_", " "), *_listed(each, at.vendor.id)]
            yield Value(f"{each.id}: {each.title} ({'; '.join(said)})", each.id)


def _listed(restriction: Restriction, entity: VendorId) -> Iterator[str]:
    """Yield when an entity stands or stood on the list that a restriction keeps."""
    for one in restriction.listings:
        if one.target == entity:
            until = "" if one.until is None else f" until {one.until}"
            yield f"on its list since {one.since}{until}"


def _targets(at: _Looked, restriction: Restriction, cover: Cover) -> bool:
    """Tell whether a cover names the entity, or the list that it follows does on the day."""
    if cover.maker_list is None:
        return at.vendor.id in cover.makers
    kept = at.catalogue.restrictions.get(RestrictionId(cover.maker_list.list), restriction)
    return any(
        one.target == at.vendor.id
        and one.since <= at.day
        and (one.until is None or at.day <= one.until)
        for one in kept.listings
    )


def _until(text: str, until: PartialDate | None) -> str:
    return text if until is None else f"{text} (until {until})"


_TELLS: Final[Mapping[str, Callable[[_Looked], Iterable[Value]]]] = MappingProxyType(
    {
        "name": _names,
        "country": lambda at: (Value(at.vendor.country),),
        "kind": lambda at: (Value(at.vendor.kind.value.replace("_", " ")),),
        "summary": lambda at: (Value(at.vendor.summary),),
        "verified": lambda at: (Value(at.vendor.verified_on.isoformat()),),
        "brand": _brands,
        "identifier": _identifiers,
        "family": _family,
        "parent": _parents,
        "subsidiary": _held,
        "affiliate": _affiliates,
        "list": _lists,
        "restriction": _restrictions,
    }
)
"""What fills the cells of each property that can be fetched."""
