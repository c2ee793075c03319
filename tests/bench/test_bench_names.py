"""The hot paths of name matching: folding a column, making an index, asking."""

import random

import polars as pl
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from countersight.match.asking import ask
from countersight.match.listing import Listing
from countersight.match.scoring import scale
from countersight.match.terms import terms
from countersight.normalise.columns import fold_column
from countersight.stores.kernels import compiled

WORDS = (
    *("marl", "bridge", "optics", "harbour", "quarry", "lane", "nord", "vision", "tec", "data"),
    *("sun", "river", "stone", "blue", "iron", "field", "west", "gate", "king", "mill"),
)
ENDS = ("Ltd", "GmbH", "S.A.", "Co., Ltd.", "LLC", "B.V.", "Oy", "")


@pytest.fixture(scope="module")
def names() -> pl.Series:
    chance = random.Random(7)

    def word() -> str:
        return "".join(chance.choices(WORDS, k=2)).title()

    return pl.Series([f"{word()} {word()} {chance.choice(ENDS)}" for _ in range(100_000)])


def made(names: pl.Series) -> Listing:
    return Listing.of(names, pl.Series(range(len(names))), None, run=compiled())


def test_a_hundred_thousand_names_fold(benchmark: BenchmarkFixture, names: pl.Series) -> None:
    assert len(benchmark(fold_column, names)) == len(names)


def test_a_hundred_thousand_names_are_indexed(
    benchmark: BenchmarkFixture, names: pl.Series
) -> None:
    assert len(benchmark(made, names).terms) == len(names)


def test_twenty_thousand_names_are_asked(benchmark: BenchmarkFixture, names: pl.Series) -> None:
    listing = made(names)
    asked, _ = terms(names.head(20_000), None, listing.counts)

    def run() -> int:
        found = ask(listing, asked, scale().weights, limit=10, run=compiled())
        return int((found.owners[:, 0] >= 0).sum())

    assert benchmark(run) == len(asked)
