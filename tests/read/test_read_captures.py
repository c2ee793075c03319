"""Captures: what devices said in them, to the last whole packet."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.model.device import Observation
from countersight.read import Source
from countersight.read.devices import observe

HEAD = bytes.fromhex("d4c3b2a1") + struct.pack("<HHiIII", 2, 4, 0, 0, 65535, 1)
MAC = bytes.fromhex("686dbc000005")
IP = bytes([10, 0, 0, 5])


def record(frame: bytes) -> bytes:
    return struct.pack("<IIII", 0, 0, len(frame), len(frame)) + frame


def ethernet(kind: int, body: bytes, vlan: bytes = b"") -> bytes:
    return b"\xff" * 6 + MAC + vlan + struct.pack(">H", kind) + body


def ipv4(protocol: int, body: bytes) -> bytes:
    head = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(body), 0, 0, 64, protocol, 0, IP, IP)
    return ethernet(0x0800, head + body)


def udp(payload: bytes, target: int = 3702) -> bytes:
    return ipv4(17, struct.pack(">HHHH", 3702, target, 8 + len(payload), 0) + payload)


def tcp(payload: bytes) -> bytes:
    return ipv4(6, struct.pack(">HHIIBBHHH", 80, 5000, 0, 0, 0x50, 0, 0, 0, 0) + payload)


ARP = ethernet(0x0806, struct.pack(">HHBBH6s4s6s4s", 1, 0x0800, 6, 4, 2, MAC, IP, MAC, IP))
DHCP = udp(
    b"\1"
    + b"\0" * 27
    + MAC
    + b"\0" * 202
    + bytes.fromhex("63825363")
    + b"\x3c\x05AXIS,"
    + b"\x0c\x04cam5"
    + b"\xff",
    67,
)
ONVIF = udp(
    b'<?xml version="1.0"?><e:Envelope xmlns:e="a" xmlns:d="b"><d:ProbeMatch><d:Scopes>'
    b"onvif://www.onvif.org/name/Dahua onvif://www.onvif.org/hardware/DH-1</d:Scopes>"
    b"</d:ProbeMatch></e:Envelope>"
)
HTTP = tcp(
    b'HTTP/1.1 401 No\r\nServer: DNVRS-Webs\r\nWWW-Authenticate: Basic realm="x"\r\n\r\n'
    b"Server: no"
)


def read_all(data: bytes) -> tuple[list[Observation], list[str]]:
    found = list(observe(Source("f.pcap", stream=io.BytesIO(data))))
    seen = [each for stretch in found for each in stretch.seen]
    return seen, [problem.code for stretch in found for problem in stretch.problems]


def told(data: bytes) -> list[tuple[str, str, str]]:
    seen, problems = read_all(data)
    assert problems == []
    return [(each.host, each.kind, each.value) for each in seen]


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (ARP, [("10.0.0.5", "mac", "68:6d:bc:00:00:05")]),
        (
            DHCP,
            [
                ("68:6d:bc:00:00:05", "mac", "68:6d:bc:00:00:05"),
                ("68:6d:bc:00:00:05", "dhcp_vendor_class", "AXIS,"),
                ("68:6d:bc:00:00:05", "hostname", "cam5"),
            ],
        ),
        (
            HTTP,
            [
                ("10.0.0.5", "http_header.server", "DNVRS-Webs"),
                ("10.0.0.5", "http_header.wwwauth", 'Basic realm="x"'),
            ],
        ),
        (
            tcp(b"RTSP/1.0 200 OK\r\nServer: Dahua Rtsp Server\r\n\r\n"),
            [("10.0.0.5", "rtsp_header.server", "Dahua Rtsp Server")],
        ),
        (tcp(b"GET / HTTP/1.1\r\nServer: no\r\n\r\n"), []),
    ],
)
def test_a_packet_says_what_a_device_said(
    frame: bytes, expected: list[tuple[str, str, str]]
) -> None:
    assert told(HEAD + record(frame) + record(frame)) == expected


def test_discovery_is_read_out_of_a_packet() -> None:
    found = told(HEAD + record(ONVIF))
    assert [kind for _, kind, _ in found] == ["onvif.scopes", "model"]
    assert found[0][0] == "10.0.0.5"


def test_a_tagged_frame_is_read() -> None:
    tagged = ethernet(0x0806, ARP[14:], vlan=bytes.fromhex("8100000a"))
    assert len(told(HEAD + record(tagged))) == 1


def test_the_sender_of_a_frame_may_be_a_router_and_is_not_taken() -> None:
    assert not any(kind == "mac" for _, kind, _ in told(HEAD + record(HTTP)))


def block(kind: int, body: bytes) -> bytes:
    padded = body + b"\0" * (-len(body) % 4)
    size = len(padded) + 12
    return struct.pack("<II", kind, size) + padded + struct.pack("<I", size)


def pcapng(frame: bytes) -> bytes:
    section = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
    interface = block(1, struct.pack("<HHI", 1, 0, 65535))
    packet = block(6, struct.pack("<IIIII", 0, 0, 0, len(frame), len(frame)) + frame)
    return section + interface + packet


def test_pcapng_is_read() -> None:
    assert told(pcapng(ARP)) == [("10.0.0.5", "mac", "68:6d:bc:00:00:05")]


@pytest.mark.parametrize(
    "whole", [HEAD + record(ARP) + record(HTTP), pcapng(ARP) + pcapng(HTTP)]
)
def test_a_capture_that_is_cut_off_in_a_packet_is_read_as_far_as_it_goes(whole: bytes) -> None:
    seen, problems = read_all(whole[:-30])
    assert seen[0].kind == "mac"
    assert problems == ["cut-capture"]


@given(
    st.binary(max_size=300),
    st.sampled_from([HEAD, HEAD + record(DHCP)[:200], pcapng(ARP)[:60]]),
)
def test_no_bytes_break_the_reader(data: bytes, head: bytes) -> None:
    read_all(head + data)
