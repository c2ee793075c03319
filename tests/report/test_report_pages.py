"""The page: structure, what it tells and in which order, and nothing that runs or fetches."""

import dataclasses
import itertools
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from report_runs import every_kind, many, page_of, run_of
from report_samples import AS_OF, LIST, catalogue, grounds, hit, plain, record, screened

from countersight.ids import RestrictionId
from countersight.model.decision import Outcome
from countersight.model.finding import Counts, Finding, Screened
from countersight.model.match import Evidence, Relation, State
from countersight.model.record import Origin, Problem
from countersight.report.pages import FindingsPage, gather
from page_reading import Seen, read_page

HOSTILE = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>\u202e\0'


@pytest.fixture(scope="module")
def seen() -> Seen:
    return read_page(page_of(every_kind()))


def due(days: int, outcome: Outcome = Outcome.BINDS, late: int | None = None) -> Screened:
    """Return an answer whose first duty has a deadline so many days from the day of asking."""
    answer = screened(profile="us-federal-contractor")
    first = answer.findings[0]
    duty = dataclasses.replace(first.decision.duty, deadline=AS_OF + timedelta(days))
    law = dataclasses.replace(first.decision.restriction, id=RestrictionId(f"law-{days}"))
    decision = dataclasses.replace(
        first.decision, restriction=law, duty=duty, outcome=outcome, overdue_days=late, ask=()
    )
    return dataclasses.replace(
        answer, findings=(dataclasses.replace(first, decision=decision),)
    )


def test_the_page_is_well_formed_and_its_ids_are_unique(seen: Seen) -> None:
    assert seen.faults == []
    ids = seen.values("id")
    assert len(ids) == len(set(ids))


def test_headings_go_down_one_level_at_a_time(seen: Seen) -> None:
    levels = [int(node.name[1]) for node in seen.nodes if re.fullmatch(r"h[1-6]", node.name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_link_inside_leads_somewhere_and_every_reference_is_there(seen: Seen) -> None:
    ids = set(seen.values("id"))
    inside = [href[1:] for href in seen.values("href") if href.startswith("#")]
    assert inside
    assert set(inside) <= ids
    assert set(seen.values("aria-labelledby")) | set(seen.values("for")) <= ids


def test_every_control_has_a_label(seen: Seen) -> None:
    controls = [node for node in seen.nodes if node.name in {"input", "select"}]
    assert {node.attributes["id"] for node in controls} <= set(seen.values("for"))
    assert len(controls) == 3


def test_nothing_is_fetched_and_links_out_are_the_sources_alone(seen: Seen) -> None:
    assert seen.values("src") == []
    assert {node.attributes["href"] for node in seen.all("link")} == {"data:,"}
    out = {href for href in seen.values("href") if not href.startswith(("#", "data:,"))}
    urls = {cite.url for law in catalogue().restrictions.values() for cite in law.cites}
    assert out
    assert out <= urls


def test_it_tells_what_was_screened_against_what_and_for_whom() -> None:
    html = page_of(every_kind())
    text = read_page(html).all("main")[0].text
    for wanted in (
        LIST.version,
        LIST.vintage,
        "us-federal-contractor",
        str(AS_OF),
        "name = Supplier",
        "Colour",
    ):
        assert wanted in text
    assert text.count("This is not legal advice.") == 2


def test_it_tells_what_could_not_be_checked_or_read() -> None:
    text = read_page(page_of(every_kind())).all("main")[0].text
    for wanted in (
        "Its publisher withheld the name",
        "It looks like a private person",
        "It names no organisation",
        "(name withheld)",
        "the row is longer than the header",
        "Mend it.",
        "cut.zip!may.csv",
        "was not read to its end",
    ):
        assert wanted in text


def test_a_card_has_evidence_for_and_against_its_path_and_what_to_ask(seen: Seen) -> None:
    card = next(node for node in seen.all("article") if node.attributes["id"] == "r1")
    for wanted in (
        "Forthe name is the company's hikvision/4gon",
        "Againstthe record says",
        "HIKVISION UK LIMITED → hikvision",
        "Ask: product_form",
        "May be exempt by",
        "spend.csv:3",
        "1,200.00",
    ):
        assert wanted in card.text


def test_rows_with_the_same_answer_share_a_card(seen: Seen) -> None:
    cards = [
        node for node in seen.all("article") if (node.attributes["id"] or "").startswith("r")
    ]
    assert [card.attributes["data-state"] for card in cards] == ["match", "review"]
    assert "2 payment rows" in cards[0].text


def test_what_rests_on_an_assumption_begins_with_if(seen: Seen) -> None:
    tagged = [node for node in seen.all("li") if "Depends NDAA" in node.text]
    assert len(tagged) == 4
    for line in tagged:
        assert line.text.startswith("If date is 2026-11-24 (no date in the record); ")


def test_duties_come_by_deadline_the_overdue_first() -> None:
    answers = (
        due(400),
        due(-3, Outcome.DEPENDS),
        due(30),
        screened(profile="us-federal-contractor"),
        due(-10, late=10),
    )
    html = page_of(run_of(*answers))
    rows = [
        node.text for node in read_page(html).all("tr") if "section 889(a)(1)(B)" in node.text
    ]
    deadlines = re.compile("2026-11-14 Overdue|2026-11-21 Deadline passed|20..-..-..|none")
    whens = [found[0] for row in rows[:5] if (found := deadlines.search(row)) is not None]
    assert whens == [
        "2026-11-14 Overdue",
        "2026-11-21 Deadline passed",
        "2026-12-24",
        "2027-12-29",
        "none",
    ]
    assert "10 days overdue" in html


def test_questions_are_told_once_with_their_meaning_and_their_duties(seen: Seen) -> None:
    rows = [node for node in seen.all("tr") if node.text.startswith("product_form")]
    [row] = rows
    assert "what kind of thing it is" in row.text
    assert "equipment, software" in row.text
    assert "duty 1, duty 2" in row.text
    assert row.text.endswith("3")


def test_a_duty_is_told_at_length_once(seen: Seen) -> None:
    obligation = screened(profile="us-federal-contractor").findings[0].decision.duty.obligation
    assert seen.all("main")[0].text.count(obligation) == 1


def test_without_a_profile_the_page_says_so_and_folds_the_duties() -> None:
    text = read_page(page_of(every_kind(None), profile=None)).all("main")[0].text
    assert "No profile was named" in text
    duties = {each.decision.duty.id for each in screened(profile=None).findings}
    laws = {each.decision.restriction.id for each in screened(profile=None).findings}
    found = re.search(r"on who asks, and where: (\d+) of the duties", text)
    assert found is not None
    assert max(len(duties), len(laws)) <= int(found[1])
    assert "nobody said" in text


def test_a_run_without_a_hit_says_what_no_match_means() -> None:
    text = read_page(page_of(run_of())).all("main")[0].text
    assert "It clears nobody" in text
    assert "No record matches an entry" in text
    assert "Nothing has to be asked." in text
    assert "Everything that was handed in could be read." in text


def bare(answer: Screened) -> Screened:
    return dataclasses.replace(answer, findings=())


def exempt(answer: Screened) -> Screened:
    first = answer.findings[0]
    way = first.decision.restriction.exemptions[0].id
    decision = dataclasses.replace(
        first.decision, outcome=Outcome.EXEMPT, exemption=way, perhaps=()
    )
    return dataclasses.replace(
        answer, findings=(dataclasses.replace(first, decision=decision),)
    )


def scheduled(answer: Screened) -> Screened:
    first = answer.findings[0]
    decision = dataclasses.replace(first.decision, flags=("scheduled_change:x",))
    return dataclasses.replace(
        answer, findings=(dataclasses.replace(first, decision=decision),)
    )


def itself(answer: Screened) -> Screened:
    match = hit(relation=Relation.ITSELF, company="", alias="海康威视", path=("hikvision",))
    return dataclasses.replace(answer, matches=(match,) * 5, findings=())


def cleared(answer: Screened) -> Screened:
    namesake = hit(State.NO_MATCH, entity="axis", name="Axis Communications AB", company="")
    return dataclasses.replace(answer, matches=(*answer.matches, namesake))


def under_review(answer: Screened) -> Screened:
    return screened(hit(State.REVIEW), "us-federal-contractor", reason=answer.reason)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (cleared, "Is not taken for Axis Communications AB"),
        (under_review, "only if a record under review is the maker"),
        (bare, "No duty of the catalogue speaks to it"),
        (exempt, "Exempt by "),
        (scheduled, "rests on a change that is scheduled"),
        (itself, "And 2 more that it may be."),
        (itself, "as 海康威视"),
    ],
)
def test_what_is_particular_to_an_answer_is_told(
    change: Callable[[Screened], Screened], said: str
) -> None:
    answer = change(screened(profile="us-federal-contractor"))
    assert said in read_page(page_of(run_of(answer))).all("main")[0].text


def test_names_and_messages_from_the_world_are_never_markup() -> None:
    match = hit(
        name=HOSTILE,
        alias=HOSTILE,
        company=HOSTILE,
        path=(HOSTILE, HOSTILE),
        evidence=(Evidence(speaks_for=True, kind="x", text=HOSTILE, source=HOSTILE),),
    )
    answer = dataclasses.replace(
        screened(profile="us-federal-contractor"),
        record=dataclasses.replace(
            record(HOSTILE, 2, description=HOSTILE),
            origin=Origin(HOSTILE, HOSTILE, HOSTILE, 2, HOSTILE),
        ),
        matches=(match,),
        findings=(),
    )
    problem = Problem(Origin(HOSTILE), HOSTILE, HOSTILE, HOSTILE)
    html = page_of(run_of(answer, plain(State.NO_MATCH, name=HOSTILE), problems=(problem,)))
    found = read_page(html)
    assert found.faults == []
    assert found.all("img") == []
    assert len(found.all("script")) == 1
    assert not [
        name for node in found.nodes for name in node.attributes if name.startswith("on")
    ]
    assert not set(html) & {"\0", "\u202e"}


def test_a_source_with_a_hostile_address_is_told_without_a_link() -> None:
    answer = screened(profile="us-federal-contractor")
    first = answer.findings[0].decision
    cites = tuple(
        dataclasses.replace(cite, url="javascript:alert(1)") for cite in first.restriction.cites
    )
    law = dataclasses.replace(first.restriction, cites=cites)
    findings = (Finding(answer.matches[0], dataclasses.replace(first, restriction=law)),)
    html = page_of(run_of(dataclasses.replace(answer, findings=findings)))
    assert "javascript:" not in html
    told_cite = next(cite for cite in cites if cite.id in first.duty.cites)
    assert told_cite.name in read_page(html).all("main")[0].text


def test_a_namesake_that_was_cleared_is_told_with_the_records_without_a_match() -> None:
    match = hit(State.NO_MATCH, entity="axis", name="Axis Communications AB", company="")
    answer = dataclasses.replace(plain(State.NO_MATCH, name="Axis Ltd"), matches=(match,))
    text = read_page(page_of(run_of(answer))).all("main")[0].text
    assert "Axis Ltdis not taken for Axis" in text


def test_sources_that_end_before_the_act_ask_to_look_for_changes() -> None:
    answer = screened(profile="us-federal-contractor")
    first = answer.findings[0]
    calm = dataclasses.replace(first.decision, flags=())
    quiet = dataclasses.replace(answer, findings=(dataclasses.replace(first, decision=calm),))
    assert "look for changes since" in page_of(run_of(answer))
    assert "look for changes since" not in page_of(run_of(quiet))


def test_what_is_more_than_a_page_holds_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "MOST_CARDS", 1)
    monkeypatch.setattr(gather, "MOST_LISTED", 1)
    monkeypatch.setattr(gather, "MOST_ROWS", 1)
    text = read_page(page_of(every_kind())).all("main")[0].text
    assert "And 1 more rows with the same answer." in text
    assert "1 more records match or may match and have no card here" in text
    assert "And 2 more records; the formats csv and jsonl" in text
    assert "And 1 more problems; the formats csv and jsonl" in text
    assert "2Match1Review1No match3Not checked" in text


def test_not_checked_and_no_match_stand_apart(seen: Seen) -> None:
    sections = {node.attributes["id"]: node.text for node in seen.all("section")}
    assert "Acme Ltd" in sections["no-match"]
    assert "Redacted" in sections["not-checked"]
    assert "Acme Ltd" not in sections["not-checked"]
    assert 'id="no-match"' not in page_of(run_of())


def test_a_page_is_the_same_when_it_is_made_again() -> None:
    assert page_of(every_kind()) == page_of(every_kind())


def test_five_thousand_findings_are_less_than_five_megabytes() -> None:
    made = page_of(many(5_000)).encode()
    assert len(made) < 5_000_000
    assert made.count(b'<article id="r') == 2_500


def test_begin_and_batches_write_nothing() -> None:
    writer = FindingsPage(grounds(), catalogue().vocabulary)
    assert [*writer.begin(), *writer.batch(every_kind())] == []
    assert "".join(writer.end(Counts())).startswith("<!doctype html>")


def test_the_country_of_the_place_is_told_once_above_the_records() -> None:
    page = page_of(run_of(screened()), profile="uk-council")
    said = "The duties below speak to uk-council if it is a public body of GB, "
    assert page.count(said) == 1
    assert page.index(said) < page.index('id="cards"')
    assert "body_country is" not in page
