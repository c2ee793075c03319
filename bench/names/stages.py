"""One stage of `bench.names.scale`, in a process of its own: python -m bench.names.stages."""

import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import polars as pl

from countersight.match.asking import Reach, ask, reach_of
from countersight.match.reading import NameReader
from countersight.match.scoring import scale
from countersight.match.terms import terms
from countersight.normalise.tables import rows, spellings
from countersight.read.names import name_stretches, read_names
from countersight.stores import load_index
from countersight.stores.kernels import compiled
from countersight.wiring.names import name_matching
from countersight.work.naming import Asking

Measured = dict[str, float]


def cpu() -> float:
    """Return the seconds that this process has used of processors."""
    spent = os.times()
    return spent.user + spent.system


def memory() -> float:
    """Return the peak of resident memory in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def legal_ends() -> str:
    """Return a pattern of the legal forms of the project's own table, at the end of a name."""
    forms = {
        re.sub(r"[^a-z0-9]+", " ", spelling.lower()).strip()
        for *_, cell in rows("legal_forms.tsv")
        for spelling in spellings(cell)
        if spelling.isascii()
    }
    return "(?: (?:" + "|".join(sorted(forms, key=lambda form: (-len(form), form))) + "))+$"


def baseline(file: str) -> Measured:
    """Read and normalise as a plain program does, with polars alone."""
    folded = (
        pl.col("name")
        .str.normalize("NFKC")
        .str.to_lowercase()
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
        .str.replace(legal_ends(), "")
    )
    used, began = cpu(), time.perf_counter()
    table = pl.scan_csv(file, infer_schema=False).with_columns(folded).collect()
    assert table.height  # noqa: S101 - it is made
    return {"cpu": cpu() - used, "wall": time.perf_counter() - began}


def warm(entries: str) -> Measured:
    """Have the kernels compiled and kept."""
    few = read_names(Path(entries)).head(20_000)
    used = cpu()
    matching, asked = name_matching(few), few.head(6_000).select("id", "name")
    for hits in (False, True):
        matching.match(asked, Asking(hits=hits))
    NameReader(matching.listing.counts).read(few["name"], None, run=compiled())
    return {"cpu": cpu() - used}


def index(entries: str, file: str) -> Measured:
    """Make an index, keep it, and open it again."""
    listed, path = read_names(Path(entries)), Path(file)
    used, began = cpu(), time.perf_counter()
    name_matching(listed, path)
    made, wall = cpu() - used, time.perf_counter() - began
    key = json.loads(path.read_bytes()[16 : 16 + (1 << 12)].partition(b', "arrays"')[0] + b"}")
    began = time.perf_counter()
    load_index(path, key=key["key"])
    opened = time.perf_counter() - began
    size = path.stat().st_size / 1e6
    return {"made": made, "wall": wall, "opened_ms": opened * 1e3, "mb": size, "mem": memory()}


def ask_all(entries: str, names: str, file: str, told: str) -> Measured:
    """Ask a file of names in stretches, as the command does, and hold no answers.

    *told* is "hits" or "all".
    """
    asking = Asking(hits=told == "hits")
    used, began = cpu(), time.perf_counter()
    matching = name_matching(read_names(Path(entries)), Path(file))
    ready = cpu() - used
    queries = candidates = 0
    for stretch in name_stretches(Path(names)):
        queries += stretch.height
        candidates += matching.match(stretch, asking).height
    spent, wall, peak = cpu() - used, time.perf_counter() - began, memory()
    used, reader = cpu(), NameReader(matching.listing.counts)
    for stretch in name_stretches(Path(names)):
        reader.terms(stretch["name"], None, run=compiled())
    fold = cpu() - used
    return {
        "cpu": spent,
        "wall": wall,
        "memory_mb": peak,
        "ready": ready,
        "fold": fold,
        "queries": queries,
        "candidates": candidates / queries,
    }


def curve(folder: str, *budgets: str) -> Measured:
    """Ask a load's queries with other budgets of postings, and with what is set."""
    load = Path(folder)
    matching = name_matching(read_names(load / "entries.csv"))
    queries = read_names(load / "queries.csv")
    truth = pl.read_csv(load / "truth.csv", infer_schema=False)["truth"]
    place = {entry: row for row, entry in enumerate(matching.entries["id"])}
    meant = np.array([place.get(entry or "", -1) for entry in truth])
    listing = matching.listing
    asked, _ = terms(queries["name"], queries["country"], listing.counts)
    found: Measured = {}
    usual = reach_of(len(listing.terms))
    reaches = {budget: _reach(usual, int(budget)) for budget in budgets}
    for name, reach in {**reaches, "as set": usual}.items():
        used = cpu()
        best = ask(listing, asked, scale().weights, limit=10, run=compiled(), reach=reach)
        found[f"{name}.us"] = (cpu() - used) / len(meant) * 1e6
        right = best.owners[meant >= 0] == meant[meant >= 0, None]
        found[f"{name}.at1"] = float(right[:, 0].mean())
        found[f"{name}.at10"] = float(right.any(axis=1).mean())
    return found


def _reach(usual: Reach, budget: int) -> Reach:
    return Reach(budget, usual.fewest, usual.keys, usual.candidates, usual.kept, usual.part)


def cold(entries: str, queries: str, file: str) -> Measured:
    """Time the command as a user starts it; nothing of this process is counted."""
    start = "from countersight.cli import main; main()"
    call = [sys.executable, "-c", start, "match", queries]
    began = time.perf_counter()
    done = subprocess.run(
        [*call, "--list", entries, "--index", file], check=True, capture_output=True
    )
    assert done.stdout.count(b"\n") == 10  # noqa: S101 - all are answered
    return {"wall": time.perf_counter() - began}


STAGES: dict[str, Callable[..., Measured]] = {
    "baseline": baseline,
    "warm": warm,
    "index": index,
    "ask": ask_all,
    "curve": curve,
    "cold": cold,
}


def main(arguments: Sequence[str]) -> None:
    """Run a stage and print what it measured as JSON."""
    name, *rest = arguments
    print(json.dumps(STAGES[name](*rest)))


if __name__ == "__main__":
    main(sys.argv[1:])
