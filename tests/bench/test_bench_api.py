"""How many questions a program gets answered over HTTP (`make bench`).

`countersight serve` is a process of its own, and one program asks it over one connection. The
bound is low: it is met on a machine that does other work too.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import cast

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from pytest_benchmark.stats import Metadata

from camera_facts import CAMERA
from countersight.work.office.enquiries import MOST_NAMES, MOST_SITUATIONS

pytestmark = pytest.mark.enable_socket
ROUNDS = 200
LEAST_A_SECOND = 20
MADE = (
    "Hikvision UK {n} Ltd",
    "Acme Bakery {n} Ltd",
    "Dahau Technology {n}",
    "Northgate {n} Holdings",
)
Ask = Callable[[str, object], int]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Ask a served office, and return the bytes of the answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    folder: Path = tmp_path_factory.mktemp("served") / "office"
    code = "from countersight.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--workspace", str(folder)]
    known = dict(os.environ)  # noqa: TID251 - a process of its own
    served = subprocess.Popen([*command, "--port", str(port)], env=known)
    connection = answering(port)

    def asked(path: str, body: object) -> int:
        headers = {"Content-Type": "application/json"}
        connection.request("POST", f"/api/v1{path}", json.dumps(body), headers)
        answer = connection.getresponse()
        told = answer.read()
        assert answer.status == 200, told[:500]
        return len(told)

    yield asked
    connection.close()
    served.terminate()
    served.wait(20)


def answering(port: int) -> HTTPConnection:
    end = time.monotonic() + 60
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/api/v1/runs")
            connection.getresponse().read()
        except ConnectionError:
            assert time.monotonic() < end
            time.sleep(0.05)
        else:
            return connection


def names(first: int, many: int) -> dict[str, object]:
    """Return names of which none was asked before; two in four are near the catalogue."""
    told = (MADE[number % len(MADE)].format(n=number) for number in range(first, first + many))
    return {"names": [{"name": name} for name in told]}


def situations(first: int, many: int) -> dict[str, object]:
    days = (f"202{number % 7}-0{number % 9 + 1}-15" for number in range(first, first + many))
    return {"situations": [{**CAMERA, "date": day} for day in days]}


@pytest.mark.parametrize("many", [1, MOST_NAMES])
def test_names_are_matched_over_http(benchmark: BenchmarkFixture, ask: Ask, many: int) -> None:
    rounds = ROUNDS if many == 1 else 5
    at = iter(range(many * 1_000_000, many * 2_000_000, many))
    ask("/match", names(0, many))
    benchmark.pedantic(  # type: ignore[no-untyped-call]
        lambda: ask("/match", names(next(at), many)), rounds=rounds, iterations=1
    )
    report(benchmark, many)


@pytest.mark.parametrize("many", [1, MOST_SITUATIONS])
def test_facts_are_decided_over_http(benchmark: BenchmarkFixture, ask: Ask, many: int) -> None:
    rounds = ROUNDS if many == 1 else 20
    at = iter(range(many * 1_000_000))
    ask("/decide", situations(0, many))
    benchmark.pedantic(  # type: ignore[no-untyped-call]
        lambda: ask("/decide", situations(next(at), many)), rounds=rounds, iterations=1
    )
    report(benchmark, many)


def report(benchmark: BenchmarkFixture, many: int) -> None:
    stats = cast("Metadata", benchmark.stats).stats
    a_second = many / stats.median
    benchmark.extra_info["a second"] = round(a_second, 1)
    assert a_second > LEAST_A_SECOND
