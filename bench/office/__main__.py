"""Fill an office, have people click in it, and hand a large file in while they do."""

import argparse
import csv
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.office import estate

HOST = "127.0.0.1"
CLICKS = Path(__file__).with_name("clicks.py")


@dataclass(frozen=True, slots=True)
class Clicked:
    """How soon pages came, in milliseconds."""

    name: str
    requests: int
    failed: int
    median: float
    p95: float
    most: float


@contextmanager
def served(folder: Path, port: int) -> Iterator[float]:
    """Serve an office, and give the seconds until it answered."""
    command = [sys.executable, "-m", "countersight", "serve"]
    begun = time.perf_counter()
    process = subprocess.Popen([*command, "--workspace", str(folder), "--port", str(port)])
    try:
        while not _answers(port):
            if process.poll() is not None:
                raise SystemExit("the server ended")
            time.sleep(0.01)
        yield time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as place:
        place.bind((HOST, 0))
        return int(place.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def hand_in(port: int, path: Path) -> int:
    """Have a file screened for a council; return the number of the run."""
    form = ["-F", f"file=@{path}", "-F", "profile=uk-council", "-F", "who=desk"]
    address = f"http://{HOST}:{port}/screen"
    told = subprocess.run(
        ["curl", "-sS", "-o", "/dev/null", "-w", "%{redirect_url}", *form, address],
        check=True,
        capture_output=True,
        text=True,
    )
    number = re.search(r"/runs/(\d+)$", told.stdout)
    if number is None:
        raise SystemExit(f"the file was not taken: {told.stdout}")
    return int(number[1])


def ended(port: int, run: int, patience: float) -> float:
    """Wait until a run ends, and return the seconds."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < patience:
        with urllib.request.urlopen(f"http://{HOST}:{port}/runs/{run}") as page:
            if b"data-refresh" not in page.read():
                return time.perf_counter() - begun
        time.sleep(0.5)
    raise SystemExit(f"run {run} did not end in {patience:.0f} seconds")


def clicked(port: int, users: int, seconds: int) -> list[Clicked]:
    """Have people click, and return how soon each kind of page came; the last is all."""
    with tempfile.TemporaryDirectory() as place:
        stem = str(Path(place) / "clicks")
        options = ["--headless", "--only-summary", "--loglevel", "ERROR", "--csv", stem]
        many = ["--users", str(users), "--spawn-rate", "5", "--run-time", f"{seconds}s"]
        host = ["--host", f"http://{HOST}:{port}", "--exit-code-on-error", "0"]
        subprocess.run(
            [sys.executable, "-m", "locust", "-f", str(CLICKS), *options, *many, *host],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with Path(f"{stem}_stats.csv").open(encoding="utf-8", newline="") as table:
            return [_row(row) for row in csv.DictReader(table)]


def _row(row: dict[str, str]) -> Clicked:
    numbers = (row["Median Response Time"], row["95%"], row["Max Response Time"])
    return Clicked(
        row["Name"], int(row["Request Count"]), int(row["Failure Count"]), *map(float, numbers)
    )


def told(title: str, rows: Sequence[Clicked]) -> None:
    """Print a table."""
    print(f"\n{title}\n\n| page | requests | failed | median ms | p95 ms | most ms |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        figures = f"{row.median:.0f} | {row.p95:.0f} | {row.most:.0f}"
        print(f"| {row.name} | {row.requests} | {row.failed} | {figures} |")


def main(arguments: Sequence[str]) -> int:
    """Measure, and print tables for the page of benchmarks."""
    parser = argparse.ArgumentParser(prog="python -m bench.office", description=__doc__)
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rows", type=int, default=1_000_000)
    asked = parser.parse_args(arguments)
    port = _free_port()
    with tempfile.TemporaryDirectory() as place:
        folder, large, huge = (Path(place) / name for name in ("office", "a.csv", "b.csv"))
        estate.write(large, asked.findings, listed=1.0, seed=1)
        estate.write(huge, asked.rows, listed=0.01, seed=2)
        with served(folder, port):
            run = hand_in(port, large)
            print(f"{asked.findings} findings kept in {ended(port, run, 3_600):.0f} s")
        with served(folder, port) as seconds:
            print(f"up in {seconds:.2f} s, with {asked.findings} findings")
            told(f"{asked.users} people", clicked(port, asked.users, asked.seconds))
            if asked.rows:
                begun = time.perf_counter()
                run = hand_in(port, huge)
                print(f"\n{asked.rows} rows handed in: {time.perf_counter() - begun:.1f} s")
                rows = clicked(port, asked.users, asked.seconds)
                told(f"{asked.users} people while {asked.rows} rows are screened", rows)
                ended(port, run, 3_600)
                print(f"screened after {time.perf_counter() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
