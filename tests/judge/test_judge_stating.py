"""What a line of facts may say, and how it is refused."""

import contextlib
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge_cases import CATALOGUE, buys
from judge_small import owner

from camera_facts import CAMERA
from countersight.errors import FactError
from countersight.ids import VendorId
from countersight.judge import parse_facts
from countersight.judge.holdings import MOST_CHAINS, Link, flatten
from countersight.model.decision import Outcome
from countersight.model.facts import Facts, FactSource

WORDS = CATALOGUE.vocabulary


def parse(**stated: object) -> Facts:
    return parse_facts({**CAMERA, **stated}, WORDS)


def refusal(**stated: object) -> str:
    with pytest.raises(FactError) as refused:
        parse(**stated)
    return f"{refused.value.message} | {refused.value.hint}"


def test_a_line_of_facts_is_stated() -> None:
    facts = parse(id="case-7", acquired_on="2023-12-21", list_entry_year=2025)
    assert facts.id == "case-7"
    assert facts.value("date") == date(2023, 2, 1)
    assert facts.value("roles") == ("public.national",)
    assert facts.value("acquired_on") == date(2023, 12, 21)
    assert facts.value("site") is None
    assert {fact.source for fact in facts.known.values()} == {FactSource.STATED}
    assert parse(id=7).id == "7"
    assert parse(date=date(2023, 2, 1)) == parse(date="2023-02-01")


def test_null_is_unknown_and_so_is_the_word_in_a_text() -> None:
    facts = parse(purpose=None, owners=None, brand_country="unknown", maker="unknown")
    assert facts.owners is None
    assert facts.value("purpose") is None
    assert facts.value("brand_country") is None
    assert facts.value("maker") == "unknown"


def test_what_a_decision_needs_is_asked_for_by_name() -> None:
    assert "date, act: missing" in refusal(date=None, act=None)


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"purpos": "other"}, "'purpos' is no fact | Did you mean purpose?"),
        ({"act": "buy"}, "act: 'buy' is unknown | Known: authorise"),
        ({"act": "procur"}, "Did you mean procure?"),
        ({"roles": ["public.nation"]}, "Did you mean public.national?"),
        ({"roles": []}, "roles: is no list with words in it"),
        ({"roles": "public.national"}, "roles: is no list"),
        ({"roles": ["supplier", "supplier"]}, "roles: supplier stands there twice"),
        ({"roles": ["public.local", "private.household"]}, "contradict each other"),
        ({"date": "2023-02-30"}, "date: there is no day 2023-02-30 | Write a day of"),
        ({"date": "2023-02"}, "date: is no day"),
        ({"date": 20230201}, "date: is no day"),
        ({"acquired_on": "yesterday"}, "acquired_on: is no day"),
        ({"place": "London"}, "'London' is no code of a place"),
        ({"place": "UK"}, "place: UK is not in ISO 3166 | Write GB."),
        ({"place": "ZZ"}, "place: ZZ is not in ISO 3166 | Write ISO 3166-1 or 3166-2, or EU"),
        ({"place": "EN-GB"}, "place: EN-GB is not in ISO 3166"),
        ({"bidder_country": "CH1"}, "'CH1' is no code"),
        ({"bidder_country": "XX"}, "bidder_country: XX is not in ISO 3166"),
        ({"brand_country": "China"}, "brand_country: 'China' is no code"),
        ({"made_in": "UK"}, "Write GB."),
        ({"maker": ""}, "maker: is no text"),
        ({"maker": ["hikvision"]}, "maker: is no text"),
        ({"maker": "x" * 501}, "maker: is longer than 500 letters"),
        ({"official_use": "yes"}, "official_use: is neither true nor false"),
        ({"list_entry_year": True}, "list_entry_year: is no whole number"),
        ({"list_entry_year": "2025"}, "list_entry_year: is no whole number"),
        ({"list_entry_year": 10**16}, "list_entry_year: is too large"),
        ({"id": 10**16}, "id: is too large a number"),
        ({"id": 1.5}, "id: is neither text nor a number"),
        ({"owners": "hikvision"}, "owners: is no list"),
        ({"owners": ["hikvision"]}, "owner 1: is no object"),
        ({"owners": [{}]}, "owner 1: id: is no text"),
        ({"owners": [{"id": "a", "share": 1}]}, "owner 1: 'share' is unknown | Known: control"),
        ({"owners": [{"id": "a", "percents": 1}]}, "Did you mean percent?"),
        (
            {"owners": [{"id": "a", "percent": 130}]},
            "owner 1: percent lies outside 0 to 100 | State a",
        ),
        ({"owners": [{"id": "a", "percent": -1}]}, "percent lies outside"),
        ({"owners": [{"id": "a", "percent": float("nan")}]}, "percent lies outside"),
        ({"owners": [{"id": "a", "percent": True}]}, "percent is no number"),
        ({"owners": [{"id": "a", "percent": "50"}]}, "percent is no number"),
        ({"owners": [{"id": "a", "control": "yes"}]}, "owner 1: control: is neither"),
        ({"owners": [{"id": "a", "successor": 1}]}, "owner 1: successor: is neither"),
        ({"owners": [{"id": "a"}] * 1001}, "owners: more than 1000"),
        ({"owners": [{"id": "a", "of": "b"}]}, "`of` names 'b', which is no owner"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_with_what_to_do(stated: dict[str, object], words: str) -> None:
    assert words in refusal(**stated)


def test_a_long_word_is_not_repeated_whole() -> None:
    assert len(refusal(**{"x" * 10_000: 1})) < 1_000


def test_an_answer_to_a_question_can_be_stated() -> None:
    owners = [{"id": "hikvision", "percent": 30, "control": False}]
    assert buys(maker="jv", owners=owners).ask == ("is_affiliate",)
    assert buys(maker="jv", owners=owners, is_affiliate=True).outcome is Outcome.BINDS
    assert buys(maker="jv", owners=owners, is_affiliate=False).outcome is Outcome.NOT_BOUND
    assert parse(effective_day="2026-07-10").value("effective_day") == date(2026, 7, 10)


def test_a_chain_of_majorities_controls_though_its_share_is_small() -> None:
    owners = [
        {"id": "holding", "percent": 60},
        {"id": "hikvision", "percent": 60, "of": "holding"},
    ]
    found = buys(maker="jv", owners=owners)
    assert found.outcome is Outcome.BINDS
    (target,) = (step for step in found.trace if step.reason == "target")
    assert "jv <- holding <- hikvision" in target.note


@pytest.mark.parametrize(
    ("links", "cycle"),
    [
        ([{"id": "a", "of": "a"}], "a -> a"),
        ([{"id": "a", "of": "b"}, {"id": "b", "of": "a"}], "a -> b -> a"),
        (
            [
                {"id": "a"},
                {"id": "b", "of": "a"},
                {"id": "c", "of": "b"},
                {"id": "b", "of": "c"},
            ],
            "b -> c -> b",
        ),
    ],
    ids=str,
)
def test_a_cycle_of_owners_is_named(links: list[dict[str, object]], cycle: str) -> None:
    assert f"owners: {cycle} is a cycle" in refusal(owners=links)


def test_a_maker_that_owns_itself_is_refused_near_and_far_and_an_unknown_one_is_not() -> None:
    far = [{"id": "a"}, {"id": "jv", "of": "a"}]
    for owners in ([{"id": "jv", "percent": 60}], far):
        assert "owners: 'jv' owns itself" in refusal(maker="jv", owners=owners)
    assert parse(maker="unknown", owners=[{"id": "unknown"}]).owners


def test_too_many_chains_are_refused_before_they_are_walked() -> None:
    def floor(number: int) -> str:
        return f"floor{number}"

    links = [Link(owner(floor(0), 100))]
    for number in range(1, 30):
        links += [Link(owner(floor(number), 50), of=floor(number - 1))] * 2
    with pytest.raises(FactError, match=f"more than {MOST_CHAINS} chains"):
        flatten(links, "jv")


def test_the_share_of_a_chain_is_the_product_of_its_links() -> None:
    near = [
        Link(owner("a", 50, control=True), of="jv"),
        Link(owner("b", None, control=False)),
        Link(owner("c", 0)),
    ]
    far = [
        Link(owner("x", 50, control=True, successor=True), of="a"),
        Link(owner("x", 10), of="b"),
        Link(owner("x"), of="c"),
    ]
    found = [each for each in flatten([*near, *far], "jv") if each.id == VendorId("x")]
    assert [(each.percent, each.control, each.successor) for each in found] == [
        (Decimal(25), True, True),
        (None, False, False),
        (Decimal(0), None, False),
    ]
    assert found[0].path == ("jv", "a", "x")
    assert flatten([Link(owner("a")), Link(owner("x"), of="a")], "")[1].path[0] == "maker"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*WORDS.facts, "id", "x"]), json_values, max_size=4))
def test_any_json_is_facts_or_a_fact_error(stated: dict[str, object]) -> None:
    whole = {**CAMERA, **stated}
    with contextlib.suppress(FactError):
        facts = parse_facts(json.loads(json.dumps(whole)), WORDS)
        assert facts.value("act") == whole["act"]
