"""Names against the catalogue: each pass, and what speaks for and against."""

from dataclasses import replace
from datetime import date

import pytest
from match_makers import (
    CATALOGUE,
    MATCHER,
    VENDORS,
    answer,
    kinds,
    name,
    record,
    the_match,
    tie,
    vendor,
)

from countersight.ids import VendorId
from countersight.match import Matcher
from countersight.match.evidence import AGAINST, BORNE, PASSES, SECOND
from countersight.match.relations import NAMES, ROLES
from countersight.model.match import Relation, State
from countersight.model.vendor import NameKind, VendorKind

MATCH, REVIEW, NO_MATCH = State.MATCH, State.REVIEW, State.NO_MATCH


@pytest.mark.parametrize(
    ("text", "entity", "state", "relation", "kind"),
    [
        # equality
        ("Hikvision", "hikvision", MATCH, "itself", "exact-name"),
        ("AXIS COMMUNICATIONS AB", "axis", MATCH, "itself", "legal-name"),
        ("Axis Communications", "axis", MATCH, "itself", "same-name"),
        ("Huawei Technology Limited", "huawei", MATCH, "itself", "same-name"),
        ("浙江大华技术股份有限公司", "dahua", MATCH, "itself", "legal-name"),
        ("Dahua Technology Company", "dahua", MATCH, "itself", "legal-name"),
        ("HILOOK", "hikvision", MATCH, "brand", "exact-name"),
        ("Samsung Techwin Co., Ltd.", "hanwha_vision", MATCH, "former", "legal-name"),
        # ties
        ("HIKVISION UK LTD", "hikvision", MATCH, "subsidiary", "legal-name"),
        ("Prama Hikvision India Pvt Ltd", "hikvision", MATCH, "affiliate", "legal-name"),
        ("Huawei Marine Networks Co., Ltd.", "huawei", MATCH, "former", "legal-name"),
        ("Sepura plc", "hytera", MATCH, "subsidiary", "same-name"),
        # the distinctive word, and words of place and trade
        ("Dahua Technology UK Limited", "dahua", MATCH, "affiliate", "distinctive-word"),
        ("Axis Communications UK Ltd", "axis", MATCH, "affiliate", "distinctive-word"),
        ("杭州海康威视电子有限公司", "hikvision", MATCH, "affiliate", "distinctive-word"),
        ("Hikvision Deutschland GmbH", "hikvision", MATCH, "affiliate", "distinctive-word"),
        ("Hikvision Security", "hikvision", MATCH, "itself", "distinctive-word"),
        (
            "Huawei Technologies Co., Ltd. (Huawei)",
            "huawei",
            MATCH,
            "itself",
            "distinctive-word",
        ),
        # a legal form amid an invoice
        (
            "Inv 88231 Hikvision Europe BV payment ref 21",
            "hikvision",
            MATCH,
            "affiliate",
            "distinctive-word",
        ),
        # names that others bear, or that are short
        ("Axis", "axis", REVIEW, "brand", "exact-name"),
        ("AXIS LTD", "axis", REVIEW, "brand", "same-name"),
        ("Dahua", "dahua", REVIEW, "itself", "exact-name"),
        ("Дахуа", "dahua", REVIEW, "itself", "exact-name"),
        ("大华", "dahua", REVIEW, "itself", "exact-name"),
        ("Dahua UK Ltd", "dahua", REVIEW, "affiliate", "distinctive-word"),
        ("ZTE", "zte", REVIEW, "itself", "exact-name"),
        ("هيكفيجن", "hikvision", REVIEW, "itself", "exact-name"),
        ("Pegasus", "nso_group", REVIEW, "brand", "exact-name"),
        # further words, slips, joins
        ("Hikvision Huber Elektro", "hikvision", REVIEW, "affiliate", "further-words"),
        ("Hikvison", "hikvision", REVIEW, "itself", "near-word"),
        ("Hikvsiion Ltd", "hikvision", REVIEW, "itself", "near-word"),
        ("Hik Vision", "hikvision", REVIEW, "itself", "joined-word"),
        ("HIK-VISION UK", "hikvision", REVIEW, "affiliate", "joined-word"),
        ("MeiyaPico", "meiya_pico", REVIEW, "brand", "joined-word"),
        # what is against
        ("Hikvision Logistics BV", "hikvision", REVIEW, "affiliate", "distinctive-word"),
        ("Hytera Communications Limited", "hytera", REVIEW, "affiliate", "legal-name"),
        ("浙江海康智联科技有限公司", "hikvision", REVIEW, "affiliate", "legal-name"),
        ("Canon Inc.", "axis", REVIEW, "affiliate", "legal-name"),
        ("Robert Bosch GmbH", "bosch_security", REVIEW, "former", "legal-name"),
        # a member of a family under its own word, and words that a family shares
        ("EZVIZ International Limited", "ezviz", MATCH, "affiliate", "distinctive-word"),
        ("Hikvision Canada Holdings", "hikvision", MATCH, "affiliate", "distinctive-word"),
        # ambiguous words with nothing but places, or with the maker's own words
        ("NSO", "nso_group", REVIEW, "brand", "exact-name"),
        ("DJI Europe B.V.", "dji", REVIEW, "affiliate", "distinctive-word"),
        ("Autel Robotics USA LLC", "autel", MATCH, "affiliate", "distinctive-word"),
        # short words: a far trade asks, and clears nothing
        ("华为投资控股有限公司", "huawei", REVIEW, "affiliate", "distinctive-word"),
        ("ZTE Deutschland GmbH", "zte", REVIEW, "affiliate", "distinctive-word"),
        # the distinctive word without the words beside it
        ("Kaspersky", "kaspersky", REVIEW, "itself", "core-word"),
        # addresses, and a name inside a run of other letters
        ("www.hikvision.com", "hikvision", MATCH, "itself", "distinctive-word"),
        ("Dahua Technology c/o Huber", "dahua", REVIEW, "affiliate", "further-words"),
        ("某某海康威视代理商", "hikvision", REVIEW, "affiliate", "further-words"),
    ],
)
def test_a_name_is_met(text: str, entity: str, state: State, relation: str, kind: str) -> None:
    told = answer(text)
    found = the_match(told)
    assert (found.entity, told.state, found.state) == (entity, state, state)
    assert (found.relation.value, found.evidence[0].kind) == (relation, kind)


@pytest.mark.parametrize(
    "text",
    [
        "EXPLOREX TRAVEL SL",
        "PELCOMBE GROUP LTD.",
        "Netgenetech.co.,ltd",
        "裕大华",
        "西大华特",
        "佳讯飞鸿",
        "快乐橙",
        "星际荣耀",
        "Hikari Co.,Ltd.",
        "Axis Capital Management",
        "Axis Security Ltd",
        "Van den Bosch Iberia SL",
        "Hanwha Systems",
        "Dahua Huber Ltd",
        "Honor Industries, LLC",
        "Pegasus Ltd",
        "Dah ua",
        "Face Ltd",
        "Insight Direct (UK) Ltd",
        "Trafford Plumbing & Heating Ltd",
        "CCTV Cameras Ltd",
        "China Technology Co., Ltd.",
        "Ltd",
    ],
)
def test_a_name_that_is_another_is_no_match(text: str) -> None:
    told = answer(text)
    assert told.state is NO_MATCH
    assert all(match.state is NO_MATCH for match in told.matches)


@pytest.mark.parametrize(
    "text",
    ["北京大华种子有限公司", "GENETEC Corporation", "Teltronic AG", "Axis Power, LLC"],
)
def test_what_a_namesake_clears_is_shown(text: str) -> None:
    told = answer(text)
    assert told.state is NO_MATCH
    assert "namesake" in kinds(the_match(told), speaks_for=False)


def test_no_namesake_of_the_catalogue_is_a_match() -> None:
    for maker in VENDORS:
        for other in maker.namesakes:
            told = answer(other.name, country=other.country)
            met = [found for found in told.matches if found.entity == maker.id]
            assert all(found.state is not MATCH for found in met), other.name
            if not other.resolved:
                assert [found.state for found in met] == [REVIEW], other.name


def test_each_name_of_the_catalogue_finds_its_vendor() -> None:
    for maker in VENDORS:
        for known in maker.names:
            told = answer(known.text)
            entities = {found.entity for found in told.matches}
            heirs = {tied.vendor for tied in maker.ties} | {maker.id}
            assert entities & heirs, (maker.id, known.text)
            assert told.state in {MATCH, REVIEW}, known.text


def test_a_name_of_the_catalogue_that_is_no_match_by_itself_says_why() -> None:
    """In every script that is recorded: a match, or a review with what speaks against it."""
    for maker in VENDORS:
        for known in maker.names:
            for found in answer(known.text).matches:
                told = kinds(found, speaks_for=False)
                weak = found.evidence[0].kind in {"core-word", "joined-word", "near-name"}
                assert found.state is MATCH or told or weak, (known.text, found.entity)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Axis", "ambiguous-name"), ("ZTE", "shared-name"), ("هيكفيجن", "short-name")],
)
def test_a_name_that_others_bear_says_so(text: str, kind: str) -> None:
    found = the_match(answer(text))
    assert kind in kinds(found, speaks_for=False)
    assert not set(BORNE.values()) & kinds(the_match(answer("Hikvision")), speaks_for=False)


def test_each_tied_company_of_the_catalogue_finds_its_vendor() -> None:
    for maker in VENDORS:
        for tied in maker.ties:
            for text in (tied.name, *(text for text, _ in tied.names)):
                if text:
                    entities = {found.entity for found in answer(text).matches}
                    assert maker.id in entities, (maker.id, text)


def test_a_name_in_capitals_or_without_its_form_finds_the_vendor_too() -> None:
    for maker in VENDORS:
        for text in (maker.name.upper(), maker.name.lower(), maker.name.replace(".", "")):
            assert maker.id in {found.entity for found in answer(text).matches}, text


def test_the_path_goes_from_the_name_to_the_entity_and_its_family() -> None:
    assert the_match(answer("HIKVISION UK LTD")).path == ("HIKVISION UK LIMITED", "hikvision")
    assert the_match(answer("EZVIZ")).path == ("ezviz", "hikvision")
    assert the_match(answer("Hikvision")).path == ("hikvision",)
    by_name = the_match(answer(" Dahua Technology UK Limited "))
    assert by_name.path == ("Dahua Technology UK Limited", "dahua")
    assert by_name.company == "Dahua Technology UK Limited"
    assert "by-name-only" in kinds(by_name, speaks_for=False)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("EZVIZ", "ezviz"),
        ("Hikvision Canada Inc.", "hikvision_canada"),
        ("HiSilicon", "hisilicon"),
        ("Dahua Technology USA", "luminys"),
        ("Lorex Technology Inc.", "lorex"),
    ],
)
def test_a_company_with_a_file_of_its_own_is_met_alone(text: str, entity: str) -> None:
    assert the_match(answer(text)).entity == entity


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"description": "24 no. dome cameras"}, "product"),
        ({"classification": "CPV:32323500"}, "product"),
    ],
)
def test_a_second_piece_of_evidence_makes_an_ambiguous_name_a_match(
    fields: dict[str, str], kind: str
) -> None:
    told = answer("Axis", **fields)
    assert told.state is MATCH
    assert kind in kinds(the_match(told))


@pytest.mark.parametrize(
    ("text", "fields", "kind", "state"),
    [
        ("Axis Communications", {"country": "IL"}, "other-country", REVIEW),
        ("Axis Communications AB", {"country": "SE"}, "", MATCH),
        ("Hikvision", {"country": "GB"}, "other-country", MATCH),
        ("Hikvision Travel", {}, "other-trade", REVIEW),
        ("Dahua Travel Ltd", {}, "other-trade", NO_MATCH),
        ("Reolink Innovation eG", {}, "other-form", MATCH),
        ("Phoenix Optics Ltd", {}, "other-form-of-tie", REVIEW),
        ("China Mobile", {}, "owner-named", REVIEW),
        (
            "Hytera",
            {"identifier": "CN-USCC:91330000733796106P"},
            "other-identifier",
            MATCH,
        ),
    ],
)
def test_contrary_evidence_is_told(
    text: str, fields: dict[str, str], kind: str, state: State
) -> None:
    told = answer(text, **fields)
    found = next(each for each in told.matches if each.evidence[0].kind != "identifier")
    explains = {"by-name-only", *BORNE.values()}
    assert kinds(found, speaks_for=False) - explains == ({kind} if kind else set())
    assert found.state is state


def test_an_identifier_is_enough_and_beats_a_withheld_name() -> None:
    for text in ("Some Holding", "Redacted", ""):
        found = the_match(answer(text, identifier="CN-USCC:91330000733796106P"))
        assert (found.entity, found.state, found.score) == ("hikvision", MATCH, 1.0)
    held = the_match(answer("X", identifier="LEI:2549002EMC1TLFMJPY38"))
    assert (held.entity, held.company) == ("dahua", "DAHUA TECHNOLOGY INDIA PRIVATE LIMITED")
    other = the_match(answer("X", identifier="hk-cr:2162198", country="HK"))
    assert (other.entity, other.relation) == ("sensetime", Relation.SUBSIDIARY)


def test_evidence_names_its_source_and_a_sentence() -> None:
    for text in ("HIKVISION UK LTD", "Hikvision Logistics BV", "Genetech AB", "Canon Inc."):
        for found in answer(text).matches:
            for each in found.evidence:
                maker, _, source = each.source.partition("/")
                sources = {known.id for known in CATALOGUE.vendors[VendorId(maker)].sources}
                assert source in sources
                assert each.text.endswith(".")
                assert "{" not in each.text


def test_matches_come_best_first_and_scores_keep_to_the_bands() -> None:
    told = answer("Hikvision", "device", maker="Hikvision", brand="Axis")
    assert [found.entity for found in told.matches] == ["hikvision", "axis"]
    for text in ("Hikvision", "Axis", "Hikvison", "Hikvision Huber", "Dahua UK Ltd"):
        for found in answer(text).matches:
            low, high = (0.7, 1.0) if found.state is MATCH else (0.2, 0.69)
            assert low <= found.score <= high


def test_every_kind_of_name_and_every_role_has_a_reading() -> None:
    assert set(NAMES) == set(NameKind)
    roles = {tied.role for maker in VENDORS for tied in maker.ties}
    assert roles <= set(ROLES)
    assert not set(SECOND) & set(AGAINST)
    assert [reading.score for reading in PASSES.values()] == sorted(
        (reading.score for reading in PASSES.values()), reverse=True
    )


def test_what_began_later_is_not_known_yet() -> None:
    firm = vendor("alpha", tie("subsidiary", "", since="2024-05", called="Betamax Ltd"))
    text = record("Betamax Ltd")
    assert Matcher([firm], date(2024, 4, 30)).answer(text).state is NO_MATCH
    assert Matcher([firm], date(2024, 5, 1)).answer(text).state is MATCH
    assert Matcher([firm]).answer(text).state is MATCH


def test_a_name_of_two_words_is_met_glued_and_the_other_way_round() -> None:
    firm = vendor("alpha", names=(name("Kalu Mento", NameKind.BRAND),))
    matcher = Matcher([firm])
    for text in ("Kalumento", "KALUMENTO UK LTD", "Kalu-Mento"):
        assert matcher.glance("name", text).value == "perhaps"
    assert matcher.answer(record("Kalumento")).state is REVIEW
    hyphened = Matcher([vendor("alpha", names=(name("Kalu-Mento", NameKind.BRAND),))])
    assert hyphened.answer(record("KALUMENTO")).state is MATCH


def test_a_name_without_a_letter_is_no_name() -> None:
    firm = vendor("alpha", tie("subsidiary", "", called="---"), names=(name("..."),))
    assert Matcher([firm]).answer(record("Alpha")).state is NO_MATCH


def test_a_name_or_tie_that_has_ended_is_former() -> None:
    firm = vendor(
        "alpha",
        tie("subsidiary", "", until="2023-06", called="Betamax Ltd"),
        names=(name("Alphaville Ltd"), name("Gammaville Ltd", until="2022")),
    )
    early, late = Matcher([firm], date(2022, 1, 1)), Matcher([firm], date(2024, 1, 1))
    for text, relation in (("Betamax Ltd", "subsidiary"), ("Gammaville Ltd", "itself")):
        assert early.answer(record(text)).matches[0].relation.value == relation
        assert late.answer(record(text)).matches[0].relation is Relation.FORMER


def test_a_family_that_goes_round_is_walked_once() -> None:
    one = replace(vendor("alpha"), kind=VendorKind.AFFILIATE, family=VendorId("beta"))
    other = replace(vendor("beta"), kind=VendorKind.AFFILIATE, family=VendorId("alpha"))
    found = Matcher([one, other]).answer(record("Alpha Ltd")).matches[0]
    assert found.path == ("alpha", "beta")


def test_a_column_that_is_not_looked_at_tells_nothing() -> None:
    assert MATCHER.glance("site", "Hikvision").value == "nothing"
    assert MATCHER.glance("name", "").value == "nothing"


def test_a_country_tells_nothing_of_a_word_that_many_firms_there_bear() -> None:
    for called, country in (("大华", "CN"), ("Honor", "China"), ("Axis", "Sweden")):
        assert answer(called, country=country).state is REVIEW
    assert answer("ZTE", country="CN").state is MATCH


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("HANGZHOUHIKVISIONDIGITALTECHNOLOGYCO.,LTD.", "hikvision"),
        ("HangzhouHikvision", "hikvision"),
        ("DAHUATECH", "dahua"),
        ("Huaweii", "huawei"),
        ("Hikvisionn UK Ltd", "hikvision"),
        ("Shenzhen ZTE Kangxun Telecom Company Limited", "zte"),
        ("杭州海康存储科技有限公司", "hikvision"),
        ("Axis Cameras Ltd", "axis"),
        ("DJI drones", "dji"),
    ],
)
def test_a_name_that_may_be_a_makers_is_looked_at(name: str, entity: str) -> None:
    told = answer(name)
    assert told.state is REVIEW
    assert told.matches[0].entity == entity


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Hikvision™", "hikvision"),
        ("\x1b[31mHikvision UK Limited\x1b[0m", "hikvision"),
        ("Dahua Technology Co Ltd (invoice 2231)", "dahua"),
        ("Huawei Technologies Co Ltd - Ref PO 778812", "huawei"),
        ("ООО Дахуа Технолоджи Рус", "dahua"),
    ],
)
def test_what_lists_write_around_a_name_makes_no_other_of_it(name: str, entity: str) -> None:
    told = answer(name)
    assert told.matches[0].entity == entity
    assert told.state is MATCH


@pytest.mark.parametrize(
    "name",
    [
        *("DAHUAPAPER", "Axisdental Ltd", "Huaweinoodlehouse", "ZTEfencing", "Honorbuild"),
        *(
            "ZTE Fencing Ltd",
            "Axis Consulting Ltd",
            "Dahuang Logistics",
            "杭州大华纸业有限公司",
        ),
    ],
)
def test_a_makers_word_in_another_word_is_no_hit(name: str) -> None:
    assert answer(name).state is NO_MATCH


@pytest.mark.parametrize(
    ("called", "said"),
    [
        ("HIKVISION UK LIMITED", "was inferred from its name, not read"),
        ("Pelco", "Pelco is known as sister company of Avigilon"),
        ("Nubia Technology Co.,Ltd.", "is known as unproven affiliate of ZTE"),
        ("China Mobile", "China Mobile is known as shareholder of Zhejiang Dahua"),
    ],
)
def test_what_is_known_of_a_tie_is_said_as_it_is_known(called: str, said: str) -> None:
    evidence = answer(called).matches[0].evidence
    assert any(said in each.text for each in evidence)
