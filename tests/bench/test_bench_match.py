"""How fast names are looked at, against reading the same file and normalising its names.

Run by ``make bench`` alone. The ratio is taken in one run: both sides do their work on the
same file, one after the other.
"""

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from countersight.catalogue import load
from countersight.match import Glance, Matcher

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def payments(realdata: Path) -> bytes:
    archive = realdata / "procurement" / "trafford-supplier-spend-2025-26.zip"
    with zipfile.ZipFile(archive) as packed:
        return packed.read(packed.namelist()[0])


@pytest.fixture(scope="module")
def lei_names(realdata: Path) -> list[str]:
    table = pl.read_csv(realdata / "identity" / "gleif-lei-names.csv.gz")
    return table["legal_name"].unique(maintain_order=True).head(36_000).to_list()


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def read_and_normalise(payments: bytes) -> list[str]:
    """Return the distinct names, after the work that a plain program does for them."""
    table = pl.read_csv(payments, infer_schema=False)
    names = table["BeneficiaryName"]
    names.str.normalize("NFKC").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ")
    return names.unique().drop_nulls().to_list()


def test_glancing_at_the_payees_against_reading_them(
    benchmark: pytest.FixtureRequest, payments: bytes
) -> None:
    vendors = tuple(load().vendors.values())
    names = read_and_normalise(payments)
    reading = min(seconds(lambda: read_and_normalise(payments)) for _ in range(3))

    def glance() -> list[Glance]:
        matcher = Matcher(vendors)
        return [matcher.glance("name", name) for name in names]

    benchmark(glance)  # type: ignore[operator]
    glancing = min(seconds(glance) for _ in range(3))
    benchmark.extra_info["ratio"] = glancing / reading  # type: ignore[attr-defined]
    print(f"\nglance {glancing:.3f} s, read and normalise {reading:.3f} s")  # noqa: T201
    assert glancing < reading


def test_a_name_that_has_nothing_is_glanced_at_in_microseconds(
    benchmark: pytest.FixtureRequest, lei_names: list[str]
) -> None:
    matcher = Matcher(load().vendors.values())
    benchmark.pedantic(  # type: ignore[attr-defined]
        lambda: [matcher.glance("name", name) for name in lei_names], rounds=5
    )
    cold = Matcher(load().vendors.values())
    first = seconds(lambda: [cold.glance("name", name) for name in lei_names])
    benchmark.extra_info["cold_us"] = first / len(lei_names) * 1e6  # type: ignore[attr-defined]
    print(f"\nfirst time {first / len(lei_names) * 1e6:.1f} us a name")  # noqa: T201
    assert first < 1
