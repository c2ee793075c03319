"""Makers as devices are told of: in whose family each is, and how each is called."""

from collections.abc import Mapping

from countersight.ids import VendorId
from countersight.model.catalogue import Catalogue
from countersight.model.signature import DeviceKnowledge
from countersight.model.vendor import NameKind, VendorKind


def families(catalogue: Catalogue) -> Mapping[VendorId, VendorId]:
    """Return the family of each vendor today; its own id where it stands alone."""
    found: dict[VendorId, VendorId] = {}
    for vendor in catalogue.vendors.values():
        tied = vendor.kind is VendorKind.AFFILIATE and vendor.family is not None
        found[vendor.id] = vendor.family if tied and vendor.family else vendor.id
    return found


def names_of(catalogue: Catalogue, knowledge: DeviceKnowledge) -> Mapping[str, str]:
    """Return how makers and brands are called in a sentence: a maker by its short name."""
    found: dict[str, str] = {
        vendor.id: next(
            (
                name.text
                for name in vendor.names
                if name.kind is NameKind.SHORT and name.script == "Latn"
            ),
            vendor.name,
        )
        for vendor in catalogue.vendors.values()
    }
    return found | {brand.id: brand.names[0] for brand in knowledge.brands.values()}
