"""What the catalogue knows of devices: signatures, brands, registries, and the weights."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from countersight.ids import VendorId
from countersight.messages import sentence
from countersight.model.values import PartialDate

STALE_DAYS: Final = 90
"""A registry of MAC prefixes that is older is told as old."""


class Says(StrEnum):
    """What a signature says of the company that it names."""

    MADE_BY = "made_by"
    SOLD_AS = "sold_as"
    """The label; it is made by somebody whom relabels may tell."""
    PLATFORM_OF = "platform_of"
    """Firmware or protocol of the maker, whoever sells it."""
    CHIP_OF = "chip_of"
    """A chip inside; that tells no maker."""


class Strength(StrEnum):
    """How much a signature weighs; the catalogue's ``devices.toml`` has the numbers."""

    DECISIVE = "decisive"
    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    HINT = "hint"


class SourceKind(StrEnum):
    """What kind of source a signature or a relabel rests on."""

    CAPTURE = "capture"
    REGISTRY = "registry"
    MAKER = "maker"
    """A document of the maker."""
    COURT = "court"
    """A court or an agency."""
    PRESS = "press"


class Review(StrEnum):
    """How far an entry was checked."""

    PROPOSED = "proposed"
    VERIFIED = "verified"
    DISPUTED = "disputed"


class Relation(StrEnum):
    """How a brand and a maker belong together."""

    OWN_BRAND = "own_brand"
    OWNED = "owned"
    FULL_RELABEL = "full_relabel"
    SOME_MODELS = "some_models"
    PLATFORM_CLAIMED = "platform_claimed"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class SeenAt:
    """Where a fact of the catalogue was read."""

    ref: str
    kind: SourceKind
    date: PartialDate


@dataclass(frozen=True, slots=True)
class Signature:
    """A pattern that tells something of a device's maker."""

    id: str
    kinds: tuple[str, ...]
    """Of which observations it speaks."""
    says: Says
    about: str
    """The vendor's id, or the brand's where it says ``sold_as``."""
    strength: Strength
    group: str
    """Signals of one group are not independent; the best of them counts."""
    sources: tuple[SeenAt, ...]
    match: tuple[str, ...]
    """Examples that it matches; they run as tests."""
    no_match: tuple[str, ...]
    pattern: str = ""
    """A regular expression of the safe kind, searched in the folded value."""
    prefixes: tuple[str, ...] = ()
    """Object identifiers (split on dots) under which the value stands."""
    ignore_case: bool = False
    product: str = ""
    """``camera``, ``recorder`` ... where the signature tells it."""
    not_when: tuple[str, ...] = ()
    """Signatures that veto it when they match on the same device."""
    false_friends: str = ""
    """Known false alarms, in words."""
    review: Review = Review.PROPOSED


@dataclass(frozen=True, slots=True)
class Relabel:
    """One dated, scoped row: who made devices of a brand."""

    brand: str
    maker: VendorId
    relation: Relation
    models: str
    """Scope: ``*``, or the models that the source names."""
    sources: tuple[SeenAt, ...]
    marks: tuple[str, ...] = ()
    """How models begin that a scope of some models names."""
    since: PartialDate | None = None
    until: PartialDate | None = None
    review: Review = Review.PROPOSED
    note: str = ""


@dataclass(frozen=True, slots=True)
class Brand:
    """A name on a label, how it is written, and who made what was sold under it."""

    id: str
    names: tuple[str, ...]
    relabels: tuple[Relabel, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """An organisation as a registry of MAC prefixes prints it, and its blocks."""

    name: str
    blocks: tuple[str, ...]
    """Hexadecimal, 6, 7 or 9 digits: /24, /28 or /36."""
    says: Says | None = None
    """None: the name is known, and is no maker or brand of the catalogue."""
    about: str = ""
    strength: Strength = Strength.MEDIUM
    note: str = ""


@dataclass(frozen=True, slots=True)
class MacRegistry:
    """The blocks of a registry of MAC prefixes, at one date."""

    name: str
    date: PartialDate
    source: str
    holders: tuple[Holder, ...]
    whole: bool = False
    """False: the package's own extract of watched names."""

    def staleness(self, as_of: dt.date) -> str:
        """Return how old it is where that is, or may be, more than ``STALE_DAYS``.

        >>> registry = MacRegistry("r", PartialDate.parse("2026-07"), "s", ())
        >>> [registry.staleness(dt.date(*day)) for day in ((2026, 10, 1), (2027, 1, 1))]
        ['may be more than 90 days old', 'is more than 90 days old']
        """
        limit = as_of - dt.timedelta(days=STALE_DAYS)
        if self.date.latest < limit:
            return sentence("is more than {stale_days} days old", stale_days=STALE_DAYS)
        return (
            sentence("may be more than {stale_days} days old", stale_days=STALE_DAYS)
            if self.date.earliest < limit
            else ""
        )

    def told(self) -> str:
        """Return its name and date."""
        return f"{self.name}, {self.date}"


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds (natural logarithm) and thresholds by which signals are combined."""

    prior: float
    """Log-odds that a device is of a given maker before anything was seen."""
    strengths: Mapping[Strength, float]
    relabels: Mapping[Relation, float]
    confirmed: float
    """Least probability, with two groups and one strong signal."""
    probable: float
    possible: float


@dataclass(frozen=True, slots=True)
class DeviceKnowledge:
    """What the catalogue knows of devices."""

    signatures: tuple[Signature, ...]
    brands: Mapping[str, Brand]
    registries: tuple[MacRegistry, ...]
    weights: Weights
    kinds: Mapping[str, str]
    """Kinds of observations that are understood, and what each is."""
    version: str
