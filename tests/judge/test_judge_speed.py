"""How many situations are decided in a second, with trace; run by ``make bench``."""

import pytest
from judge_cases import CAMERA, CATALOGUE, RULES
from pytest_benchmark.fixture import BenchmarkFixture

from countersight.judge import parse_facts

MANY = 10_000
VARIED: tuple[dict[str, object], ...] = (
    {},
    {"maker": "axis"},
    {"maker": "jv", "owners": [{"id": "hikvision", "percent": 30, "control": False}]},
    {"place": "TW", "act": "use", "brand_country": "CN", "official_use": True},
    {"roles": ["contractor.federal", "private.company"], "act": "provide", "purpose": None},
)


@pytest.mark.benchmark(min_rounds=3)
def test_ten_thousand_situations_are_decided(benchmark: BenchmarkFixture) -> None:
    lines = [
        {
            **CAMERA,
            **VARIED[number % len(VARIED)],
            "date": f"202{number % 7}-0{number % 9 + 1}-15",
        }
        for number in range(MANY)
    ]

    def decide_all() -> int:
        situations = (parse_facts(line, CATALOGUE.vocabulary) for line in lines)
        return sum(len(RULES.decide(facts)) for facts in situations)

    assert benchmark(decide_all) == MANY * len(
        RULES.decide(parse_facts(CAMERA, CATALOGUE.vocabulary))
    )
