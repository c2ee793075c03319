"""How fast a case is: its log of a million entries, and ten thousand documents in and out.

The sizes are what the goals name; ``COUNTERSIGHT_BENCH_SCALE`` divides them on a small machine,
and what was run is printed with each figure.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from reportlab.pdfgen.canvas import Canvas

from countersight.model.capture import Receipt
from countersight.model.event import Event, EventKind
from countersight.model.proof import Flaw
from countersight.preserve.adding import Adder
from countersight.preserve.checking import check
from countersight.preserve.log.tree import includes, leaf_hash, prove_inclusion, root
from countersight.preserve.parsing import Parsers
from countersight.publish.bag import About, Export, export, verify
from countersight.stores.case import Workspace, create_workspace

SCALE = int(os.environ.get("COUNTERSIGHT_BENCH_SCALE", "1"))  # noqa: TID251 - a test may
ENTRIES = 1_000_000 // SCALE
COMMAND = 1_000
DOCUMENTS = 10_000 // SCALE
PAGES = 10
NOON = "2026-11-24T12:00:00Z"
ORIGIN = "example.org/case/1"


class Noon:
    """A watch that stands still."""

    def now(self) -> str:
        return NOON


def passages(first: int, count: int) -> list[Event]:
    return [
        Event(
            EventKind.CITE,
            NOON,
            "Registry",
            {
                "type": "passage",
                "rendition": f"{number:064x}",
                "start": number,
                "end": number + 45,
                "exact": "operational matters are not within our remit",
            },
        )
        for number in range(first, first + count)
    ]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, float]]:
    case = create_workspace(tmp_path_factory.mktemp("large") / "case", origin=ORIGIN)
    start = time.perf_counter()
    for first in range(0, ENTRIES, COMMAND):
        case.log.append(passages(first, COMMAND))
    yield case, time.perf_counter() - start
    case.close()


@pytest.fixture
def tell(
    benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]
) -> Callable[[str, object], None]:
    """Return what prints a figure and keeps it with the benchmark."""

    def told(name: str, figure: object) -> None:
        benchmark.extra_info[name] = figure
        with capsys.disabled():
            sys.stdout.write(f"\n{name}: {figure}")

    return told


def measured(benchmark: BenchmarkFixture, work: Callable[[], object], rounds: int) -> float:
    """Return the median of the seconds that *work* takes."""
    benchmark.pedantic(work, rounds=rounds)  # type: ignore[no-untyped-call]
    assert benchmark.stats is not None
    return float(benchmark.stats.stats.median)


Tell = Callable[[str, object], None]


def test_bench_log_appends_in_batches_of_one_command(
    benchmark: BenchmarkFixture, large: tuple[Workspace, float], tell: Tell
) -> None:
    case, seconds = large
    batch = passages(0, COMMAND)
    measured(benchmark, lambda: case.log.append(batch), 20)
    tell("entries", ENTRIES)
    tell("appends a second, in commands of 1,000", round(ENTRIES / seconds))
    assert ENTRIES / seconds > 5_000


def test_bench_log_single_appends(
    benchmark: BenchmarkFixture, large: tuple[Workspace, float], tell: Tell
) -> None:
    one = passages(0, 1)
    seconds = measured(benchmark, lambda: large[0].log.append(one), 200)
    tell("single appends a second", round(1 / seconds))


def test_bench_log_inclusion_proof(
    benchmark: BenchmarkFixture, large: tuple[Workspace, float], tell: Tell
) -> None:
    log = large[0].log
    size = log.size()
    places = cycle(range(0, size, 997))
    seconds = measured(
        benchmark, lambda: prove_inclusion(next(places), size, log.hashes), 1_000
    )
    ((line, _),) = log.lines(size // 2, size // 2 + 1)
    proof = prove_inclusion(size // 2, size, log.hashes)
    assert includes(proof, leaf_hash(line.encode()), root(size, log.hashes))
    tell("milliseconds for an inclusion proof", round(1000 * seconds, 3))
    assert seconds < 0.001


def test_bench_log_full_verification(
    benchmark: BenchmarkFixture, large: tuple[Workspace, float], tell: Tell
) -> None:
    case, _ = large
    case.checkpoint()
    flaws: list[Flaw] = []
    start = time.process_time()
    seconds = measured(benchmark, lambda: flaws.extend(check(case)), 1)
    busy = time.process_time() - start
    assert flaws == []
    tell("seconds to verify the log", round(seconds, 1))
    tell("of the processor", round(busy, 1))
    assert busy < 60


def document(number: int) -> bytes:
    """Return a PDF of ten pages with words of its own."""
    canvas = Canvas("never written", pagesize=(595, 842), invariant=1)
    for page in range(PAGES):
        for line in range(40):
            canvas.drawString(
                72, 770 - 16 * line, f"Document {number}, page {page}, line {line}."
            )
        canvas.showPage()
    return bytes(canvas.getpdfdata())


def test_bench_documents_added_and_exported(
    benchmark: BenchmarkFixture, tmp_path: Path, tell: Tell
) -> None:
    case = create_workspace(tmp_path / "case", origin=ORIGIN)
    made = [document(number) for number in range(20)]

    def documents() -> Iterator[tuple[bytes, Receipt]]:
        for number in range(DOCUMENTS):
            # A trailing comment makes each file another one, without typesetting it anew.
            yield made[number % 20] + b"\n%% %d" % number, Receipt(f"{number}.pdf", "file")

    def added() -> int:
        with Parsers() as parsers:
            adder = Adder(case, parsers, Noon(), "Registry")
            return sum(len(one.renditions) == 2 for one in adder.add(documents()))

    adding = measured(benchmark, added, 1)
    assert case.log.size() == 3 * DOCUMENTS
    start = time.perf_counter()
    export(case, tmp_path / "bag", Export(About("Case"), "Registry"), watch=Noon())
    exported = time.perf_counter()
    assert verify(tmp_path / "bag").holds
    verified = time.perf_counter()
    tell("documents", DOCUMENTS)
    tell("documents added a second", round(DOCUMENTS / adding, 1))
    tell("documents exported a second", round(DOCUMENTS / (exported - start), 1))
    tell("documents verified a second", round(DOCUMENTS / (verified - exported), 1))
    tell("MiB at most", round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    case.close()
