"""What devices said in a capture: addresses by ARP, DHCP requests, discovery, headers.

Frames of Ethernet (VLAN tags included) and bare IPv4 are read, each for itself: an answer that
is spread over packets is not put together. A hardware address is taken from ARP and DHCP
alone, since the sender of a frame may be a router. What is said again is told once.
"""

import re
import struct
from collections.abc import Iterator
from typing import Final

from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.answers import leaves_of
from countersight.read.devices.frames import CutOff, frames
from countersight.read.devices.making import observations
from countersight.read.source import Feed, Options

FORMAT: Final = "capture"
MOST_TOLD: Final = 500_000
_STRETCH: Final = 5_000
_PIECE: Final = 65_536
_ETHERNET, _RAW = 1, (101, 228)
_IPV4, _ARP, _VLAN = 0x0800, 0x0806, (0x8100, 0x88A8)
_TCP, _UDP, _DHCP_SERVER = 6, 17, 67
_ARP_BODY: Final = struct.Struct(">HHBBH6s4s")
_HEADER: Final = re.compile(
    rb"\r\n(server|www-authenticate):[ \t]*([^\r\n]{1,1000})", re.IGNORECASE
)
_HEADERS: Final = {b"server": "server", b"www-authenticate": "wwwauth"}
_DHCP_COOKIE: Final = b"\x63\x82\x53\x63"
_DHCP_OPTIONS: Final = {12: "hostname", 60: "dhcp_vendor_class"}
_DHCP_END, _DHCP_PAD = 255, 0

Told = tuple[str, str, str]
"""A host, a kind and a value."""


def read_capture(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of a capture, some thousand at a time."""
    del options
    told: set[Told] = set()
    seen: list[Observation] = []
    problem: Problem | None = None
    number = 0
    try:
        for number, (link, frame) in enumerate(frames(_Taker(feed)), start=1):
            place = Origin(origin.file, origin.member, row=number)
            for each in _of_frame(link, frame):
                if each not in told and len(told) < MOST_TOLD:
                    told.add(each)
                    seen += observations(each[0], [each[1:]], place)
            if len(seen) >= _STRETCH:
                yield Observations(tuple(seen), (), FORMAT)
                seen = []
    except CutOff as error:
        hint = "The packets before were read."
        place = Origin(origin.file, origin.member, row=number + 1)
        problem = Problem(place, "cut-capture", str(error), hint, stops=True)
    yield Observations(tuple(seen), () if problem is None else (problem,), FORMAT)


class _Taker:
    """Takes just so many bytes of a feed, which hands out what it has."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._held = b""
        self._at = 0

    def __call__(self, size: int) -> bytes:
        while len(self._held) - self._at < size:
            piece = self._feed.read(max(size, _PIECE))
            if not piece:
                break
            self._held, self._at = self._held[self._at :] + piece, 0
        found = self._held[self._at : self._at + size]
        self._at += len(found)
        return found


def _of_frame(link: int, frame: bytes) -> Iterator[Told]:
    """Yield what one frame says; one that is no sound packet says nothing."""
    try:
        if link in _RAW:
            yield from _of_ipv4(frame)
        elif link == _ETHERNET:
            start, kind = 14, int.from_bytes(frame[12:14], "big")
            while kind in _VLAN and start < len(frame):
                kind = int.from_bytes(frame[start + 2 : start + 4], "big")
                start += 4
            if kind == _IPV4:
                yield from _of_ipv4(frame[start:])
            elif kind == _ARP:
                yield from _of_arp(frame[start:])
    except (struct.error, IndexError):
        return


def _of_arp(body: bytes) -> Iterator[Told]:
    hardware, protocol, size, _, _, mac, address = _ARP_BODY.unpack_from(body)
    if (hardware, protocol, size) == (1, _IPV4, 6) and any(address):
        yield _dotted(address), "mac", mac.hex(":")


def _of_ipv4(packet: bytes) -> Iterator[Told]:
    start = (packet[0] & 0x0F) * 4
    host, body = _dotted(packet[12:16]), packet[start:]
    if packet[9] == _UDP:
        target, payload = int.from_bytes(body[2:4], "big"), body[8:]
        if target == _DHCP_SERVER:
            yield from _of_dhcp(payload)
        elif payload.lstrip()[:1] == b"<" and b"ProbeMatch" in payload:
            yield from leaves_of(payload, host)
        else:
            yield from _of_headers(payload, host)
    elif packet[9] == _TCP:
        yield from _of_headers(body[(body[12] >> 4) * 4 :], host)


def _of_headers(payload: bytes, host: str) -> Iterator[Told]:
    start = payload[:5]
    if start not in {b"HTTP/", b"RTSP/"}:
        return
    kind = "http_header" if start == b"HTTP/" else "rtsp_header"
    for name, value in _HEADER.findall(payload.partition(b"\r\n\r\n")[0]):
        yield host, f"{kind}.{_HEADERS[name.lower()]}", value.decode("utf-8", "replace")


def _of_dhcp(payload: bytes) -> Iterator[Told]:
    if payload[236:240] != _DHCP_COOKIE:
        return
    mac = payload[28:34].hex(":")
    yield mac, "mac", mac
    at = 240
    while at < len(payload) and payload[at] != _DHCP_END:
        if payload[at] == _DHCP_PAD:
            at += 1
            continue
        size = payload[at + 1]
        kind = _DHCP_OPTIONS.get(payload[at])
        if kind is not None:
            yield mac, kind, payload[at + 2 : at + 2 + size].decode("utf-8", "replace")
        at += 2 + size


def _dotted(address: bytes) -> str:
    return ".".join(map(str, address))
