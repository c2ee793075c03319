"""Devices by maker, brand and model; names mentioned in descriptions."""

from dataclasses import replace

import pytest
from match_makers import PAGE, VENDORS, answer, device, kinds, name, record, the_match, vendor

from countersight.match import Matcher
from countersight.match.aliases import aliases
from countersight.match.things import Mentions, Models, is_about_cameras, pattern_of
from countersight.model.match import Relation, State
from countersight.model.vendor import Checked, ModelMark
from countersight.normalise import fold_model

MATCH, REVIEW, NO_MATCH = State.MATCH, State.REVIEW, State.NO_MATCH


def test_the_maker_column_is_second_evidence_for_a_shared_name() -> None:
    assert device("Dahua").state is MATCH
    assert device("ZTE").state is MATCH
    assert device("Axis").state is REVIEW


def test_a_model_speaks_for_an_ambiguous_maker() -> None:
    found = the_match(device("Axis", model="P3225-LV Mk II"))
    assert found.state is MATCH
    assert {"maker-column", "model-pattern"} <= kinds(found)


@pytest.mark.parametrize(
    ("model", "entity"),
    [
        ("DS-2CD2043G2-I", "hikvision"),
        ("ds 7632ni i2/16p", "hikvision"),
        ("Camera DS-2CD1301-I", "hikvision"),
        ("IPC-HFW2228M-I1-V2", "dahua"),
        ("DH-IPC-HDW1230T2", "dahua"),
        ("RLN16-410", "reolink"),
        ("ZXHN H298Q", "zte"),
    ],
)
def test_a_model_alone_asks_for_a_look(model: str, entity: str) -> None:
    for maker in ("", "unknown", "n/a"):
        found = the_match(device(maker, model=model))
        assert (found.entity, found.state, found.relation) == (entity, REVIEW, Relation.ITSELF)
    assert the_match(answer("", "device", model=model)).entity == entity


def test_a_model_under_another_makers_name_asks_whether_it_was_relabelled() -> None:
    found = the_match(device("Acme Security", model="DS-2CD2043G2-I"))
    assert (found.entity, found.state, found.relation) == ("hikvision", REVIEW, Relation.BRAND)
    assert kinds(found, speaks_for=False) == {"model-of-another"}
    told = device("Axis Communications AB", model="DS-2CD2043G2-I")
    assert [each.entity for each in told.matches] == ["axis", "hikvision"]


@pytest.mark.parametrize(
    "model", ["P3343", "S5700-28P", "WR841N", "WA801N", "DS-3E0524", "X", ""]
)
def test_a_model_that_others_write_too_says_nothing_alone(model: str) -> None:
    told = device("unknown", model=model)
    assert (told.state, told.reason) == (State.NOT_CHECKED, "no-name")


def test_maker_and_brand_that_differ_are_both_told() -> None:
    told = device("Hikvision", brand="Verkada")
    assert {each.entity for each in told.matches} == {"hikvision", "verkada"}
    for found in told.matches:
        assert found.state is MATCH
        assert "maker-and-brand-differ" in kinds(found, speaks_for=False)
    assert not kinds(the_match(device("Hikvision", brand="HIKVISION")), speaks_for=False)


def test_a_brand_of_a_device_is_the_makers() -> None:
    found = the_match(device("HiLook"))
    assert (found.entity, found.relation) == ("hikvision", Relation.BRAND)


def test_a_model_that_names_its_maker_is_looked_at() -> None:
    found = the_match(device("unknown", model="Hikvision DS-2CD2043G2-I"))
    assert (found.state, "also-mentioned" in kinds(found)) == (REVIEW, True)
    assert the_match(device("unknown", model="Bracket for Hikvision")).state is REVIEW


@pytest.mark.parametrize(
    "text",
    [
        "Supply of 24 Hikvision cameras",
        "CCTV upgrade (HIKVISION)",
        "采购海康威视摄像机一批",
        "x " * 6_000 + "hikvision",
    ],
)
def test_a_coined_name_in_a_description_asks_for_a_look(text: str) -> None:
    found = the_match(answer("Sample Electrical Ltd", "payment", description=text))
    assert (found.entity, found.state, found.relation) == ("hikvision", REVIEW, Relation.BRAND)
    assert "mention" in kinds(found)


@pytest.mark.parametrize(
    "text",
    [
        "Axis of rotation",
        "In honor of",
        "explorex",
        "Dahua Scale",
        "pegasus",
        "大华",
        "",
        "ZTE",
    ],
)
def test_a_word_that_others_bear_is_no_mention(text: str) -> None:
    assert answer("Sample Electrical Ltd", "payment", description=text).state is NO_MATCH


def test_a_mention_adds_to_a_name_that_was_met() -> None:
    found = the_match(answer("Hikvision", "payment", description="hikvision cameras"))
    assert {"also-mentioned", "product"} <= kinds(found)


def test_a_mention_without_any_supplier_is_told() -> None:
    assert answer("", "award", description="Hikvision cameras").state is REVIEW


def test_a_mark_is_a_prefix_in_which_a_sign_stands_for_a_digit() -> None:
    pattern = pattern_of("AB-#X")
    assert pattern.match(fold_model("ab 7x-99"))
    assert not pattern.match(fold_model("ab-77x"))
    assert Models([]).of("DS-2CD") == []


def test_the_longest_mark_of_a_vendor_is_told() -> None:
    marks = tuple(ModelMark(prefix, PAGE, Checked.READ) for prefix in ("AB", "AB-1"))
    firm = replace(vendor("alpha"), models=marks)
    found = Matcher([firm]).answer(record("", "device", model="AB-100")).matches
    assert [each.alias for each in found] == ["AB-1"]


def test_codes_and_words_tell_cameras() -> None:
    assert is_about_cameras(["NVR, 16 channels"], "")
    assert is_about_cameras(["高清摄像机"], "")
    assert not is_about_cameras(["photo copier"], "CPV:30121000")


def test_former_names_and_products_are_no_mentions() -> None:
    mentions = Mentions(aliases(VENDORS, None))
    assert mentions.of("a predator, grindavik and pegasus walk into a bar") == []
    assert [each.text for each in mentions.of("Face of a TP-Link box")] == ["TP-Link"]


def test_a_vendor_without_a_coined_name_is_never_mentioned() -> None:
    plain_names = vendor("alpha", names=(name("China Technology Group"),))
    assert Mentions(aliases([plain_names], None)).of("china technology group") == []


@pytest.mark.parametrize(
    ("description", "entity"),
    [
        ("Supply and install 16 Dahua cameras", "dahua"),
        ("采购大华摄像机", "dahua"),
        ("DJI Mavic drones for the fire service", "dji"),
        ("Axis NVR and dome cameras", "axis"),
    ],
)
def test_a_word_that_others_bear_is_mentioned_where_wares_stand_beside_it(
    description: str, entity: str
) -> None:
    told = answer("Bright Security Ltd", "award", description=description)
    assert [(m.entity, m.state) for m in told.matches] == [(entity, State.REVIEW)]


@pytest.mark.parametrize(
    "description",
    [
        "axis of rotation",
        "Dahua temple visit",
        "Honor guard monitoring",
        "DJI index fund",
        "大华路",
    ],
)
def test_a_word_that_others_bear_is_not_mentioned_alone(description: str) -> None:
    assert answer("Bright Ltd", "award", description=description).state is State.NO_MATCH
