"""What devices said in a capture: addresses, DHCP requests, discovery, answers over TCP.

A hardware address is taken from ARP, neighbour discovery and DHCP alone, since the sender of a
frame may be a router. What is said again is told once. Frames of link types that are not read,
and packets that were cut into fragments, are counted and told.
"""

import struct
from collections import Counter
from collections.abc import Iterator
from ipaddress import IPv6Address
from typing import Final

from countersight.messages import sentence
from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices import packets
from countersight.read.devices.answers import leaves_of
from countersight.read.devices.dhip import answer_of
from countersight.read.devices.frames import CutOff, frames
from countersight.read.devices.making import observations
from countersight.read.devices.packets import Packet, is_read, packet_of
from countersight.read.devices.streams import Streams, Told, of_message
from countersight.read.source import Feed, Options

FORMAT: Final = "capture"
MOST_TOLD: Final = 500_000
_STRETCH: Final = 5_000
_PIECE: Final = 65_536
_IPV4: Final = 0x0800
_DHCP_SERVER: Final = 67
_ARP_BODY: Final = struct.Struct(">HHBBH6s4s")
_DHCP_COOKIE: Final = b"\x63\x82\x53\x63"
_DHCP_OPTIONS: Final = {12: "hostname", 60: "dhcp_vendor_class"}
_DHCP_END, _DHCP_PAD = 255, 0
_DISCOVERY: Final = (b"ProbeMatch", b"Hello")
"""What stands in an answer to ONVIF's discovery or SADP, and in a greeting of a device."""
_DHIP: Final = b"DHIP"
_DHIP_HEAD: Final = 32
_ADVERTISEMENT, _TARGET_ADDRESS = 136, b"\x02\x01"
"""A neighbour advertisement, and its option of one unit (RFC 4861, sections 4.4 and 4.6.1)."""
_LEAST_ADVERTISEMENT: Final = 32


def read_capture(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of a capture, some thousand at a time."""
    del options
    capture = _Capture()
    seen: list[Observation] = []
    problems: list[Problem] = []
    number = 0
    try:
        for number, (link, frame) in enumerate(frames(_Taker(feed)), start=1):
            place = Origin(origin.file, origin.member, row=number)
            for host, kind, value in capture.hear(link, frame):
                seen += observations(host, [(kind, value)], place)
            if len(seen) >= _STRETCH:
                yield Observations(tuple(seen), (), FORMAT)
                seen = []
    except CutOff as error:
        hint = sentence("The packets before were read.")
        place = Origin(origin.file, origin.member, row=number + 1)
        problems.append(Problem(place, "cut-capture", str(error), hint, stops=True))
    for host, kind, value in capture.rest():
        seen += observations(host, [(kind, value)], origin)
    yield Observations(tuple(seen), (*capture.problems(origin), *problems), FORMAT)


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


class _Capture:
    """Hears frames; tells each thing once, and counts what was not looked into."""

    def __init__(self) -> None:
        self._streams = Streams()
        self._told: set[int] = set()
        self._links: Counter[int] = Counter()
        self._fragments = 0

    def hear(self, link: int, frame: bytes) -> Iterator[Told]:
        """Yield what a frame says that no frame said before."""
        if not is_read(link):
            self._links[link] += 1
            return
        packet = packet_of(link, frame)
        if packet is None:
            return
        self._fragments += packet.is_fragment
        try:
            yield from self._new(self._of_packet(packet))
        except (struct.error, IndexError):
            return

    def rest(self) -> Iterator[Told]:
        """Yield what answers say that the capture does not have to their end."""
        yield from self._new(self._streams.rest())

    def problems(self, origin: Origin) -> Iterator[Problem]:
        """Yield what was not looked into."""
        for link, count in sorted(self._links.items()):
            said = sentence(
                "{count} frames are of link type {link}, which is not read",
                count=count,
                link=link,
            )
            hint = sentence("Capture on the wire, or on the interface of the system.")
            yield Problem(origin, "unread-frames", said, hint, stops=True, rows=0)
        if self._fragments:
            said = sentence(
                "{number} packets are fragments, and were not put together",
                number=self._fragments,
            )
            yield Problem(
                origin, "fragments", said, sentence("What they say may be missing."), rows=0
            )

    def _new(self, found: Iterator[Told]) -> Iterator[Told]:
        for each in found:
            mark = hash(each)
            if mark not in self._told and len(self._told) < MOST_TOLD:
                self._told.add(mark)
                yield each

    def _of_packet(self, packet: Packet) -> Iterator[Told]:
        match packet.protocol:
            case packets.ARP:
                return _of_arp(packet.body)
            case packets.TCP:
                return self._streams.hear(packet.host, packet.target, packet.body)
            case packets.UDP:
                return _of_datagram(packet.body, packet.host)
            case packets.ICMP6:
                return _of_neighbour(packet.body)
            case _:
                return iter(())


def _of_arp(body: bytes) -> Iterator[Told]:
    hardware, protocol, size, _, _, mac, address = _ARP_BODY.unpack_from(body)
    if (hardware, protocol, size) == (1, _IPV4, 6) and any(address):
        yield ".".join(map(str, address)), "mac", mac.hex(":")


def _of_neighbour(body: bytes) -> Iterator[Told]:
    told = body[0] == _ADVERTISEMENT and body[24:26] == _TARGET_ADDRESS
    if told and len(body) >= _LEAST_ADVERTISEMENT:
        yield str(IPv6Address(body[8:24])), "mac", body[26:32].hex(":")


def _of_datagram(body: bytes, host: str) -> Iterator[Told]:
    target, payload = int.from_bytes(body[2:4], "big"), body[8:]
    if target == _DHCP_SERVER:
        yield from _of_dhcp(payload)
    elif payload[4:8] == _DHIP:
        yield from _of_dhip(payload[_DHIP_HEAD:], host)
    elif payload.lstrip()[:1] == b"<" and any(each in payload for each in _DISCOVERY):
        yield from leaves_of(payload, host)
    else:
        yield from of_message(payload, host)


def _of_dhip(payload: bytes, host: str) -> Iterator[Told]:
    """Yield an answer to Dahua's discovery: 32 octets of head, and JSON."""
    found = answer_of(payload)
    if found is not None:
        yield host, "dhip", found[1]


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
