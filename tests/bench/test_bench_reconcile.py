"""Reconciliation over HTTP: queries a second, asked in batches of a hundred."""

import http.client
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from random import Random
from urllib.parse import urlencode

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from countersight.catalogue import load
from countersight.wiring.office import open_desk
from serving import served

pytestmark = pytest.mark.enable_socket
BATCH, BATCHES, ROUNDS = 100, 20, 5
SHARES = {"a file of payments": 0.02, "a list of makers": 1.0}
"""How many of the names are of the catalogue."""
FIRST = ("north", "river", "stone", "bright", "harbour", "mill", "oak", "summit", "crest")
TRADES = ("Services", "Trading", "Security", "Cleaning", "Catering", "Foods", "Networks")
FORMS = ["Ltd", "Limited", "LLC", "GmbH", "Inc", "PLC", ""]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Ask = Callable[[str], bytes]


@pytest.fixture
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Send a form to a server of this process, over one connection that is kept."""
    with served(open_desk(tmp_path_factory.mktemp("asked") / "office")) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)

        def asking(form: str) -> bytes:
            connection.request("POST", "/reconcile", form, FORM)
            return connection.getresponse().read()

        asking(urlencode({"queries": "{}"}))
        yield asking
        connection.close()


def forms(random: Random, share: float) -> list[str]:
    """Return batches of names, no two of which are alike but by chance."""
    vendors = load().vendors.values()
    known = [name.text for vendor in vendors for name in vendor.names]

    def name() -> str:
        if random.random() < share:
            return f"{random.choice(known)} {random.randrange(10_000)}"
        words = (
            random.choice(FIRST).title() + random.choice(FIRST),
            str(random.randrange(999)),
        )
        return " ".join((*words, random.choice(TRADES), random.choice(FORMS))).strip()

    def batch() -> str:
        said = [{"pid": "country", "v": "GB"}]
        queries = {f"q{n}": {"query": name(), "properties": said} for n in range(BATCH)}
        return urlencode({"queries": json.dumps(queries)})

    return [batch() for _ in range(BATCHES)]


def seconds(ask: Ask, asked: Sequence[str]) -> float:
    """Return the seconds of the processor, server and client together."""
    start = time.process_time()
    for form in asked:
        ask(form)
    return time.process_time() - start


@pytest.mark.parametrize("of", SHARES)
def test_queries_a_second(benchmark: BenchmarkFixture, ask: Ask, of: str) -> None:
    random = Random(17)
    seconds(ask, forms(random, SHARES[of]))
    taken = [seconds(ask, forms(random, SHARES[of])) for _ in range(ROUNDS)]
    each = statistics.median(taken) / (BATCH * BATCHES)
    benchmark.extra_info["queries a second of the processor"] = round(1 / each)
    benchmark.pedantic(seconds, (ask, forms(random, SHARES[of])), rounds=1)  # type: ignore[no-untyped-call]
    assert each < 0.01
