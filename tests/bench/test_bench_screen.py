"""Screening as a whole process, against peers run in turn with it: ratios, no seconds."""

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

PAYMENTS = "procurement/trafford-supplier-spend-2025-26.zip"
ROUNDS = 5
POLARS = """
import sys, zipfile
import polars as pl
with zipfile.ZipFile(sys.argv[1]) as archive:
    for name in archive.namelist():
        table = pl.read_csv(archive.read(name), infer_schema=False, encoding="utf8-lossy")
        names = table["BeneficiaryName"].str.normalize("NFKC").str.to_lowercase()
        names.str.replace_all(r"[^\\w]+", " ").str.strip_chars().n_unique()
"""
SCREEN = "from countersight.cli.app import run; import sys; sys.exit(run(sys.argv[1:]))"


def seconds(call: Sequence[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(call, capture_output=True, check=False)
    assert done.returncode in {0, 1}, done.stderr.decode()
    return time.perf_counter() - start


def ratio(ours: Sequence[str], peer: Sequence[str]) -> float:
    """Return the median of ours to the peer, run in turn after one round that warms."""
    pairs = [(seconds(ours), seconds(peer)) for _ in range(ROUNDS + 1)][1:]
    return statistics.median(mine / other for mine, other in pairs)


def test_payments_against_reading_and_normalising_with_polars(
    benchmark: BenchmarkFixture, realdata: Path
) -> None:
    path = str(realdata / PAYMENTS)
    ours = [sys.executable, "-c", SCREEN, "screen", path, "-p", "uk-council", "-q"]
    peer = [sys.executable, "-c", POLARS, path]
    found = ratio(ours, peer)
    benchmark.extra_info["ratio"] = round(found, 2)
    benchmark.pedantic(seconds, (ours,), rounds=1)  # type: ignore[no-untyped-call]
    assert found < 10


def test_help_against_importing_typer_and_rich(benchmark: BenchmarkFixture) -> None:
    ours = [sys.executable, "-c", SCREEN, "--help"]
    peer = [sys.executable, "-c", "import typer, rich"]
    found = ratio(ours, peer)
    benchmark.extra_info["ratio"] = round(found, 2)
    benchmark.pedantic(seconds, (ours,), rounds=1)  # type: ignore[no-untyped-call]
    assert found < 2


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_memory_does_not_grow_with_the_rows(
    benchmark: BenchmarkFixture, tmp_path: Path, form: str
) -> None:
    peaks = []
    for rows in (50_000, 500_000):
        path = tmp_path / f"{rows}.{form}"
        with path.open("w", encoding="utf-8") as out:
            if form == "csv":
                out.write("Supplier,Amount\n")
            for row in range(rows):
                name, amount = f"Supplier {row % 5_000} Ltd", row
                line = f"{name},{amount}\n"
                if form == "jsonl":
                    line = f'{{"Supplier": "{name}", "Amount": {amount}}}\n'
                out.write(line)
        peaks.append(peak([sys.executable, "-c", SCREEN, "screen", str(path), "-q"]))
    benchmark.extra_info["mib"] = [round(each / 1024) for each in peaks]
    benchmark.pedantic(lambda: None, rounds=1)  # type: ignore[no-untyped-call]
    assert peaks[1] < peaks[0] * 1.25


def peak(call: Sequence[str]) -> int:
    """Return the peak of resident memory of a process, in KiB."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *call], capture_output=True, text=True, check=True
    )
    return int(done.stdout)
