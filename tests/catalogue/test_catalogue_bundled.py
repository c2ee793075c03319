"""What the project ships: every file loads, says where it is from, and claims no more."""

import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from countersight import catalogue
from countersight.catalogue.examples import REASONS
from countersight.catalogue.profiles import OWN_KEYS
from countersight.catalogue.words import read_lists
from countersight.ids import RestrictionId, VendorId
from countersight.model.catalogue import Catalogue
from countersight.model.facts import FactValue
from countersight.model.vendor import Checked, NameKind, VendorKind
from countersight.model.vocabulary import FactKind

DATA = catalogue.folder()
FILES = sorted(DATA.rglob("*.toml"))
SCRIPT_NAMES = {
    "Arab": "ARABIC",
    "Cyrl": "CYRILLIC",
    "Hans": "CJK",
    "Hant": "CJK",
    "Kore": "HANGUL",
    "Latn": "LATIN",
    "Thai": "THAI",
}
# Nobody has read a source for these. They help to find a candidate and to ask; a change of
# this table is a promise that a source was read (or a confession that one was not).
FROM_MEMORY = {
    "autel": 1,
    "avigilon": 1,
    "axis": 1,
    "bosch_security": 1,
    "bytedance": 1,
    "candiru": 1,
    "cellebrite": 2,
    "dji": 1,
    "intellifusion": 1,
    "kaspersky": 2,
    "megvii": 1,
    "nso_group": 3,
    "tiandy": 1,
    "uniview": 2,
    "xiaomi": 1,
    "zte": 1,
}


# Nobody gets as far: no act of its duties is to use; no cover of its duty has components.
# They are kept because a reader looks for them.
OUT_OF_REACH = {
    ("us-fcc-covered-authorisation", "already-authorised-use"),
    ("us-ndaa805-1260h", "component"),
}


@pytest.fixture(scope="module")
def bundled() -> Catalogue:
    return catalogue.load()


def test_the_counts_are_those_that_were_reviewed(bundled: Catalogue) -> None:
    vendors = bundled.vendors.values()
    counts = {
        "vendors": len(bundled.vendors),
        "controls": sum(vendor.kind is VendorKind.CONTROL for vendor in vendors),
        "names": sum(len(vendor.names) for vendor in vendors),
        "identifiers": sum(len(vendor.identifiers) for vendor in vendors),
        "ties": sum(len(vendor.ties) for vendor in vendors),
        "listings": sum(len(vendor.listings) for vendor in vendors),
        "namesakes": sum(len(vendor.namesakes) for vendor in vendors),
        "models": sum(len(vendor.models) for vendor in vendors),
        "restrictions": len(bundled.restrictions),
        "duties": sum(len(each.duties) for each in bundled.restrictions.values()),
        "exemptions": sum(len(each.exemptions) for each in bundled.restrictions.values()),
    }
    assert counts == {
        "vendors": 50,
        "controls": 8,
        "names": 300,
        "identifiers": 70,
        "ties": 291,
        "listings": 82,
        "namesakes": 65,
        "models": 21,
        "restrictions": 33,
        "duties": 62,
        "exemptions": 35,
    }


def test_a_file_is_called_as_its_entry(bundled: Catalogue) -> None:
    assert {path.stem for path in (DATA / "vendors").iterdir()} == set(bundled.vendors)
    assert {path.stem for path in (DATA / "restrictions").iterdir()} == set(
        bundled.restrictions
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_carries_its_licence_and_speaks_of_no_workplace(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    assert words.startswith("# SPDX-License-Identifier: CC-BY-4.0\n")
    assert not re.search(r"shared/|research/|\bdata\.md|/work\b|restricted = ", words)


def test_names_have_letters_of_their_script(bundled: Catalogue) -> None:
    for vendor in bundled.vendors.values():
        spelt = [(name.text, name.script) for name in vendor.names]
        spelt += [pair for tie in vendor.ties for pair in tie.names]
        for text, script in spelt:
            letters = {unicodedata.name(letter, "").split(" ")[0] for letter in text}
            assert SCRIPT_NAMES[script] in letters, (vendor.id, text)


def test_no_vendor_says_a_name_twice(bundled: Catalogue) -> None:
    for vendor in bundled.vendors.values():
        names = Counter((name.text, name.script, name.kind) for name in vendor.names)
        assert max(names.values()) == 1, vendor.id


def test_what_rests_on_memory_is_known_one_by_one(bundled: Catalogue) -> None:
    found = Counter(
        vendor.id
        for vendor in bundled.vendors.values()
        for facts in (
            vendor.names,
            vendor.identifiers,
            vendor.ties,
            vendor.listings,
            vendor.namesakes,
            vendor.models,
        )
        for fact in facts
        if fact.checked is Checked.MEMORY
    )
    assert found == FROM_MEMORY
    assert all(
        cite.checked is not Checked.MEMORY
        for restriction in bundled.restrictions.values()
        for cite in restriction.cites
    )


def test_nothing_is_called_read_that_came_from_a_page_without_an_author(
    bundled: Catalogue,
) -> None:
    for vendor in bundled.vendors.values():
        unknown = {
            source.id
            for source in vendor.sources
            if source.address in ("none", "not published") or "code index" in source.address
        }
        for facts in (
            vendor.names,
            vendor.identifiers,
            vendor.ties,
            vendor.listings,
            vendor.models,
        ):
            for fact in facts:
                assert fact.checked is not Checked.READ or fact.source not in unknown


def test_every_source_is_used(bundled: Catalogue) -> None:
    for vendor in bundled.vendors.values():
        used = {source for each in vendor.disagreements for source in each.sources}
        used |= {source for tie in vendor.ties for source in tie.also_sources}
        for facts in (
            vendor.names,
            vendor.identifiers,
            vendor.ties,
            vendor.listings,
            vendor.namesakes,
            vendor.models,
        ):
            used |= {fact.source for fact in facts}
        assert used == {source.id for source in vendor.sources}, vendor.id


def test_identifiers_with_check_digits_are_there_to_be_checked(bundled: Catalogue) -> None:
    schemes = {
        scheme
        for vendor in bundled.vendors.values()
        for scheme in (
            *(known.scheme for known in vendor.identifiers),
            *(scheme for tie in vendor.ties for scheme, _ in tie.identifiers),
        )
    }
    assert {"isin", "lei", "uscc"} < schemes


def test_short_names_that_others_share_are_told(bundled: Catalogue) -> None:
    shared = {name for vendor in bundled.vendors.values() for name in vendor.ambiguous}
    assert {"大华", "中兴", "海康", "小米", "荣耀", "海思", "萤石", "美亚", "普联"} <= shared
    assert {"AXIS", "Bosch", "NSO", "DJI"} <= shared
    legal = {
        name.text
        for vendor in bundled.vendors.values()
        for name in vendor.names
        if name.kind is NameKind.LEGAL
    }
    assert not shared & legal


def test_ties_between_files_are_told_from_both_sides_or_lead_to_a_file(
    bundled: Catalogue,
) -> None:
    ties = [
        (v.id, t.role, t.vendor) for v in bundled.vendors.values() for t in v.ties if t.vendor
    ]
    assert ("hikvision", "parent", "cethik") in ties
    assert ("lorex", "former_parent", "dahua") in ties
    assert all(other in bundled.vendors for _, _, other in ties)


def test_a_tie_keeps_its_days_share_and_places(bundled: Catalogue) -> None:
    ties = {tie.vendor or tie.name: tie for tie in bundled.vendors[VendorId("dahua")].ties}
    wisdom = ties["Chengdu Dahua Wisdom Information Technology Co., Ltd."]
    assert [(each.list, str(each.since)) for each in wisdom.listed] == [
        ("us-1260h", "2025-01-07")
    ]
    held = [t.percent for v in bundled.vendors.values() for t in v.ties if t.percent]
    assert "36.4808" in [str(percent) for percent in held]


def test_the_version_tells_the_day_and_the_bytes(bundled: Catalogue) -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}\+[0-9a-f]{12}", bundled.version)
    assert bundled.version.startswith(bundled.verified_on.isoformat())
    assert catalogue.load().version == bundled.version


@pytest.mark.parametrize(
    "path", sorted((DATA / "restrictions").iterdir()), ids=lambda p: p.stem
)
def test_a_restriction_carries_three_examples_that_make_sense(
    path: Path, bundled: Catalogue
) -> None:
    examples = catalogue.examples(path)
    [(id_, cases)] = examples.items()
    restriction = bundled.restrictions[id_]
    assert len(cases) >= 3
    assert len({case.title for case in cases}) == len(cases)
    assert any(case.expect.not_bound for case in cases)
    speaks = [duty for duty in restriction.duties if duty.binds]
    assert any(case.expect.exempt or case.expect.depends for case in cases) == bool(speaks)
    starts = [duty.since or duty.since_not_after for duty in speaks]
    strong = [case.expect.binds or case.expect.advises for case in cases]
    assert any(strong) == any(starts)
    for case in cases:
        assert {"date", "place", "roles", "act"} <= set(case.facts)
        assert set(case.facts) <= set(bundled.vocabulary.facts)


def test_every_duty_and_every_exemption_has_an_example(bundled: Catalogue) -> None:
    found = catalogue.examples(DATA / "restrictions")
    for id_, restriction in bundled.restrictions.items():
        expected = [case.expect for case in found[id_]]
        shown = {duty for each in expected for duty in (*each.binds, *each.advises)}
        shown |= {asked.duty for each in expected for asked in each.depends}
        freed = {freed.exemption for each in expected for freed in each.exempt}
        for duty in restriction.duties:
            assert duty.id in shown or not duty.binds, (id_, duty.id)
        for exemption in restriction.exemptions:
            assert exemption.id in freed or (id_, exemption.id) in OUT_OF_REACH


def test_section_805_names_whoever_stood_on_the_list_when_it_began(bundled: Catalogue) -> None:
    section = bundled.restrictions[RestrictionId("us-ndaa805-1260h")]
    listed = bundled.restrictions[RestrictionId("us-1260h-list")]
    first = min(duty.since for duty in section.duties if duty.since is not None)
    on_that_day = {
        entry.target
        for entry in listed.listings
        if entry.since <= first and (entry.until is None or first <= entry.until)
    }
    assert set(section.covers[0].makers) == on_that_day
    assert set(listed.covers[0].makers) == {entry.target for entry in listed.listings}


def test_the_facts_of_examples_are_words_of_the_vocabulary(bundled: Catalogue) -> None:
    for cases in catalogue.examples(DATA / "restrictions").values():
        for case in cases:
            for name, value in case.facts.items():
                words = bundled.vocabulary.facts[name].words
                stated = value if isinstance(value, list) else [value]
                assert not words or set(stated) <= set(words), (case.title, name)


def test_the_vocabulary_defines_each_fact_once() -> None:
    raw = tomllib.loads((DATA / "vocabulary.toml").read_text(encoding="utf-8"))
    lists = read_lists(raw, "vocabulary.toml")
    names = [definition.name for definition, _ in lists.fact]
    assert len(names) == len(set(names)) == 71
    assert set(lists.reasons) == set(REASONS)


def test_the_words_of_acts_are_those_of_the_list(bundled: Catalogue) -> None:
    words = bundled.vocabulary
    assert words.facts["act"].words == words.acts
    assert words.facts["roles"].kind is FactKind.WORDS
    assert words.facts["owners"].kind is FactKind.OWNERS


@pytest.mark.parametrize("name", catalogue.bundled_profiles())
def test_a_bundled_profile_is_called_as_its_file_and_assumes_little(
    name: str, bundled: Catalogue
) -> None:
    profile = catalogue.load_profile(name, bundled.vocabulary)
    assumed: dict[str, FactValue] = dict(profile.assume)
    assert profile.name == name
    assert profile.summary
    assert len(assumed) <= 4
    assert not set(assumed) & set(OWN_KEYS)
    assert profile.acts if profile.decides else not (profile.acts or assumed)
