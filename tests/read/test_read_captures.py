"""Captures: what devices said in them, to the last whole packet."""

import contextlib
import io
import socket
import ssl
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.model.device import Observation
from countersight.read import Source
from countersight.read.devices import observe, streams

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


CAM6 = "2001:db8::5"


def framed(dpkt: ModuleType, packet: object, link: int = 1) -> bytes:
    """Return a capture of one packet of IP, as dpkt writes frames of a link type."""
    raw = bytes(packet)  # type: ignore[call-overload]
    kind = 0x0800 if raw[0] >> 4 == 4 else 0x86DD
    frames: dict[int, Callable[[], bytes]] = {
        0: lambda: struct.pack("<I", 2 if kind == 0x0800 else 30) + raw,
        1: lambda: bytes(dpkt.ethernet.Ethernet(type=kind, data=raw)),
        9: lambda: struct.pack(">H", 0x0021 if kind == 0x0800 else 0x0057) + raw,
        101: lambda: raw,
        113: lambda: bytes(dpkt.sll.SLL(ethtype=kind)) + raw,
        276: lambda: bytes(dpkt.sll2.SLL2(ethtype=kind)) + raw,
    }
    held = io.BytesIO()
    writer = dpkt.pcap.Writer(held, linktype=link)
    writer.writepkt(frames[link](), ts=1.0)
    return held.getvalue()


@pytest.mark.parametrize("link", [0, 1, 9, 101, 113, 276])
@pytest.mark.parametrize("version", [4, 6])
def test_each_link_type_and_both_versions_of_ip_are_read(link: int, version: int) -> None:
    dpkt = pytest.importorskip("dpkt")
    answer = dpkt.udp.UDP(sport=1900, dport=50_000, data=SSDP)
    answer.ulen = len(answer)
    if version == 4:
        packet = dpkt.ip.IP(src=IP, dst=IP, p=17, data=answer)
        packet.len = len(packet)
        host = "10.0.0.5"
    else:
        source = socket.inet_pton(socket.AF_INET6, CAM6)
        packet = dpkt.ip6.IP6(src=source, dst=source, nxt=17, plen=len(answer), data=answer)
        host = CAM6
    assert told(framed(dpkt, packet, link)) == [(host, "http_header.server", "DNVRS-Webs")]


SSDP = b"NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nSERVER: DNVRS-Webs\r\n\r\n"


def test_a_neighbour_tells_its_hardware_address() -> None:
    dpkt = pytest.importorskip("dpkt")
    source = socket.inet_pton(socket.AF_INET6, CAM6)
    body = struct.pack(">BBHI", 136, 0, 0, 0) + source + b"\x02\x01" + MAC
    packet = dpkt.ip6.IP6(src=source, dst=source, nxt=58, plen=len(body), data=body)
    assert told(framed(dpkt, packet)) == [(CAM6, "mac", "68:6d:bc:00:00:05")]


def test_a_packet_that_was_cut_into_fragments_is_told() -> None:
    dpkt = pytest.importorskip("dpkt")
    packet = dpkt.ip.IP(src=IP, dst=IP, p=17, data=b"\0" * 40)
    packet.mf = 1
    packet.len = len(packet)
    assert read_all(framed(dpkt, packet)) == ([], ["fragments"])


def test_a_link_type_that_is_not_read_is_told() -> None:
    data = HEAD[:-4] + struct.pack("<I", 127) + record(b"\0" * 60) * 3
    assert read_all(data) == ([], ["unread-frames"])


def segments(*payloads: bytes, port: int = 80) -> bytes:
    """Return a capture of segments that follow one another."""
    found, sequence = HEAD, 4_294_967_290  # so near to the end that numbers begin anew
    for payload in payloads:
        head = struct.pack(
            ">HHIIBBHHH", port, 5000, sequence & 0xFFFFFFFF, 0, 0x50, 0x10, 0, 0, 0
        )
        found += record(ipv4(6, head + payload))
        sequence += len(payload)
    return found


ISAPI = (
    b'<?xml version="1.0"?><DeviceInfo version="2.0"><model>DS-2CD2043G2-I</model>'
    b"<serialNumber>DS-2CD2043G2-I20200414AAWRE33842150</serialNumber></DeviceInfo>"
)
ANSWER = b"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: %d\r\n\r\n" % len(ISAPI) + ISAPI


def test_an_answer_that_is_spread_over_segments_is_put_together() -> None:
    whole = {(kind, value) for _, kind, value in told(segments(ANSWER))}
    assert {kind for kind, _ in whole} == {
        "http_header.server",
        "isapi.device_info",
        "model",
        "serial",
    }
    parts = (ANSWER[:20], ANSWER[20:90], ANSWER[90:200], ANSWER[200:])
    spread = {(kind, value) for _, kind, value in told(segments(*parts))}
    assert spread == whole


def test_a_page_tells_its_title_though_the_capture_ends_in_it() -> None:
    page = b"HTTP/1.1 200 OK\r\n\r\n<html><title>\n Hanwha&#32;Techwin </title><body>"
    assert told(segments(page)) == [("10.0.0.5", "html_title", "Hanwha Techwin")]


def server_says(certificate: Path, key: Path) -> bytes:
    """Return what a server of TLS 1.2 answers to a client's first words."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.maximum_version = ssl.TLSVersion.TLSv1_2
    server.load_cert_chain(certificate, key)
    client = ssl.create_default_context()
    asks, answers = ssl.MemoryBIO(), ssl.MemoryBIO()
    calling = client.wrap_bio(ssl.MemoryBIO(), asks, server_hostname="a.b")
    answering = server.wrap_bio(asks, answers, server_side=True)
    for each in (calling, answering):
        with contextlib.suppress(ssl.SSLWantReadError):
            each.do_handshake()
    return answers.read()


def test_a_certificate_is_read_out_of_a_handshake(
    tmp_path: Path, program: Callable[[str], str]
) -> None:
    made, key = tmp_path / "c.pem", tmp_path / "k.pem"
    command = [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes"]
    command += ["-keyout", str(key), "-out", str(made), "-days", "1"]
    command += ["-subj", "/C=CN/O=HIKVISION/CN=a.b"]
    subprocess.run(command, check=True, capture_output=True)
    said = server_says(made, key)
    expected = [
        ("10.0.0.5", "x509.subject", "C=CN,O=HIKVISION,CN=a.b"),
        ("10.0.0.5", "x509.issuer", "C=CN,O=HIKVISION,CN=a.b"),
    ]
    assert told(segments(said, port=443)) == expected
    assert told(segments(said[:400], said[400:], port=443)) == expected
    assert told(segments(said[:400], port=443)) == []


@pytest.mark.parametrize(
    ("port", "said", "expected"),
    [
        (22, b"SSH-2.0-HUAWEI-1.5\r\n", [("10.0.0.5", "ssh.banner", "HUAWEI-1.5")]),
        (21, b"220 Welcome\r\n", [("10.0.0.5", "ftp.banner", "Welcome")]),
        (
            23,
            b"\xff\xfb\x01\xff\xfd\x1f\r\n192.0.0.64 login: ",
            [("10.0.0.5", "telnet.banner", "192.0.0.64 login:")],
        ),
        (23, b"hunter2\r\n", []),
        (4000, b"220 Welcome\r\n", []),
    ],
)
def test_the_greeting_of_a_server_is_read_and_nothing_that_a_user_types(
    port: int, said: bytes, expected: list[tuple[str, str, str]]
) -> None:
    assert told(segments(said, port=port)) == expected


DHIP = (
    b"\x20\0\0\0DHIP"
    + b"\0" * 24
    + b'{"mac": "4c:11:bf:00:00:05", "method": "client.notifyDevInfo", "params": '
    b'{"deviceInfo": {"DeviceClass": "NVR", "DeviceType": "NVR5216-4KS2", '
    b'"VideoInputChannels": 0, '
    b'"RemoteVideoInputChannels": 16, "SerialNo": "4K049EBPAG1D7E7", '
    b'"Vendor": "General"}}}\n'
)


def test_the_discovery_of_dahua_is_read_with_what_stands_deeper() -> None:
    found = {(kind, value) for _, kind, value in told(HEAD + record(udp(DHIP)))}
    assert found >= {
        ("mac", "4c:11:bf:00:00:05"),
        ("model", "NVR5216-4KS2"),
        ("serial", "4K049EBPAG1D7E7"),
        ("channels", "16"),
        ("brand", "General"),
    }


def test_the_sadp_of_a_multicast_answer_and_a_greeting_are_read() -> None:
    sadp = b'<?xml version="1.0"?><ProbeMatch><DeviceSN>DS-1</DeviceSN></ProbeMatch>'
    kinds = {kind for _, kind, _ in told(HEAD + record(udp(sadp, 37020)))}
    assert kinds == {"sadp", "serial"}
    hello = ONVIF.replace(b"ProbeMatch>", b"Hello>")
    assert [kind for _, kind, _ in told(HEAD + record(hello))] == ["onvif.scopes", "model"]
    named = ONVIF.replace(b"ProbeMatch>", b"Hello a=''>", 1).replace(b"ProbeMatch>", b"Hello>")
    assert [kind for _, kind, _ in told(HEAD + record(named))] == ["onvif.scopes", "model"]


def test_streams_that_never_end_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_STREAMS", 2)
    hears = streams.Streams()
    for port in range(5):
        head = struct.pack(">HHIIBBHHH", 80, port, 1, 0, 0x50, 0x10, 0, 0, 0)
        list(hears.hear("h", "t", head + b"HTTP/1.1 200 OK\r\nServer: a"))
    assert len(hears._open) == 2
    assert [value for _, _, value in hears.rest()] == ["a", "a"]


@given(
    st.binary(max_size=300),
    st.sampled_from([HEAD, HEAD + record(DHCP)[:200], pcapng(ARP)[:60]]),
)
def test_no_bytes_break_the_reader(data: bytes, head: bytes) -> None:
    read_all(head + data)
