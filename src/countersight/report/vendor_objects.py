"""Vendors of the catalogue as plain objects, for JSON; published as ``vendor.schema.json``.

The names are those of ``model.vendor``. Days that are known in part are EDTF; what is not
said is null or an empty list, so that every object has every key.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from countersight.model.values import PartialDate
from countersight.model.vendor import Vendor
from countersight.report.plain import Plain

_SHORT: Final = ("id", "name", "kind", "country", "family", "summary", "verified_on")
_UNTOLD: Final = frozenset({"is_imported"})
"""What no tie of the catalogue is: imported from a file of the user."""


def vendor_object(vendor: Vendor) -> dict[str, Plain]:
    """Return a vendor in full: names, identifiers, ties, listings, namesakes, sources.

    >>> from countersight.catalogue import load
    >>> told = vendor_object(load().vendors["hikvision"])
    >>> told["country"], told["names"][0]["script"]
    ('CN', 'Latn')
    """
    return {each.name: _plain(getattr(vendor, each.name)) for each in fields(vendor)}


def vendor_line(vendor: Vendor) -> dict[str, Plain]:
    """Return what a list tells of a vendor."""
    return {name: _plain(getattr(vendor, name)) for name in _SHORT}


def _plain(value: object) -> Plain:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, PartialDate):
        told = (each.name for each in fields(value) if each.name not in _UNTOLD)
        return {name: _plain(getattr(value, name)) for name in told}
    if value is None or value == "":
        return None
    return next(told(value) for kind, told in _SAID if isinstance(value, kind))


_SAID: Final[tuple[tuple[type, Callable[..., Plain]], ...]] = (
    (str, str),
    (bool, bool),
    (Decimal, float),
    (date, date.isoformat),
    (PartialDate, str),
)
"""How a value is said."""
