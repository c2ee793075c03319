"""From a record and a match to the facts of each act."""

import json
from datetime import date

import pytest
from judge_cases import CATALOGUE, RULES, duty
from judge_small import owner

from countersight.catalogue import load_profile
from countersight.errors import FactError
from countersight.ids import VendorId
from countersight.judge import situations
from countersight.judge.situations import maker_id
from countersight.model.decision import Outcome
from countersight.model.facts import Fact, Facts, FactSource, FactValue, Owner
from countersight.model.match import Match, Relation, State
from countersight.model.profile import Profile
from countersight.model.record import Origin, Record, RecordKind

HIKVISION = CATALOGUE.vendors[VendorId("hikvision")]
TODAY = date(2026, 11, 24)
COUNCIL = load_profile("uk-council", CATALOGUE.vocabulary)
CONTRACTOR = load_profile("us-federal-contractor", CATALOGUE.vocabulary)
STATED, KNOWN, ASSUMED = FactSource.STATED, FactSource.CATALOGUE, FactSource.ASSUMED


def record(kind: RecordKind = RecordKind.PAYMENT, **fields: str) -> Record:
    return Record(kind, "Hikvision", Origin("a.csv", row=2), tuple(fields.items()))


def match(relation: Relation = Relation.ITSELF, company: str = "", *path: str) -> Match:
    where = path or ("hikvision",)
    entity = VendorId("hikvision")
    return Match(
        entity, "Hikvision", "Hikvision", State.MATCH, 1.0, relation, where, (), company
    )


def facts_of(
    row: Record,
    profile: Profile | None = None,
    found: Match | None = None,
    owners: tuple[Owner, ...] = (),
) -> dict[str, Facts]:
    told = situations(
        row,
        found or match(),
        HIKVISION,
        owners,
        profile,
        TODAY,
        vocabulary=CATALOGUE.vocabulary,
    )
    return dict(told)


def fact(facts: Facts, name: str) -> tuple[FactValue, FactSource]:
    found: Fact = facts.known[name]
    assert found.because
    return found.value, found.source


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        (RecordKind.SUPPLIER, "procure"),
        (RecordKind.AWARD, "procure"),
        (RecordKind.PAYMENT, "procure"),
        (RecordKind.DEVICE, "use"),
        (RecordKind.COMPONENT, "use"),
        (RecordKind.HOLDING, "invest"),
    ],
)
def test_each_kind_of_record_stands_for_an_act(kind: RecordKind, act: str) -> None:
    assert list(facts_of(record(kind))) == [act]


def test_a_profile_says_which_acts_and_who_and_what_to_assume() -> None:
    told = facts_of(record(RecordKind.DEVICE, date="2019-05-01"), COUNCIL)
    assert list(told) == ["use", "connect"]
    facts = told["connect"]
    assert fact(facts, "act") == ("connect", STATED)
    assert fact(facts, "place") == ("GB-EAW", STATED)
    assert fact(facts, "roles") == (("public.local",), STATED)
    assert fact(facts, "purpose") == ("public_safety", ASSUMED)
    assert fact(facts, "product_form") == ("equipment", STATED)
    assert fact(facts, "maker") == ("hikvision", KNOWN)
    assert fact(facts, "brand_country") == ("CN", KNOWN)


def test_without_a_profile_place_and_roles_stay_unknown() -> None:
    facts = facts_of(record())["procure"]
    assert not {"place", "roles"} & set(facts.known)
    found = duty(RULES.decide(facts), "us-ndaa889-a1a", "buy")
    assert found.outcome is Outcome.DEPENDS
    assert "roles" in found.ask


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        ("2024-05-06", date(2024, 5, 6), STATED),
        ("2024-05", date(2024, 5, 31), ASSUMED),
        ("2026", TODAY, ASSUMED),
        ("2027-01", date(2027, 1, 1), ASSUMED),
        ("soon", TODAY, ASSUMED),
        (None, TODAY, ASSUMED),
    ],
)
def test_a_payment_is_an_act_of_its_own_day(
    text: str | None, day: date, source: FactSource
) -> None:
    row = record() if text is None else record(date=text)
    assert fact(facts_of(row)["procure"], "date") == (day, source)


def test_a_device_is_in_use_today_and_was_acquired_on_the_day_of_its_row() -> None:
    facts = facts_of(record(RecordKind.DEVICE, date="2019-05-01"))["use"]
    assert fact(facts, "date") == (TODAY, ASSUMED)
    assert fact(facts, "acquired_on") == (date(2019, 5, 1), STATED)
    vague = facts_of(record(RecordKind.DEVICE, date="2019-05"))["use"]
    assert "acquired_on" not in vague.known


def test_a_holding_that_is_traded_is_a_security_and_one_that_is_used_is_not() -> None:
    invest = facts_of(record(RecordKind.HOLDING))["invest"]
    assert fact(invest, "product_form") == ("security", STATED)
    assert "product_form" not in facts_of(record(RecordKind.HOLDING), CONTRACTOR)["use"].known
    stated = record(RecordKind.HOLDING, facts='{"product_form": "software"}')
    assert fact(facts_of(stated)["invest"], "product_form") == ("software", STATED)


def test_what_the_row_states_beats_the_catalogue_and_the_profile() -> None:
    stated = {"purpose": "other", "brand_country": "US", "official_use": True, "site": None}
    row = record(facts=json.dumps(stated), brand="Hikvision")
    facts = facts_of(row, COUNCIL)["procure"]
    assert fact(facts, "purpose") == ("other", STATED)
    assert fact(facts, "brand_country") == ("US", STATED)
    assert fact(facts, "official_use") == (True, STATED)
    assert fact(facts, "brand") == ("Hikvision", STATED)
    assert "site" not in facts.known


@pytest.mark.parametrize(
    "text",
    ['{"purpose": "fun"}', '{"owners": []}', '{"purpos": "other"}', "[]", "{", "[" * 100_000],
)
def test_facts_of_a_row_that_can_t_be_are_refused(text: str) -> None:
    with pytest.raises(FactError):
        facts_of(record(facts=text))


def test_without_a_vocabulary_the_facts_of_a_row_are_taken_as_they_stand() -> None:
    row = record(facts='{"site": "sensitive", "owners": []}')
    ((_, facts),) = situations(row, match(), None, (), None, TODAY)
    assert fact(facts, "site") == ("sensitive", STATED)
    assert not {"owners", "brand_country"} & set(facts.known)


@pytest.mark.parametrize(
    ("codes", "form", "thing"),
    [
        ("CPV:32323500-8", "equipment", "video_surveillance"),
        ("cpv:32323500 CPV:45000000", "equipment", "video_surveillance"),
        ("CPV:35125300", "equipment", "video_surveillance"),
        ("CPV:92222000", "service", "video_surveillance"),
        ("CPV:32552100", "equipment", "telecommunications"),
        ("CPV:32413100", "equipment", "router"),
        ("UNSPSC:46171610", "equipment", "video_surveillance"),
        ("CPV:32323500 CPV:32552100", None, None),
        ("CPV:35125000", None, None),
        ("32323500 NAICS:334290 CPV:x", None, None),
    ],
)
def test_codes_of_a_contract_tell_the_product(
    codes: str, form: str | None, thing: str | None
) -> None:
    facts = facts_of(record(RecordKind.AWARD, classification=codes))["procure"]
    assert (facts.value("product_form"), facts.value("product_class")) == (form, thing)


@pytest.mark.parametrize(
    ("found", "maker"),
    [
        (match(), "hikvision"),
        (match(Relation.BRAND, "", "HiLook", "hikvision"), "hikvision"),
        (match(Relation.FORMER, "", "Old Name", "hikvision"), "hikvision"),
        (match(Relation.SUBSIDIARY, "HIKVISION UK LIMITED"), "hikvision_uk_limited"),
        (match(Relation.SUBSIDIARY, "", "Hik (UK) Ltd.", "hikvision"), "hik_uk_ltd"),
        (match(Relation.AFFILIATE, "杭州海康"), "杭州海康"),
        (match(Relation.AFFILIATE, "---"), "hikvision"),
    ],
    ids=str,
)
def test_the_maker_is_the_entity_or_the_related_company_that_was_hit(
    found: Match, maker: str
) -> None:
    assert maker_id(found) == maker


def test_a_subsidiary_is_reached_over_the_owners_of_the_catalogue() -> None:
    held = (owner("hikvision", 100, control=True),)
    found = match(Relation.SUBSIDIARY, "HIKVISION UK LIMITED")
    stated = '{"purpose": "government_facility"}'
    row = record(classification="CPV:32323500", facts=stated, date="2024-01-01", id="p-1")
    facts = facts_of(row, CONTRACTOR, found, held)["provide"]
    assert (facts.owners_source, facts.id) == (KNOWN, "p-1")
    decision = duty(RULES.decide(facts), "us-ndaa889-a1a", "provide")
    assert decision.outcome is Outcome.BINDS
    assert [each.name for each in decision.assumed] == ["component_role"]
    assert facts_of(row)["procure"].owners is None


def test_the_country_of_another_brand_or_of_an_affiliate_is_not_the_makers() -> None:
    relabelled = facts_of(record(brand="OtherBrand"))["procure"]
    assert "brand_country" not in relabelled.known
    affiliate = facts_of(record(), found=match(Relation.AFFILIATE, "Some JV"))["procure"]
    assert "brand_country" not in affiliate.known


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("on_uk_debarment_list", "no", False),
        ("on_uk_debarment_list", " TRUE", True),
        ("above_threshold", "yes", True),
        ("list_entry_year", "2019", 2019),
        ("site", "sensitive", "sensitive"),
        ("approval", "yes", "yes"),
    ],
)
def test_a_cell_states_a_fact_as_its_kind_wants_it(
    name: str, cell: str, value: FactValue
) -> None:
    row = record(RecordKind.SUPPLIER, facts=json.dumps({name: cell}))
    assert fact(facts_of(row)["procure"], name) == (value, STATED)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("on_uk_debarment_list", "perhaps"),
        ("list_entry_year", "²"),
        ("list_entry_year", "9" * 99),
    ],
)
def test_a_cell_that_fits_no_value_of_its_fact_is_an_error(name: str, cell: str) -> None:
    row = record(RecordKind.SUPPLIER, facts=json.dumps({name: cell}))
    with pytest.raises(FactError, match=name):
        facts_of(row)
