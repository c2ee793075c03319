"""Real lists on real days: who stood there, who did not yet, what an old list can't know."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from countersight.ids import ListId
from countersight.model.facts import Truth
from countersight.model.finding import Screened
from countersight.model.match import State
from countersight.read import Source
from countersight.wiring import ScreenSettings, screening
from countersight.wiring.lists import list_keeping
from countersight.work.lists import ListSettings

FILES = {
    "us-1260h": "us-dod-1260h-history.csv",
    "us-csl": "us-csl-full-2022-no-individuals.csv.gz",
    "us-bis-denied-persons": "bis-denied-persons-companies.tsv",
}
pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module", autouse=True)
def held(realdata: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTERSIGHT_DATA", str(tmp_path_factory.mktemp("data")))
        for name, file in FILES.items():
            list_keeping().add([realdata / "watchlists" / file], ListSettings(ListId(name)))
        yield


def asked(name: str, on: date, of: str) -> Screened:
    settings = ScreenSettings(as_of=on, every=True, lists=(of,))
    rows = io.BytesIO(f"supplier\n{name}\n".encode())
    [batch] = screening(settings).run([Source("s.csv", stream=rows)])
    return batch.records[0]


def on_list(screened: Screened, of: str) -> list[State]:
    return [each.state for each in screened.matches if each.entity.startswith(f"{of}/")]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Beijing Megvii Technology Co Ltd", date(2024, 1, 31), date(2025, 1, 7)),
        ("Chengdu Dahua Wisdom Information Technology", date(2025, 1, 7), None),
    ],
)
def test_who_stood_on_the_1260h_list_and_when(
    name: str, first: date, last: date | None
) -> None:
    days = {first: True, first.replace(day=first.day - 1): False}
    if last is not None:
        days |= {last: True, last.replace(day=last.day + 1): False}
    days[date(2026, 11, 25)] = last is None
    for day, stands in days.items():
        told = on_list(asked(name, day, "us-1260h"), "us-1260h")
        assert told == ([State.MATCH] if stands else []), (name, day)


SUBSIDIARIES = (
    "Luopu Haishi Dingxin Electronic Technology Co",
    "Moyu Haishi Electronic Technology Co",
    "Pishan Haishi Yong'an Electronic Technology Co",
    "Urumqi Haishi Xin'an Electronic Technology Co",
    "Yutian Haishi Meitian Electronic Technology Co",
)


@pytest.mark.parametrize("name", SUBSIDIARIES)
def test_what_was_listed_in_march_2023_is_unknown_to_a_list_of_2022(name: str) -> None:
    told = asked(name, date(2026, 11, 25), "us-csl")
    assert on_list(told, "us-csl") == [], "the list is of spring 2022"
    assert told.matches[0].entity.startswith("hik_"), "the catalogue knows it"


def test_a_clean_result_on_a_list_of_2022_is_a_stale_one() -> None:
    settings = ScreenSettings(as_of=date(2026, 11, 25), lists=("us-csl",))
    [_, listed] = screening(settings).conditions.grounds.lists
    assert listed.stale
    assert "comes out daily" in listed.stale


def test_a_denied_firm_that_bears_a_vendors_word_is_another_firm() -> None:
    told = asked("Dahua Electronics Corporation", date(2020, 1, 1), "us-bis-denied-persons")
    assert told.matches[0].entity.startswith("us-bis-denied-persons/")
    assert told.matches[0].state is State.MATCH
    assert [each.entity for each in told.matches if each.state is State.MATCH] == [
        told.matches[0].entity
    ]


def test_section_805_speaks_to_who_stands_on_its_list_without_a_file_here() -> None:
    told = asked(
        "Aviation Industry Corporation of China Ltd",
        date(2026, 11, 25),
        "us-1260h",
    )
    assert on_list(told, "us-1260h") == [State.MATCH]
    assert told.backgrounds[0].listings[0].stands is Truth.TRUE
    assert "us-ndaa805-1260h" in {each.decision.restriction.id for each in told.findings}
