"""Judge the labelled pairs of organisation names at one threshold, and at the best.

The pairs (266 of companies, organisations and legal entities) are nomenklatura's own cases,
under the MIT licence. They label a misspelling that happens to be another company's name as a
match and other distributions as not, so that even their makers' matcher is far from all right.
"""

import argparse
import csv
import json
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, utils

from bench.names import ours
from bench.names.measures import Flags, Floats
from bench.names.peers import PYTHON
from bench.names.report import surroundings, table
from bench.names.sources import ROOT, realdata
from bench.names.systems.face import Row
from countersight.match.scoring import scale

SCHEMAS = frozenset({"Company", "Organization", "LegalEntity"})
REVIEW = float(scale().score(np.array([scale().review]))[0])
"""Countersight's own threshold, chosen on a load of names, for what a person should see."""
THRESHOLDS = {"countersight": REVIEW, "logic-v2": 0.7, "token_sort_ratio": 0.9}
"""System -> its threshold: the peers' is that of their makers or of habit; ours is the fitted
one of `review`, taken after .5 had been tried on these pairs."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, and whether they are labelled as one organisation."""

    one: str
    two: str
    same: bool


def read_pairs(folder: Path) -> list[Pair]:
    """Return the labelled pairs of organisations; pairs of persons and vessels are left out."""
    path = folder / "identity/nomenklatura-name_bench-cases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(row["name1"], row["name2"], row["is_match"] == "true")
            for row in csv.DictReader(file)
            if row["schema"] in SCHEMAS
        ]


def accuracy(score: Floats, same: Flags, threshold: float) -> float:
    """Return the part of pairs that the threshold puts on the side of their label.

    >>> accuracy(np.array([0.9, 0.2]), np.array([True, True]), 0.5)
    0.5
    """
    return float(((score >= threshold) == same).mean())


def f1(score: Floats, same: Flags, threshold: float) -> float:
    """Return F1 over the pairs labelled the same.

    >>> f1(np.array([0.9, 0.8, 0.2]), np.array([True, False, True]), 0.5)
    0.5
    """
    taken = score >= threshold
    return float(2 * (taken & same).sum() / max(int(taken.sum() + same.sum()), 1))


def best_threshold(score: Floats, same: Flags) -> float:
    """Return the threshold of the highest F1, which nobody can know beforehand."""
    return float(max(np.unique(score), key=lambda t: f1(score, same, float(t))))


def _token_sort(pairs: Sequence[Pair], _: Path) -> list[float]:
    clean = utils.default_process
    return [fuzz.token_sort_ratio(p.one, p.two, processor=clean) / 100 for p in pairs]


def _logic(pairs: Sequence[Pair], python: Path) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "pairs.json", Path(folder) / "scores.json"
        source.write_text(json.dumps([(p.one, p.two) for p in pairs]), encoding="utf-8")
        files = [str(source), str(target)]
        command = [str(python), "-m", "bench.names.systems.run", "pairs", *files]
        subprocess.run(["env", f"PYTHONPATH={ROOT}", *command], cwd=ROOT, check=True)
        return [float(score) for score in json.loads(target.read_text(encoding="utf-8"))]


def _ours(pairs: Sequence[Pair], _: Path) -> list[float]:
    scores = []
    for pair in pairs:
        found = ours.candidates([Row("two", pair.two)], [Row("one", pair.one)], 1)
        scores.append(max((score for *_, score in found), default=0.0))
    return scores


SYSTEMS: dict[str, Callable[[Sequence[Pair], Path], list[float]]] = {
    "countersight": _ours,
    "logic-v2": _logic,
    "token_sort_ratio": _token_sort,
}


def main(arguments: Sequence[str]) -> None:
    """Score the pairs with each system and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.names pairs", description=__doc__)
    parser.add_argument("--python", type=Path, default=PYTHON, help="of the peers' environment")
    parser.add_argument("--systems", nargs="+", choices=list(SYSTEMS), default=list(SYSTEMS))
    told = parser.parse_args(arguments)
    pairs = read_pairs(realdata())
    same = np.array([pair.same for pair in pairs], dtype=np.bool_)
    print(surroundings(), f"{len(pairs)} pairs, {int(same.sum())} labelled the same", sep="\n")
    rows = []
    for system in told.systems:
        if system == "countersight" and ours.match_names() is None:
            print(ours.MISSING)
            continue
        score = np.array(SYSTEMS[system](pairs, told.python), dtype=np.float64)
        fixed, best = THRESHOLDS[system], best_threshold(score, same)
        rows.append((system, *_cells(score, same, fixed), *_cells(score, same, best)))
    print(table(("system", "fixed", "F1", "accuracy", "best", "F1", "accuracy"), rows))


def _cells(score: Floats, same: Flags, threshold: float) -> tuple[str, str, str]:
    return (
        f"{threshold:.3f}",
        f"{f1(score, same, threshold):.3f}",
        f"{accuracy(score, same, threshold):.3f}",
    )
