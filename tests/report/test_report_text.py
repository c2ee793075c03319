"""Text for people: the line of a linter, evidence, duties, "if", and nothing hidden."""

import dataclasses

import pytest
from report_samples import (
    AS_OF,
    LIST,
    PROBLEM,
    READING,
    batch,
    catalogue,
    grounds,
    hit,
    plain,
    record,
    screened,
)

from countersight.model.facts import Fact, FactSource
from countersight.model.finding import Counts, Grounds, Screened
from countersight.model.match import Evidence, Relation, State
from countersight.model.record import Origin, Reading
from countersight.render.escaping import visible
from countersight.render.styles import Style
from countersight.report.summary import counts_lines, reading_lines
from countersight.report.text import Text
from countersight.report.words import match_words


def text_of(*answers: Screened, on: Grounds | None = None) -> str:
    on = on or grounds()
    writer = Text(on, catalogue().vocabulary)
    pieces = [*writer.begin(), *writer.batch(batch(*answers)), *writer.end(Counts())]
    return "".join(pieces)


def test_the_first_line_says_where_what_and_who() -> None:
    [first] = [row for row in text_of(screened()).splitlines() if row.startswith("spend")]
    assert first == (
        'spend.csv:2: match: "HIKVISION UK LIMITED" is a subsidiary of '
        "Hangzhou Hikvision Digital Technology Co., Ltd. [hikvision]"
    )


def test_evidence_stands_for_and_against_with_its_source() -> None:
    lines = text_of(screened()).splitlines()
    assert "    path: HIKVISION UK LIMITED > hikvision" in lines
    assert "    for: the name is the company's [hikvision/4gon]" in lines
    assert "    against: the record says another country" in lines


def test_what_rests_on_an_assumption_begins_with_if() -> None:
    answer = screened()
    told = [line for line in text_of(answer).splitlines() if ": " in line]
    resting = [each for each in answer.findings if each.decision.assumed]
    assert resting
    for finding in resting:
        where = f"{finding.decision.restriction.id}/{finding.decision.duty.id}"
        [line] = [line for line in told if where in line and "source" not in line]
        assert line.strip().startswith("if ")
        rest = [each for each in finding.decision.assumed if each.name != "body_country"]
        assert all(fact.because in line for fact in rest)


def test_the_country_of_the_place_is_told_once_and_before_what_rests_on_it() -> None:
    lines = text_of(screened(), screened()).splitlines()
    assert lines[0] == (
        "The duties below speak to uk-council if it is a public body of GB, "
        "the country of its place GB-EAW."
    )
    assert "body_country" not in "".join(lines)
    assert sum("speak to uk-council" in line for line in lines) == 1


def test_a_country_that_is_not_that_of_the_place_is_told_with_each_duty() -> None:
    answer = screened()
    other = Fact("body_country", "FR", FactSource.ASSUMED, "profile elsewhere")
    findings = tuple(
        dataclasses.replace(each, decision=dataclasses.replace(each.decision, assumed=(other,)))
        for each in answer.findings
    )
    shown = text_of(dataclasses.replace(answer, findings=findings))
    assert shown.startswith("spend.csv:2: ")
    assert shown.count("if body_country is FR (profile elsewhere): ") == len(findings)


def test_a_stated_fact_needs_no_if() -> None:
    answer = screened(
        date="2026-11-01", facts='{"product_form": "equipment", "purpose": "public_safety"}'
    )
    for finding in answer.findings:
        names = {fact.name for fact in finding.decision.assumed}
        assert not names & {"product_form", "purpose", "date"}


def test_duties_tell_since_when_by_when_and_what_to_ask() -> None:
    text = text_of(
        screened(profile="us-federal-contractor"), on=grounds("us-federal-contractor")
    )
    assert "since 20" in text
    assert "source: " in text
    assert "source: (read) FAR 52.204-25" in text
    assert "        ask: purpose (what it is used for)" in text
    assert "          ask: waiver (who granted a waiver)" in text


def test_without_a_profile_duties_are_folded_into_one_line() -> None:
    lines = text_of(screened(profile=None), on=grounds(None)).splitlines()
    folded = [line for line in lines if "name a --profile" in line]
    assert len(folded) == 1
    assert folded[0].strip().startswith("depends on who asks, and where: ")
    assert not [line for line in lines if "source:" in line]


def test_a_review_speaks_of_duties_only_as_if() -> None:
    lines = text_of(screened(hit(State.REVIEW))).splitlines()[1:]
    assert "may be" in lines[0]
    assert "    if it belongs to hikvision:" in lines


def test_a_match_that_no_duty_speaks_to_says_so() -> None:
    axis = hit(
        entity="axis", name="Axis Communications AB", relation=Relation.ITSELF, company=""
    )
    lines = text_of(
        screened(axis, "us-federal-contractor"), on=grounds("us-federal-contractor")
    ).splitlines()
    assert lines[0].endswith("is Axis Communications AB [axis]")
    assert "no duty of the catalogue speaks to it" in lines[-3]


def test_in_full_it_tells_what_does_not_bind_and_why() -> None:
    writer = Text(grounds(), catalogue().vocabulary, full=True)
    text = "".join(writer.batch(batch(screened())))
    assert "    does not bind: " in text
    assert "tw-csma-2025 (place)" in text


def test_a_duty_is_told_at_length_once_and_then_by_its_place() -> None:
    first = screened(profile="us-federal-contractor")
    second = dataclasses.replace(first, record=record(row=3))
    text = text_of(first, second, on=grounds("us-federal-contractor"))
    assert text.count("source: (read) FAR 4.2102") == 1
    assert "        dates, questions and sources as at spend.csv:2" in text
    assert text.count("us-ndaa889-a1b/use") == 2


def test_only_three_of_many_matches_are_told_and_the_rest_counted() -> None:
    answer = dataclasses.replace(screened(), matches=tuple(hit() for _ in range(5)))
    lines = text_of(answer).splitlines()
    assert sum(line.startswith("  or") for line in lines) == 2
    assert "  and 2 more that it may be" in lines


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        (State.NO_MATCH, "", 'spend.csv:2: no match: "Acme Ltd"'),
        (State.NOT_CHECKED, "withheld", "its publisher withheld the name"),
        (State.NOT_CHECKED, "person", "it looks like a private person"),
        (State.NOT_CHECKED, "no-name", "it names no organisation"),
    ],
)
def test_not_checked_never_looks_like_no_match(state: State, reason: str, said: str) -> None:
    first = text_of(plain(state, reason)).splitlines()[0]
    assert said in first
    assert state.value.replace("_", " ") in first


def test_a_problem_is_told_where_it_stands_and_what_to_do() -> None:
    writer = Text(grounds(), catalogue().vocabulary)
    text = "".join(writer.batch(batch(problems=(PROBLEM,))))
    assert text.splitlines() == [
        "spend.csv:9: problem: the row is longer than the header [ragged-row]",
        "    Mend it.",
    ]


def test_the_end_names_every_list_its_vintage_and_that_it_is_no_advice() -> None:
    last = text_of().splitlines()
    assert LIST.version in last[0]
    assert f"As of {AS_OF}; profile uk-council. This is not legal advice." in last


def test_the_end_tells_what_was_not_checked() -> None:
    end = list(Text(grounds(), catalogue().vocabulary).end(Counts(records=5, no_name=2)))
    assert end[0] == "Not checked: 2 (2 that name no organisation, maker or model).\n"


def test_a_name_can_not_command_the_terminal() -> None:
    text = text_of(plain(State.NO_MATCH, name="\x1b[2JAxis\u202egnp\x9b31m\u2066"))
    assert "\x1b" not in text
    assert "\\x1b[2JAxis\\u202egnp\\x9b31m\\u2066" in text


def test_colours_are_laid_on_words_and_on_nothing_else() -> None:
    def mark(text: str, style: Style) -> str:
        return f"<{style.value}>{text}</>"

    writer = Text(grounds(), catalogue().vocabulary, mark)
    text = "".join(writer.batch(batch(screened())))
    assert "<match>match</>" in text
    assert "<binds>binds</>" in text or "<depends>depends</>" in text


def test_how_a_file_was_read_is_told() -> None:
    lines = list(reading_lines(READING))
    assert lines == [
        "spend.csv: read as csv, payment records",
        "  columns: name=Supplier",
        "  ignored: Colour",
    ]
    assert list(reading_lines(Reading(Origin("x"), "json", None))) == ["x: read as json"]


def test_counts_tell_why_records_were_not_checked() -> None:
    counts = Counts(records=1, withheld=1, problems=1)
    first, second = counts_lines(counts)
    assert first.startswith("1 record: 0 match")
    assert "(1 withheld, 0 persons, 0 no name)" in first
    assert second == "1 problem"


def test_visible_leaves_every_script_alone() -> None:
    assert visible("杭州海康威视 Хиквижн هيكفيجن é") == "杭州海康威视 Хиквижн هيكفيجن é"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "is a subsidiary of Hangzhou"),
        ({"kind": "tie-inferred"}, "is by its name a subsidiary of Hangzhou"),
        ({"kind": "tie-noted"}, "is as noted a subsidiary of Hangzhou"),
        ({"kind": "by-name-only"}, "bears the name of Hangzhou"),
        ({"kind": "by-name-only", "state": State.REVIEW}, "may bear the name of Hangzhou"),
        (
            {"kind": "mention", "state": State.REVIEW, "relation": Relation.BRAND},
            "mentions a brand of Hangzhou",
        ),
        ({"kind": "model", "state": State.REVIEW}, "may be made by Hangzhou"),
        ({"kind": "namesake", "state": State.NO_MATCH}, "is not taken for Hangzhou"),
        ({"kind": "owner-named", "state": State.REVIEW}, "is a subsidiary of Hangzhou"),
        ({"relation": Relation.FORMER}, "is formerly tied to Hangzhou"),
        ({"relation": Relation.FORMER, "company": ""}, "a former name of Hangzhou"),
    ],
)
def test_a_tie_is_told_no_stronger_than_what_was_read(
    changes: dict[str, object], said: str
) -> None:
    kind = str(changes.get("kind", "other"))
    told = {name: value for name, value in changes.items() if name != "kind"}
    evidence = (Evidence(speaks_for=False, kind=kind, text="So."),)
    match = hit(**{"evidence": evidence, **told})  # type: ignore[arg-type]
    assert said in match_words(match, "HIKVISION UK LIMITED")
