"""Pages, objects and entities that are made of restrictions."""

import importlib.util
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from countersight.catalogue import examples, folder, load
from countersight.ids import RestrictionId, VendorId
from countersight.model.catalogue import Catalogue
from countersight.model.restriction import Conflict, Cover, Entry, ListMembership, Status
from countersight.model.vendor import Checked
from countersight.report.ftm import entities, unnamed
from countersight.report.objects import Plain
from countersight.report.rule_objects import catalogue_object
from countersight.report.rule_pages import page, pages
from countersight.report.rule_parts import parts
from countersight.report.rule_words import CHECKED

KNOWN = load()
DOCS = Path(__file__).parents[2] / "docs"
UK = KNOWN.restrictions[RestrictionId("gb-visual-surveillance-2022")]
CMIC = KNOWN.restrictions[RestrictionId("us-ns-cmic")]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rules", DOCS / "generate_restrictions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_current() -> None:
    made = generator()
    assert made.differing(made.wanted()) == []


def test_a_page_that_is_stale_missing_or_left_over_is_told_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = generator()
    monkeypatch.setattr(made, "PAGES", tmp_path / "restrictions")
    assert made.main([]) == 0
    assert made.main(["--check"]) == 0
    (tmp_path / "restrictions" / "us-ns-cmic.md").write_text("stale", encoding="utf-8")
    (tmp_path / "restrictions" / "us-gone.md").write_text("left over", encoding="utf-8")
    (tmp_path / "restrictions" / "index.md").unlink()
    assert made.main(["--check"]) == 1
    told = capsys.readouterr().err
    assert all(name in told for name in ("us-ns-cmic.md", "us-gone.md", "index.md"))
    assert made.main([]) == 0
    assert made.differing(made.wanted()) == []


def test_a_page_tells_every_duty_exemption_source_and_example() -> None:
    cases = examples(folder() / "restrictions")
    found = pages(KNOWN.restrictions, cases)
    assert set(found) == {"index.md", *(f"{key}.md" for key in KNOWN.restrictions)}
    for key, law in KNOWN.restrictions.items():
        text = found[f"{key}.md"]
        assert text.count("\n### ") == len(cases[key])
        assert text.count('<a id="source-') == len(law.cites)
        for heading in ("What it is", "What it covers", "Duties", "Sources", "Worked examples"):
            assert f"\n## {heading}\n" in text
        assert f"]({key}.md)" in found["index.md"]
        ids = [*(duty.id for duty in law.duties), *(each.id for each in law.exemptions)]
        assert all(f"\n- {name}" in text.replace("\\", "") for name in ids)
        assert text == page(law, cases[key])


def test_a_page_tells_what_its_facts_mean_and_reads_without_backslashes() -> None:
    text = page(UK, (), KNOWN.vocabulary.facts)
    assert "\n## What its facts mean\n" in text
    assert "- site: whether the site is a sensitive one (sensitive, not_sensitive)" in text
    assert "- Makers: any, where subject_to_prc_intelligence_law is true" in text
    assert (
        "No maker is named: the test above decides; whoever answers it may have to look at"
        in text
    )
    assert "\\" not in text
    named = page(KNOWN.restrictions[RestrictionId("us-ns-cmic")], ())
    assert "- The makers count by name only; owners are not looked at" in named
    assert "What its facts mean" not in named


def test_every_source_says_how_it_was_checked() -> None:
    assert set(CHECKED) == set(Checked)
    for law in KNOWN.restrictions.values():
        (sources,) = (part.sources for part in parts(law) if part.title == "Sources")
        pairs = zip(law.cites, sources, strict=True)
        assert all(source.text.endswith(CHECKED[cite.checked]) for cite, source in pairs)


def test_nothing_of_a_file_is_taken_for_markup() -> None:
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) `a` *b* | # \x1b[31m"
    law = replace(
        UK,
        title=hostile,
        summary=hostile,
        conflicts=(Conflict(hostile),),
        cites=(replace(UK.cites[0], name=hostile, url="javascript:alert(1)"), *UK.cites[1:]),
    )
    text = page(law, ())
    assert "<script" not in text
    assert "[x](javascript" not in text
    assert "<javascript" not in text
    assert "\x1b" not in text
    assert "# &lt;script&gt;alert(1)&lt;/script&gt; \\[x\\](javascript" in text


def test_what_a_restriction_does_not_say_has_no_part() -> None:
    bare = replace(UK, events=(), conflicts=(), exemptions=(), penalty="", listings=())
    titles = {part.title for part in parts(bare)}
    assert not titles & {"History", "Exemptions", "Penalty", "Who is listed"}
    proposed = replace(UK, status=Status.PROPOSED)
    (about,) = (part for part in parts(proposed) if part.title == "What it is")
    assert "It is a proposal, and binds nobody yet" in {line.text for line in about.lines}


def listed() -> Catalogue:
    """Return a list of one maker, and an instrument that asks for the list."""
    entry = Entry(VendorId("hikvision_canada"), date(2021, 6, 3), date(2022, 6, 3))
    keeps = replace(CMIC, id=RestrictionId("us-list"), listings=(entry,))
    asks = replace(CMIC, covers=(Cover("annex", maker_list=ListMembership("us-list")),))
    return replace(KNOWN, restrictions={each.id: each for each in (keeps, asks)})


def test_a_list_names_its_makers_and_the_days_of_their_entries() -> None:
    text = page(listed().restrictions[CMIC.id], ())
    assert "Makers: whoever stands on the list of us-list on the day" in text
    assert "## Who is listed" in page(listed().restrictions[RestrictionId("us-list")], ())
    (sanction,) = (
        each
        for each in entities(listed())
        if each["schema"] == "Sanction" and "listingDate" in json.dumps(each)
    )
    told = properties(sanction)
    assert told["entity"] == ["countersight-vendor-hikvision.canada"]
    assert told["listingDate"] == ["2021-06-03"]


def properties(entity: dict[str, Plain]) -> dict[str, list[str]]:
    told = entity["properties"]
    assert isinstance(told, dict)
    return {name: [str(each) for each in _list(values)] for name, values in told.items()}


def _list(values: Plain) -> list[Plain]:
    assert isinstance(values, list)
    assert values
    return values


def test_entities_name_makers_once_and_sanctions_lead_to_them() -> None:
    found = list(entities(KNOWN))
    keys = [str(each["id"]) for each in found]
    assert len(set(keys)) == len(keys)
    makers = {each["id"] for each in found if each["schema"] != "Sanction"}
    sanctions = [properties(each) for each in found if each["schema"] == "Sanction"]
    for each in sanctions:
        assert set(each["entity"]) <= makers
        assert "not legal advice" in each["reason"][0]
    named = {each["programId"][0] for each in sanctions}
    assert named | set(unnamed(KNOWN)) == set(KNOWN.restrictions)


def test_an_address_of_an_entity_is_an_address_and_no_more() -> None:
    told = [properties(each).get("sourceUrl", []) for each in entities(KNOWN)]
    addresses = [address for several in told for address in several]
    assert "https://github.com/opensanctions/opensanctions" in addresses
    assert all(re.fullmatch(r"https?://\S+[^\s,;]", address) for address in addresses)


def test_a_maker_without_a_file_is_told_by_its_id() -> None:
    bare = list(entities(replace(KNOWN, vendors={})))
    makers = {str(each["schema"]): properties(each) for each in bare[:1]}
    assert set(makers) == {"LegalEntity"}
    assert set(makers["LegalEntity"]) == {"name"}
    assert {"name": ["dahua"]} in [properties(each) for each in bare]


def test_entities_are_those_of_followthemoney() -> None:
    proxy = pytest.importorskip("followthemoney.proxy", reason="needs the extra `interop`")
    for each in entities(KNOWN):
        cleaned = proxy.EntityProxy.from_dict(each, cleaned=False)
        cleaned.schema.validate(each)
        kept = cleaned.to_dict()["properties"]
        wanted = {name: set(values) for name, values in properties(each).items()}
        assert {name: set(values) for name, values in kept.items()} == wanted


def test_an_object_of_a_restriction_is_told_the_same_twice() -> None:
    one, two = (json.dumps(catalogue_object(load())) for _ in range(2))
    assert one == two
