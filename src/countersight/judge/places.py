"""Which place lies within which: ISO 3166-1 and 3166-2, with the groupings of the latter.

A subdivision lies within its country by its prefix. ISO 3166-2:GB also has codes for groups
of its parts; they stand in a table. A place that is wider than the one an instrument applies
in is not within it: whoever asks must say which part is meant.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

EVERYWHERE: Final = "*"

_SAME: Final[Mapping[str, str]] = MappingProxyType({"GB-UKM": "GB"})
"""ISO 3166-2:GB: the United Kingdom also has a code among its own parts."""

_GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "GB-ENG": ("GB-EAW", "GB-GBN"),
        "GB-WLS": ("GB-EAW", "GB-GBN"),
        "GB-SCT": ("GB-GBN",),
        "GB-EAW": ("GB-GBN",),
        "GB-NIR": (),
        "GB-GBN": (),
    }
)
"""ISO 3166-2:GB: countries and groupings, and the groupings that each of them lies in."""


class Lies(Enum):
    """How a place lies to another."""

    WITHIN = "within"
    WIDER = "wider"
    APART = "apart"
    UNCLEAR = "unclear"
    """A part of a country of which the table does not tell the group."""


def country_of(place: str) -> str:
    """Return the country of a place.

    >>> country_of("CA-QC")
    'CA'
    """
    return place.split("-", 1)[0]


def lies(place: str, other: str) -> Lies:
    """Return how *place* lies to *other*.

    >>> lies("GB-ENG", "GB-EAW"), lies("GB", "GB-EAW"), lies("CA-ON", "CA-QC")
    (<Lies.WITHIN: 'within'>, <Lies.WIDER: 'wider'>, <Lies.APART: 'apart'>)
    """
    place, other = _SAME.get(place, place), _SAME.get(other, other)
    if _within(place, other):
        return Lies.WITHIN
    if _within(other, place):
        return Lies.WIDER
    if other in _GROUPS and country_of(place) == "GB" and place not in _GROUPS:
        return Lies.UNCLEAR
    return Lies.APART


def _within(place: str, other: str) -> bool:
    return (
        other in (EVERYWHERE, place)
        or place.startswith(f"{other}-")
        or other in _GROUPS.get(place, ())
    )
