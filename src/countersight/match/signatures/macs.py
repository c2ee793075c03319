"""MAC addresses, and whom a registry names for them: longest prefix, exact names.

A block is 24, 28 or 36 bits long (IEEE MA-L, MA-M, MA-S). An address whose second bit of the
first octet is set is locally administered (IEEE 802-2014, 8.2) and says nothing of a maker:
so do the random addresses of phones. A group address is no device's.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from countersight.messages import sentence
from countersight.model.device import Sign
from countersight.model.record import Origin
from countersight.model.signature import Holder, MacRegistry

_SEPARATORS: Final = re.compile(r"[^0-9A-Za-z]")
_HEX: Final = re.compile(r"[0-9A-F]{12}")
_OCTETS: Final = re.compile(r"(?:[0-9A-Fa-f]{1,2}[:-]){5}[0-9A-Fa-f]{1,2}")
_LENGTHS: Final = (9, 7, 6)
_LOCAL, _GROUP = 0x2, 0x1


def plain_mac(text: str) -> str | None:
    """Return an address as ``AA:BB:CC:DD:EE:FF``, or None where *text* is none.

    >>> plain_mac("686d.bcee.f8f0"), plain_mac("0:1:2:a:b:c"), plain_mac("n/a")
    ('68:6D:BC:EE:F8:F0', '00:01:02:0A:0B:0C', None)
    """
    stated = text.strip()
    if _OCTETS.fullmatch(stated):
        digits = "".join(part.zfill(2) for part in re.split("[:-]", stated)).upper()
    else:
        digits = _SEPARATORS.sub("", stated[:40]).upper()
    if _HEX.fullmatch(digits) is None or digits in {"0" * 12, "F" * 12}:
        return None
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))


def is_local(mac: str) -> bool:
    """Return whether an address names no registered block: local, random, or a group's.

    >>> is_local("02:00:00:00:00:01"), is_local("68:6D:BC:EE:F8:F0")
    (True, False)
    """
    return bool(int(mac[:2], 16) & (_LOCAL | _GROUP))


def _speaks(registry: MacRegistry, newest: date) -> bool:
    """Return whether a registry is asked beside whole ones of which the last is *newest*."""
    return registry.whole or registry.date.earliest > newest


class MacLookup:
    """Finds the holder of an address in registries: the longest block, then the first registry.

    Of blocks of the lengths that whole registries have, these decide alone: where one gives a
    block to another or to nobody, an older extract does not speak; a newer one speaks first.
    Who a holder is, is told by its exact name in the extract.

    Args:
        registries: whole ones, and the package's extract.
        as_of: the day of asking, by which a registry is told as old; None tells no age.
    """

    def __init__(self, registries: Iterable[MacRegistry], as_of: date | None = None) -> None:
        self._registries = tuple(registries)
        self._as_of = as_of
        self._known = {
            holder.name: holder
            for registry in self._registries
            for holder in registry.holders
            if holder.says is not None
        }
        pairs = [
            (
                registry,
                {block: holder for holder in registry.holders for block in holder.blocks},
            )
            for registry in self._registries
        ]
        self._asked: dict[int, list[tuple[MacRegistry, dict[str, Holder]]]] = {}
        for length in _LENGTHS:
            having = [pair for pair in pairs if any(len(block) == length for block in pair[1])]
            newest = max((each.date.latest for each, _ in having if each.whole), default=None)
            self._asked[length] = [
                pair for pair in having if newest is None or _speaks(pair[0], newest)
            ]
            self._asked[length].sort(key=lambda pair: pair[0].whole)

    def holder(self, mac: str) -> tuple[Holder, MacRegistry] | None:
        """Return who holds the block of an address, and in which registry that stands."""
        if is_local(mac):
            return None
        digits = mac.replace(":", "")
        for length in _LENGTHS:
            for registry, blocks in self._asked[length]:
                found = blocks.get(digits[:length])
                if found is not None:
                    return self._known.get(found.name, found), registry
        return None

    def sign(self, mac: str, where: Origin) -> Sign | None:
        """Return what an address says, where its holder is a maker or a brand."""
        found = self.holder(mac)
        if found is None:
            return None
        holder, registry = found
        if holder.says is None:
            return None
        return Sign(
            signature="registry.mac",
            kind="mac",
            observed=mac,
            where=where,
            strength=holder.strength,
            says=holder.says,
            about=holder.about,
            group="mac",
            text=self._text(holder, registry),
            source=registry.source,
        )

    def _text(self, holder: Holder, registry: MacRegistry) -> str:
        stale = "" if self._as_of is None else registry.staleness(self._as_of)
        old = sentence(", which {stale}", stale=stale) if stale else ""
        return sentence(
            "Its prefix is registered to {name} ({registry}{old}).",
            name=holder.name.rstrip("."),
            registry=registry.told(),
            old=old,
        )
