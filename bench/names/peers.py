"""Run Countersight and its peers on one load, each in a process of its own; print one table.

The peers stand in an environment of their own, so that no dependency of theirs is mixed with
the project's:

    python -m venv build/bench/peers
    build/bench/peers/bin/pip install '.[bench]'

(nomenklatura builds PyICU, which wants the system's ICU headers and pkg-config.) Times are from
rows in memory to candidates in memory: reading files, starting and importing are left out,
building an index or a model is not. Countersight runs twice, and the second time counts, when
what it compiles has been kept on disk.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.names import ours
from bench.names.answers import Truth, answers, read_candidates, read_truth
from bench.names.load import add_options, digest, made, spec_of
from bench.names.report import HEAD, LEGEND, Measured, kinds, row, surroundings, table
from bench.names.sources import OUT, ROOT
from bench.names.systems.run import PEERS

PYTHON = OUT / "peers" / "bin" / "python"
OURS = "countersight"


def run(system: str, folder: Path, python: Path, *, limit: int) -> Measured | str:
    """Return what a system answered and what it took; a text says why there is nothing."""
    truths = read_truth(folder)
    out = folder / f"found-{system}.csv"
    files = [str(folder / "entries.csv"), str(folder / "queries.csv"), str(out), str(limit)]
    if system == OURS:
        command = [sys.executable, "-m", ours.__name__, *files]
        first = _report(command)
        print(f"{OURS}, first run: {first.get('wall', 'none')} s", flush=True)
    else:
        command = [str(python), "-m", "bench.names.systems.run", system, *files]
    return _measured(system, _report(command), truths, out)


def _report(command: Sequence[str]) -> dict[str, object]:
    path = f"{ROOT}:{ROOT / 'src'}"
    done = subprocess.run(
        ["env", f"PYTHONPATH={path}", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {
            "skipped": "failed: " + (done.stderr.strip().splitlines() or ["no message"])[-1]
        }
    found: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _measured(
    system: str, report: dict[str, object], truths: Sequence[Truth], out: Path
) -> Measured | str:
    if "skipped" in report:
        return f"{system}: {report['skipped']}"
    wall, cpu, memory = (float(str(report[name])) for name in ("wall", "cpu", "memory_mb"))
    print(f"{system}: {wall:.2f} s; {report['versions']}", flush=True)
    return Measured(system, answers(truths, read_candidates(out)), wall, cpu, memory)


def main(arguments: Sequence[str]) -> None:
    """Run the systems on a load and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.names peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser)
    names = (OURS, *PEERS)
    parser.add_argument("--systems", nargs="+", choices=names, default=list(names))
    parser.add_argument("--python", type=Path, default=PYTHON, help="of the peers' environment")
    parser.add_argument("--limit", type=int, default=10)
    parser.add_argument("--kinds", action="store_true", help="print a table by kind as well")
    told = parser.parse_args(arguments)
    spec = spec_of(told)
    folder = made(spec)
    print(surroundings(), spec, f"load {digest(folder)}", sep="\n")
    results = [run(system, folder, told.python, limit=told.limit) for system in told.systems]
    done = [result for result in results if isinstance(result, Measured)]
    print(*(result for result in results if isinstance(result, str)), sep="\n")
    if done:
        print(table(HEAD, [row(system, done[0].wall) for system in done]), LEGEND, sep="\n")
    if done and told.kinds:
        print(kinds(done, read_truth(folder)))
