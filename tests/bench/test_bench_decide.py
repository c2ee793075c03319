"""How fast situations are decided with their trace, and in how much memory (`make bench`).

The promises: 2,000 objects a second a core over all restrictions, time that grows with the
number of restrictions and no faster, and memory that does not grow with the stream.
"""

import io
import json
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from camera_facts import CAMERA
from countersight.catalogue import load
from countersight.ids import RestrictionId
from countersight.judge import Rulebook, parse_facts
from countersight.model.restriction import Cover, ListMembership, Restriction
from countersight.report.decisions import DecisionLines
from countersight.work.deciding import Deciding

MANY = 10_000
LEAST_A_SECOND = 2_000
STREAMED = 1_000_000
MOST_GROWTH = 32
"""MiB."""
CATALOGUE = load()
RESTRICTIONS = tuple(CATALOGUE.restrictions.values())
VARIED: tuple[dict[str, object], ...] = (
    {},
    {"maker": "axis"},
    {"maker": "jv", "owners": [{"id": "hikvision", "percent": 30, "control": False}]},
    {"place": "TW", "act": "use", "brand_country": "CN", "official_use": True},
    {"roles": ["contractor.federal", "private.company"], "act": "provide", "purpose": None},
)


def situation(number: int) -> dict[str, object]:
    day = f"202{number % 7}-0{number % 9 + 1}-15"
    return {**CAMERA, **VARIED[number % len(VARIED)], "date": day, "id": number}


def decide_all(rules: Rulebook) -> Callable[[], int]:
    lines = [situation(number) for number in range(MANY)]

    def run() -> int:
        situations = (parse_facts(line, CATALOGUE.vocabulary) for line in lines)
        return sum(len(rules.decide(facts)) for facts in situations)

    return run


@pytest.mark.benchmark(min_rounds=3)
def test_ten_thousand_situations_are_decided(benchmark: BenchmarkFixture) -> None:
    duties = sum(len(each.duties) for each in RESTRICTIONS)
    assert benchmark(decide_all(Rulebook(RESTRICTIONS))) == MANY * duties
    assert benchmark.stats is not None
    rate = MANY / benchmark.stats.stats.median
    benchmark.extra_info["objects a second"] = round(rate)
    assert rate > LEAST_A_SECOND


def copied(times: int) -> list[Restriction]:
    """Return each restriction so many times, each time by an id of its own."""
    return [_renamed(each, number) for number in range(times) for each in RESTRICTIONS]


def _renamed(restriction: Restriction, number: int) -> Restriction:
    covers = tuple(_own_list(cover, number) for cover in restriction.covers)
    name = RestrictionId(f"{restriction.id}-{number}")
    return replace(restriction, id=name, covers=covers)


def _own_list(cover: Cover, number: int) -> Cover:
    if cover.maker_list is None:
        return cover
    return replace(cover, maker_list=ListMembership(f"{cover.maker_list.list}-{number}"))


@pytest.mark.benchmark(min_rounds=1)
def test_time_grows_with_the_number_of_restrictions_and_no_faster(
    benchmark: BenchmarkFixture,
) -> None:
    def seconds(times: int) -> float:
        run = decide_all(Rulebook(copied(times)))
        return min(_timed(run) for _ in range(3))

    def measure() -> dict[int, float]:
        return {times: seconds(times) for times in (1, 2, 4)}

    took = benchmark.pedantic(measure, rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info["seconds"] = {times: round(took[times], 3) for times in took}
    assert took[2] < 2 * 1.25 * took[1]
    assert took[4] < 4 * 1.25 * took[1]


def _timed(run: Callable[[], int]) -> float:
    begun = time.process_time()
    run()
    return time.process_time() - begun


class Endless(io.RawIOBase):
    """Lines of facts that are made as they are read, and kept nowhere."""

    def __init__(self, number: int) -> None:
        self._lines = self._make(number)

    @staticmethod
    def _make(number: int) -> Iterator[bytes]:
        texts = [json.dumps(situation(each)).encode() + b"\n" for each in range(315)]
        return (texts[each % len(texts)] for each in range(number))

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> bytes:
        del size
        return next(self._lines, b"")


@pytest.mark.benchmark(min_rounds=1)
def test_a_million_objects_are_decided_in_memory_that_does_not_grow(
    benchmark: BenchmarkFixture,
) -> None:
    deciding = Deciding(CATALOGUE)
    renderer = DecisionLines(CATALOGUE.version)

    def run(number: int) -> int:
        answers = deciding.run(Endless(number))  # type: ignore[arg-type]
        return sum(bool(renderer.answer(answer)) for answer in answers)

    run(MANY)
    before = _peak()
    told = benchmark.pedantic(run, args=(STREAMED,), rounds=1)  # type: ignore[no-untyped-call]
    assert told == STREAMED
    benchmark.extra_info["peak grew by MiB"] = _peak() - before
    assert benchmark.stats is not None
    benchmark.extra_info["objects a second"] = round(STREAMED / benchmark.stats.stats.mean)
    assert _peak() - before < MOST_GROWTH


def _peak() -> int:
    """Return the most memory that this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
