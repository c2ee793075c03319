"""Fit the weights of name matching: logistic regression on pairs that the index proposes.

Fits on loads of the train split (``bench.names.products`` tells how), chooses thresholds on
loads of the dev split, writes ``match/data/weights.toml``. Test loads are not touched.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bench.names.load import Spec, made
from bench.names.measures import (
    Answers,
    best_f1,
    calibration,
    recall_at_alarms,
    recall_at_precision,
    weights_at,
)
from bench.names.products import TURNS, fit, none
from bench.names.report import table
from bench.names.sources import ROOT, Split
from countersight.match import asking
from countersight.match.listing import Listing
from countersight.match.scoring import FEATURES, PLACE, Weights
from countersight.match.terms import terms
from countersight.stores.kernels import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def _payments(split: Split, seed: int, queries: int) -> Spec:
    return Spec(split, seed, 20_000, queries, share=0.05, mix="payments")


TRAIN = (
    Spec(Split.TRAIN, 11, 60_000, 24_000),
    Spec(Split.TRAIN, 12, 20_000, 8_000, countries=0.5),
    Spec(Split.TRAIN, 17, 20_000, 20_000),
    *(_payments(Split.TRAIN, seed, 80_000) for seed in (13, 14, 15)),
)
DEV = Spec(Split.DEV, 21, 60_000, 12_000)
PAYMENTS = tuple(_payments(Split.DEV, seed, 40_000) for seed in (22, 23, 24))
NEAREST = 8
"""Pairs of each query that are kept, by how much of both names is covered."""
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
PREVALENCE = 0.001
"""The share of listed names at which a score is a probability."""
REVIEWED = 50
"""Names of 10,000 that are not listed and may be told for review; ``match`` has 5."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every pair that the index proposes for a load."""

    features: NDArray[np.float32]
    query: Ints
    owner: Ints
    truth: Ints
    """Of each query of the load, the number of the entry meant; -2 for none."""
    payments: bool

    @property
    def same(self) -> Floats:
        """Return 1 for each pair that is one entity."""
        return np.asarray(self.owner == self.truth[self.query], np.float64)

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
    found = asking.pairs(listing, asked, none(), run=run)
    numbers = {entry: number for number, entry in enumerate(entries["id"])}
    meant = [numbers.get(each or "", -2) for each in truth["truth"]]
    pairs = Pairs(
        found[:, 2:].astype(np.float32),
        found[:, 0].astype(np.int64),
        listing.owners[found[:, 1].astype(np.int64)].astype(np.int64),
        np.array(meant, np.int64),
        spec.mix == "payments",
    )
    covered = pairs.features[:, [PLACE["list_covered"], PLACE["query_covered"]]].sum(axis=1)
    near = pairs.best(covered.astype(np.float64), NEAREST)
    return replace(
        pairs, features=pairs.features[near], query=pairs.query[near], owner=pairs.owner[near]
    )


def pooled(answers: Sequence[Answers]) -> Answers:
    """Return the answers to several loads as those to one."""
    fields = ("score", "place", "meant")
    parts = [np.concatenate([getattr(each, name) for each in answers]) for name in fields]
    return Answers(*parts)


def calibrated(told: Answers) -> tuple[float, float]:
    """Return slope and offset that make a logit a probability at ``PREVALENCE``."""
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


def written(weights: Weights, scale: dict[str, float]) -> str:
    """Return the text of the file."""
    plain, more = weights.each[: len(FEATURES)], weights.each[len(FEATURES) :]
    names = [
        f"{FEATURES[one]} * {FEATURES[other]}" for one, other in weights.joint.reshape(-1, 2)
    ]
    lines = [
        "# SPDX-License-Identifier: Apache-2.0",
        "# Made by `python -m bench.names fit`; do not edit.",
        "[scale]",
        *(f"{name} = {value:.4f}" for name, value in scale.items()),
        "",
        "[weights]",
        *(f"{name} = {value:.4f}" for name, value in zip(FEATURES, plain, strict=True)),
        "",
        "[products]",
        *(f'"{name}" = {value:.4f}' for name, value in zip(names, more, strict=True)),
    ]
    return "\n".join(lines) + "\n"


def ablate(train: Sequence[Pairs], dev: Pairs, payments: Sequence[Pairs]) -> None:
    """Print what the dev loads say without a group of features, all others fitted anew."""
    rows = []
    for group, (turns, names) in {
        "nothing": (TURNS, ()),
        "products": (0, ()),
        **{group: (TURNS, names) for group, names in GROUPS.items()},
    }.items():
        weights = fit(train, turns, names)
        hard = dev.answers(weights.of_features(dev.features))
        few = pooled([each.answers(weights.of_features(each.features)) for each in payments])
        measures = (best_f1(hard).value, recall_at_precision(hard).recall)
        cells = [f"{value:.3f}" for value in (*measures, recall_at_alarms(few).recall)]
        rows.append((group, str(len(names)), *cells))
        print(*rows[-1], flush=True)
    print(table(("left out", "features", "best F1", "R@P.95", "payments R<5/10k"), rows))


def reliable(answers: Answers, score: Floats) -> None:
    """Print how often scores come true, listed names being ``PREVALENCE`` of all."""
    weight = weights_at(answers, PREVALENCE)
    told = calibration(replace(answers, score=score), weight=weight)
    rows = [
        (f"{low:.1f} to {high:.1f}", f"{share:.5f}", f"{said:.3f}", f"{right:.3f}")
        for low, high, share, said, right in zip(
            told.edge[:-1],
            told.edge[1:],
            told.weight / told.weight.sum(),
            told.score,
            told.right,
            strict=True,
        )
    ]
    print(table(("score", "part of queries", "mean score", "right"), rows))
    print(f"calibration error {told.error:.4f}")


def main(arguments: Sequence[str]) -> None:
    """Fit, choose the thresholds, write the file, and print what the dev loads say."""
    parser = argparse.ArgumentParser(prog="python -m bench.names fit", description=__doc__)
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--ablation", action="store_true", help="fit without each group, too")
    told = parser.parse_args(arguments)
    train = [proposed(spec) for spec in TRAIN]
    dev, payments = proposed(DEV), [proposed(spec) for spec in PAYMENTS]
    if told.ablation:
        ablate(train, dev, payments)
        return
    weights = fit(train)
    hard = dev.answers(weights.of_features(dev.features))
    few = pooled([each.answers(weights.of_features(each.features)) for each in payments])
    scale = thresholds(hard, few)
    told.out.parent.mkdir(exist_ok=True)
    told.out.write_text(written(weights, scale), encoding="utf-8")
    print(scale)
    logits = scale["slope"] * few.score + scale["offset"]
    reliable(few, np.asarray(1 / (1 + np.exp(-np.clip(logits, -700, 700))), np.float64))


def thresholds(hard: Answers, few: Answers) -> dict[str, float]:
    """Return how the scale is cut, and print what that gives on the dev loads."""
    top, sure = best_f1(hard), recall_at_precision(hard)
    print(f"dev: best F1 {top.value:.3f}, recall at precision .95 {sure.recall:.3f}")
    alarms = recall_at_alarms(few)
    print(f"dev, payments: recall at 5 alarms in 10,000 {alarms.recall:.3f}")
    slope, offset = calibrated(few)
    return {
        "slope": slope,
        "offset": offset,
        "match": alarms.threshold,
        "review": recall_at_alarms(few, REVIEWED).threshold,
    }
