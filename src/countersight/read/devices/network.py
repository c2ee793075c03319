"""Tables of the network as text: ARP tables, DHCP leases, MAC tables of switches.

Each is told by its lines. ARP: Linux (``ip neigh``, ``arp -a``, ``arp -n``), BSD, Windows and
Cisco. Leases: ISC dhcpd and dnsmasq. Of the tables that switches and routers print, whoever
made them, a row is a line without delimiters that holds one hardware address, and perhaps an
address of IP; a text is such a table where a sixth of its first lines are rows. Addresses of
groups are no devices.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address
from typing import Final

from countersight.messages import sentence
from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.making import observations
from countersight.read.source import Feed, Options
from countersight.read.text import TextFeed

Told = tuple[str, list[tuple[str, str]]]
"""A host, and what is told of it."""

_IP: Final = r"(?P<ip>\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})"
_MAC: Final = (
    r"(?P<mac>(?:[0-9A-Fa-f]{1,2}[:-]){5}[0-9A-Fa-f]{1,2}"
    r"|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4})"
)
_ROWS: Final = (
    re.compile(rf"^(?P<name>\S{{1,253}})? ?\({_IP}\) at {_MAC}\b"),  # arp -a
    re.compile(rf"^{_IP} dev \S+ (?:\S+ )?lladdr {_MAC}\b"),  # ip neigh
    re.compile(rf"^{_IP}\s+ether\s+{_MAC}\b"),  # arp -n
    re.compile(rf"^\s*{_IP}\s+{_MAC}\s+(?:dynamic|static|dynamisch|statisch)", re.IGNORECASE),
    re.compile(rf"^Internet\s+{_IP}\s+(?:\d+|-)\s+{_MAC}\s+ARPA"),  # Cisco
    re.compile(rf"^\d{{9,11}} {_MAC} {_IP} (?P<name>\S{{1,253}})"),  # dnsmasq
)
_ADDRESS: Final = re.compile(
    r"(?<![\w:.-])(?:(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}"
    r"|[0-9A-Fa-f]{4}[.-][0-9A-Fa-f]{4}[.-][0-9A-Fa-f]{4}|[0-9A-Fa-f]{6}-[0-9A-Fa-f]{6})"
    r"(?![\w:-])"
)
"""A hardware address, as systems print it."""
_WORDS: Final = re.compile(r"[\s()=\[\]]+")
_DELIMITED: Final = re.compile(r"[,;\"{}<]|\t.*\t")
_SHARE: Final = 6
"""Of so many lines one at least is a row."""
_LEASE: Final = re.compile(rf"^lease {_IP} \{{")
_LEASE_PARTS: Final = (
    ("mac", re.compile(rf"^\s*hardware ethernet {_MAC};")),
    ("hostname", re.compile(r'^\s*client-hostname "(?P<value>[^"]{1,253})";')),
    (
        "dhcp_vendor_class",
        re.compile(r'^\s*set vendor-class-identifier = "(?P<value>[^"]{1,255})";'),
    ),
)
_HEAD_LINES: Final = 40
_LONGEST: Final = 500
_MOST_PARTS: Final = 100
"""Facts of one lease."""


def looks_like_network(head: str) -> bool:
    r"""Return whether one of the first lines is of a table that is read here.

    >>> looks_like_network("? (10.0.0.5) at 68:6d:bc:ee:f8:f0 [ether] on eth0\n")
    True
    """
    lines = [line for line in head.splitlines() if line.strip()][:_HEAD_LINES]
    if any(_LEASE.match(line) or _known(line) is not None for line in lines):
        return True
    rows = sum(_printed(line) is not None for line in lines)
    return rows * _SHARE >= len(lines) and rows > 0


def read_network(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of a table of the network, block by block."""
    text = TextFeed(feed, origin, longest=options.limits.max_line)
    lease = _Lease()
    understood = 0
    for block in text.blocks():
        seen: list[Observation] = []
        for number, line in enumerate(block.lines, block.first):
            told = lease.hear(line) if lease.is_open or _LEASE.match(line) else _row(line)
            if told is not None:
                understood += 1
                seen += observations(*told, replace(origin, row=number))
        yield Observations(tuple(seen), block.problems, "network-table")
    if lease.is_open:
        problem = Problem(
            origin, "cut-lease", sentence("the last lease has no end"), stops=True
        )
        yield Observations((), (problem,), "network-table")


def _row(line: str) -> Told | None:
    return _known(line) or _printed(line)


def _printed(line: str) -> Told | None:
    """Return what a line of any table tells that holds one hardware address."""
    stated = line[:_LONGEST]
    found = _ADDRESS.findall(stated)
    if len(found) != 1 or _DELIMITED.search(stated) is not None:
        return None
    if int(found[0][:2], 16) & 1 or not found[0].strip("0.:-"):
        return None
    words = _WORDS.split(stated.replace(found[0], " "))
    host = next((word for word in words if _is_address(word)), "")
    told = [("mac", found[0])]
    return (host, [*told, ("address", host)]) if host else (found[0], told)


def _is_address(word: str) -> bool:
    try:
        ip_address(word)
    except ValueError:
        return False
    return True


def _known(line: str) -> Told | None:
    stated = line.rstrip()[:_LONGEST]
    for pattern in _ROWS:
        found = pattern.match(stated)
        if found is not None:
            parts = found.groupdict()
            told = [("mac", parts["mac"])]
            if parts.get("ip"):
                told.append(("address", parts["ip"]))
            name = parts.get("name")
            if name and name not in {"?", "*"}:
                told.append(("hostname", name))
            return parts.get("ip") or parts["mac"], told
    return None


class _Lease:
    """Hears the lines of one lease of ISC dhcpd (dhcpd.leases(5))."""

    def __init__(self) -> None:
        self._host = ""
        self._told: list[tuple[str, str]] = []

    @property
    def is_open(self) -> bool:
        """Whether a lease has begun and not ended."""
        return bool(self._host)

    def hear(self, line: str) -> Told | None:
        """Hear a line; return the lease where it ends."""
        begun = _LEASE.match(line)
        if begun is not None:
            self._host, self._told = begun["ip"], [("address", begun["ip"])]
            return None
        for kind, pattern in _LEASE_PARTS:
            found = pattern.match(line[:_LONGEST])
            if found is not None and len(self._told) < _MOST_PARTS:
                value = found["mac"] if kind == "mac" else found["value"]
                self._told.append((kind, value))
        if line.strip() != "}":
            return None
        done = (self._host, self._told)
        self._host = ""
        return done
