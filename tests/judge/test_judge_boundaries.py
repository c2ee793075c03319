"""Shares, days, places and bodies at the very line."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from judge_cases import buys, decide, duty
from judge_small import (
    DAHUA,
    HIKVISION,
    LIST,
    ON_LIST,
    facts,
    is_in,
    owner,
    restriction,
    use,
)
from judge_small import duty as small_duty

from countersight.errors import CatalogueError
from countersight.ids import DutyId, ExemptionId, RestrictionId
from countersight.judge import Rulebook
from countersight.model.decision import Decision, Outcome, Reason
from countersight.model.facts import Facts, FactValue, Truth
from countersight.model.restriction import (
    Comparison,
    Cover,
    Exemption,
    FactTest,
    Force,
    Reach,
    ReachKind,
    ReachRule,
    Restriction,
    Status,
)

BOTH = (Cover("a", makers=(HIKVISION, DAHUA)),)
HALF = ReachRule(ReachKind.EQUITY, min_percent=Decimal(50), aggregate=True)


def one(whole: Restriction, situation: Facts) -> Decision:
    (decision,) = Rulebook([whole]).decide(situation)
    return decision


def reaching(rule: ReachRule, **changed: object) -> Restriction:
    return restriction(reach=Reach(rule), covers=BOTH, **changed)


@pytest.mark.parametrize(
    ("percent", "outcome"),
    [(0, "not_bound"), (49, "depends"), (50, "depends"), (51, "binds"), (50.5, "binds")],
)
def test_a_subsidiary_is_held_by_more_than_half(percent: float, outcome: str) -> None:
    owners = [{"id": "hikvision", "percent": percent, "control": False}]
    assert buys(maker="jv", owners=owners).outcome == outcome


@pytest.mark.parametrize(
    ("percent", "control", "outcome", "ask"),
    [
        (10, False, "not_bound", ()),
        (11, False, "binds", ()),
        (10.01, False, "binds", ()),
        (10, None, "depends", ("owners",)),
        (10, True, "binds", ()),
        (None, True, "binds", ()),
        (None, False, "depends", ("owners",)),
    ],
)
def test_ten_percent_is_not_more_than_ten(
    percent: float | None, *, control: bool | None, outcome: str, ask: tuple[str, ...]
) -> None:
    stated = {
        "date": "2024-06-01",
        "place": "US",
        "roles": ["equipment_applicant"],
        "act": "authorise",
        "product_form": "equipment",
        "product_class": "video_surveillance",
        "maker": "jv",
        "purpose": "critical_infrastructure",
        "owners": [{"id": "dahua", "percent": percent, "control": control}],
    }
    found = duty(decide(stated), "us-fcc-covered-authorisation", "authorise")
    assert (found.outcome, found.ask) == (outcome, ask)


@pytest.mark.parametrize(
    ("shares", "outcome"),
    [
        ((25, 25), "binds"),
        ((25, 24), "not_bound"),
        ((25, None), "depends"),
        ((50, None), "binds"),
        ((None, None), "depends"),
    ],
)
def test_the_shares_of_several_targets_are_added_up(
    shares: tuple[int | None, int | None], outcome: str
) -> None:
    held = (owner("hikvision", shares[0]), owner("dahua", shares[1]), owner("axis", 90))
    found = one(reaching(HALF), use(held, maker="jv"))
    assert found.outcome == outcome
    assert found.ask == (("owners",) if outcome == "depends" else ())


def test_without_aggregate_each_owner_is_looked_at_alone() -> None:
    rule = ReachRule(ReachKind.EQUITY, min_percent=Decimal(50))
    held = (owner("hikvision", 25), owner("dahua", 49))
    assert one(reaching(rule), use(held, maker="jv")).reason is Reason.TARGET
    same = (owner("hikvision", 25), owner("hikvision", 25))
    assert one(reaching(rule), use(same, maker="jv")).outcome is Outcome.BINDS


def test_an_owner_nobody_knows_might_be_a_target_unless_names_alone_count() -> None:
    held = (owner("unknown", 60),)
    assert one(reaching(HALF), use(held, maker="jv")).ask == ("owners",)
    named = reaching(ReachRule(ReachKind.NAMED_ONLY))
    assert one(named, use(held, maker="jv")).reason is Reason.TARGET


def test_an_owner_nobody_knows_is_asked_for_beside_what_another_owner_leaves_open() -> None:
    heir = owner("dahua", 0, control=False, successor=True)
    found = one(reaching(HALF), use((heir, owner("unknown", 60)), maker="luminys"))
    assert found.ask == ("is_successor_reached", "owners")


def test_a_maker_nobody_knows_asks_for_the_maker_unless_an_owner_decides() -> None:
    whole = reaching(HALF)
    assert one(whole, use(maker="unknown")).ask == ("maker",)
    assert one(whole, use(maker=None)).ask == ("maker",)
    assert one(whole, use((owner("dahua", 50),), maker="unknown")).outcome is Outcome.BINDS
    short = one(whole, use((owner("dahua"),), maker="unknown"))
    assert short.ask == ("maker", "owners")


def test_what_became_of_a_target_has_to_be_asked_for_unless_names_alone_count() -> None:
    held = (owner("dahua", 0, control=False, successor=True),)
    for rule in (HALF, ReachRule(ReachKind.CONTROL)):
        found = one(reaching(rule), use(held, maker="luminys"))
        assert (found.outcome, found.ask) == (Outcome.DEPENDS, ("is_successor_reached",))
    for kind in (ReachKind.NAMED_ONLY, ReachKind.BRAND):
        found = one(reaching(ReachRule(kind)), use(held, maker="luminys"))
        assert found.reason is Reason.TARGET


@pytest.mark.parametrize(
    ("day", "outcome", "flags"),
    [
        ("2025-09-28", "not_bound", ()),
        ("2025-09-29", "binds", ()),
        ("2025-11-09", "binds", ()),
        ("2025-11-10", "not_bound", ()),
        ("2026-11-09", "not_bound", ("unverified_after:us-bis-entity-list-2019",)),
        (
            "2026-11-10",
            "binds",
            (
                "unverified_after:us-bis-entity-list-2019",
                "scheduled_change:us-bis-entity-list-2019",
            ),
        ),
    ],
)
def test_a_reach_runs_in_its_periods_and_tells_when_one_is_only_scheduled(
    day: str, outcome: str, flags: tuple[str, ...]
) -> None:
    stated = {
        "date": day,
        "place": "US",
        "roles": ["exporter"],
        "act": "export_to",
        "product_form": "item_subject_to_ear",
        "maker": "jv",
        "owners": [{"id": "hikvision", "percent": 50}],
        "subject_to_ear": True,
    }
    found = duty(decide(stated), "us-bis-entity-list-2019", "licence")
    assert (found.outcome, found.flags) == (outcome, flags)
    short = {**stated, "owners": [{"id": "hikvision", "percent": 49}]}
    missed = duty(decide(short), "us-bis-entity-list-2019", "licence")
    assert missed.reason is Reason.TARGET
    scheduled = "scheduled_change:us-bis-entity-list-2019"
    assert (scheduled in missed.flags) == (day == "2026-11-10")


def test_without_a_day_a_reach_that_changes_asks_for_it() -> None:
    rule = ReachRule(ReachKind.EQUITY, min_percent=Decimal(50), since=date(2025, 1, 1))
    whole = restriction(reach=Reach(ReachRule(ReachKind.NAMED_ONLY), (rule,)))
    found = one(whole, use((owner("hikvision", 60),), maker="jv", date=None))
    assert found.ask == ("date",)
    assert found.trace[-1].truth is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("maker", "day", "outcome"),
    [
        ("hikvision", date(2020, 12, 31), "not_bound"),
        ("hikvision", date(2021, 1, 1), "binds"),
        ("hikvision", date(2022, 12, 31), "binds"),
        ("hikvision", date(2023, 1, 1), "not_bound"),
        ("dahua", date(2022, 5, 31), "not_bound"),
        ("dahua", date(2030, 6, 1), "binds"),
        ("axis", date(2022, 6, 1), "not_bound"),
        ("hikvision", None, "depends"),
        ("axis", None, "not_bound"),
    ],
)
def test_a_list_counts_as_it_stood_on_the_day(
    maker: str, day: date | None, outcome: str
) -> None:
    decisions = Rulebook([LIST, ON_LIST]).decide(use(maker=maker, date=day))
    found = duty(decisions, "us-on-list", "do")
    assert found.outcome == outcome
    assert found.ask == (("date",) if outcome == "depends" else ())


def test_a_list_that_nobody_keeps_is_an_error() -> None:
    with pytest.raises(CatalogueError, match="us-list"):
        Rulebook([ON_LIST])


def days(whole: Restriction, *around: date) -> list[str]:
    shift = timedelta(days=1)
    return [
        (found.reason or found.outcome).value
        for day in around
        for found in [one(whole, use(date=when)) for when in (day - shift, day, day + shift)]
    ]


def test_the_first_day_and_the_last_day_belong_to_the_duty() -> None:
    first, last = date(2020, 1, 1), date(2024, 12, 31)
    whole = restriction(duties=(small_duty(until=last),))
    assert days(whole, first) == ["before_effective", "binds", "binds"]
    assert days(whole, last) == ["binds", "binds", "after_end"]
    undated = one(whole, use(date=None))
    assert (undated.outcome, undated.ask) == (Outcome.DEPENDS, ("date",))


def test_a_start_known_as_a_window_asks_inside_it_alone() -> None:
    early, late = date(2026, 7, 6), date(2026, 7, 31)
    window = small_duty(since=None, since_not_before=early, since_not_after=late)
    whole = restriction(duties=(window,))
    assert days(whole, early) == ["before_effective", "depends", "depends"]
    assert days(whole, late) == ["depends", "binds", "binds"]
    for day, outcome in ((date(2026, 7, 9), "not_bound"), (date(2026, 7, 10), "binds")):
        found = one(whole, use(date=day, effective_day=date(2026, 7, 10)))
        assert found.outcome == outcome
    endless = restriction(duties=(small_duty(since=None, since_not_before=early),))
    assert one(endless, use(date=date(2090, 1, 1))).ask == ("effective_day",)


def test_a_proposal_does_not_bind_yet() -> None:
    found = one(restriction(status=Status.PROPOSED), use())
    assert found.reason is Reason.BEFORE_EFFECTIVE
    always = one(restriction(duties=(small_duty(since=None),)), use(date=None))
    assert always.outcome is Outcome.BINDS


def test_a_passed_deadline_still_binds_and_says_how_long() -> None:
    whole = restriction(duties=(small_duty(deadline=date(2024, 1, 1)),))
    assert one(whole, use(date=date(2024, 1, 1))).overdue_days is None
    late = one(whole, use(date=date(2024, 1, 31)))
    assert (late.outcome, late.overdue_days) == (Outcome.BINDS, 30)
    assert late.flags == ("overdue:us-small",)
    unsure = one(whole, use(date=date(2024, 1, 31), maker="unknown"))
    assert (unsure.overdue_days, unsure.flags) == (None, ())


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"product_form": "software"}, Reason.PRODUCT),
        ({"maker": "axis"}, Reason.TARGET),
        ({"purpose": "other"}, Reason.PURPOSE),
        ({"site": "not_sensitive"}, Reason.CONDITION),
        ({"date": date(2026, 1, 2)}, Reason.AFTER_END),
    ],
)
def test_a_duty_that_is_free_past_what_its_sources_speak_for_says_so(
    changed: dict[str, FactValue], reason: Reason
) -> None:
    cover = Cover(
        "a", makers=(HIKVISION,), forms=("equipment",), purposes=("national_security",)
    )
    until = date(2026, 1, 1)
    whole = restriction(
        covers=(cover,),
        duties=(small_duty(requires=(is_in("site", "sensitive"),), until=until),),
        verified_through=date(2025, 12, 31),
    )
    known: dict[str, FactValue] = {
        "date": until,
        "product_form": "equipment",
        "purpose": "national_security",
        "site": "sensitive",
    }
    flag = "unverified_after:us-small"
    assert one(whole, use(None, **known)).flags == (flag,)
    late = one(whole, use(None, **{**known, **changed}))
    assert (late.reason, late.flags) == (reason, (flag,))
    if "date" not in changed:
        early = one(whole, use(None, **{**known, **changed, "date": date(2025, 12, 31)}))
        assert (early.reason, early.flags) == (reason, ())


def test_whoever_is_not_spoken_to_is_not_warned() -> None:
    several: tuple[dict[str, FactValue], ...] = (
        {"place": "FR"},
        {"roles": ("supplier",)},
        {"act": "bid"},
    )
    for changed in several:
        found = one(restriction(), use(None, **{"date": date(2030, 1, 1), **changed}))
        assert (found.outcome, found.flags) == (Outcome.NOT_BOUND, ())


def test_an_exemption_frees_in_its_window_alone() -> None:
    freeing = Exemption(
        ExemptionId("x"),
        (DutyId("do"),),
        (is_in("waiver", "dni"),),
        "A waiver",
        (),
        since=date(2021, 1, 1),
        until=date(2021, 12, 31),
    )
    whole = restriction(exemptions=(freeing,))
    outcomes = [
        one(whole, use(date=day, waiver="dni")).outcome.value
        for day in (
            date(2020, 12, 31),
            date(2021, 1, 1),
            date(2021, 12, 31),
            date(2022, 1, 1),
        )
    ]
    assert outcomes == ["binds", "exempt", "exempt", "binds"]
    (way,) = one(whole, use(date=date(2021, 6, 1))).perhaps
    assert (way.id, way.ask) == ("x", ("waiver",))
    (undated,) = one(whole, use(date=None, waiver="dni")).perhaps
    assert undated.ask == ("date",)


@pytest.mark.parametrize(
    ("place", "where", "outcome"),
    [
        ("GB-ENG", "GB-EAW", "binds"),
        ("GB-WLS", "GB-EAW", "binds"),
        ("GB-SCT", "GB-EAW", "not_bound"),
        ("GB-SCT", "GB-GBN", "binds"),
        ("GB-NIR", "GB-GBN", "not_bound"),
        ("GB-EAW", "GB-ENG", "not_bound"),
        ("GB-UKM", "GB", "binds"),
        ("GB", "GB-UKM", "binds"),
        ("GB-LND", "GB-EAW", "depends"),
        ("GB-LND", "GB", "binds"),
        ("CA-ON", "CA-QC", "not_bound"),
        ("CA", "CA-QC", "not_bound"),
        ("FR", "EU", "not_bound"),
        ("FR", "*", "binds"),
    ],
)
def test_a_place_lies_within_another_or_it_does_not(
    place: str, where: str, outcome: str
) -> None:
    found = one(restriction(applies_where=(where,)), use(place=place))
    assert found.outcome == outcome


def test_a_place_that_is_too_wide_is_told_so() -> None:
    found = one(restriction(applies_where=("GB-EAW",)), use(place="GB"))
    assert found.trace[-1].note == "the place given is wider than GB-EAW; say which part"


def body(
    roles: tuple[str, ...], force: Force, directs: tuple[str, ...] = (), **known: str
) -> Decision:
    binds = ("public.national", "public.local", "private.company")
    whole = restriction(
        duties=(small_duty(binds=binds),), force=force, directs=directs, applies_where=("*",)
    )
    return one(whole, use(None, roles=roles, **known))


def test_a_public_body_is_bound_by_its_own_country_alone() -> None:
    mine, statute = ("public.national",), Force.STATUTE
    assert body(mine, statute).outcome is Outcome.BINDS
    assert [fact.name for fact in body(mine, statute).assumed] == ["body_country"]
    assert body(mine, statute, place="FR").reason is Reason.BODY
    assert body(mine, statute, place="FR", body_country="US").outcome is Outcome.BINDS
    both = (*mine, "private.company")
    assert body(both, statute, place="FR").outcome is Outcome.BINDS
    nowhere = one(restriction(applies_where=("*",)), use(place=None, roles=mine))
    assert nowhere.ask == ("place", "body_country")


@pytest.mark.parametrize("force", [Force.ADVICE, Force.RESOLUTION, Force.MINISTERIAL_STATEMENT])
def test_advice_binds_those_whom_the_issuer_directs_and_advises_the_rest(force: Force) -> None:
    assert body(("public.local",), force).outcome is Outcome.BINDS
    assert body(("private.company",), force).outcome is Outcome.ADVISES
    assert body(("public.local",), force, ("public.national",)).outcome is Outcome.ADVISES
    assert body(("public.national",), force, ("public.national",)).outcome is Outcome.BINDS
    assert body(("private.company",), force, ("private.company",)).outcome is Outcome.BINDS
    mixed = ("private.company", "public.local")
    assert body(mixed, force).outcome is Outcome.BINDS
    assert body(mixed, force, place="FR").outcome is Outcome.ADVISES


def test_with_no_profile_place_and_roles_are_asked_for() -> None:
    found = one(restriction(), use(place=None, roles=None))
    assert found.ask == ("place", "roles")
    assert one(restriction(), facts()).ask == ("place", "roles", "act", "date", "maker")


def test_the_answers_to_several_questions_are_asked_once_and_in_order() -> None:
    covers = (
        Cover("a", makers=(HIKVISION,), forms=("equipment",), purposes=("public_safety",)),
        Cover("b", maker_test=is_in("brand_country", "CN"), classes=("router",)),
    )
    needs = (is_in("purpose", "public_safety"), is_in("site", "sensitive"))
    whole = restriction(covers=covers, duties=(small_duty(covers=("a", "b"), requires=needs),))
    found = one(whole, use(maker=None))
    wanted = ("product_form", "product_class", "maker", "brand_country", "purpose", "site")
    assert found.ask == wanted


def test_a_value_of_another_kind_than_the_test_compares_is_unknown() -> None:
    whole = restriction(duties=(small_duty(requires=(is_in("site", "sensitive"),)),))
    assert one(whole, use(site=True)).ask == ("site",)
    assert one(whole, use(site=("sensitive", "other"))).outcome is Outcome.BINDS
    after = FactTest("acquired_on", Comparison.AFTER, (date(2023, 12, 21),))
    dated = restriction(duties=(small_duty(requires=(after,)),))
    assert one(dated, use(acquired_on="2024")).ask == ("acquired_on",)


def test_restrictions_come_in_the_order_of_their_ids() -> None:
    other = restriction(id=RestrictionId("aa"))
    found = Rulebook([restriction(), other]).decide(use())
    assert [each.restriction.id for each in found] == ["aa", "us-small"]


def test_a_rulebook_that_met_many_beginnings_still_answers_the_same() -> None:
    rules = Rulebook([restriction()])
    before = rules.decide(use())
    for number in range(600):
        rules.decide(use(place=f"place {number}"))
    assert rules.decide(use()) == before
