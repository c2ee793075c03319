"""JUnit: a case a record and a file; what fails is what ends a run with 1."""

import dataclasses
from xml.etree import ElementTree as ET

import pytest
from report_runs import CUT, every_kind, run_of, told
from report_samples import catalogue, grounds, plain, record, screened

from countersight.cli.failing import FailOn, fails
from countersight.model.finding import ScreenedBatch
from countersight.model.match import State
from countersight.report import junit
from countersight.report.faces import Manner
from countersight.report.junit import JUnit


def suite_of(*batches: ScreenedBatch, fail_on: FailOn = FailOn.REVIEW) -> ET.Element:
    manner = Manner(fails=lambda answer: fails(answer, fail_on))
    writer = JUnit(grounds("us-federal-contractor"), catalogue().vocabulary, manner)
    found = ET.fromstring(told(writer, batches)).find("testsuite")  # noqa: S314 - made here
    assert found is not None
    return found


def numbers(suite: ET.Element) -> tuple[int, ...]:
    return tuple(int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped"))


def test_each_record_and_each_file_is_a_case_and_the_counts_are_right() -> None:
    suite = suite_of(every_kind())
    assert numbers(suite) == (8, 3, 1, 3)
    assert len(suite.findall("testcase")) == 8
    assert len(suite.findall("testcase/failure")) == 3
    assert len(suite.findall("testcase/skipped")) == 3
    [error] = suite.findall("testcase/error")
    assert error.attrib == {"message": CUT.message, "type": "cut"}


@pytest.mark.parametrize(
    ("level", "failing"),
    [
        (FailOn.NOT_CHECKED, 6),
        (FailOn.REVIEW, 3),
        (FailOn.MATCH, 2),
        (FailOn.DEPENDS, 2),
        (FailOn.BINDS, 0),
        (FailOn.NEVER, 0),
    ],
)
def test_what_fails_follows_the_level_of_the_exit_status(level: FailOn, failing: int) -> None:
    assert numbers(suite_of(every_kind(), fail_on=level))[1] == failing


def test_a_failure_tells_evidence_and_duties() -> None:
    failure = suite_of(run_of(screened(profile="us-federal-contractor"))).find(
        "testcase/failure"
    )
    assert failure is not None
    assert failure.attrib["type"] == "match"
    assert failure.attrib["message"].startswith("spend.csv:2: match:")
    assert "against: the record says another country" in (failure.text or "")
    assert "us-ndaa889-a1b/use" in (failure.text or "")


def test_a_run_without_a_hit_still_has_the_case_of_its_file() -> None:
    suite = suite_of(run_of())
    assert numbers(suite) == (1, 0, 0, 0)
    [case] = suite.findall("testcase")
    assert case.attrib == {"classname": "spend.csv", "name": "spend.csv was read"}


def test_the_suite_says_what_it_rests_on() -> None:
    properties = {
        each.attrib["name"]: each.attrib["value"]
        for each in suite_of(every_kind()).findall("properties/property")
    }
    assert properties["as of"] == "2026-11-24"
    assert properties["profile"] == "us-federal-contractor"
    assert properties["notice"] == "This is not legal advice."
    assert properties["list Countersight catalogue"] == "2026-11-23+abc"


def test_hostile_names_stay_text() -> None:
    name = ']]></testcase><failure/>"&\0\x0b\ufffe\ud800\u202e'
    suite = suite_of(
        run_of(
            dataclasses.replace(screened(), record=record(name)),
            plain(State.NO_MATCH, name=name),
        )
    )
    cases = suite.findall("testcase")
    assert len(cases) == 3
    assert cases[1].attrib["name"].startswith(']]></testcase><failure/>"&\\x00\\x0b\\ufffe')


def test_cases_go_to_disk_when_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "_MOST_IN_MEMORY", 100)
    suite = suite_of(run_of(*(plain(State.NO_MATCH, name=f"Acme {n}") for n in range(50))))
    assert numbers(suite)[0] == 51
