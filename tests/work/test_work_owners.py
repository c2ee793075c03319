"""Imported owners in a screening: what each restriction's own reach makes of one chain."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

import countersight
from countersight.catalogue import load, load_profile
from countersight.ids import RestrictionId
from countersight.judge.holdings import holdings_of
from countersight.judge.situations import maker_id
from countersight.judge.targets import target
from countersight.match import Imported
from countersight.model.facts import Fact, Facts, FactSource
from countersight.model.finding import Grounds, Screened, ScreenedBatch
from countersight.model.match import Relation, State
from countersight.read import Source
from countersight.work.screening import Conditions, Screening
from ownership_makers import LEIS, entity, holds, lines, person, read

CATALOGUE = load()
AS_OF = date(2025, 10, 15)
USCC = "91330000733796106P"
HIKVISION = entity("h", "Hangzhou Hikvision Digital Technology Co., Ltd.", CN_USCC=USCC)
MID = entity("m", "Zorvane Optics Holding GmbH", "DE")
LOW = entity("l", "Quellmark Kameras GmbH", "DE")


def screening(*statements: object, profile: str = "us-federal-contractor") -> Screening:
    owners = Imported(read(lines(*statements)), CATALOGUE.vendors.values())
    asks = load_profile(profile, CATALOGUE.vocabulary)
    return Screening(CATALOGUE, Conditions(Grounds((), AS_OF, asks), owners=owners))


def screen(name: str, *statements: object, profile: str = "us-federal-contractor") -> Screened:
    rows = f"supplier,date,country\n{name},2025-10-14,DE\n".encode()
    batches = screening(*statements, profile=profile).run(
        [Source("-", stream=io.BytesIO(rows))]
    )
    (batch,) = list(batches)
    (record,) = batch.records
    return record


def chain(first: object, second: object, **more: str) -> Sequence[object]:
    return (
        HIKVISION,
        MID,
        LOW,
        holds("h", "m", first, **more),
        holds("m", "l", second, **more),
    )


def test_a_subsidiary_is_itself_and_related_to_its_parent_by_a_path() -> None:
    record = screen("Quellmark Kameras GmbH", *chain(60, 80))
    (match,) = record.matches
    assert (match.state, match.relation) == (State.MATCH, Relation.SUBSIDIARY)
    assert match.company == "Quellmark Kameras GmbH"
    assert match.path[:3] == (
        "Quellmark Kameras GmbH",
        "Zorvane Optics Holding GmbH",
        "hikvision",
    )
    (path,) = [each for each in match.evidence if each.kind == "ownership-path"]
    assert "48 percent, control" in path.text
    assert path.source == "f0"


def test_without_the_links_nothing_is_known_of_the_name() -> None:
    bare = Screening(CATALOGUE, Conditions(Grounds((), AS_OF), every=True))
    rows = io.BytesIO(b"supplier\nQuellmark Kameras GmbH\n")
    (batch,) = list(bare.run([Source("-", stream=rows)]))
    assert [each.state for each in batch.records] == [State.NO_MATCH]


REACHES = {
    "half": "us-bis-entity-list-2019",
    "tenth or control": "us-fcc-covered-authorisation",
    "affiliates": "us-ndaa889-a1b",
    "control": "us-ndaa805-1260h",
    "name": "us-ns-cmic",
}
"""Restrictions whose reaches differ."""


def reached(restriction: str, record: Screened, screened: Screening) -> str:
    """Return whether the target test of a restriction holds for what a record named."""
    (match,) = record.matches
    maker = Fact("maker", maker_id(match), FactSource.CATALOGUE)
    owners = screened.matcher.owners(match, AS_OF, AS_OF)
    facts = Facts({"maker": maker}, owners, FactSource.CATALOGUE)
    law = CATALOGUE.restrictions[RestrictionId(restriction)]
    lists = {str(key): each for key, each in CATALOGUE.restrictions.items()}
    (cover, *_) = [c for c in law.covers if "hikvision" in c.makers or c.maker_list is not None]
    looked = target(cover, law, lists)(facts, holdings_of(facts), AS_OF)
    return looked.step.truth.value


@pytest.mark.parametrize(
    ("first", "second", "half", "tenth", "affiliates", "control"),
    [
        (60, 80, "true", "true", "true", "true"),
        (50, 50, "true", "true", "unknown", "unknown"),
        (49, 100, "false", "true", "unknown", "unknown"),
        (8, 100, "false", "unknown", "unknown", "unknown"),
        (90, 40, "false", "true", "unknown", "unknown"),
        ({"exclusiveMinimum": 25, "maximum": 50}, 100, "unknown", "true", "unknown", "unknown"),
        ({"exclusiveMinimum": 50, "maximum": 75}, 100, "true", "true", "true", "true"),
        (None, 100, "unknown", "unknown", "unknown", "unknown"),
    ],
)
def test_each_restriction_makes_its_own_of_one_chain(  # noqa: PLR0917
    first: object, second: object, half: str, tenth: str, affiliates: str, control: str
) -> None:
    statements = chain(first, second)
    record, screened = screen("Quellmark Kameras GmbH", *statements), screening(*statements)
    found = {name: reached(law, record, screened) for name, law in REACHES.items()}
    assert found == {
        "half": half,
        "tenth or control": tenth,
        "affiliates": affiliates,
        "control": control,
        "name": "false",
    }


def test_two_ways_to_one_owner_add_up() -> None:
    statements = (*chain(60, 50), holds("h", "l", 25))
    record, screened = screen("Quellmark Kameras GmbH", *statements), screening(*statements)
    (match,) = record.matches
    ways = [
        each for each in screened.matcher.owners(match, AS_OF, AS_OF) if each.id == "hikvision"
    ]
    assert sorted(each.percent or 0 for each in ways) == [25, 30]
    assert reached("us-bis-entity-list-2019", record, screened) == "true"
    assert reached("us-ndaa889-a1b", record, screened) == "true"


def test_owners_that_hold_more_than_there_is_settle_nothing_and_are_told() -> None:
    statements = (*chain(60, 80), holds("x", "l", 60), entity("x", "Xylo SA", "FR"))
    record, screened = screen("Quellmark Kameras GmbH", *statements), screening(*statements)
    assert reached("us-bis-entity-list-2019", record, screened) == "unknown"
    batches: list[ScreenedBatch] = list(screened.owner_batches())
    (problem,) = [each for batch in batches for each in batch.problems]
    assert problem.code == "owners-over-100"
    assert "sum to 140 percent on 2025-10-15" in problem.message


def test_a_parent_known_by_name_and_country_alone_asks_for_a_look() -> None:
    statements = (
        entity("h", "Hangzhou Hikvision Digital Technology Co., Ltd.", "CN"),
        LOW,
        holds("h", "l", 100),
    )
    record, screened = screen("Quellmark Kameras GmbH", *statements), screening(*statements)
    (match,) = record.matches
    assert (match.state, match.relation) == (State.REVIEW, Relation.AFFILIATE)
    assert reached("us-bis-entity-list-2019", record, screened) == "unknown"
    (path,) = [each for each in match.evidence if each.kind == "ownership-path"]
    assert "by name and country alone" in path.text


def test_a_subsidiary_that_was_sold_is_a_former_one() -> None:
    record = screen("Quellmark Kameras GmbH", *chain(60, 80, until="2021-01-01"))
    assert [match.relation for match in record.matches] == [Relation.FORMER]


def test_a_company_that_a_vendor_owns_is_met_by_its_number() -> None:
    numbered = entity("l", "Quellmark Kameras GmbH", "DE", XI_LEI=LEIS[0])
    rows = f"supplier,LEI\nSome Other Spelling,{LEIS[0]}\n".encode()
    run = screening(HIKVISION, numbered, holds("h", "l", 90))
    (batch,) = list(run.run([Source("-", stream=io.BytesIO(rows))]))
    assert [each.matches[0].company for each in batch.records] == ["Quellmark Kameras GmbH"]


def test_a_person_in_a_chain_has_no_name_anywhere() -> None:
    record = screen("Quellmark Kameras GmbH", *chain(60, 80), person("p"), holds("p", "l", 20))
    assert "No Concern" not in repr(record)


@pytest.mark.parametrize("name", ["X", "Holdings Ltd", "The Company", "海", "A Ltd"])
def test_a_name_without_a_word_of_its_own_is_met_by_its_number_alone(name: str) -> None:
    firm = entity("l", name, "DE", XI_LEI=LEIS[0])
    run = screening(HIKVISION, firm, holds("h", "l", 90))
    rows = f"supplier,LEI\n{name},\n{name},{LEIS[0]}\n".encode()
    (batch,) = list(run.run([Source("-", stream=io.BytesIO(rows))]))
    assert [record.record.origin.row for record in batch.records] == [3]


def test_a_name_of_one_word_asks_for_a_look_unless_more_speaks_for_it() -> None:
    statements = (HIKVISION, entity("l", "Quellmark Ltd", "DE"), holds("h", "l", 90))
    assert screen("Quellmark", *statements).state is State.MATCH
    rows = io.BytesIO(b"supplier\nQuellmark\n")
    (batch,) = list(screening(*statements).run([Source("-", stream=rows)]))
    assert [record.state for record in batch.records] == [State.REVIEW]


def test_whom_a_file_does_not_describe_is_unknown_and_its_id_is_not_told() -> None:
    statements = (*chain(60, 80), holds("a-persons-name", "l", 10))
    record, screened = screen("Quellmark Kameras GmbH", *statements), screening(*statements)
    (match,) = record.matches
    owners = screened.matcher.owners(match, AS_OF, AS_OF)
    assert "unknown" in {owner.id for owner in owners}
    assert "a-persons-name" not in repr((record, owners))


def test_python_is_told_owners_by_files_beside_the_records(tmp_path: Path) -> None:
    told = tmp_path / "owners.jsonl"
    told.write_bytes(lines(*chain(60, 80)))
    rows = io.BytesIO(b"supplier,date,country\nQuellmark Kameras GmbH,2025-10-14,DE\n")
    answers = countersight.screen(
        rows, profile="us-federal-contractor", as_of=AS_OF, owners=[str(told)]
    )
    [answer] = answers.records
    assert answer.matches[0].relation is Relation.SUBSIDIARY
    assert "Owners owners.jsonl" in [each.name for each in answers.grounds.lists]
