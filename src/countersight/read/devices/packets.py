"""Packets out of frames: link types, VLAN tags, IPv4 and IPv6, down to what UDP and TCP carry.

A packet is read by itself. One that was cut into fragments is told as such (RFC 791, RFC 8200
section 4.5) and its parts are not put together. What is no sound packet is nothing.
"""

import struct
from collections.abc import Callable, Mapping
from ipaddress import IPv6Address
from typing import Final, NamedTuple

TCP, UDP, ICMP6 = 6, 17, 58
ARP: Final = 0x0806
_IPV4, _IPV6 = 0x0800, 0x86DD
_TAGS: Final = frozenset({0x8100, 0x88A8})
"""VLAN tags (IEEE 802.1Q)."""
_PPPOE: Final = 0x8864
_PPP: Final[Mapping[int, int]] = {0x0021: _IPV4, 0x0057: _IPV6}
"""Protocols of PPP (RFC 1332, RFC 5072)."""
_FAMILIES: Final[Mapping[int, int]] = {2: _IPV4, 24: _IPV6, 28: _IPV6, 30: _IPV6, 10: _IPV6}
"""Address families of loopback frames, as systems number them."""
_EXTENSIONS: Final = frozenset({0, 43, 60})
"""IPv6 headers that tell their own length (RFC 8200, section 4)."""
_FRAGMENT: Final = 44
_MOST_EXTENSIONS: Final = 8
_HALF: Final = struct.Struct(">H")


class Packet(NamedTuple):
    """What a frame carries; ``protocol`` is ``ARP``, or what IP names."""

    host: str
    """The sender's address; empty for ARP."""
    protocol: int
    body: bytes
    target: str = ""
    is_fragment: bool = False


def _half(data: bytes, at: int) -> int:
    """Return the two octets at a place as a number."""
    found: int = _HALF.unpack_from(data, at)[0]
    return found


def _of_ethernet(frame: bytes) -> tuple[int, bytes]:
    start, kind = 14, _half(frame, 12)
    while kind in _TAGS:
        kind = _half(frame, start + 2)
        start += 4
    if kind == _PPPOE:
        return _PPP.get(_half(frame, start + 6), 0), frame[start + 8 :]
    return kind, frame[start:]


def _of_ip(frame: bytes) -> tuple[int, bytes]:
    return (_IPV6 if frame[0] >> 4 == 6 else _IPV4), frame  # noqa: PLR2004 - the version


def _of_loopback(frame: bytes) -> tuple[int, bytes]:
    family = min(int.from_bytes(frame[:4], order) for order in ("little", "big"))
    return _FAMILIES.get(family, 0), frame[4:]


def _of_ppp(frame: bytes) -> tuple[int, bytes]:
    start = 2 if frame[:2] == b"\xff\x03" else 0
    return _PPP.get(_half(frame, start), 0), frame[start + 2 :]


_LINKS: Final[Mapping[int, Callable[[bytes], tuple[int, bytes]]]] = {
    0: _of_loopback,
    1: _of_ethernet,
    9: _of_ppp,
    50: _of_ppp,
    101: _of_ip,
    108: _of_loopback,
    113: lambda frame: (_half(frame, 14), frame[16:]),
    228: _of_ip,
    229: _of_ip,
    276: lambda frame: (_half(frame, 0), frame[20:]),
}
"""Link types (the registry of tcpdump.org): loopback, Ethernet, PPP, bare IP, Linux cooked."""


def is_read(link: int) -> bool:
    """Return whether frames of a link type are read.

    >>> is_read(1), is_read(127)
    (True, False)
    """
    return link in _LINKS


def packet_of(link: int, frame: bytes) -> Packet | None:
    """Return the packet of a frame; None where it is of another kind, or unsound."""
    try:
        kind, body = _LINKS[link](frame)
        if kind == _IPV4:
            return _of_ipv4(body)
        if kind == _IPV6:
            return _of_ipv6(body)
        return Packet("", ARP, body) if kind == ARP else None
    except (struct.error, IndexError, KeyError):
        return None


def _of_ipv4(data: bytes) -> Packet:
    flags = _half(data, 6)
    cut = bool(flags & 0x3FFF)  # more fragments, or an offset
    body = data[(data[0] & 0x0F) * 4 : _half(data, 2) or None]
    return Packet(_dotted(data[12:16]), data[9], body, _dotted(data[16:20]), cut)


def _of_ipv6(data: bytes) -> Packet:
    following, at, cut = data[6], 40, False
    for _ in range(_MOST_EXTENSIONS):
        if following in _EXTENSIONS:
            following, at = data[at], at + 8 + data[at + 1] * 8
        elif following == _FRAGMENT:
            cut = cut or bool(_half(data, at + 2) & 0xFFF9)
            following, at = data[at], at + 8
        else:
            break
    host, target = (str(IPv6Address(data[part : part + 16])) for part in (8, 24))
    size = _half(data, 4)
    return Packet(host, following, data[at : 40 + size if size else None], target, cut)


def _dotted(address: bytes) -> str:
    if len(address) < 4:  # noqa: PLR2004 - octets of an address
        raise IndexError
    return f"{address[0]}.{address[1]}.{address[2]}.{address[3]}"
