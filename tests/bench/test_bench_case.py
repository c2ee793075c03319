"""How fast a case is: its log of a million entries, and ten thousand documents in and out.

The sizes are what the goals name; ``COUNTERSIGHT_BENCH_SCALE`` divides them on a small machine,
and what was run is printed with each figure.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from countersight.model.event import Event, EventKind
from countersight.model.proof import Flaw
from countersight.preserve.checking import check
from countersight.preserve.log.tree import includes, leaf_hash, prove_inclusion, root
from countersight.publish.bag import verify
from countersight.stores.case import Workspace, create_workspace

SCALE = int(os.environ.get("COUNTERSIGHT_BENCH_SCALE", "1"))  # noqa: TID251 - a test may
ENTRIES = 1_000_000 // SCALE
COMMAND = 1_000
DOCUMENTS = 10_000 // SCALE
PAGES = 10
NOON = "2026-11-24T12:00:00Z"
ORIGIN = "example.org/case/1"


def passages(first: int, count: int) -> list[Event]:
    """Return events that tell of passages, as `case cite` does."""
    return [
        Event(
            EventKind.CITE,
            NOON,
            "Registry",
            {
                "type": "entry",
                "entry": "passage",
                "keys": {
                    "id": f"p.{number}",
                    "document": f"letter-{number % 1_000}",
                    "words": "operational matters are not within our remit",
                    "start": number,
                    "rendition": f"{number:064x}",
                },
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
    """Return a PDF of ten pages of 40 lines, with words of its own."""
    bodies = [
        "BT /F1 11 Tf 72 770 Td 16 TL\n"
        + "".join(
            f"(Document {number}, page {page}, line {line} of what the board operates.) Tj T*\n"
            for line in range(40)
        )
        + "ET"
        for page in range(PAGES)
    ]
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(PAGES))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {PAGES}/Kids[{kids}]/MediaBox[0 0 595 842]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for page, body in enumerate(bodies):
        resources = "/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R{resources}/Contents {5 + 2 * page} 0 R>>")
        objects.append(f"<</Length {len(body)}>>stream\n{body}\nendstream")
    data, places = b"%PDF-1.4\n", []
    for at, each in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{at} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>"
    return data + f"{tail}\nstartxref\n{len(data)}\n%%EOF\n".encode()


class Command(NamedTuple):
    """What a command took."""

    seconds: float
    busy: float
    """Seconds of the processor, with those of the processes that read documents."""
    mebibytes: int
    """The most that the command itself took."""


_CODE = """
import atexit, pathlib

def tell():
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    most = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
    pathlib.Path({path!r}).write_text(most)

atexit.register(tell)
from countersight.cli import main; main()
"""
"""Runs a command, and writes the most memory that it took; what ``wait`` tells of a child holds
what its parent had."""


def commanded(*words: str) -> Command:
    """Run a command in a process of its own."""
    used_most = Path(tempfile.mkstemp()[1])
    code = _CODE.format(path=str(used_most))
    begun = time.perf_counter()
    environment = {**os.environ, "COUNTERSIGHT_BY": "Registry"}  # noqa: TID251 - a test may
    arguments = [sys.executable, "-c", code, *words]
    with Path(os.devnull).open("wb") as nowhere:
        process = subprocess.Popen(arguments, env=environment, stdout=nowhere)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, words[:3]
    seconds = time.perf_counter() - begun
    kibibytes = int(used_most.read_text().split()[0])
    used_most.unlink()
    return Command(seconds, used.ru_utime + used.ru_stime, kibibytes // 1024)


def test_bench_documents_added_and_exported(
    benchmark: BenchmarkFixture, tmp_path: Path, tell: Tell
) -> None:
    folder, bag = tmp_path / "case", tmp_path / "bag"
    commanded("case", "new", str(folder), "--title", "A case")
    (tmp_path / "in").mkdir()
    paths = [tmp_path / "in" / f"{number:05}.pdf" for number in range(DOCUMENTS + 1)]
    for number, path in enumerate(paths):
        path.write_bytes(document(number))
    here, files = ("--case", str(folder)), [str(path) for path in paths[:-1]]
    done: dict[str, Command] = {}

    def added() -> None:
        done["added"] = commanded("case", "add", *files, *here)

    measured(benchmark, added, 1)
    done["added, one more"] = commanded("case", "add", str(paths[-1]), *here)
    done["exported"] = commanded("case", "export", str(bag), *here)
    done["verified"] = commanded("verify", str(bag))
    done["taken in"] = commanded("case", "import", str(bag), str(tmp_path / "other"))
    done["checked"] = commanded("case", "check", *here)
    done["shown"] = commanded("case", "show", "--output", str(tmp_path / "case.txt"), *here)
    tell("documents", DOCUMENTS)
    for what, took in done.items():
        tell(f"{what}, seconds", round(took.seconds, 1))
        tell(f"{what}, of the processor", round(took.busy, 1))
        if what not in {"added, one more", "shown"}:
            tell(f"{what}, documents a second", round(DOCUMENTS / took.seconds, 1))
        tell(f"{what}, MiB at most", took.mebibytes)
    report = verify(bag)
    assert report.holds
    assert report.size == 4 * (DOCUMENTS + 1) + 2, "naming, four of each document, the export"
