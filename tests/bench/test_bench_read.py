"""Memory of reading does not grow with rows; speed against polars (`make bench`)."""

import csv
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from countersight.read import Source, read

FEW, MANY = 50_000, 500_000
MOST_GROWTH = 1.25
"""How many times the peak of FEW rows the peak of MANY may be."""
SLOWEST = {"csv": 10.0, "jsonl": 40.0}
"""How many times as long as polars, which keeps no origin and finds no fault."""
TITLES = ("Payee", "Payment date", "Amount (GBP)", "Purpose", "Transaction number")
CHILD = """
import sys
from pathlib import Path
from countersight.read import Source, read
rows = sum(batch.rows for batch in read(Source.at(Path(sys.argv[1]))))
status = Path("/proc/self/status").read_text()
peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
print(rows, peak.split()[1])
"""
"""Reads a file to its end; prints its rows and the peak of its resident memory in KiB."""

Writer = Callable[[Path, int], None]


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield payments: a twentieth of the payees are new, as in a real register."""
    for number in range(count):
        day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        payee = f"Fictional Supplier {number // 20} Ltd"
        purpose = "Repairs, upkeep and servicing"
        yield payee, day, f"{number % 9000}.50", purpose, f"T{number:09}"


def write_csv(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(TITLES)
        writer.writerows(rows(count))


def write_lines(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for row in rows(count):
            stream.write(json.dumps(dict(zip(TITLES, row, strict=True))) + "\n")


WRITERS: dict[str, Writer] = {"csv": write_csv, "jsonl": write_lines}


def peak(path: Path, count: int) -> int:
    """Return the peak memory in KiB of a process that reads *path*."""
    command = [sys.executable, "-c", CHILD, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    read_rows, most = map(int, done.stdout.split())
    assert read_rows == count
    return most


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
@pytest.mark.parametrize("format_", WRITERS)
def test_memory_does_not_grow_with_the_number_of_rows(
    format_: str, tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    WRITERS[format_](small, FEW)
    WRITERS[format_](large, MANY)
    before = peak(small, FEW)
    after = benchmark.pedantic(peak, args=(large, MANY), rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info |= {"few_kib": before, "many_kib": after, "ratio": after / before}
    assert after <= before * MOST_GROWTH, f"{before} KiB, then {after} KiB"


THEIRS: dict[str, Callable[[Path], pl.DataFrame]] = {
    "csv": lambda path: pl.read_csv(path, infer_schema=False),
    "jsonl": pl.read_ndjson,
}


def read_with_polars(path: Path, format_: str) -> int:
    """Read a file as polars does, names normalised in the plainest way."""
    names = (
        THEIRS[format_](path)["Payee"]
        .str.normalize("NFKD")
        .str.to_lowercase()
        .str.strip_chars()
    )
    return len(names)


def timed(run: Callable[[], int]) -> float:
    """Return how many seconds *run* takes."""
    begun = time.perf_counter()
    assert run() == MANY
    return time.perf_counter() - begun


def read_with_ours(path: Path) -> int:
    return sum(batch.rows for batch in read(Source.at(path)))


@pytest.mark.parametrize("format_", WRITERS)
def test_reading_takes_a_bounded_multiple_of_polars(
    format_: str, tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    path = tmp_path / "payments"
    WRITERS[format_](path, MANY)
    theirs = min(timed(lambda: read_with_polars(path, format_)) for _ in range(3))
    found = benchmark.pedantic(  # type: ignore[no-untyped-call]
        read_with_ours, args=(path,), rounds=3, warmup_rounds=1
    )
    assert found == MANY
    assert benchmark.stats is not None
    ours = benchmark.stats.stats.min
    benchmark.extra_info |= {"polars_s": theirs, "ours_s": ours, "ratio": ours / theirs}
    assert ours <= theirs * SLOWEST[format_]
