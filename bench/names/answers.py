"""Read a load and a matcher's candidates, and set them side by side."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.names.measures import Answers


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry proposed for a query; the higher the score the likelier."""

    query_id: str
    entry_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of a query: the entry meant (or empty), and how the query was made."""

    query_id: str
    entry_id: str
    kind: str


def read_truth(folder: Path) -> list[Truth]:
    """Return the truth of a load, in the order of its queries."""
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        return [Truth(row["id"], row["truth"], row["kind"]) for row in csv.DictReader(file)]


def read_candidates(path: Path) -> list[Candidate]:
    """Return the candidates that a peer wrote, best first for each query."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Candidate(row["query_id"], row["entry_id"], float(row["score"]))
            for row in csv.DictReader(file)
        ]


def answers(truths: Iterable[Truth], candidates: Iterable[Candidate]) -> Answers:
    """Return what the candidates, best first for each query, say of each query.

    >>> truth = [Truth("q1", "e1", "cut"), Truth("q2", "", "random")]
    >>> answers(truth, [Candidate("q1", "e9", 0.9), Candidate("q1", "e1", 0.8)]).place.tolist()
    [2, 0]
    """
    given: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        given.setdefault(candidate.query_id, []).append(candidate)
    known = list(truths)
    lists = [given.get(truth.query_id, []) for truth in known]
    places = [
        next((n for n, c in enumerate(found, 1) if c.entry_id == truth.entry_id), 0)
        for truth, found in zip(known, lists, strict=True)
    ]
    return Answers(
        np.array([found[0].score if found else -np.inf for found in lists], dtype=np.float64),
        np.array(places, dtype=np.int64),
        np.array([bool(truth.entry_id) for truth in known], dtype=np.bool_),
    )


def by_kind(truths: Iterable[Truth]) -> Mapping[str, list[int]]:
    """Return the rows of each kind of query."""
    rows: dict[str, list[int]] = {}
    for row, truth in enumerate(truths):
        rows.setdefault(truth.kind, []).append(row)
    return rows
