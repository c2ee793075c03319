"""Devices: what was observed of them, what it says, and who their maker may be.

Three things are kept apart: an ``Observation`` (what stood in the user's file), a ``Sign``
(what a signature of the catalogue makes of it), and a ``Claim`` (the maker, in a state).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from countersight.ids import VendorId
from countersight.model.record import Origin, Problem
from countersight.model.signature import Says, Strength


class DeviceState(StrEnum):
    """How sure the maker of a device is; silence is ``unknown`` and never an acquittal."""

    CONFIRMED = "confirmed"
    """Two independent groups of signals, one of them strong."""
    PROBABLE = "probable"
    POSSIBLE = "possible"
    CONFLICT = "conflict"
    """Signals of weight name makers that exclude each other."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that a file says of one host."""

    host: str
    kind: str
    value: str
    """Secrets in it are masked already."""
    origin: Origin
    day: date | None = None
    """Day on which it was seen, where the file says."""
    within: str = ""
    """What it is a part of: the kind of an answer, an inventory, a component list."""


@dataclass(frozen=True, slots=True)
class Observations:
    """A stretch of one input: what it says, and what could not be read."""

    seen: tuple[Observation, ...]
    problems: tuple[Problem, ...] = ()
    format: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """One piece of evidence: a signature that matched an observation."""

    signature: str
    kind: str
    observed: str
    where: Origin
    strength: Strength | None
    """None where it weighs nothing (a chip)."""
    says: Says
    about: str
    group: str
    text: str
    """One sentence for a person."""
    source: str = ""
    product: str = ""
    weight: float | None = None
    """Log-odds, where they are not those of the strength (a relabel)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who made a device, how sure that is, and on which evidence."""

    state: DeviceState
    maker: VendorId | None = None
    probability: float = 0.0
    evidence: tuple[Sign, ...] = ()
    against: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Device:
    """A device as the files tell of it; one, though several files speak of it."""

    hosts: tuple[str, ...]
    macs: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()
    hostnames: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    site: str = ""
    channels: str = ""
    """Of a recorder: how many channels it says that it has."""
    kinds: tuple[str, ...] = ()
    """Kinds of observations that there were."""
    origins: tuple[Origin, ...] = ()
    joined: tuple[str, ...] = ()
    """By what several files' words were joined: serial, mac, address, hostname."""


@dataclass(frozen=True, slots=True)
class Identified:
    """A device, and what is known of its maker."""

    device: Device
    claim: Claim
    brand: str = ""
    model: str = ""
    notes: tuple[str, ...] = ()
    """What the answer can't show: a recorder's cameras, a chip, a private address."""
    label: str = ""
    """Brand or maker as the first file writes it."""
    maker_name: str = ""
    """How the maker is called in a sentence; the brand likewise, and whom others name."""
    brand_name: str = ""
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at, and what could not be seen."""

    devices: int
    states: Mapping[str, int]
    only_address: int
    """Devices of which nothing but an address was known."""
    kinds: Mapping[str, int]
    """Observations of each kind that is understood."""
    unknown_kinds: Mapping[str, int]
    absent: tuple[str, ...]
    """Kinds of signal that no file had."""
    problems: int
    unread: bool
    """Something could not be read to its end."""
    registries: tuple[str, ...]
    warnings: tuple[str, ...]
    limits: tuple[str, ...]
    """What the answer could not have seen."""
