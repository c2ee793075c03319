"""A case as FollowTheMoney entities: their model knows each schema and each property."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from countersight.catalogue import load_schemes
from countersight.claim import load
from countersight.ids import EntryId
from countersight.model.casefile import Casefile
from countersight.model.contract import ContractRole, RoleHeld
from countersight.model.values import PartialDate
from countersight.publish.case.entities import entities

FOLDER = Path(__file__).parents[2] / "src" / "countersight" / "work" / "demo" / "case"
THING = {"summary": "text", "country": "country", "name": "name"}
MODEL: Mapping[str, Mapping[str, str]] = {
    "Company": THING,
    "PublicBody": THING,
    "Organization": THING,
    "LegalEntity": THING,
    "Person": {**THING, "position": "string"},
    "Document": {
        "title": "string",
        "fileName": "string",
        "author": "string",
        "date": "date",
        "sourceUrl": "url",
        "keywords": "string",
        "summary": "text",
    },
    "Contract": {
        "title": "string",
        "procedureNumber": "string",
        "amount": "number",
        "currency": "string",
        "status": "string",
        "contractDate": "date",
        "summary": "text",
        "authority": "entity",
        "proof": "entity",
    },
    "ContractAward": {
        "supplier": "entity",
        "contract": "entity",
        "role": "string",
        "status": "string",
        "summary": "text",
        "proof": "entity",
    },
    "UnknownLink": {"subject": "entity", "object": "entity", "role": "string"},
}
"""Properties that are written, with their types in the model of followthemoney 4.11.2."""


def case_of(name: str) -> Casefile:
    texts = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.txt")}
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    return load(text, texts, load_schemes().predicates)


def full() -> Casefile:
    """Return the case with a buyer, a country, addresses and a party of no known kind."""
    case = case_of("case-board-operates")
    contract = case.contracts[0]
    buyer = RoleHeld(EntryId("board"), (ContractRole.BUY,))
    return replace(
        case,
        parties=tuple(replace(each, country="GB") for each in case.parties),
        contracts=(replace(contract, roles=(*contract.roles, buyer)),),
        documents=(
            replace(
                case.documents[0],
                address="https://example.org/a",
                date=PartialDate.parse("2024-05-01"),
            ),
            *case.documents[1:],
        ),
    )


CASES = (case_of("case"), full())


def told(case: Casefile) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    for each in entities(case):
        properties = each["properties"]
        assert isinstance(properties, dict)
        yield str(each["id"]), str(each["schema"]), properties


@pytest.mark.parametrize("case", CASES, ids=["first", "full"])
def test_each_schema_and_each_property_is_of_the_model(case: Casefile) -> None:
    for _, schema, properties in told(case):
        assert properties.keys() <= MODEL[schema].keys()
        assert all(value.strip() for values in properties.values() for value in values)


@pytest.mark.parametrize("case", CASES, ids=["first", "full"])
def test_whatever_an_entity_points_to_is_told_once(case: Casefile) -> None:
    found = list(told(case))
    ids = [id_ for id_, _, _ in found]
    assert len(set(ids)) == len(ids)
    for _, schema, properties in found:
        for name, values in properties.items():
            if MODEL[schema][name] == "entity":
                assert set(values) <= set(ids)


def test_who_has_which_part_in_a_contract_is_told_with_its_grade() -> None:
    found = {schema: properties for _, schema, properties in told(case_of("case"))}
    award = found["ContractAward"]
    assert award["role"] == ["design, build, operate, transfer"]
    assert award["status"] == ["awarded"]
    assert award["summary"][0].startswith("cited, not held (2 hands away)")
    assert found["UnknownLink"]["role"] == ["counsel"]


def test_who_buys_is_the_authority_and_no_supplier() -> None:
    awards = [each for each in told(full()) if each[1] == "ContractAward"]
    assert len(awards) == 1
    (contract,) = (properties for _, schema, properties in told(full()) if schema == "Contract")
    assert len(contract["authority"]) == len(contract["proof"]) == 1
    assert contract["contractDate"] == ["2019-01-09"]


def test_what_is_withdrawn_is_not_told_and_nothing_points_to_it() -> None:
    case = full()
    parties = tuple(
        replace(each, withdrawn="another firm") if each.id in {"bidder", "supplier"} else each
        for each in case.parties
    )
    schemata = [schema for _, schema, _ in told(replace(case, parties=parties))]
    assert "ContractAward" not in schemata
    assert "UnknownLink" not in schemata


@pytest.mark.parametrize("case", CASES, ids=["first", "full"])
def test_the_entities_are_those_of_followthemoney(case: Casefile) -> None:
    library = pytest.importorskip("followthemoney", reason="needs the extra `interop`")
    for each in entities(case):
        properties = each["properties"]
        assert isinstance(properties, dict)
        schema = library.model.get(each["schema"])
        for name, type_ in MODEL[schema.name].items():
            assert schema.get(name).type.name == type_
        cleaned = library.model.get_proxy(each, cleaned=False)
        schema.validate(each)
        assert all(cleaned.get(name) for name in schema.required)
        kept = cleaned.to_dict()["properties"]
        assert {name: set(values) for name, values in kept.items()} == {
            name: set(values) for name, values in properties.items()
        }
