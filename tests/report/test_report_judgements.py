"""Reviews, lists and facts alone, in every format."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from report_runs import run_of
from report_runs import told as written
from report_samples import AS_OF, LIST, catalogue, grounds, hit, record

from countersight import report
from countersight.catalogue import load_profile
from countersight.ids import EvidenceDigest, RecordKey, VendorId
from countersight.model.finding import (
    Counts,
    Grounds,
    ListVersion,
    ReviewTally,
    Screened,
    ScreenedBatch,
)
from countersight.model.match import Evidence, Match, Relation, State
from countersight.model.review import Force, Review, Reviewed, Verdict
from countersight.report.csv_rows import CsvRows
from countersight.report.faces import Manner, Renderer
from countersight.report.junit import JUnit
from countersight.report.lines import JsonLines
from countersight.report.pages import FindingsPage
from countersight.report.rules import MATCH, REVIEW, Tool
from countersight.report.sarif import Sarif
from countersight.report.text import Text
from countersight.work.background import Backgrounds

SCHEMA = json.loads(Path(report.__file__).with_name("screen.schema.json").read_text("utf-8"))
WORDS = catalogue().vocabulary
WHY = 'a <lamp> shop & "more" \u202e'


def told(renderer: Renderer, batches: Iterable[ScreenedBatch]) -> str:
    return written(renderer, batches).decode()


def reviewed(verdict: Verdict, force: Force = Force.IN_FORCE) -> Match:
    judgement = Review(
        RecordKey("0" * 16),
        VendorId("hikvision"),
        verdict,
        WHY,
        "office",
        date(2026, 1, 2),
        EvidenceDigest("f" * 16),
        date(2026, 6, 1),
    )
    return replace(hit(State.REVIEW), review=Reviewed(judgement, force))


def answer(match: Match) -> Screened:
    known = Backgrounds(catalogue().vendors, AS_OF).of(match)
    return Screened(record(), match.state, "", (match,), backgrounds=(known,))


def of_facts() -> Grounds:
    return Grounds((LIST,), AS_OF, load_profile("journalist", WORDS))


def text_of(match: Match, on: Grounds | None = None) -> str:
    return told(Text(on or grounds(), WORDS), [run_of(answer(match))])


@pytest.mark.parametrize(
    ("force", "said"),
    [
        (Force.IN_FORCE, ""),
        (Force.EXPIRED, "it has expired and does not count"),
        (Force.CHANGED, "it saw other evidence and does not count"),
    ],
)
def test_text_tells_the_review_and_whether_it_counts(force: Force, said: str) -> None:
    shown = text_of(reviewed(Verdict.DISMISSED, force))
    assert "reviewed: dismissed by office on 2026-01-02, until 2026-06-01: a <lamp>" in shown
    assert said in shown
    assert ("[hikvision] (dismissed)" in shown) is (force is Force.IN_FORCE)
    assert "\u202e" not in shown


def test_a_page_tells_the_review_escaped_and_no_duty_of_a_dismissed_match() -> None:
    page = told(FindingsPage(grounds(), WORDS), [run_of(answer(reviewed(Verdict.DISMISSED)))])
    assert "dismissed by office on 2026-01-02" in page
    assert "<lamp>" not in page
    assert "\u202e" not in page
    assert "No duty of the catalogue speaks to it" not in page
    assert "us-bis-entity-list since 2019-10-09" in page


def test_a_page_tells_how_many_were_dismissed() -> None:
    batch = replace(run_of(answer(reviewed(Verdict.DISMISSED))), counts=Counts(dismissed=1))
    page = told(FindingsPage(grounds(), WORDS), [batch])
    assert "1 of the records above were dismissed by review." in page


def test_sarif_suppresses_what_was_dismissed_and_confirms_what_was_confirmed() -> None:
    made = {}
    for verdict in Verdict:
        writer = Sarif(grounds(), WORDS, Tool("Countersight", "0.1.0"))
        log = json.loads(told(writer, [run_of(answer(reviewed(verdict)))]))
        [made[verdict]] = log["runs"][0]["results"]
    assert made[Verdict.DISMISSED]["suppressions"][0]["status"] == "accepted"
    assert "office" in made[Verdict.DISMISSED]["suppressions"][0]["justification"]
    assert "suppressions" not in made[Verdict.UNSURE]
    assert made[Verdict.CONFIRMED]["ruleId"] == MATCH
    assert made[Verdict.UNSURE]["ruleId"] == REVIEW
    assert made[Verdict.UNSURE]["properties"]["review"]["verdict"] == "unsure"


def test_a_dismissed_record_is_a_case_that_passes() -> None:
    def fails(screened: Screened) -> bool:
        return any(each.judged is not State.NO_MATCH for each in screened.matches)

    for verdict, failures in ((Verdict.DISMISSED, 0), (Verdict.UNSURE, 1)):
        writer = JUnit(grounds(), WORDS, Manner(fails=fails))
        shown = told(writer, [run_of(answer(reviewed(verdict)))])
        assert f'failures="{failures}"' in shown


def test_lines_hold_to_the_schema_with_reviews_listings_and_entities() -> None:
    version = ListVersion("Reviews r.toml", "ab12", "2026-01-02", "", ReviewTally(dismissed=1))
    on = replace(of_facts(), lists=(LIST, version))
    shown = told(JsonLines(on), [run_of(answer(reviewed(Verdict.DISMISSED)))])
    found = json.loads(shown)
    jsonschema.validate(found, SCHEMA)
    assert found["matches"][0]["review"]["force"] == "in_force"
    assert found["lists"][1]["reviews"]["dismissed"] == 1
    first = found["listings"][0]
    assert (first["list"], first["stands"]) == ("us-bis-entity-list", True)
    [entity] = found["entities"]
    assert {"role", "company", "basis", "source"} <= set(entity["ties"][0])


def test_other_profiles_are_told_the_listings_and_no_ties() -> None:
    found = json.loads(told(JsonLines(grounds()), [run_of(answer(hit()))]))
    jsonschema.validate(found, SCHEMA)
    assert found["listings"]
    assert "entities" not in found


def test_csv_has_the_review_and_the_lists_in_cells_of_their_own() -> None:
    shown = told(CsvRows(of_facts()), [run_of(answer(reviewed(Verdict.UNSURE, Force.EXPIRED)))])
    [row] = csv.DictReader(io.StringIO(shown))
    assert row["review"] == "unsure (expired)"
    assert row["review_until"] == "2026-06-01"
    assert "us-1260h since 2021-06-03" in row["listings"]
    assert "parent: " in row["ties"]
    assert len(row["key"]) == len(row["evidence_digest"]) == 16


def test_the_lists_of_a_maker_are_not_told_as_those_of_a_company_tied_to_it() -> None:
    maker = "Hangzhou Hikvision Digital Technology Co., Ltd."
    [line] = [row for row in text_of(hit()).splitlines() if row.startswith("    lists")]
    assert line.startswith(f"    lists that name {maker}: us-")
    assert line.endswith("; 5 companies tied to it on lists")
    page = told(FindingsPage(grounds(), WORDS), [run_of(answer(hit()))])
    assert f"<b>Lists that name {maker}</b>: us-" in page


def test_the_lists_of_the_entity_itself_are_its_own() -> None:
    itself = hit(relation=Relation.ITSELF, company="", evidence=())
    [line] = [row for row in text_of(itself).splitlines() if row.startswith("    lists")]
    assert line.startswith("    lists: us-")
    by_name = replace(
        itself, evidence=(Evidence(speaks_for=False, kind="by-name-only", text="no more"),)
    )
    assert "    lists that name Hangzhou Hikvision" in text_of(by_name)


def test_facts_alone_tell_entry_source_family_and_ties_and_no_duty() -> None:
    shown = text_of(hit(), of_facts())
    assert 'as "Hangzhou Hikvision Digital Technology Co., Ltd." [US Consolidated' in shown
    assert "    parent: China Electronics Technology HIK Group" in shown
    assert "no duty of the catalogue" not in shown
    assert "facts only: no duty was decided" in shown
    page = told(FindingsPage(of_facts(), WORDS), [run_of(answer(hit()))])
    assert "facts only: no duty was decided" in page
    assert "No duty of the catalogue" not in page
    assert "stands on us-1260h since 2021-06-03" in page


def test_an_entity_on_no_list_is_told_as_such_where_facts_are_asked_for() -> None:
    match = hit(entity=VendorId("axis"), name="Axis Communications AB", company="")
    assert "on no list that the catalogue reads" in text_of(match, of_facts())
    assert "lists:" not in text_of(match)


def test_what_became_of_the_reviews_stands_below_the_answers() -> None:
    version = ListVersion("Reviews r.toml", "ab12", "2026-01-02", "", ReviewTally(dismissed=3))
    on = replace(grounds(), lists=(LIST, version))
    end = "".join(Text(on, WORDS).end(Counts(reviews_dismissed=1, reviews_changed=1)))
    assert (
        "Reviews r.toml ab12: 3; met 1 dismissed, 1 that saw other evidence; not met 1." in end
    )
