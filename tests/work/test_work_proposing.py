"""Reviewed matches become names for the catalogue, or are left out with the reason."""

import io
import json
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.catalogue import load
from countersight.catalogue.fields import Place
from countersight.catalogue.vendors import VENDOR
from countersight.errors import SourceError
from countersight.ids import EvidenceDigest, RecordKey, VendorId
from countersight.model.proposal import Because, Proposals
from countersight.model.review import Review, Verdict
from countersight.normalise.script_codes import script_of
from countersight.report import proposals as told
from countersight.work.proposing import proposals

VENDORS = load().vendors
KEY, SEEN = "0123456789abcdef", "fedcba9876543210"


def line(
    name: str,
    entity: str = "hikvision",
    verdict: str = "confirmed",
    *,
    relation: str = "itself",
    company: str | None = None,
    force: str = "in_force",
    country: str = "",
    key: str = KEY,
    reviewed: bool = True,
) -> dict[str, object]:
    review = {
        "verdict": verdict,
        "force": force,
        "reason": 'the invoice says "CCTV"',
        "who": "procurement",
        "when": "2026-11-20",
        "until": None,
    }
    record: dict[str, object] = {"kind": "payment", "name": name, "at": "spend.csv:17"}
    if country:
        record["country"] = country
    match = {
        "entity": entity,
        "relation": relation,
        "company": company,
        "evidence_digest": SEEN,
        "review": review if reviewed else None,
    }
    return {"record": record, "key": key, "matches": [match], "as_of": "2026-11-24"}


def proposed(*lines: Mapping[str, object], reviews: tuple[Review, ...] = ()) -> Proposals:
    data = "".join(f"{json.dumps(each)}\n" for each in lines).encode()
    return proposals(io.BytesIO(data), VENDORS.values(), reviews)


def why(*lines: Mapping[str, object]) -> list[tuple[str, str | None]]:
    found = proposed(*lines)
    assert found.made == ()
    return [(each.because.value, each.other) for each in found.left_out]


def test_a_confirmed_match_is_an_alias_with_its_source() -> None:
    (made,) = proposed(line("Hykvission Digital Trading")).made
    values = told.entry(made)
    assert made.section == "names"
    assert values == {
        "text": "Hykvission Digital Trading",
        "script": "Latn",
        "kind": "alias",
        "source": "review-01234567",
        "checked": "read",
    }
    source = told.source(made.judged)
    assert source["date"] == date(2026, 11, 20)
    assert source["address"] == f"spend.csv:17, record {KEY}, evidence {SEEN}"
    assert source["publication"] == 'Review by procurement, confirmed: the invoice says "CCTV"'


@pytest.mark.parametrize(
    ("relation", "role"), [("subsidiary", "subsidiary"), ("former", "affiliate")]
)
def test_a_company_that_bears_the_vendors_word_is_a_tie(relation: str, role: str) -> None:
    name = "Hykvission Bavaria GmbH"
    (made,) = proposed(line(name, relation=relation, company=name, country="DE")).made
    assert made.section == "tie"
    assert told.entry(made) == {
        "role": role,
        "basis": "research_note",
        "name": name,
        "country": "DE",
        "source": "review-01234567",
        "checked": "read",
    }


def test_a_dismissed_match_is_a_namesake() -> None:
    (made,) = proposed(line("Dahoua Bakery Ltd", "dahua", "dismissed", country="France")).made
    values = told.entry(made)
    assert made.section == "namesake"
    assert (values["name"], values["country"], values["status"]) == (
        "Dahoua Bakery Ltd",
        "FR",
        "different",
    )
    assert values["apart"] == 'the invoice says "CCTV"'


@pytest.mark.parametrize(("relation", "kind"), [("brand", "brand"), ("former", "former")])
def test_a_brand_and_a_former_name_are_told_as_such(relation: str, kind: str) -> None:
    (made,) = proposed(line("Hykvission Zeta", relation=relation)).made
    assert told.entry(made)["kind"] == kind


@pytest.mark.parametrize(
    ("given", "because", "other"),
    [
        (line("HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO., LTD."), "known", None),
        (line("Mrs A Example"), "person", None),
        (line("(name withheld)"), "person", None),
        (line("X"), "short", None),
        (line("海"), "short", None),
        (line("X Ltd"), "short", None),
        (line("Zhejiang Dahua Technology Co., Ltd."), "anothers", "dahua"),
        (line("Dahua Technology", verdict="dismissed"), "anothers", "dahua"),
        (line("Hikvision", verdict="dismissed"), "contradicted", None),
        (line("Hykvission Zeta", verdict="unsure"), "unsure", None),
        (line("Hykvission Zeta", force="expired"), "no_force", None),
        (line("Hykvission Zeta", force="changed"), "no_force", None),
        (line("Hykvission Zeta", "gone"), "no_vendor", None),
        (line("360 750"), "no_letters", None),
        (
            line("Hykvission Zeta", relation="subsidiary", company="HIKVISION UK LIMITED"),
            "tied",
            None,
        ),
    ],
)
def test_what_is_not_proposed_says_why(
    given: Mapping[str, object], because: str, other: str | None
) -> None:
    assert why(given) == [(because, other)]


def test_a_name_confirmed_for_two_vendors_is_a_conflict() -> None:
    found = why(line("Hykvission Zeta"), line("Hykvission Zeta", "dahua"))
    assert found == [("contradicted", "dahua"), ("contradicted", "hikvision")]


def test_a_name_judged_both_ways_is_a_conflict() -> None:
    both = (line("Hykvission Zeta"), line("HYKVISSION ZETA", verdict="dismissed", key="f" * 16))
    assert why(*both) == [("contradicted", None)]


def test_a_name_that_is_met_often_is_proposed_once() -> None:
    assert len(proposed(line("Hykvission Zeta"), line("HYKVISSION ZETA")).made) == 1


def test_a_file_of_reviews_speaks_where_the_run_is_silent() -> None:
    review = Review(
        RecordKey(KEY),
        VendorId("hikvision"),
        Verdict.CONFIRMED,
        "seen",
        "audit",
        date(2026, 11, 20),
        EvidenceDigest(SEEN),
    )
    silent = line("Hykvission Zeta", reviewed=False)
    assert [each.judged.who for each in proposed(silent, reviews=(review,)).made] == ["audit"]
    assert proposed(silent).unjudged == 1


def test_the_toml_is_what_the_vendors_files_take() -> None:
    made = proposed(
        line("Hykvission Digital Trading"),
        line("海康威視數碼 Zeta", key="a" * 16),
        line(
            "Hikviston UK Ltd", relation="affiliate", company="Hikviston UK Ltd", key="e" * 16
        ),
        line("Hikviston Bakery Ltd", verdict="dismissed", country="GB", key="b" * 16),
        line("Dahoua Systems", "dahua", key="c" * 16),
        line("Mrs A Example", key="d" * 16),
    )
    written = "".join(told.toml(made))
    assert "Example" not in written
    parts = written.split("# For vendors/")[1:]
    for part in parts:
        vendor, _, body = part.partition(".toml; read each, and check it in.\n")
        data = files("countersight.catalogue") / "data" / "vendors" / f"{vendor}.toml"
        whole = f"{data.read_text('utf-8')}\n{body}"
        found = VENDOR.read(tomllib.loads(whole), Place(vendor))
        before = VENDORS[VendorId(vendor)]
        assert len(found.names) + len(found.namesakes) > len(before.names) + len(
            before.namesakes
        )
        assert {each.source for each in found.names} <= {each.id for each in found.sources}
    assert [part.split(".toml")[0] for part in parts] == ["dahua", "hikvision"]


def test_what_is_left_out_is_told_in_every_form() -> None:
    found = proposed(line("X"), line("Mrs A Example"), line("Dahua Technology"))
    for write in (told.text, told.toml, told.json):
        written = "".join(write(found))
        assert "Example" not in written
        assert "dahua" in written
    told_as = json.loads("".join(told.json(found)))
    assert [each["because"] for each in told_as["left_out"]] == ["short", "person", "anothers"]
    assert [each["conflict"] for each in told_as["left_out"]] == [False, False, True]


def test_a_line_that_is_none_is_told_and_the_rest_is_read() -> None:
    data = f"{json.dumps(line('Hykvission Zeta'))}\n{{oops\n".encode()
    found = proposals(io.BytesIO(data), VENDORS.values())
    assert len(found.made) == 1
    assert [number for number, _ in found.unread] == [2]


@pytest.mark.parametrize("data", [b"", b'[[review]]\nrecord = "0"\n', b'{"problem": {}}\n'])
def test_what_is_no_run_is_an_error_that_says_what_to_hand_in(data: bytes) -> None:
    with pytest.raises(SourceError, match="no record") as raised:
        proposals(io.BytesIO(data), VENDORS.values())
    assert "--format jsonl" in raised.value.hint


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Дахуа", "Cyrl"),
        ("داهوا", "Arab"),
        ("하이크비전", "Kore"),
        ("ハイクビジョン 海康", "Jpan"),
        ("海康威视 Ltd", "Hans"),
        ("海康威視", "Hant"),
        ("ฮิควิชั่น", "Thai"),
    ],
)
def test_the_script_of_a_name_is_that_of_most_of_its_letters(text: str, script: str) -> None:
    assert script_of(text) == script


@given(st.text(max_size=40), st.sampled_from(["confirmed", "dismissed"]))
def test_whatever_a_record_is_called_something_is_said_and_toml_holds_it(
    name: str, verdict: str
) -> None:
    found = proposed(line(name, verdict=verdict))
    assert len(found.made) + len(found.left_out) == 1
    tomllib.loads("".join(told.toml(found)))
    assert all(each.because in set(Because) for each in found.left_out)
