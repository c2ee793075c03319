"""What a recorded name or tie makes of the company that a record names: two tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from countersight.model.match import Relation
from countersight.model.values import PartialDate
from countersight.model.vendor import NameKind, Tie

NAMES: Final[Mapping[NameKind, Relation]] = MappingProxyType(
    {
        NameKind.LEGAL: Relation.ITSELF,
        NameKind.SHORT: Relation.ITSELF,
        NameKind.LISTED: Relation.ITSELF,
        NameKind.REGISTRY: Relation.ITSELF,
        NameKind.TRANSLITERATION: Relation.ITSELF,
        NameKind.ALIAS: Relation.ITSELF,
        NameKind.BRAND: Relation.BRAND,
        NameKind.PRODUCT: Relation.BRAND,
        NameKind.FORMER: Relation.FORMER,
    }
)
"""A vendor's own name, by its kind; a name that has ended is ``former`` whatever its kind."""


class Stands(StrEnum):
    """Where the OTHER company of a tie stands to the vendor that has the tie."""

    BELOW = "below"
    """The vendor holds it, or held it."""
    ABOVE = "above"
    """It holds the vendor, or held it."""
    BESIDE = "beside"
    """Neither holds the other, as far as the role tells."""


@dataclass(frozen=True, slots=True)
class Role:
    """How a tie's role is read."""

    relation: Relation
    """Of a record that names the other company, to the vendor."""
    stands: Stands
    controls: bool = False
    """The role says control, where its source states the tie."""
    became: bool = False
    """The one below is what became of the one above."""
    ended: bool = False
    """The role itself says that the tie has ended."""
    loose: bool = False
    """The two belong together, and nobody says that one holds the other: a link of its own,
    and none of a chain."""
    looks: bool = False
    """A record that names the other company asks for a look and is no match: the maker is
    not what it names."""


_SUB, _AFF, _FOR = Relation.SUBSIDIARY, Relation.AFFILIATE, Relation.FORMER
_BELOW, _ABOVE, _BESIDE = Stands.BELOW, Stands.ABOVE, Stands.BESIDE

ROLES: Final[Mapping[str, Role]] = MappingProxyType(
    {
        "subsidiary": Role(_SUB, _BELOW, controls=True),
        "joint_venture": Role(_AFF, _BELOW),
        "affiliate": Role(_AFF, _BELOW, loose=True),
        "affiliate_unproven": Role(_AFF, _BELOW, loose=True, looks=True),
        "successor": Role(_AFF, _BELOW, became=True, looks=True),
        "former_subsidiary": Role(_FOR, _BELOW, controls=True, ended=True),
        "former_unit": Role(_FOR, _BELOW, controls=True, ended=True),
        "former_affiliate": Role(_FOR, _BELOW, ended=True, loose=True),
        "former_holding": Role(_FOR, _BELOW, ended=True, looks=True),
        "parent": Role(_AFF, _ABOVE, controls=True, looks=True),
        "ultimate_parent": Role(_AFF, _ABOVE, controls=True, looks=True),
        "acquirer": Role(_AFF, _ABOVE, looks=True),
        "shareholder": Role(_AFF, _ABOVE, looks=True),
        "predecessor": Role(_FOR, _ABOVE, became=True, looks=True),
        "former_parent": Role(_FOR, _ABOVE, controls=True, ended=True, looks=True),
        "former_shareholder": Role(_FOR, _ABOVE, ended=True, looks=True),
        "sister": Role(_AFF, _BESIDE, looks=True),
        "same_brand": Role(_AFF, _BESIDE),
        "representative": Role(_AFF, _BESIDE, looks=True),
    }
)
"""Every role that a vendor file may use."""


def known(tie: Tie, as_of: date | None) -> bool:
    """Tell whether a tie had begun on the day of our knowledge."""
    return as_of is None or tie.since is None or tie.since.earliest <= as_of


def ended(until: PartialDate | None, as_of: date | None) -> bool:
    """Tell whether something has an end, and it lies before the day of our knowledge."""
    return until is not None and (as_of is None or until.latest < as_of)
