"""The catalogue is ready in under 100 ms once it has been parsed (`make bench`)."""

from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from countersight import catalogue


def test_a_parsed_catalogue_is_ready_at_once(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    catalogue.load(cache=tmp_path)
    loaded = benchmark(catalogue.load, cache=tmp_path)
    assert loaded.vendors
    assert benchmark.stats is not None
    assert benchmark.stats.stats.median < 0.1
