"""The relations of a vendor over time: ties, listings and names, each with its two ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from countersight.ids import CiteId, VendorId
from countersight.match.relations import ROLES
from countersight.model.values import PartialDate
from countersight.model.vendor import Checked, NameKind, Vendor

_DATED: Final = frozenset({NameKind.BRAND, NameKind.PRODUCT, NameKind.FORMER})
"""Kinds of names that begin and end as relations do."""


class Of(StrEnum):
    """What a relation is with."""

    COMPANY = "company"
    LIST = "list"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation, as a source says it."""

    of: Of
    other: str
    """The other company, the list, or the name."""
    what: str
    """A role, how it is listed, or the kind of the name."""
    since: PartialDate | None
    """None: nobody says when it began."""
    until: PartialDate | None
    """None: it goes on, or nobody says when it ended, as ``is_over`` says."""
    is_over: bool
    source: CiteId
    checked: Checked
    page: VendorId | None = None

    @property
    def is_dated(self) -> bool:
        """Whether one of its ends is known."""
        return any(each is not None and is_placed(each) for each in (self.since, self.until))


def is_placed(day: PartialDate) -> bool:
    """Return whether a date has a place in time, and is no day of an unknown year."""
    return day.earliest != date.min


def history(vendor: Vendor) -> tuple[Relation, ...]:
    """Return the relations of a vendor: those whose beginning is known first, oldest first.

    >>> from countersight.catalogue import load
    >>> [first, *_] = history(load().vendors[VendorId("hikvision")])
    >>> first.of.value, first.what, str(first.since)
    ('company', 'predecessor', '2001')
    """
    found = (*_ties(vendor), *_listings(vendor), *_names(vendor))
    return tuple(sorted(found, key=_when))


def _when(relation: Relation) -> tuple[bool, date, str, str]:
    placed = relation.since is not None and is_placed(relation.since)
    begun = relation.since.earliest if relation.since and placed else date.min
    return not placed, begun, relation.of, relation.other


def _ties(vendor: Vendor) -> Iterator[Relation]:
    for tie in vendor.ties:
        over = tie.until is not None or ROLES[tie.role].ended
        other = tie.name or str(tie.vendor)
        yield Relation(
            Of.COMPANY,
            other,
            tie.role,
            tie.since,
            tie.until,
            over,
            tie.source,
            tie.checked,
            tie.vendor,
        )


def _listings(vendor: Vendor) -> Iterator[Relation]:
    for each in vendor.listings:
        yield Relation(
            Of.LIST,
            each.list,
            each.how,
            each.since,
            each.until,
            each.until is not None,
            each.source,
            each.checked,
        )


def _names(vendor: Vendor) -> Iterator[Relation]:
    for each in vendor.names:
        if each.until is not None or each.kind in _DATED:
            over = each.until is not None or each.kind is NameKind.FORMER
            yield Relation(
                Of.NAME, each.text, each.kind, None, each.until, over, each.source, each.checked
            )
