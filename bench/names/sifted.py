"""What sifting loses and what it costs; `--fit` fits what a glance weighs first.

It fits on loads of the train split: which pairs score `review` or more, from what is seen of
them at a glance. The constant is set on a dev load, so that of the queries told there PART
pass the glance. Recall is of the queries that have a name in `review` or `match` when asked in
full; cost is in microseconds of the processor a query, folding not included.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bench.names.load import Spec, add_options, made, spec_of
from bench.names.report import surroundings, table
from bench.names.sources import ROOT, Split
from bench.names.stages import cpu
from countersight.match.asking import ask
from countersight.match.kernel.running import Runner
from countersight.match.listing import Listing
from countersight.match.scoring import scale
from countersight.match.sifting import FIRST, SEEN, Sieve, glances, sieve_of, sifted, terms_of
from countersight.match.terms import Terms, terms
from countersight.read.names import read_names
from countersight.stores.kernels import compiled
from countersight.wiring.names import name_matching

Floats = NDArray[np.float64]
TRAIN = (
    Spec(Split.TRAIN, 11, 60_000, 24_000),
    Spec(Split.TRAIN, 13, 20_000, 40_000, share=0.05, mix="payments"),
)
DEV = Spec(Split.DEV, 12, 50_000, 20_000)
PART = 0.994
PART_FIRST = 0.998
FILE = ROOT / "src" / "countersight" / "match" / "data" / "sifting.toml"
BUDGETS = (50, 100, 200, 400, 1_000, 4_000)
CUTS = (-2.0, 0.0, 2.0)
"""What is added to the constant: the other way to trade recall for time."""
_ROUNDS = 25


def ready(spec: Spec) -> tuple[Listing, Terms]:
    """Return the list of a load and its queries."""
    folder = made(spec)
    listing = name_matching(read_names(folder / "entries.csv")).listing
    queries = read_names(folder / "queries.csv")
    return listing, terms(queries["name"], queries["country"], listing.counts)[0]


def designed(seen: Floats, names: Sequence[str]) -> Floats:
    """Return what is weighed of each pair, in the order of ``terms_of``."""
    place = {name: at for at, name in enumerate(SEEN)}
    columns = [np.ones(len(seen))]
    for term in terms_of(names)[1:]:
        column = np.ones(len(seen))
        for name in term:
            column = column * seen[:, place[name]]
        columns.append(column)
    return np.column_stack(columns)


def _pairs(spec: Spec, sieve: Sieve, run: Runner) -> Floats:
    return glances(*ready(spec), scale().weights, run=run, sieve=sieve)


def fitted(run: Runner) -> tuple[Floats, Floats]:
    """Return the weights of two logistic regressions, by Newton's steps."""
    anything = Sieve(sieve_of(50_000).reach, np.zeros(1), np.zeros(1))
    found = np.concatenate([_pairs(spec, anything, run) for spec in TRAIN])
    seen = _pairs(DEV, anything, run)
    told = seen[seen[:, 1] >= scale().review]
    first, look = (_regressed(found, names) for names in (FIRST, SEEN))
    first[0] -= _cut(told, designed(told[:, 2:], FIRST) @ first, PART_FIRST)
    look[0] -= _cut(told, designed(told[:, 2:], SEEN) @ look, PART)
    return first, look


def _regressed(found: Floats, names: Sequence[str]) -> Floats:
    """Return which sum of things seen tells best if a pair is told."""
    x, y = designed(found[:, 2:], names), found[:, 1] >= scale().review
    look = np.zeros(x.shape[1])
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ look, -30, 30)))
        bend = (x * (p * (1 - p) + 1e-6)[:, None]).T @ x + np.eye(len(look)) * 1e-2
        look = look + np.linalg.solve(bend, x.T @ (y - p) - 1e-2 * look)
    return look


def _cut(told: Floats, sums: Floats, part: float) -> float:
    """Return the sum that this part of the queries have that are told of any pair."""
    passes = np.full(int(told[:, 0].max()) + 1, -np.inf)
    np.maximum.at(passes, told[:, 0].astype(int), sums)
    return float(np.quantile(passes[np.isfinite(passes)], 1 - part))


def write(first: Floats, look: Floats) -> None:
    """Write the weights."""
    lines = [
        "# SPDX-License-Identifier: Apache-2.0",
        "# Made by `python -m bench.names sifted --fit`; do not edit.",
    ]
    for part, names, weights in (("first", FIRST, first), ("weights", SEEN, look)):
        lines.append(f"[{part}]")
        told = zip(terms_of(names), weights, strict=True)
        lines += [f'"{" * ".join(term)}" = {weight:.5f}' for term, weight in told]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sieve_of.cache_clear()


def curve(spec: Spec, run: Runner) -> str:
    """Return recall of told queries against cost, by postings and by the cut of the glance."""
    listing, asked = ready(spec)
    cut = scale()
    best = ask(listing, asked, cut.weights, limit=1, run=run).logits[:, 0]
    review, match = best >= cut.review, best >= cut.match
    usual = sieve_of(len(listing.terms))
    rows = []
    tried = [(budget, 0.0) for budget in BUDGETS]
    tried += [(usual.reach.postings, add) for add in CUTS if add]
    for budget, add in [*tried, (usual.reach.postings, 0.0)]:
        look = usual.look.copy()
        look[0] += add
        sieve = replace(usual, reach=replace(usual.reach, postings=budget), look=look)
        used = cpu()
        passed = sifted(listing, asked, cut.weights, least=cut.review, run=run, sieve=sieve)
        spent = (cpu() - used) / len(asked) * 1e6
        kept = [f"{passed[told].mean():.4f}" for told in (review, match)]
        rows.append((str(budget), f"{add:g}", *kept, f"{spent:.1f}"))
    return table(("postings", "cut", "told kept", "match kept", "us a query"), rows)


def main(arguments: Sequence[str]) -> None:
    """Fit where that is asked, and print the curve of a load."""
    parser = argparse.ArgumentParser(prog="python -m bench.names sifted", description=__doc__)
    add_options(parser)
    parser.add_argument("--fit", action="store_true")
    told = parser.parse_args(arguments)
    run = compiled()
    if told.fit:
        write(*fitted(run))
    spec = spec_of(told)
    print(surroundings(), spec, curve(spec, run), sep="\n")
