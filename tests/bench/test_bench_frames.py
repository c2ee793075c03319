"""A pandas frame of a million rows in and out, against the same work from Parquet.

Compared are seconds of the processor, all threads together: they hold on a machine that has
other work to do.
"""

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from countersight import screen

ROWS = 1_000_000
NAMES = [f"Bakery {number} Ltd" for number in range(40_000)]
MAKERS = ["HIKVISION UK LIMITED", "Lorex", "Zhejiang Dahua Technology Co., Ltd."]


def payments() -> pd.DataFrame:
    """Return a million payments to some forty thousand names, of which few are somebody."""
    draw = random.Random(20261124)
    known = [*NAMES, *MAKERS]
    return pd.DataFrame(
        {
            "supplier": draw.choices(known, k=ROWS),
            "amount": [round(draw.random() * 1_000, 2) for _ in range(ROWS)],
            "date": [f"2025-05-{1 + row % 28:02}" for row in range(ROWS)],
            "purpose": draw.choices(["works", "food", "cleaning"], k=ROWS),
        }
    )


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize(("every", "rounds"), [(False, 5), (True, 2)])
def test_a_pandas_frame_against_parquet(
    benchmark: BenchmarkFixture, tmp_path: Path, *, every: bool, rounds: int
) -> None:
    frame = payments()
    path = tmp_path / "payments.parquet"
    as_parquet(frame, path)

    def ours() -> object:
        return screen(frame, profile="uk-council", every=every).to_pandas()

    def peer() -> object:
        return screen(path, profile="uk-council", every=every).to_polars()

    assert len(screen(frame.head(50_000), every=True).to_pandas()) >= 50_000  # warms
    pairs = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    ratio = statistics.median(mine / other for mine, other in pairs)
    benchmark.extra_info["ratio"] = round(ratio, 2)
    benchmark.extra_info["seconds"] = [round(mine, 1) for mine, _ in pairs]
    benchmark.pedantic(lambda: None, rounds=1)  # type: ignore[no-untyped-call]
    assert ratio < 1.3


def as_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write the same columns; pandas itself would want pyarrow."""
    pl.DataFrame({name: frame[name].tolist() for name in frame.columns}).write_parquet(path)
