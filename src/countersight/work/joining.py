"""Which observations speak of one device: by host in a file, then across files.

Lines of one host in one file are one device. Across files two are one where they share a
serial number, else a registered hardware address, else an address at about the same time,
else a host name. An address or a name joins nothing where serial numbers or hardware
addresses contradict: addresses are given out anew. One hardware address with two serial
numbers is two devices (a copied address, a bridge) and is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final

from countersight.match.signatures import plain_mac
from countersight.match.signatures.macs import is_local
from countersight.model.device import Device, Observation, Sign
from countersight.model.record import Origin
from countersight.work.personal import shown

NEAR_DAYS: Final = 7
"""Sightings of an address that lie further apart may be of two devices."""
MOST_ORIGINS: Final = 20
MOST_KEPT: Final = 500
"""Signs of one host in one file that are kept, and values of one kind."""
_LEAST_SERIAL: Final = 6
_NOTHING: Final = frozenset({"n/a", "none", "unknown", "null", "-", "0", "default string"})
_READ_MODEL: Final = "model.read"
_WEAK: Final = frozenset({"address", "hostname"})
"""Kinds that are given out anew."""
_KEPT: Final = (
    "maker",
    "brand",
    "serial",
    "address",
    "hostname",
    "model",
    "site",
    "channels",
    "date",
    "asset",
)


@dataclass(slots=True)
class Unit:
    """What one file says of one host."""

    file: str
    host: str
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Of the kinds that tell which device it is."""
    kinds: set[str] = field(default_factory=set)
    signs: dict[tuple[str, str, str], Sign] = field(default_factory=dict)
    """By signature, value and group: what is seen again is kept once, as it was met first."""
    origins: list[Origin] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    days: set[date] = field(default_factory=set)

    def hear(self, seen: Observation) -> None:
        """Take in one observation; of its value only what tells which device it is."""
        self.kinds.add(seen.kind)
        if len(self.origins) < MOST_ORIGINS and seen.origin not in self.origins:
            self.origins.append(seen.origin)
        if seen.day is not None:
            self.days.add(seen.day)
        if seen.kind == "mac":
            mac = plain_mac(seen.value)
            if mac is not None:
                self._keep("mac", mac)
        elif seen.kind in _KEPT and seen.value.casefold() not in _NOTHING:
            self._keep(seen.kind, seen.value)

    def show(self, signs: Iterable[Sign]) -> None:
        """Take in signs, as many as anybody would look through."""
        for sign in signs:
            key = (sign.signature, sign.observed, sign.group)
            if key not in self.signs and len(self.signs) < MOST_KEPT:
                self.signs[key] = sign

    def learn(self, models: Iterable[str]) -> None:
        """Take in models that were read out of other words of the host."""
        for model in models:
            self._keep(_READ_MODEL, model)

    def note(self, text: str) -> None:
        """Take in what is to be told of the device beside its signs."""
        if text and text not in self.notes:
            self.notes.append(text)

    def _keep(self, kind: str, value: str) -> None:
        kept = self.values[kind]
        if len(kept) < MOST_KEPT and value not in kept:
            kept.append(value)

    def keys(self, kind: str) -> list[str]:
        """Return by which values of a kind the unit may be joined with others."""
        match kind:
            case "serial":
                found = [each.upper() for each in self.values["serial"]]
                return [each for each in found if len(each) >= _LEAST_SERIAL]
            case "mac":
                return [each for each in self.values["mac"] if not is_local(each)]
            case "asset":
                return [each.casefold() for each in self.values["asset"]]
            case "hostname":
                return [each.casefold() for each in self.values["hostname"]]
            case _:
                addresses = (each.casefold() for each in self.values["address"])
                own = () if self.host in self.values["asset"] else (self.host.casefold(),)
                return list(dict.fromkeys((*own, *addresses)))


@dataclass(slots=True)
class Group:
    """Units that are one device."""

    units: list[Unit]
    joined: list[str] = field(default_factory=list)

    def all(self, kind: str) -> tuple[str, ...]:
        """Return the values of a kind, each once, in the order in which they came."""
        found = (value for unit in self.units for value in unit.values.get(kind, ()))
        return tuple(dict.fromkeys(found))

    def notes(self) -> tuple[str, ...]:
        """Return what is to be told beside the signs, each once."""
        return tuple(dict.fromkeys(note for unit in self.units for note in unit.notes))

    def device(self) -> Device:
        """Return the device that the units are."""
        hosts = tuple(dict.fromkeys(shown(unit.host) for unit in self.units))
        kinds = {kind for unit in self.units for kind in unit.kinds}
        origins = dict.fromkeys(origin for unit in self.units for origin in unit.origins)
        return Device(
            hosts=hosts,
            macs=self.all("mac"),
            serials=self.all("serial"),
            hostnames=tuple(dict.fromkeys(map(shown, self.all("hostname")))),
            models=tuple(dict.fromkeys((*self.all("model"), *self.all(_READ_MODEL)))),
            site=next(iter(self.all("site")), ""),
            channels=next(iter(self.all("channels")), ""),
            kinds=tuple(sorted(kinds)),
            origins=tuple(origins)[:MOST_ORIGINS],
            joined=tuple(dict.fromkeys(self.joined)),
        )


def join(units: Iterable[Unit]) -> tuple[list[Group], list[str]]:
    """Return the devices that units are, in their order, and the addresses met twice.

    The second are hardware addresses that belong to devices of different serial numbers.
    """
    groups = [Group([unit]) for unit in units]
    doubled: list[str] = []
    for kind in ("serial", "mac", "address", "hostname"):
        groups = _joined_by(kind, groups, doubled)
    return groups, sorted(set(doubled))


def _joined_by(kind: str, groups: list[Group], doubled: list[str]) -> list[Group]:
    heads: dict[str, Group] = {}
    kept: list[Group] = []
    for group in groups:
        keys = [key for unit in group.units for key in unit.keys(kind)]
        other = next((heads[key] for key in keys if key in heads), None)
        if other is not None and kind in _WEAK and not _agree(group, other):
            other = None
        if other is not None and kind == "mac" and _are_two(group, other):
            doubled += [key for key in keys if heads.get(key) is other]
            other = None
        if other is None:
            kept.append(group)
            other = group
        else:
            other.units += group.units
            other.joined += [*group.joined, kind]
        for key in keys:
            heads.setdefault(key, other)
    return kept


def _differ(one: Group, other: Group, kind: str) -> bool:
    mine = {key for unit in one.units for key in unit.keys(kind)}
    if not mine:
        return False
    theirs = {key for unit in other.units for key in unit.keys(kind)}
    return bool(theirs) and mine.isdisjoint(theirs)


def _are_two(one: Group, other: Group) -> bool:
    """Return whether two groups with one hardware address are two devices nonetheless.

    They are by their serial numbers, or where one list gives each a number of its own.
    """
    return _differ(one, other, "serial") or (
        _differ(one, other, "asset") and _share_a_file(one, other)
    )


def _share_a_file(one: Group, other: Group) -> bool:
    return not {unit.file for unit in one.units}.isdisjoint(unit.file for unit in other.units)


def _agree(one: Group, other: Group) -> bool:
    """Return whether nothing speaks against two groups being one device.

    One file that tells them apart does: rows of a list may name the recorder's address.
    """
    if _share_a_file(one, other):
        return False
    if _differ(one, other, "serial") or _differ(one, other, "mac"):
        return False
    return all(gap <= NEAR_DAYS for gap in _gaps(one, other))


def _gaps(one: Group, other: Group) -> Iterator[int]:
    mine = {day for unit in one.units for day in unit.days}
    theirs = {day for unit in other.units for day in unit.days}
    if mine and theirs:
        for first, second in pairwise(sorted(mine | theirs)):
            yield (second - first).days
