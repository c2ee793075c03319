"""Run one peer in its own process: PEER ENTRIES QUERIES OUT K, or `pairs` IN OUT.

Writes the candidates to OUT.csv and prints one line of JSON: seconds of wall time and of
processor time (of all threads and children) from the rows in memory to the candidates in
memory, the peak of memory, and the versions.
"""

import csv
import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bench.names.systems.face import Peer, Row

PEERS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "nomenklatura": ("logic", "candidates", ("nomenklatura", "followthemoney", "rigour")),
    "splink": ("link", "candidates", ("splink", "duckdb")),
    "tfidf": ("tfidf", "candidates", ("sparse_dot_topn", "scikit-learn")),
    "tfidf+logic-v2": ("logic", "on_tfidf", ("nomenklatura", "sparse_dot_topn")),
    "rapidfuzz": ("fuzzy", "candidates", ("rapidfuzz",)),
}
"""Peer -> its module here, its function, and the packages whose versions are printed."""


def read(path: Path) -> list[Row]:
    """Return the rows of a load's list or queries."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                row["id"],
                row["name"],
                tuple(a for a in row.get("aliases", "").split("; ") if a),
                row["country"],
            )
            for row in csv.DictReader(file)
        ]


def processor_seconds() -> float:
    """Return what this process and its ended children have used of processors, in seconds."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def measured(peer: Peer, files: Sequence[str], packages: Sequence[str]) -> dict[str, object]:
    """Run *peer* on ENTRIES, QUERIES, OUT and K, write what it found, and return the costs."""
    entries, queries = read(Path(files[0])), read(Path(files[1]))
    started, used = time.perf_counter(), processor_seconds()
    found = list(peer(entries, queries, int(files[3])))
    wall, cpu = time.perf_counter() - started, processor_seconds() - used
    with Path(files[2]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("query_id", "entry_id", "score"))
        writer.writerows(found)
    return {
        "wall": wall,
        "cpu": cpu,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "versions": {package: version(package) for package in packages},
    }


def main(arguments: Sequence[str]) -> None:
    """Run the peer that the arguments name."""
    name, *files = arguments
    if name == "pairs":
        return pairs(Path(files[0]), Path(files[1]))
    module, function, packages = PEERS[name]
    peer = getattr(importlib.import_module(f"bench.names.systems.{module}"), function)
    return print(json.dumps(measured(peer, files, packages)))


def pairs(source: Path, target: Path) -> None:
    """Write logic-v2's score of each pair of names in *source* (JSON) to *target* (JSON)."""
    logic = importlib.import_module("bench.names.systems.logic")
    scores = logic.pair_scores(json.loads(source.read_text(encoding="utf-8")))
    target.write_text(json.dumps(scores), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
