"""How fast banners meet the catalogue, and how fast scans, captures and lists are read.

Seconds are those of the processor, so that other work on the machine does not count.
"""

import io
import random
import struct
import time
from collections.abc import Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from countersight.catalogue import load, load_devices
from countersight.match.signatures import SignatureBook
from countersight.match.signatures.finding import MakesFinder, one_by_one
from countersight.match.signatures.linear import in_one_pass
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


def banners(count: int = BANNERS) -> list[tuple[str, str]]:
    """Return banners of which a third is new, and the rest was met before."""
    chance = random.Random(1)
    examples = [
        (kind, value)
        for each in load_devices(load().vendors).signatures
        for kind in each.kinds
        for value in (*each.match, *each.no_match)
    ]
    made: list[tuple[str, str]] = []
    for number in range(count):
        kind, value = chance.choice(examples)
        if number % 3 == 0:
            made.append((chance.choice(KINDS), f"{value} build {number}"))
        else:
            made.append((kind, value))
    return made


@pytest.mark.benchmark(min_rounds=1, max_time=1, timer=time.process_time)
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


@pytest.mark.parametrize("finder", [one_by_one, in_one_pass], ids=lambda each: each.__name__)
@pytest.mark.benchmark(min_rounds=5, max_time=3, timer=time.process_time)
def test_a_hundred_thousand_banners_that_were_never_met(
    benchmark: BenchmarkFixture, finder: MakesFinder
) -> None:
    signatures = load_devices(load().vendors).signatures
    told = [
        (kind, f"{value} {number}") for number, (kind, value) in enumerate(banners(100_000))
    ]

    def meet() -> int:
        book = SignatureBook(signatures, finder=finder)
        return sum(bool(book.of(kind, value)) for kind, value in told)

    assert benchmark(meet) > 10_000


@pytest.mark.benchmark(min_rounds=1, max_time=1, timer=time.process_time)
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


@pytest.mark.benchmark(min_rounds=1, max_time=1, timer=time.process_time)
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


class Lazy(io.RawIOBase):
    """A stream that makes its bytes as they are asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if not self._held:
            self._held = next(self._pieces, b"")
        found, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(found)] = found
        return len(found)


def component_lists(form: str) -> Iterator[bytes]:
    """Yield a list of a million libraries and one device."""
    json = form == "JSON"
    yield (
        b'{"bomFormat": "CycloneDX", "components": ['
        if json
        else (b'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>')
    )
    one = (
        b'{"type": "library", "name": "l"},'
        if json
        else (b'<component type="library"><name>l</name></component>')
    )
    for _ in range(1_000):
        yield one * 1_000
    yield (
        b'{"type": "device", "name": "DS-1"}]}'
        if json
        else (b'<component type="device"><name>DS-1</name></component></components></bom>')
    )


@pytest.mark.parametrize("form", ["JSON", "XML"])
@pytest.mark.benchmark(min_rounds=1, max_time=1, timer=time.process_time)
def test_a_list_of_a_million_components_takes_less_than_half_a_minute(
    benchmark: BenchmarkFixture, form: str
) -> None:
    def read() -> int:
        source = Source("f", stream=io.BufferedReader(Lazy(component_lists(form))))
        return sum(len(each.seen) for each in observe(source))

    assert benchmark(read) == 1
    assert benchmark.stats is not None
    assert benchmark.stats.stats.max < 30
