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
_SEPARATED: Final = re.compile("[:.-]")
_WORDS: Final = re.compile(r"[\s()=\[\]]+")
_DELIMITED: Final = re.compile(r"[,;\"{}<]|\t.*\t")
_SHARE: Final = 6
"""Of so many lines one at least is a row."""
_LEASE: Final = re.compile(rf"^\s*(?:lease {_IP}|host (?P<name>\S{{1,253}})) \{{")
"""The beginning of a lease, or of a host that is declared (dhcpd.conf(5))."""
_STATEMENT: Final = re.compile(r"(?<=[;{}])(?!\s*$)")
"""Between statements of one line."""
_LEASE_PARTS: Final = (
    ("mac", re.compile(rf"^\s*hardware ethernet {_MAC};")),
    ("address", re.compile(rf"^\s*fixed-address {_IP};")),
    ("hostname", re.compile(r'^\s*client-hostname "(?P<value>[^"]{1,253})";')),
    (
        "dhcp_vendor_class",
        re.compile(r'^\s*set vendor-class-identifier = "(?P<value>[^"]{1,255})";'),
    ),
)
_SCANNER: Final = re.compile(r"arp-scan|Currently scanning|\bARP Req/Rep\b")
_SCANNED: Final = re.compile(rf"^\s?{_IP}[\t ]+{_MAC}(?:[\t ]|$)")
"""A line of ``arp-scan`` or ``netdiscover``; behind it they tell a maker by their own."""
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
    declared = "hardware ethernet" in head
    if any(
        _known(line) is not None or (_LEASE.match(line) and (declared or "host" not in line))
        for line in lines
    ):
        return True
    if lines and _SCANNER.search(head) is not None and any(map(_scanned, lines)):
        return True
    rows = sum(_printed(line) is not None for line in lines)
    return rows * _SHARE >= len(lines) and rows > 0


def read_network(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of a table of the network, block by block."""
    text = TextFeed(feed, origin, longest=options.limits.max_line)
    lease = _Lease()
    groups = 0
    for block in text.blocks():
        seen: list[Observation] = []
        for number, line in enumerate(block.lines, block.first):
            told = lease.hear(line) if lease.is_open or _LEASE.match(line) else _row(line)
            if told is None:
                groups += lease.is_open is False and _of_group(line)
            else:
                seen += observations(*told, replace(origin, row=number))
        yield Observations(tuple(seen), block.problems, "network-table")
    if groups:
        message = sentence(
            "rows of broadcast or multicast, which are no devices: {many}", many=groups
        )
        hint = sentence("They are addresses of groups, and belong to no one machine.")
        told_so = Problem(origin, "left-out", message, hint, rows=0)
        yield Observations((), (told_so,), "network-table")
    if lease.is_open:
        problem = Problem(
            origin, "cut-lease", sentence("the last lease has no end"), stops=True
        )
        yield Observations((), (problem,), "network-table")


def _row(line: str) -> Told | None:
    return _known(line) or _scanned(line) or _printed(line)


def _scanned(line: str) -> Told | None:
    """Return what a line of a scanner of ARP tells: an address, and whose it is."""
    found = _SCANNED.match(line[:_LONGEST])
    if found is None or _is_group(found["mac"]):
        return None
    return found["ip"], [("mac", found["mac"]), ("address", found["ip"])]


def _printed(line: str) -> Told | None:
    """Return what a line of any table tells that holds one hardware address."""
    stated = line[:_LONGEST]
    found = _ADDRESS.findall(stated)
    if len(found) != 1 or _DELIMITED.search(stated) is not None:
        return None
    if _is_group(found[0]) or not found[0].strip("0.:-"):
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
            if _is_group(parts["mac"]):
                return None
            told = [("mac", parts["mac"])]
            if parts.get("ip"):
                told.append(("address", parts["ip"]))
            name = parts.get("name")
            if name and name not in {"?", "*"}:
                told.append(("hostname", name))
            return parts.get("ip") or parts["mac"], told
    return None


def _is_group(mac: str) -> bool:
    """Return whether an address is one of a group (IEEE 802-2014, 8.2): no device has it."""
    return bool(int(_SEPARATED.split(mac, maxsplit=1)[0][:2], 16) & 1)


def _of_group(line: str) -> bool:
    """Return whether a line holds one address of hardware, and that is a group's."""
    found = _ADDRESS.findall(line[:_LONGEST])
    return len(found) == 1 and _is_group(found[0])


class _Lease:
    """Hears the lines of one lease, or one host, of ISC dhcpd (dhcpd.leases(5))."""

    def __init__(self) -> None:
        self._host = ""
        self._told: list[tuple[str, str]] = []

    @property
    def is_open(self) -> bool:
        """Whether a lease has begun and not ended."""
        return bool(self._host)

    def hear(self, line: str) -> Told | None:
        """Hear a line; return the lease where it ends."""
        done = None
        for statement in _STATEMENT.split(line[: _LONGEST * 4], _MOST_PARTS):
            done = self._hear(statement) or done
        return done

    def _hear(self, line: str) -> Told | None:
        begun = _LEASE.match(line)
        if begun is not None:
            kind = "hostname" if begun["ip"] is None else "address"
            self._host = begun["name"] or begun["ip"]
            self._told = [(kind, self._host)]
            return None
        for kind, pattern in _LEASE_PARTS:
            found = pattern.match(line[:_LONGEST])
            if found is not None and len(self._told) < _MOST_PARTS:
                self._told.append((kind, found[found.lastgroup or 0]))
        if line.strip() != "}":
            return None
        fixed = next((value for kind, value in self._told if kind == "address"), self._host)
        done = (fixed, self._told)
        self._host = ""
        return done
