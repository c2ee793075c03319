"""A million names: recall against cost, the index, and the speed beside plain polars.

Every stage runs in a process of its own, the baseline before and after what is set against it.
Seconds are those of the processor, all threads together, unless they are called wall: other
work on the machine makes a wall time mean little.

The baseline is what a plain program does with the same file: polars scans the CSV and folds
the names by column expressions (NFKC, lower case, no signs, single spaces, no legal form at the
end).
"""

import argparse
import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from random import Random

from bench.names import stages
from bench.names.load import Spec, add_options, digest, fillers, made, pool_of, spec_of
from bench.names.report import surroundings, table
from bench.names.sources import OUT, ROOT, Split, realdata

NAMES = 1_000_000
BUDGETS = (500, 1_000, 2_000, 4_000, 6_000, 10_000, 20_000, 40_000)


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure must not pass: the goal that was set, and where the benchmark fails."""

    goal: float
    fails: float


BOUNDS = {
    50_000: Bound(6, 30),
    1_000_000: Bound(20, 150),
}
"""Entries -> times the baseline."""
LEAST_RECALL = {50_000: 0.99, 100_000: 0.995, 1_000_000: 0.98}
MOST = {"made": 10.0, "opened_ms": 10.0, "mb": 400.0}
"""Of the index of a million names: seconds, milliseconds, megabytes."""
MOST_MEMORY = 2_500.0
"""Megabytes of the process that asks a million names."""
MOST_COLD = 1.0


def names_file(spec: Spec) -> Path:
    """Return a file of a million distinct names; made if it is not there.

    The load's own queries stand in it, half of them listed; the others are real names of
    another split, and names put together from their halves. Few are listed, as in a real file.
    """
    path = OUT / "names" / f"{spec.split}-{spec.seed}-{spec.entries}.csv"
    if path.is_file():
        return path
    random = Random(f"names {spec.seed}")
    other = Split.TRAIN if spec.split is not Split.TRAIN else Split.TEST
    entries = list(chain(*pool_of(other, realdata())))
    entries += fillers(entries, NAMES - len(entries), random)
    random.shuffle(entries)
    with (made(spec) / "queries.csv").open(encoding="utf-8", newline="") as file:
        asked = [(row["name"], row["country"]) for row in csv.DictReader(file)]
    rows = dict([*asked, *((e.name, e.country) for e in entries)][: NAMES + len(asked)])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "name", "country"))
        for number, (name, country) in enumerate(list(rows.items())[:NAMES]):
            writer.writerow((f"n{number}", name, country))
    return path


def stage(name: str, *arguments: object, **environment: object) -> dict[str, float]:
    """Run one stage in a process of its own and return what it measured."""
    told = {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", **environment}
    call = [sys.executable, "-m", stages.__name__, name, *map(str, arguments)]
    done = subprocess.run(
        ["env", *(f"{key}={value}" for key, value in told.items()), *call],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr.strip()[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    print(name, *arguments, found, flush=True)
    return found


def curve(spec: Spec, wrong: list[str]) -> None:
    """Print recall against cost, and what the settings for that size give."""
    folder = made(spec)
    found = stage("curve", folder, *BUDGETS)
    rows = [
        (
            budget,
            *(f"{found[f'{budget}.{k}']:.4f}" for k in ("at1", "at10")),
            f"{found[f'{budget}.us']:.0f}",
        )
        for budget in (*map(str, BUDGETS), "as set")
    ]
    print(table(("postings", "R@1", "R@10", "us a query"), rows))
    least = LEAST_RECALL.get(spec.entries, 0.0)
    if found["as set.at10"] < least:
        wrong.append(f"recall at 10 is {found['as set.at10']:.4f}, less than {least}")


def speed(spec: Spec, wrong: list[str]) -> None:
    """Print what a million names cost against a list where hits are told."""
    _timed(spec, wrong, "hits")


def every(spec: Spec, wrong: list[str]) -> None:
    """Print what they cost where ten candidates of each are told, whatever their state."""
    _timed(spec, wrong, "all")


def _timed(spec: Spec, wrong: list[str], told: str) -> None:
    """Print what a million names cost against a list, and against plain polars."""
    names, entries = names_file(spec), made(spec) / "entries.csv"
    index = OUT / "names" / f"{spec.split}-{spec.seed}-{spec.entries}.index"
    index.unlink(missing_ok=True)
    stage("warm", entries)
    before = stage("baseline", names)
    ready = stage("index", entries, index)
    asked = stage("ask", entries, names, index, told)
    after = stage("baseline", names)
    plain = (before["cpu"] + after["cpu"]) / 2
    times = asked["cpu"] / plain
    bound = BOUNDS.get(spec.entries, Bound(0, float("inf")))
    rows = [
        ("polars reads and normalises", f"{plain:.2f}", "1"),
        ("making the index", f"{ready['made']:.2f}", f"{ready['made'] / plain:.1f}"),
        (
            f"asking for {told}, reading and folding included",
            f"{asked['cpu']:.1f}",
            f"{times:.1f}",
        ),
        ("  of it reading and folding", f"{asked['fold']:.1f}", f"{asked['fold'] / plain:.1f}"),
        ("goal", "", f"{bound.goal:g}"),
    ]
    print(table(("1,000,000 names", "CPU s", "times polars"), rows))
    if told == "hits" and times > bound.fails:
        wrong.append(f"{times:.1f} times polars, more than {bound.fails:g}")
    if asked["memory_mb"] > MOST_MEMORY:
        wrong.append(f"{asked['memory_mb']:.0f} MB, more than {MOST_MEMORY:.0f}")
    if spec.entries == NAMES:
        wrong += [
            f"the index: {what} {ready[what]:.1f}, more than {most}"
            for what, most in MOST.items()
            if ready[what] > most
        ]


def cold(spec: Spec, wrong: list[str]) -> None:
    """Print what ten rows take against a kept index, in processes that never compiled."""
    entries = made(spec) / "entries.csv"
    index, queries = OUT / "names" / "cold.index", OUT / "names" / "ten.csv"
    index.parent.mkdir(parents=True, exist_ok=True)
    index.unlink(missing_ok=True)
    stage("index", entries, index)
    lines = (made(spec) / "queries.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    queries.write_text("".join(lines[:11]), encoding="utf-8")
    nowhere = OUT / "names" / "never compiled"
    walls = [
        stage("cold", entries, queries, index, NUMBA_CACHE_DIR=nowhere)["wall"]
        for _ in range(3)
    ]
    print(f"ten rows, never compiled: {min(walls):.2f} to {max(walls):.2f} s wall")
    if min(walls) > MOST_COLD:
        wrong.append(f"ten rows take {min(walls):.2f} s, more than {MOST_COLD}")


MEASURES = {"curve": curve, "speed": speed, "every": every, "cold": cold}


def main(arguments: Sequence[str]) -> None:
    """Run measures on a load; end with what is wrong where a bound is passed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.names scale",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser)
    parser.add_argument("--measures", nargs="+", choices=MEASURES, default=list(MEASURES))
    told = parser.parse_args(arguments)
    spec = spec_of(told)
    if told.measures == ["cold"]:
        spec = replace(spec, entries=50_000)
    print(surroundings(), spec, f"load {digest(made(spec))}", sep="\n")
    wrong: list[str] = []
    for name in told.measures:
        MEASURES[name](spec, wrong)
    if wrong:
        sys.exit("; ".join(wrong))
