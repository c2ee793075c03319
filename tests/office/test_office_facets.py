"""Counts of facets are those that one gets by looking at every answer, whatever is chosen."""

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import text

from countersight.ids import VendorId
from countersight.model.office import AnswerRow, Asked, Filter, RunId
from countersight.model.review import Verdict
from countersight.stores.case.database import (
    Migrations,
    migrate,
    reading,
    sqlite_engine,
    writing,
)
from countersight.stores.office.workspace import MIGRATIONS
from countersight.wiring.office import Opened, open_desk
from countersight.work.office.desk import Judged

SITES = ("Leeds", "York", "Hull")
SUPPLIERS = ("HIKVISION UK LIMITED", "Dahau Technology", "Acme Bakery Ltd", "Hytera Comms Ltd")
CHOICES: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {"state": ("match",)},
    {"state": ("match", "review")},
    {"site": ("Leeds",)},
    {"site": ("Leeds",), "state": ("match",)},
    {"site": ("Leeds", "York"), "maker": ("hikvision",)},
    {"site": ("nowhere",)},
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    office = open_desk(tmp_path_factory.mktemp("facets") / "office")
    rows = [f"{name},{site}" for name, site in product(SUPPLIERS, SITES * 3)]
    content = "\n".join(["supplier,site", *rows, "Dahua Technology UK Ltd,Ripon"])
    upload = office.desk.hand_in("estate.csv", io.BytesIO(content.encode()))
    run = office.desk.ask(upload, Asked("uk-council"), "case desk")
    office.desk.screenings.perform(run.id)
    yield office
    office.office.close()


def looked_at(opened: Opened, wanted: Filter) -> tuple[AnswerRow, ...]:
    """Return the answers that hold what is wanted, each looked at."""
    answers = opened.desk.store.answers.page(RunId(1), Filter(), 0, 1_000)
    return tuple(
        each
        for each in answers
        if wanted.words.casefold() in each.name.casefold()
        and all(
            any((facet, value) in each.facets for value in values)
            for facet, values in wanted.facets.items()
        )
    )


def counted(opened: Opened, wanted: Filter) -> Mapping[str, Mapping[str, int]]:
    every = {facet for each in looked_at(opened, Filter()) for facet, _ in each.facets}
    told = {}
    for facet in every:
        answers = looked_at(opened, wanted.without(facet))
        values = Counter(
            value for each in answers for name, value in each.facets if name == facet
        )
        if values:
            told[facet] = dict(values)
    return told


@pytest.mark.parametrize("words", ["", "hikvision", "%", "zzz"])
@pytest.mark.parametrize("facets", CHOICES)
def test_counts_are_those_of_the_answers(
    opened: Opened, facets: dict[str, tuple[str, ...]], words: str
) -> None:
    store, wanted = opened.desk.store.answers, Filter(facets, words)
    found = {name: values for name, values in store.facets(RunId(1), wanted).items() if values}
    assert found == counted(opened, wanted)
    assert store.count(RunId(1), wanted) == len(looked_at(opened, wanted))
    assert store.page(RunId(1), wanted, 0, 1_000) == looked_at(opened, wanted)


def test_a_judgement_moves_one_answer_from_one_count_to_another(opened: Opened) -> None:
    store = opened.desk.store.answers
    before = store.facets(RunId(1), Filter())["state"]
    first = store.page(RunId(1), Filter({"site": ("Ripon",)}), 0, 1)[0]
    said = Judged(RunId(1), first.number, VendorId("dahua"), Verdict.DISMISSED, "no", "desk")
    kept = opened.desk.judge(said)
    after = store.facets(RunId(1), Filter())["state"]
    assert Counter(before) - Counter(after) == {"match": 1}
    assert after == counted(opened, Filter())["state"]
    opened.desk.undo(kept.number, "desk")
    assert store.facets(RunId(1), Filter())["state"] == before


def test_an_office_of_the_first_release_gets_its_tallies(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "office.sqlite")
    migrate(engine, Migrations(MIGRATIONS.folder, "0001"))
    with writing(engine) as connection:
        for line in (
            "INSERT INTO uploads VALUES (1, 'x', 'a.csv', 1, '')",
            "INSERT INTO runs (id, upload, asked, who, moment) VALUES (1, 1, '{}', '', '')",
            "INSERT INTO facets (run, facet, value, number) VALUES (1, 'site', 'York', 1)",
            "INSERT INTO facets (run, facet, value, number) VALUES (1, 'site', 'York', 2)",
        ):
            connection.execute(text(line))
    migrate(engine, MIGRATIONS)
    with reading(engine) as connection:
        rows = connection.execute(text("SELECT facet, value, many FROM tallies")).all()
    assert [tuple(row) for row in rows] == [("site", "York", 2)]
    engine.dispose()
