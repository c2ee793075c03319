"""Leases of Kea, as its memfile keeps them (Kea ARM, 9.2.2.1): a header and a line a lease.

A lease is written anew whenever it changes; the lines of one address with one hardware address
are of one device. A lease that was declined is of an address that something else uses, and is
no device. Commas in a value are written ``&#x2c``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.making import observations
from countersight.read.source import Feed, Options
from countersight.read.text import TextFeed

FORMAT: Final = "kea-leases"
_STARTS: Final = ("address,hwaddr,client_id,valid_lifetime,", "address,duid,valid_lifetime,")
_DECLINED: Final = "1"
_KINDS: Final = {"hwaddr": "mac", "address": "address", "hostname": "hostname"}


def looks_like_leases(head: str) -> bool:
    """Return whether a text begins as the leases that Kea keeps.

    >>> looks_like_leases("address,hwaddr,client_id,valid_lifetime,expire,subnet_id")
    True
    """
    return head.lstrip().startswith(_STARTS)


def read_leases(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of leases, block by block."""
    text = TextFeed(feed, origin, longest=options.limits.max_line)
    header: list[str] = []
    declined = 0
    for block in text.blocks():
        seen: list[Observation] = []
        for number, line in enumerate(block.lines, block.first):
            cells = [each.replace("&#x2c", ",") for each in line.strip().split(",")]
            if not header or cells[0] == "address":
                header = cells if any(cells) else []
                continue
            lease = dict(zip(header, cells, strict=False))
            if lease.get("state") == _DECLINED:
                declined += 1
                continue
            told = [(kind, lease.get(name, "")) for name, kind in _KINDS.items()]
            place = replace(origin, row=number)
            seen += observations(cells[0], told, place, _day(lease))
        yield Observations(tuple(seen), block.problems, FORMAT)
    if declined:
        message = f"leases that were declined, which are no devices: {declined}"
        hint = "Something else uses these addresses; look in the table of the switch."
        yield Observations((), (Problem(origin, "left-out", message, hint, rows=0),), FORMAT)


def _day(lease: Mapping[str, str]) -> date | None:
    """Return the day on which a lease was given or renewed."""
    try:
        stamp = int(lease.get("expire", "")) - int(lease.get("valid_lifetime", ""))
        return datetime.fromtimestamp(stamp, tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
