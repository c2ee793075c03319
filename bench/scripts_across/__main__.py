"""``python -m bench.scripts_across``: every figure; ``fit``, ``cut``: weights or threshold."""

import argparse
import time
from dataclasses import replace

from bench.names.sources import realdata
from bench.scripts_across import chinese, fit, measures
from bench.scripts_across.pairs import World, world
from countersight.match.across.index import AcrossIndex
from countersight.match.across.model import AcrossModel, across_model, widened
from countersight.match.kernel.running import Runner
from countersight.stores.across_kernels import compiled


def _anew(all_: World, index: AcrossIndex, run: Runner, *, weights: bool) -> None:
    """Fit the weights, or the threshold alone, on the pairs to tune on."""
    tune, model = all_.part(held_out=False), across_model()
    if weights:
        features, told, weight = fit.rows(all_, tune, run)
        pairs = fit.chosen(features, told, weight)
        fitted = fit.fitted(widened(features, pairs), told, weight)
        model = AcrossModel(fitted, pairs.ravel(), 0.0)
    best = index.ask([pair.chinese for pair in tune], model, 10, run)
    review = measures.Screened.of(all_, tune, best).threshold()
    fit.write(replace(model, review=review))
    across_model.cache_clear()


def main() -> None:
    """Run one command."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("what", nargs="?", choices=("measure", "fit", "cut"), default="measure")
    ask.add_argument("--tune", action="store_true", help="measure on the pairs to tune on")
    said = ask.parse_args()
    all_, run = world(realdata().parent), compiled()
    index = AcrossIndex(all_.names, latin=True)
    if said.what != "measure":
        _anew(all_, index, run, weights=said.what == "fit")
    parted = all_.part(held_out=not (said.tune or said.what != "measure"))
    queries, model = [pair.chinese for pair in parted], across_model()
    begun = time.process_time()
    AcrossIndex(all_.names, latin=True)
    print(
        f"{len(parted)} pairs; {len(all_.names)} names made ready in "
        f"{time.process_time() - begun:.1f} s"
    )
    best = index.ask(queries, model, 10, run)
    for line in measures.as_pairs(all_, parted, model, best, run):
        print(line)
    told = measures.Screened.of(all_, parted, best)
    print(f"candidates: R@1 {told.within(1):.3f}, R@10 {told.within(10):.3f}")
    recall, wrong = told.at(model.review)
    print(f"screening: recall {recall:.3f}, wrong reviews on {wrong:.3f} of the queries")
    for line in chinese.lines(all_):
        print(line)
    print(f"{measures.speed(index, queries, model, run):.0f} queries a second, one core")


if __name__ == "__main__":
    main()
