"""JSON Lines: the published schema holds for every line, and every line stands alone."""

import json
from importlib.resources import files

import jsonschema
import pytest
from report_samples import PROBLEM, batch, grounds, hit, plain, screened

from countersight.model.finding import Screened
from countersight.model.match import State
from countersight.report.lines import JsonLines, line

SCHEMA = json.loads(
    files("countersight.report").joinpath("screen.schema.json").read_text(encoding="utf-8")
)
CHECKER = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("profile", ["uk-council", "us-federal-contractor", None])
def test_a_match_with_its_duties_fits_the_published_schema(profile: str | None) -> None:
    [text] = JsonLines(grounds(profile)).batch(batch(screened(profile=profile)))
    found = json.loads(text)
    CHECKER.validate(found)
    assert found["record"]["origin"] == {"file": "spend.csv", "row": 2}
    assert found["matches"][0]["relation"] == "subsidiary"
    assert {each["decision"] for each in found["findings"]} & {"binds", "depends", "exempt"}
    assert found["profile"] == profile
    assert found["lists"][0]["version"] == "2026-11-23+abc"


@pytest.mark.parametrize(
    "answer",
    [
        plain(State.NO_MATCH),
        plain(State.NOT_CHECKED, "withheld"),
        plain(State.NOT_CHECKED, "no-name", ""),
        screened(hit(State.REVIEW)),
    ],
)
def test_each_state_fits_the_published_schema(answer: Screened) -> None:
    [text] = JsonLines(grounds()).batch(batch(answer))
    CHECKER.validate(json.loads(text))


def test_a_problem_is_a_line_of_its_own() -> None:
    [text] = JsonLines(grounds()).batch(batch(problems=(PROBLEM,)))
    found = json.loads(text)
    CHECKER.validate(found)
    assert found["problem"]["at"] == "spend.csv:9"


def test_a_line_without_a_reason_breaks_the_schema() -> None:
    [text] = JsonLines(grounds()).batch(batch(plain(State.NOT_CHECKED)))
    with pytest.raises(jsonschema.ValidationError):
        CHECKER.validate(json.loads(text))


def test_an_answer_is_one_line_whatever_the_name_holds() -> None:
    name = "a\nb\u2028c\x85d\u0000e"
    [text] = JsonLines(grounds()).batch(batch(plain(State.NO_MATCH, name=name)))
    assert len(text.splitlines()) == 1
    assert json.loads(text)["record"]["name"] == name


def test_half_a_character_is_still_written() -> None:
    assert json.loads(line({"name": "\ud800"}).encode("utf-8", "backslashreplace"))


def test_no_character_that_a_terminal_obeys_stands_in_a_line() -> None:
    text = line({"name": "a\x1b\x9b\x7f\u2028b"})
    assert text.rstrip("\n").isprintable()
    assert json.loads(text)["name"] == "a\x1b\x9b\x7f\u2028b"
