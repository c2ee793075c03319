"""Who owns what was met: the walk over dated ties."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from match_makers import MATCHER, VENDORS, answer, the_match, tie, vendor

from countersight.ids import VendorId, company_id
from countersight.judge.situations import maker_id
from countersight.match import owners
from countersight.match.ownership import MOST_OWNERS
from countersight.model.facts import Owner
from countersight.model.match import Match, Relation, State
from countersight.model.vendor import Basis, Vendor

TODAY = date(2026, 11, 24)


def of(entity: str, company: str = "", relation: Relation = Relation.ITSELF) -> Match:
    path = (company, entity) if company else (entity,)
    key = VendorId(entity)
    return Match(key, entity, entity, State.MATCH, 1.0, relation, path, (), company)


def walk(
    vendors: Sequence[Vendor], match: Match, on: date | None = TODAY, as_of: date = TODAY
) -> dict[str, Owner]:
    found = owners(vendors, match, on, as_of)
    assert len({owner.path for owner in found}) == len(found)
    return {owner.id: owner for owner in found}


def share(owner: Owner) -> tuple[Decimal | None, bool | None]:
    return owner.percent, owner.control


def test_a_stated_parent_controls_whatever_its_share() -> None:
    chain = [
        vendor("alpha", tie("parent", "beta", percent=Decimal(36))),
        vendor("beta", tie("parent", "gamma", percent=Decimal(50))),
        vendor("gamma"),
    ]
    found = walk(chain, of("alpha"))
    assert share(found["beta"]) == (Decimal(36), True)
    assert share(found["gamma"]) == (Decimal(18), True)
    assert found["gamma"].path == ("alpha", "beta", "gamma")
    assert walk(chain, of("gamma")) == {}


def test_another_files_subsidiary_is_a_link_too() -> None:
    found = walk([vendor("beta", tie("subsidiary", "alpha")), vendor("alpha")], of("alpha"))
    assert share(found["beta"]) == (None, True)


@pytest.mark.parametrize(
    ("role", "percent", "basis", "control"),
    [
        ("shareholder", 51, Basis.STATED, True),
        ("shareholder", 50, Basis.STATED, None),
        ("shareholder", None, Basis.STATED, None),
        ("acquirer", None, Basis.STATED, None),
        ("parent", None, Basis.STATED, True),
        ("parent", None, Basis.NAME_ONLY, None),
        ("parent", None, Basis.LISTED_TOGETHER, None),
        ("parent", None, Basis.MEMORY, None),
        ("parent", 60, Basis.MEMORY, True),
    ],
)
def test_control_is_never_guessed(
    role: str, percent: int | None, basis: Basis, *, control: bool | None
) -> None:
    part = None if percent is None else Decimal(percent)
    firm = vendor("alpha", tie(role, "beta", percent=part, basis=basis))
    owner = walk([firm, vendor("beta")], of("alpha"))["beta"]
    assert share(owner) == (part, control)
    assert bool(owner.note) is (basis is not Basis.STATED)


@pytest.mark.parametrize("role", ["joint_venture", "affiliate", "affiliate_unproven"])
def test_an_affiliate_is_held_by_nobody_knows_how_much(role: str) -> None:
    firm = vendor("alpha", tie(role, "", called="Betamax Ltd"))
    found = walk([firm], of("alpha", "Betamax Ltd", Relation.AFFILIATE))
    assert share(found["alpha"]) == (None, None)
    assert found["alpha"].path == ("betamax_ltd", "alpha")


@pytest.mark.parametrize("role", ["sister", "same_brand", "representative"])
def test_a_company_beside_owns_nothing(role: str) -> None:
    assert walk([vendor("alpha", tie(role, "beta")), vendor("beta")], of("beta")) == {}
    assert walk([vendor("alpha", tie(role, "beta")), vendor("beta")], of("alpha")) == {}


@pytest.mark.parametrize(
    ("since", "until", "on", "holds"),
    [
        ("2018-02-06", "2022-11", date(2018, 2, 5), "no"),
        ("2018-02-06", "2022-11", date(2018, 2, 6), "yes"),
        ("2018-02-06", "2022-11", date(2022, 10, 31), "yes"),
        ("2018-02-06", "2022-11", date(2022, 11, 1), "yes"),
        ("2018-02-06", "2022-11", date(2022, 11, 2), "perhaps"),
        ("2018-02-06", "2022-11", date(2022, 11, 30), "perhaps"),
        ("2018-02-06", "2022-11", date(2022, 12, 1), "no"),
        ("2018-02-06", "2022-11-23", date(2022, 11, 23), "yes"),
        ("2018-02", "", date(2018, 2, 10), "perhaps"),
        ("2018-02", "", date(2018, 3, 1), "perhaps"),
        ("2018-02-06", "2022-11", None, "perhaps"),
        ("", "", date(2020, 1, 1), "perhaps"),
    ],
)
def test_a_former_parent_counts_in_its_time(
    since: str, until: str, on: date | None, holds: str
) -> None:
    firm = vendor("alpha", tie("former_parent", "beta", since, until, percent=Decimal(70)))
    found = walk([firm, vendor("beta")], of("alpha"), on)
    if holds == "no":
        assert found == {}
    elif holds == "yes":
        assert share(found["beta"]) == (Decimal(70), True)
    else:
        assert share(found["beta"]) == (None, None)
        assert "not sure on the day" in found["beta"].note
        assert not since or since in found["beta"].note


def test_a_link_without_a_period_holds_on_an_unknown_day() -> None:
    firm = vendor("alpha", tie("parent", "beta"))
    assert walk([firm, vendor("beta")], of("alpha"), None)["beta"].control is True


def test_a_tie_that_begins_after_our_knowledge_is_not_known() -> None:
    firm = vendor("alpha", tie("parent", "beta", since="2026-01-01"))
    assert walk([firm, vendor("beta")], of("alpha"), as_of=date(2025, 12, 31)) == {}


def test_several_ties_between_two_are_one_stake() -> None:
    firm = vendor(
        "alpha",
        tie("parent", "beta"),
        tie("parent", "beta", "2020-01-01", percent=Decimal(40)),
        tie("parent", "beta", "2022-01-01", percent=Decimal(60)),
    )
    holder = vendor("beta", tie("subsidiary", "alpha"))
    for on, percent in (
        (date(2021, 1, 1), 40),
        (date(2023, 1, 1), 60),
        (date(2019, 1, 1), None),
    ):
        found = owners([firm, holder], of("alpha"), on, TODAY)
        assert [owner.percent for owner in found] == [percent]


def test_an_affiliate_is_a_link_of_its_own_and_none_of_a_chain() -> None:
    chain = [
        vendor("alpha", tie("parent", "beta")),
        vendor("beta"),
        vendor("gamma", tie("affiliate", "beta")),
    ]
    assert list(walk(chain, of("alpha"))) == ["beta"]
    assert list(walk(chain, of("beta"))) == ["gamma"]


def test_a_cycle_stops() -> None:
    circle = [
        vendor("alpha", tie("parent", "beta")),
        vendor("beta", tie("parent", "gamma")),
        vendor("gamma", tie("parent", "alpha")),
    ]
    assert list(walk(circle, of("alpha"))) == ["beta", "gamma"]


def test_many_ways_end_somewhere() -> None:
    layers = [
        vendor(f"v{level}_{place}", *(tie("parent", f"v{level + 1}_{p}") for p in range(5)))
        for level in range(8)
        for place in range(5)
    ]
    assert len(owners(layers, of("v0_0"), TODAY, TODAY)) <= MOST_OWNERS + 5


def test_the_end_of_the_chains_is_no_stake_of_its_own() -> None:
    chain = [
        vendor("alpha", tie("parent", "beta"), tie("ultimate_parent", "gamma")),
        vendor("beta", tie("parent", "gamma")),
        vendor("gamma"),
    ]
    found = owners(chain, of("alpha"), TODAY, TODAY)
    assert [owner.path for owner in found if owner.id == "gamma"] == [
        ("alpha", "beta", "gamma")
    ]
    alone = [vendor("alpha", tie("ultimate_parent", "gamma")), vendor("gamma")]
    assert share(walk(alone, of("alpha"))["gamma"]) == (None, True)


def test_what_a_company_became_is_told_and_is_no_share() -> None:
    firm = vendor("alpha", tie("predecessor", "beta", percent=Decimal(51)))
    found = walk([firm, vendor("beta")], of("alpha"))["beta"]
    assert (found.successor, found.percent, found.control) == (True, None, None)
    sold = vendor("alpha", tie("successor", "", called="Betamax Ltd"))
    heir = walk([sold], of("alpha", "Betamax Ltd", Relation.AFFILIATE))["alpha"]
    assert heir.successor


def test_a_company_tied_by_its_name_only_has_an_owner_of_which_nothing_is_known() -> None:
    match = the_match(answer("Dahua Technology UK Limited"))
    (owner,) = [each for each in MATCHER.owners(match, TODAY, TODAY) if each.id == "dahua"]
    assert share(owner) == (None, None)
    assert owner.path == ("dahua_technology_uk_limited", "dahua")
    assert owner.note == "tied by its name only"
    assert all(each.control is None for each in MATCHER.owners(match, TODAY, TODAY))


def test_the_catalogues_own_chains() -> None:
    uk = walk(VENDORS, the_match(answer("HIKVISION UK LTD")))
    assert share(uk["hikvision"]) == (None, None)
    assert uk["cetc"].control is None
    assert share(walk(VENDORS, the_match(answer("Hikvision")))["cethik"])[1] is True
    assert walk(VENDORS, of("lorex"), date(2020, 1, 1))["dahua"].control is True
    assert "dahua" not in walk(VENDORS, of("lorex"), date(2023, 1, 1))
    imou = walk(VENDORS, of("imou"), date(2024, 1, 1))["dahua"]
    assert share(imou) == (Decimal("32.7321"), True)


def test_whoever_carries_on_a_makers_business_is_asked_about_from_that_day_on() -> None:
    before = walk(VENDORS, of("luminys"), date(2023, 6, 1))
    after = walk(VENDORS, of("luminys"), date(2024, 6, 1))
    assert (before["dahua"].control, before["dahua"].successor) == (True, False)
    assert (after["dahua"].control, after["dahua"].successor) == (None, True)


def test_the_walk_begins_at_the_maker_that_the_judge_sees() -> None:
    for text in (
        "HIKVISION UK LTD",
        "Dahua Technology UK Limited",
        "EZVIZ",
        "Hikvision Canada Inc.",
    ):
        match = the_match(answer(text))
        for owner in MATCHER.owners(match, TODAY, TODAY):
            assert owner.path[0] == maker_id(match)
    assert company_id("!") == ""
