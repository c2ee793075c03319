"""Entities, properties and types whose name or id begins with what somebody types."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from countersight.model.catalogue import Catalogue
from countersight.model.vendor import Vendor
from countersight.normalise.scripts import plain
from countersight.work.reconciling.properties import PROPERTIES, TYPES, Property, Type

LONGEST: Final = 200
"""Letters of a prefix that are read."""
USUAL: Final = 10
MOST: Final = 100
"""Suggestions of one answer."""
FURTHEST: Final = 10_000
"""Suggestions that may be skipped."""
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Prefix:
    """What somebody typed, and which of the suggestions are wanted."""

    text: str
    skipped: int = 0
    limit: int = USUAL


def suggested_entities(catalogue: Catalogue, prefix: Prefix) -> tuple[Vendor, ...]:
    """Return entities by name: whole, begun, or with a word that begins so; or by id.

    An empty prefix is that of all.

    >>> from countersight.catalogue import load
    >>> [each.id for each in suggested_entities(load(), Prefix("海康威视"))][0]
    'hikvision'
    """
    return _best(catalogue.vendors.values(), _names_of, prefix)


def suggested_properties(prefix: Prefix) -> tuple[Property, ...]:
    """Return properties by name or id.

    >>> [each.id for each in suggested_properties(Prefix("coun"))]
    ['country']
    """
    return _best(PROPERTIES.values(), lambda one: (one.name, one.id), prefix)


def suggested_types(prefix: Prefix) -> tuple[Type, ...]:
    """Return types by name or id."""
    return _best(TYPES.values(), lambda one: (one.name, one.id), prefix)


def _names_of(vendor: Vendor) -> tuple[str, ...]:
    return (vendor.name, vendor.id, *(each.text for each in vendor.names))


def _best(
    things: Iterable[_Thing], names: Callable[[_Thing], Sequence[str]], prefix: Prefix
) -> tuple[_Thing, ...]:
    wanted = plain(prefix.text, LONGEST).strip()
    ranked = (
        (min(_rank(plain(name, LONGEST), wanted) for name in names(each)), names(each), each)
        for each in things
    )
    met = [each for each in ranked if each[0] <= _WITHIN]
    met.sort(key=lambda each: (each[0], each[1][0].casefold(), each[1][1]))
    return tuple(each for _, _, each in met[prefix.skipped :][: prefix.limit])


_EQUAL, _BEGINS, _WITHIN, _NOT = range(4)


def _rank(name: str, wanted: str) -> int:
    if name == wanted:
        return _EQUAL
    if name.startswith(wanted):
        return _BEGINS
    return _WITHIN if f" {wanted}" in name else _NOT
