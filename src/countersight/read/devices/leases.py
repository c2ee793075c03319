"""Leases as lines of CSV: those that Kea keeps, and those that Windows exports.

Kea's memfile (Kea ARM, 9.2.2.1) writes a lease anew whenever it changes, and commas in a value
as ``&#x2c``; ``Get-DhcpServerv4Lease | Export-Csv`` writes each once. A lease that was declined
is of an address that something else uses, and is no device.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from countersight.messages import sentence
from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.making import observations
from countersight.read.source import Feed, Options
from countersight.read.text import TextFeed

FORMAT: Final = "leases"
_DECLINED: Final = frozenset({"1", "Declined"})
_HEAD_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class _Form:
    """A header by which leases are known, and its columns."""

    needs: frozenset[str]
    kinds: Mapping[str, str]
    """Columns, and the kinds of observations that they are."""
    state: str


_FORMS: Final = (
    _Form(
        frozenset({"address", "hwaddr", "valid_lifetime"}),
        {"address": "address", "hwaddr": "mac", "hostname": "hostname"},
        "state",
    ),
    _Form(
        frozenset({"IPAddress", "ScopeId", "ClientId"}),
        {"IPAddress": "address", "ClientId": "mac", "HostName": "hostname"},
        "AddressState",
    ),
)


def looks_like_leases(head: str) -> bool:
    """Return whether a text begins as leases of Kea or Windows.

    >>> looks_like_leases("address,hwaddr,client_id,valid_lifetime,expire,subnet_id")
    True
    >>> looks_like_leases('"IPAddress","ScopeId","ClientId","HostName","AddressState"')
    True
    """
    return any(_form(_cells(line)) for line in head.splitlines()[:_HEAD_LINES])


def _form(header: list[str]) -> _Form | None:
    return next((each for each in _FORMS if each.needs <= set(header)), None)


def _cells(line: str) -> list[str]:
    try:
        found = next(csv.reader([line.strip()]), [])
    except csv.Error:
        return []
    return [each.replace("&#x2c", ",") for each in found]


def read_leases(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of leases, block by block."""
    text = TextFeed(feed, origin, longest=options.limits.max_line)
    leases = _Leases()
    for block in text.blocks():
        seen: list[Observation] = []
        for number, line in enumerate(block.lines, block.first):
            place = replace(origin, row=number)
            seen += leases.hear(_cells(line), place)
        yield Observations(tuple(seen), block.problems, FORMAT)
    if leases.declined:
        message = sentence(
            "leases that were declined, which are no devices: {many}", many=leases.declined
        )
        hint = sentence("Something else uses these addresses; look in the table of the switch.")
        yield Observations((), (Problem(origin, "left-out", message, hint, rows=0),), FORMAT)


class _Leases:
    """Hears lines; the last header says what the cells below it are."""

    def __init__(self) -> None:
        self.declined = 0
        self._header: list[str] = []
        self._form: _Form | None = None

    def hear(self, cells: list[str], place: Origin) -> Iterator[Observation]:
        """Yield what a line tells."""
        form = _form(cells)
        if form is not None:
            self._header, self._form = cells, form
        elif self._form is not None and cells:
            lease = dict(zip(self._header, cells, strict=False))
            if lease.get(self._form.state) in _DECLINED:
                self.declined += 1
                return
            told = [(kind, lease.get(name, "")) for name, kind in self._form.kinds.items()]
            yield from observations(told[0][1] or str(place), told, place, _day(lease))


def _day(lease: Mapping[str, str]) -> date | None:
    """Return the day on which Kea gave or renewed a lease."""
    try:
        stamp = int(lease.get("expire", "")) - int(lease.get("valid_lifetime", ""))
        return datetime.fromtimestamp(stamp, tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
