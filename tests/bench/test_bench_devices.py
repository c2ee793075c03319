"""How fast banners meet the catalogue, and how fast a scan of 20,000 hosts is read."""

import io
import random
import struct

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from countersight.catalogue import load, load_devices
from countersight.match.signatures import SignatureBook
from countersight.read import Source
from countersight.read.devices import observe

KINDS = (
    "http_header.server",
    "http_header.wwwauth",
    "html_title",
    "snmp.sys_description",
    "ssh.banner",
    "x509.subject",
)
BANNERS = 1_000_000


def banners() -> list[tuple[str, str]]:
    """Return banners of which a third is new, and the rest was met before."""
    chance = random.Random(1)
    examples = [
        (kind, value)
        for each in load_devices(load().vendors).signatures
        for kind in each.kinds
        for value in (*each.match, *each.no_match)
    ]
    made: list[tuple[str, str]] = []
    for number in range(BANNERS):
        kind, value = chance.choice(examples)
        if number % 3 == 0:
            made.append((chance.choice(KINDS), f"{value} build {number}"))
        else:
            made.append((kind, value))
    return made


@pytest.mark.benchmark(min_rounds=1, max_time=1)
def test_a_million_banners_against_the_catalogue_take_less_than_a_minute(
    benchmark: BenchmarkFixture,
) -> None:
    signatures = load_devices(load().vendors).signatures
    told = banners()

    def meet() -> int:
        book = SignatureBook(signatures)
        return sum(bool(book.of(kind, value)) for kind, value in told)

    assert benchmark(meet) > BANNERS / 4
    assert benchmark.stats is not None
    assert benchmark.stats.stats.max < 60


@pytest.mark.benchmark(min_rounds=1, max_time=1)
def test_a_scan_of_twenty_thousand_hosts_takes_less_than_two_seconds(
    benchmark: BenchmarkFixture,
) -> None:
    hosts = "".join(
        f'<host><address addr="10.0.{number // 250}.{number % 250}" addrtype="ipv4"/>'
        f'<address addr="686DBC{number:06X}" addrtype="mac"/>'
        '<ports><port protocol="tcp" portid="80"><service name="http"/>'
        "</port></ports></host>"
        for number in range(20_000)
    )
    data = f'<?xml version="1.0"?><nmaprun scanner="nmap">{hosts}</nmaprun>'.encode()

    def read() -> int:
        return sum(len(each.seen) for each in observe(Source("f", stream=io.BytesIO(data))))

    assert benchmark(read) == 60_000
    assert benchmark.stats is not None
    assert benchmark.stats.stats.min < 2


@pytest.mark.benchmark(min_rounds=1, max_time=1)
def test_a_hundred_thousand_packets_take_less_than_three_seconds(
    benchmark: BenchmarkFixture,
) -> None:
    head = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    data = head + b"".join(_packet(number) for number in range(100_000))

    def read() -> int:
        return sum(len(each.seen) for each in observe(Source("f", stream=io.BytesIO(data))))

    assert benchmark(read) == 50_000
    assert benchmark.stats is not None
    assert benchmark.stats.stats.max < 3


def _packet(number: int) -> bytes:
    """Return a header of HTTP from a new host, or 1,000 bytes of a stream."""
    text = b"HTTP/1.1 200 OK\r\nServer: DNVRS-Webs\r\n\r\n" if number % 2 else b"\0" * 1_000
    address = struct.pack(">I", 0x0A000000 + number)
    tcp = struct.pack(">HHIIBBHHH", 80, 5000, 0, 0, 0x50, 0, 0, 0, 0) + text
    size = 20 + len(tcp)
    body = struct.pack(">BBHHHBBH4s4s", 0x45, 0, size, 0, 0, 64, 6, 0, address, address)
    frame = b"\xff" * 12 + b"\x08\x00" + body + tcp
    return struct.pack("<IIII", 0, 0, len(frame), len(frame)) + frame
