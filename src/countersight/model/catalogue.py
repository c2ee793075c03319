"""The catalogue as the stages see it: vendors, restrictions, the words, and its version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from countersight.ids import RestrictionId, VendorId
from countersight.model.restriction import Restriction
from countersight.model.vendor import Vendor
from countersight.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the project knows, at one version."""

    vendors: Mapping[VendorId, Vendor]
    restrictions: Mapping[RestrictionId, Restriction]
    vocabulary: Vocabulary
    version: str
    """``<newest verified_on>+<first 12 digits of the digest of its files>``."""
    verified_on: date
    """The newest day on which a person compared a file with its sources."""
