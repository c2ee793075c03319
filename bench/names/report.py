"""Print measured systems in one table, with what they were measured on."""

import platform
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.names.answers import Truth, by_kind
from bench.names.measures import (
    Answers,
    best_f1,
    calibration,
    recall_at,
    recall_at_alarms,
    recall_at_precision,
    weights_at,
)
from bench.names.sources import ROOT

PREVALENCE = 0.001
ALARMS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """One system's answers to a load, and what they cost in seconds and megabytes."""

    system: str
    answers: Answers
    wall: float
    cpu: float
    memory_mb: float


HEAD = (
    "system", "wall s", "cpu s", "times", "MB", "queries/s", "R@1", "R@10", "best F1", "R@P.95",
    "R<5/10k", "ECE .5", "ECE .001", "tied",
)  # fmt: skip
LEGEND = """\
times: wall time as a multiple of the first row's.
R@k: listed queries whose entry is among the first k. R@P.95: recall at precision .95.
R<5/10k: recall with fewer than 5 alarms in 10,000 of this load's unlisted queries.
ECE: calibration error as loaded, and weighted to a prevalence of 1 in 1,000.
tied: queries that share the commonest score of a first candidate."""


def row(measured: Measured, wall: float) -> tuple[str, ...]:
    """Return the cells of one system; *wall* is the time that others are a multiple of."""
    said = measured.answers
    meant = len(said.score)
    rare = weights_at(said, PREVALENCE)
    finite = said.score[np.isfinite(said.score)]
    tied = np.unique(finite, return_counts=True)[1].max(initial=0) / max(meant, 1)
    return (
        measured.system,
        f"{measured.wall:.2f}",
        f"{measured.cpu:.2f}",
        f"{measured.wall / wall:.2f}",
        f"{measured.memory_mb:.0f}",
        f"{meant / measured.wall:.0f}",
        *(f"{recall_at(said, k):.4f}" for k in (1, 10)),
        f"{best_f1(said).value:.3f} @{best_f1(said).threshold:.3f}",
        f"{recall_at_precision(said).recall:.3f}",
        f"{recall_at_alarms(said, ALARMS).recall:.3f}",
        f"{calibration(said).error:.3f}",
        f"{calibration(said, weight=rare).error:.3f}",
        f"{tied:.2f}",
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, its columns padded."""
    cells = [tuple(head), *map(tuple, rows)]
    wide = [max(len(line[i]) for line in cells) for i in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(line, wide, strict=True)) + " |"
        for line in cells
    ]
    rule = "|" + "|".join("-" * (w + 2) for w in wide) + "|"
    return "\n".join((lines[0], rule, *lines[1:]))


def kinds(measured: Sequence[Measured], truths: Sequence[Truth]) -> str:
    """Return, a row a kind: queries answered rightly at the threshold of best F1.

    For a listed query that is the right entry accepted; for an unlisted one, nothing accepted.
    """
    best = [best_f1(system.answers).threshold for system in measured]
    lines = []
    for kind, places in by_kind(truths).items():
        cells = []
        for system, threshold in zip(measured, best, strict=True):
            said = system.answers
            taken = said.score[places] >= threshold
            good = np.where(said.meant[places], taken & said.right[places], ~taken)
            cells.append(f"{good.mean():.3f}")
        lines.append((kind, str(len(places)), *cells))
    return table(("kind", "queries", *(m.system for m in measured)), lines)


def surroundings() -> str:
    """Return the commit, the processor and the interpreter that a measure was taken with."""
    found = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    cores = f"{len(models)} x {models[0]}" if models else platform.processor()
    commit = found.stdout.strip() or "unknown"
    return f"commit {commit}; {cores}; Python {platform.python_version()}"
