"""Outside lists beside the catalogue: who stands on one, on which day, and what has changed."""

import gettext
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from countersight.cli.app import run
from countersight.cli.language import DOMAIN, FOLDER
from countersight.errors import AbsentError
from countersight.ids import ListId
from countersight.match.second import KINDS
from countersight.messages import speaking, spoken
from countersight.model.edition import Rhythm
from countersight.model.finding import Screened
from countersight.model.match import State
from countersight.read import Source
from countersight.wiring import ScreenSettings, screening
from countersight.wiring.lists import list_keeping
from countersight.work.lists import ListSettings
from countersight.work.lists.said import said_of

OWN = ListId("town-list")
HEAD = "id,name,alias,country,listed,delisted\n"
ROWS = (
    "1,Marlbridge Optics Limited,Marlbridge,GB,2020-03-01,",
    "2,Veskar Harbour Systems Ltd,,GB,2023-06-01,2024-05-31",
    "3,Tansey Ironworks Ltd,,GB,,",
)
RECORDS = b"""supplier,country
MARLBRIDGE OPTICS LTD,GB
Veskar Harbour Systems Limited,GB
Tansey Ironworks,GB
Acme Bakery Ltd,GB
Mrs A Example,GB
"""
Keep = Callable[..., str]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COUNTERSIGHT_DATA", str(tmp_path / "data"))
    return tmp_path


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    def kept(
        *rows: str, vintage: date, name: ListId = OWN, rhythm: Rhythm | None = None
    ) -> str:
        path = tmp_path / f"{name}-{vintage}.csv"
        path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        said = ListSettings(name, vintage, rhythm=rhythm, mapping=(("name", "name"),))
        return list_keeping().add([path], said).edition.id

    return kept


def screened(as_of: date, *lists: str, rows: bytes = RECORDS) -> dict[str, Screened]:
    ready = screening(ScreenSettings(as_of=as_of, every=True, lists=lists))
    found = ready.run([Source("s.csv", stream=io.BytesIO(rows))])
    return {each.record.name: each for batch in found for each in batch.records}


def states(as_of: date, *lists: str) -> list[str]:
    return [each.state.value for each in screened(as_of, *lists).values()]


def test_who_stands_on_a_list_is_a_match_with_the_list_and_the_day(keep: Keep) -> None:
    keep(*ROWS, vintage=date(2024, 1, 1))
    found = screened(date(2024, 2, 1), OWN)["MARLBRIDGE OPTICS LTD"]
    [match] = found.matches
    assert (found.state, match.entity) == (State.MATCH, "town-list/1")
    assert match.evidence[0].text == 'town-list prints "Marlbridge Optics Limited".'
    [place] = found.backgrounds[0].listings
    assert (place.list, str(place.since), place.until) == (OWN, "2020-03-01", None)


def test_every_reason_has_a_sentence_that_is_told_in_the_readers_language() -> None:
    for kind, told in KINDS.items():
        said = said_of(kind, "Axis")
        assert spoken(said).endswith("."), kind
        phrase = told.text.format(alias="Axis")
        assert said.removesuffix(".").casefold().removeprefix("it ") == phrase.casefold()
    german = gettext.translation(DOMAIN, FOLDER, languages=["de"])
    with speaking(german):
        assert spoken(said_of("same-words", "")) == "Der Name hat dieselben Wörter."


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2023, 5, 31), "no_match"),
        (date(2023, 6, 1), "match"),
        (date(2024, 5, 31), "match"),
        (date(2024, 6, 1), "no_match"),
    ],
)
def test_only_the_entries_of_that_day_count(keep: Keep, day: date, state: str) -> None:
    keep(*ROWS, vintage=date(2024, 7, 1))
    assert states(day, OWN)[1] == state


def test_an_entry_without_a_first_day_is_a_review_before_its_edition(keep: Keep) -> None:
    keep(*ROWS, vintage=date(2024, 1, 1))
    assert states(date(2024, 1, 1), OWN)[2] == "match"
    before = screened(date(2023, 12, 31), OWN)["Tansey Ironworks"]
    assert before.state is State.REVIEW
    assert [each.kind for each in before.matches[0].evidence if not each.speaks_for][-1] == (
        "list-day-unknown"
    )


def test_persons_and_strangers_are_what_they_were(keep: Keep) -> None:
    keep(*ROWS, "4,Mrs A Example,,GB,,", vintage=date(2024, 1, 1))
    found = [each.state.value for each in screened(date(2024, 2, 1), OWN).values()]
    assert found[3:] == ["no_match", "not_checked"]


def test_a_list_that_is_not_asked_changes_nothing(keep: Keep) -> None:
    keep(*ROWS, vintage=date(2024, 1, 1))
    assert states(date(2024, 2, 1)) == ["no_match"] * 4 + ["not_checked"]


def test_of_two_editions_the_one_of_the_day_is_asked(keep: Keep) -> None:
    first = keep(ROWS[0], vintage=date(2023, 1, 1))
    keep(*ROWS, vintage=date(2024, 1, 1))
    assert states(date(2023, 7, 1), OWN)[1] == "no_match"
    assert states(date(2024, 7, 1), f"{OWN}@{first}")[1] == "no_match"
    assert states(date(2024, 2, 1), "all")[1] == "match"


def test_a_list_that_is_not_held_is_refused() -> None:
    with pytest.raises(AbsentError, match="no list us-csl is held"):
        screening(ScreenSettings(lists=("us-csl",)))


def test_the_best_of_each_list_comes_before_the_second_of_any(keep: Keep) -> None:
    rows = [f"{n},Tansey Ironworks {n} Ltd,Tansey Ironworks,GB,2020-01-01," for n in range(5)]
    keep(*rows, vintage=date(2024, 1, 1))
    other = ListId("other-list")
    rows = ["1,Tansey Ironworks GmbH,,DE,2020-01-01,"]
    keep(*rows, vintage=date(2024, 1, 1), name=other)
    found = screened(date(2024, 2, 1), OWN, other)["Tansey Ironworks"]
    lists = [each.entity.partition("/")[0] for each in found.matches]
    assert set(lists[:2]) == {OWN, other}
    assert lists[2:] == [OWN] * 4


def test_the_same_record_gets_the_same_answer_alone_and_among_others(keep: Keep) -> None:
    keep(*ROWS, vintage=date(2024, 1, 1))
    among = screened(date(2024, 2, 1), OWN)["Tansey Ironworks"]
    alone = screened(date(2024, 2, 1), OWN, rows=b"supplier,country\nTansey Ironworks,GB\n")
    assert among.matches == alone["Tansey Ironworks"].matches


Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def said(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(["screen", *words])
        return status, *capsys.readouterr()

    return said


@pytest.fixture
def suppliers(tmp_path: Path) -> str:
    path = tmp_path / "suppliers.csv"
    path.write_bytes(RECORDS)
    return str(path)


def test_a_clean_result_on_a_stale_list_says_so(keep: Keep, suppliers: str, told: Told) -> None:
    keep(ROWS[0], vintage=date(2024, 1, 1), rhythm=Rhythm.DAILY)
    asked = ("--list", OWN, "--as-of", "2024-02-01", "--all", "--quiet")
    _, text, _ = told(suppliers, *asked)
    assert '"Acme Bakery Ltd": on lists of which some are stale: town-list' in text
    assert "town-list is 31 days old, and comes out daily" in text
    _, lines, says = told(suppliers, *asked, "--format", "jsonl")
    stale = [each["stale"] for each in json.loads(lines.splitlines()[3])["lists"][1:]]
    assert stale == ["is 31 days old, and comes out daily"]
    assert "no match on it is stale" in says


def test_a_fresh_list_is_not_said_to_be_stale(keep: Keep, suppliers: str, told: Told) -> None:
    keep(ROWS[0], vintage=date(2024, 1, 30), rhythm=Rhythm.DAILY)
    _, text, _ = told(suppliers, "--list", OWN, "--as-of", "2024-02-01", "--all", "--quiet")
    assert "stale" not in text


def test_what_has_changed_since_a_day_is_told_with_the_reason(
    keep: Keep, suppliers: str, told: Told
) -> None:
    keep(*ROWS[:2], vintage=date(2024, 7, 1))
    asked = ("--list", OWN, "--since", "2023-05-01", "--as-of", "2024-05-01")
    status, text, says = told(suppliers, *asked)
    assert status == 1
    assert 'became a match: "Veskar Harbour Systems Limited" is Veskar Harbour Systems' in text
    assert "why: It stands on the list since 2023-06-01." in text
    assert "1 entries came, 0 went, 0 changed" in says
    asked = ("--list", OWN, "--since", "2024-05-01", "--as-of", "2024-08-01")
    status, text, _ = told(suppliers, *asked, "--format", "jsonl")
    [turn] = json.loads(text)["turns"]
    assert status == 0
    assert (turn["turn"], turn["before"], turn["after"]) == ("stopped", "match", "no_match")
    assert turn["why"] == "It stood on the list until 2024-05-31."


def test_what_a_newer_version_changed_is_told(keep: Keep, suppliers: str, told: Told) -> None:
    first = keep(
        "3,Orpington Steelworks Ltd,,GB,2020-01-01,", ROWS[0], vintage=date(2024, 1, 1)
    )
    keep(*ROWS[1:2], "3,Tansey Ironworks Ltd,,GB,2020-01-01,", vintage=date(2024, 2, 1))
    asked = ("--list", OWN, "--since", first, "--as-of", "2024-03-01", "--format", "csv")
    status, text, _ = told(suppliers, *asked)
    rows = [row.split(",") for row in text.splitlines()[1:]]
    assert status == 1
    assert [(row[1], row[2], row[8]) for row in rows] == [
        ("MARLBRIDGE OPTICS LTD", "stopped", "no_match"),
        ("Veskar Harbour Systems Limited", "became", "match"),
        ("Tansey Ironworks", "became", "match"),
    ]
    assert "The version of 2024-02-01 has it no more." in text
    assert "Its entry changed: names: Orpington Steelworks Ltd" in text


def test_nothing_changed_since_today(keep: Keep, suppliers: str, told: Told) -> None:
    keep(*ROWS, vintage=date(2024, 7, 1))
    asked = ("--list", OWN, "--since", "2024-08-01", "--as-of", "2024-08-01")
    assert told(suppliers, *asked)[:2] == (0, "")


def test_what_was_a_review_for_want_of_a_day_becomes_a_match(
    keep: Keep, suppliers: str, told: Told
) -> None:
    keep(*ROWS, vintage=date(2024, 1, 1))
    asked = ("--list", OWN, "--since", "2023-07-01", "--as-of", "2024-02-01")
    status, text, _ = told(suppliers, *asked)
    assert status == 1
    assert 'became a match: "Tansey Ironworks" is Tansey Ironworks Ltd' in text
    assert "why: Whether it stood there on 2023-07-01 is not known." in text
    assert "Marlbridge" not in text


def test_who_is_not_checked_is_counted_as_a_screening_does(
    keep: Keep, tmp_path: Path, told: Told
) -> None:
    keep(*ROWS, vintage=date(2024, 1, 1))
    path = tmp_path / "odd.csv"
    path.write_text("supplier,id\nMrs A Example,1\n,2\nAcme Bakery Ltd,3\n", encoding="utf-8")
    _, _, once = told(str(path), "--list", OWN, "--as-of", "2024-02-01")
    asked = ("--list", OWN, "--since", "2024-01-01", "--as-of", "2024-02-01")
    _, _, again = told(str(path), *asked)
    assert "2 not checked" in once
    assert "not checked: 2" in again


def test_what_has_changed_on_a_stale_list_says_that_it_is_stale(
    keep: Keep, suppliers: str, told: Told
) -> None:
    keep(*ROWS, vintage=date(2024, 1, 1), rhythm=Rhythm.DAILY)
    asked = ("--list", OWN, "--since", "2024-01-01", "--as-of", "2024-03-01")
    status, _, says = told(suppliers, *asked)
    assert status == 0
    assert "town-list is 60 days old, and comes out daily" in " ".join(says.split())


def test_a_match_that_a_person_dismissed_is_not_news(
    keep: Keep, suppliers: str, told: Told, tmp_path: Path
) -> None:
    keep(*ROWS, vintage=date(2024, 1, 1))
    reviews = tmp_path / "reviews.toml"
    answer = ["review", suppliers, "--list", OWN, "--as-of", "2024-02-01", "--who", "office"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"n\nanother firm\n" * 3)))
        assert run([*answer, "--reviews", str(reviews)]) == 0
    keep(*ROWS, "9,Acme Bakery Ltd,,GB,2024-04-01,", vintage=date(2024, 5, 1))
    common = ("--list", OWN, "--as-of", "2024-06-01", "--reviews", str(reviews))
    _, text, _ = told(suppliers, *common, "--format", "jsonl")
    states = [json.loads(row) for row in text.splitlines()]
    verdicts = [
        match["review"] and match["review"]["verdict"]
        for each in states
        for match in each["matches"]
    ]
    assert verdicts == ["dismissed", "dismissed", None]
    _, text, _ = told(suppliers, *common, "--since", "2023-07-01")
    assert "Acme Bakery" in text
    assert "Tansey" not in text


def test_what_changed_is_counted_in_the_readers_language(
    keep: Keep, suppliers: str, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(*ROWS, vintage=date(2024, 7, 1))
    monkeypatch.setenv("LANGUAGE", "de")
    _, _, says = told(suppliers, "--list", OWN, "--since", "2023-05-01")
    assert "5 Datensätze: " in says
    assert "0 Probleme" in says


def test_how_far_a_change_fails_is_as_the_user_says(
    keep: Keep, suppliers: str, told: Told
) -> None:
    keep(*ROWS, vintage=date(2024, 7, 1))
    asked = ("--list", OWN, "--since", "2023-05-01", "--as-of", "2024-05-01")
    assert told(suppliers, *asked, "--fail-on", "match")[0] == 1
    assert told(suppliers, *asked, "--fail-on", "never")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "2024-01-01"), "none is named"),
        (("--list", OWN, "--since", "2024-01-01", "--format", "html"), "can't be told as html"),
        (("--list", OWN, "--since", "spring"), "no version spring"),
        (("--list", OWN, "--since", "2024-09-01", "--as-of", "2024-08-01"), "lies after 2024"),
    ],
)
def test_a_question_that_can_not_be_answered_is_refused(
    keep: Keep, suppliers: str, told: Told, words: tuple[str, ...], said: str
) -> None:
    keep(*ROWS, vintage=date(2024, 7, 1))
    status, text, says = told(suppliers, *words)
    assert (status, text) == (2, "")
    assert said in " ".join(says.split())


def test_a_name_in_another_script_is_a_review_of_a_listed_one(keep: Keep) -> None:
    keep("1,浙江大华技术股份有限公司,,CN,2020-03-01,", vintage=date(2024, 1, 1))
    rows = b"supplier,country\nZhejiang Dahua Technology Co Ltd,CN\n"
    found = screened(date(2024, 2, 1), OWN, rows=rows)["Zhejiang Dahua Technology Co Ltd"]
    [listed] = [each for each in found.matches if each.entity == "town-list/1"]
    assert listed.state is State.REVIEW
    assert any(each.kind == "list-sound-across" for each in listed.evidence)
