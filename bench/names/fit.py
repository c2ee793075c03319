"""Fit the weights of name matching: logistic regression on pairs that the index proposes.

Fits on loads of the train split, and on the two best pairs of each query alone, which are those
that a decision is about; chooses thresholds on a load of the dev split; writes
``match/data/weights.toml``. Test loads are not touched.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bench.names.load import Spec, made
from bench.names.measures import Answers, best_f1, recall_at_alarms, recall_at_precision
from bench.names.report import table
from bench.names.sources import ROOT, Split
from countersight.match import asking
from countersight.match.listing import Listing
from countersight.match.scoring import FEATURES
from countersight.match.terms import terms
from countersight.stores.kernels import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TRAIN = (
    Spec(Split.TRAIN, 11, 60_000, 24_000),
    Spec(Split.TRAIN, 12, 20_000, 8_000, countries=0.5),
    Spec(Split.TRAIN, 13, 20_000, 40_000, share=0.1, mix="payments"),
)
DEV = Spec(Split.DEV, 21, 60_000, 12_000)
PAYMENTS = Spec(Split.DEV, 22, 20_000, 40_000, share=0.05, mix="payments")
FILE = ROOT / "src" / "countersight" / "match" / "data" / "weights.toml"
GROUPS = {
    "coverage": ("list_covered", "query_covered", "both_covered", "own_covered"),
    "whole name": (
        *("whole", "inside", "whole_fourth", "glued_same", "whole_resplit"),
        *("whole_and_long", "begins", "cut_in_word"),
    ),
    "roles of words": tuple(
        name
        for name in FEATURES
        if name.endswith(("_own", "_place", "_trade", "_generic", "_link"))
    ),
    "numbers": tuple(name for name in FEATURES if name.startswith(("number_", "roman_"))),
    "legal forms": tuple(
        name for name in FEATURES if name.startswith("legal_") or name.endswith("other_form")
    ),
    "slips": ("typo_loss", "typo_into_known_word", "worst_typo", "typo_squared"),
}
"""Group -> the features that an ablation leaves out together."""
RIDGE = 2.0
"""Of the sum of squared weights; keeps weights that nothing speaks for near nought."""
ROUNDS = 4
"""How often the two best pairs of each query are chosen anew."""
ALARM, FIND = 30.0, 5.0
"""What a pair of a payment load counts for, of two entities and of one; of another load, 1.

There, listed names are rare, and a goal is set for the few alarms that are worst. Chosen on the
dev loads among (1, 1), (3, 3), (10, 3), (10, 10) and (30, 5).
"""
PREVALENCE = 0.01
"""The share of listed names at which a score is a probability."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every pair that the index proposes for a load."""

    features: Floats
    query: Ints
    owner: Ints
    truth: Ints
    """Of each query of the load, the number of the entry meant; -2 for none."""
    rare: bool
    """Whether listed names are rare in the load, as in payments."""

    @property
    def same(self) -> Floats:
        """Return 1 for each pair that is one entity."""
        return np.asarray(self.owner == self.truth[self.query], np.float64)

    @property
    def counts(self) -> Floats:
        """Return what each pair counts for."""
        alarm, find = (ALARM, FIND) if self.rare else (1.0, 1.0)
        return np.where(self.same > 0, find, alarm)

    def answers(self, logits: Floats) -> Answers:
        """Return what the best pair of each query says."""
        order = np.lexsort((self.owner, -logits, self.query))
        query = self.query[order]
        first = np.r_[True, query[1:] != query[:-1]][: len(query)]
        score = np.full(len(self.truth), -np.inf)
        owner = np.full(len(self.truth), -1)
        score[query[first]] = logits[order][first]
        owner[query[first]] = self.owner[order][first]
        return Answers(score, (owner == self.truth).astype(np.int64), self.truth >= 0)

    def best(self, logits: Floats, most: int) -> NDArray[np.bool_]:
        """Return which pairs are among the *most* best of their query."""
        order = np.lexsort((-logits, self.query))
        query = self.query[order]
        start = np.flatnonzero(np.r_[True, query[1:] != query[:-1]])
        place = np.arange(len(query)) - np.repeat(start, np.diff(np.r_[start, len(query)]))
        rank = np.empty(len(query), np.int64)
        rank[order] = place
        return np.asarray(rank < most, np.bool_)


def proposed(spec: Spec) -> Pairs:
    """Return the pairs of a load, making the load if it is not there."""
    folder = made(spec)
    entries, queries, truth = (
        pl.read_csv(folder / f"{name}.csv", infer_schema=False)
        for name in ("entries", "queries", "truth")
    )
    aliases = pl.col("aliases").fill_null("").str.split("; ")
    names = (
        entries.with_row_index("owner")
        .with_columns(name=pl.concat_list("name", aliases))
        .explode("name")
        .filter(pl.col("name").fill_null("") != "")
    )
    run = compiled()
    listing = Listing.of(names["name"], names["owner"], names["country"], run=run)
    asked, _ = terms(queries["name"], queries["country"], listing.counts)
    found = asking.pairs(listing, asked, np.zeros(len(FEATURES)), run=run)
    numbers = {entry: number for number, entry in enumerate(entries["id"])}
    meant = [numbers.get(each or "", -2) for each in truth["truth"]]
    return Pairs(
        found[:, 2:],
        found[:, 0].astype(np.int64),
        listing.owners[found[:, 1].astype(np.int64)].astype(np.int64),
        np.array(meant, np.int64),
        spec.mix == "payments",
    )


def logistic(features: Floats, same: Floats, counts: Floats, start: Floats) -> Floats:
    """Return the weights of a ridge logistic regression, by Newton; a pair counts *counts*."""
    weights = start.copy()
    ridge = RIDGE * np.eye(features.shape[1])
    for _ in range(30):
        told = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        slope = features.T @ (counts * (told - same)) + RIDGE * weights
        bend = (features * (counts * told * (1 - told))[:, None]).T @ features + ridge
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-5:
            break
    return np.asarray(weights, np.float64)


def fitted(loads: Sequence[Pairs], without: Sequence[str] = ()) -> Floats:
    """Return weights fitted on the two best pairs of each query; features left out weigh 0."""
    used = np.array([name not in without for name in FEATURES])
    weights = np.zeros(len(FEATURES))
    for turn in range(ROUNDS):
        kept = [
            load.best(load.features @ weights, 2)
            if turn
            else np.ones(len(load.query), np.bool_)
            for load in loads
        ]
        features = np.concatenate([p.features[k] for p, k in zip(loads, kept, strict=True)])
        same = np.concatenate([p.same[k] for p, k in zip(loads, kept, strict=True)])
        counts = np.concatenate([p.counts[k] for p, k in zip(loads, kept, strict=True)])
        weights[used] = logistic(features[:, used], same, counts, weights[used])
    return weights


def calibrated(pairs: Pairs, weights: Floats) -> tuple[float, float]:
    """Return slope and offset that make a logit a probability at ``PREVALENCE``."""
    told = pairs.answers(pairs.features @ weights)
    there = np.isfinite(told.score)
    score, right = told.score[there], told.right[there].astype(np.float64)
    share = float(told.meant.mean())
    each = np.where(told.meant[there], PREVALENCE / share, (1 - PREVALENCE) / (1 - share))
    line = np.zeros(2)
    columns = np.stack([score, np.ones(len(score))], axis=1)
    for _ in range(50):
        said = 1 / (1 + np.exp(-np.clip(columns @ line, -30, 30)))
        slope = columns.T @ (each * (said - right))
        bend = (columns * (each * said * (1 - said))[:, None]).T @ columns
        line -= np.linalg.solve(bend + 1e-6 * np.eye(2), slope)
    return float(line[0]), float(line[1])


def written(weights: Floats, scale: dict[str, float]) -> str:
    """Return the text of the file."""
    lines = [
        "# SPDX-License-Identifier: Apache-2.0",
        "# Made by `python -m bench.names fit`; do not edit.",
        "[scale]",
        *(f"{name} = {value:.4f}" for name, value in scale.items()),
        "",
        "[weights]",
        *(f"{name} = {value:.4f}" for name, value in zip(FEATURES, weights, strict=True)),
    ]
    return "\n".join(lines) + "\n"


def ablate(train: Sequence[Pairs], dev: Pairs, payments: Pairs) -> None:
    """Print what the dev loads say without a group of features, all others fitted anew."""
    rows = []
    for group, names in {"nothing": (), **GROUPS}.items():
        weights = fitted(train, names)
        hard = dev.answers(dev.features @ weights)
        few = payments.answers(payments.features @ weights)
        measures = (best_f1(hard).value, recall_at_precision(hard).recall)
        cells = [f"{value:.3f}" for value in (*measures, recall_at_alarms(few).recall)]
        rows.append((group, str(len(names)), *cells))
    print(table(("left out", "features", "best F1", "R@P.95", "payments R<5/10k"), rows))


def main(arguments: Sequence[str]) -> None:
    """Fit, choose the thresholds, write the file, and print what the dev loads say."""
    parser = argparse.ArgumentParser(prog="python -m bench.names fit", description=__doc__)
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--ablation", action="store_true", help="fit without each group, too")
    told = parser.parse_args(arguments)
    train = [proposed(spec) for spec in TRAIN]
    weights = fitted(train)
    dev, payments = proposed(DEV), proposed(PAYMENTS)
    if told.ablation:
        ablate(train, dev, payments)
        return
    hard = dev.answers(dev.features @ weights)
    top, sure = best_f1(hard), recall_at_precision(hard)
    print(f"dev: best F1 {top.value:.3f}, recall at precision .95 {sure.recall:.3f}")
    few = payments.answers(payments.features @ weights)
    alarms = recall_at_alarms(few)
    print(f"dev, payments: recall at 5 alarms in 10,000 {alarms.recall:.3f}")
    slope, offset = calibrated(payments, weights)
    scale = {
        "slope": slope,
        "offset": offset,
        "match": alarms.threshold,
        "review": top.threshold,
    }
    told.out.parent.mkdir(exist_ok=True)
    told.out.write_text(written(weights, scale), encoding="utf-8")
    print(scale)
