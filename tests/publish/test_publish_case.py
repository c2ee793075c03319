"""The fictional case of the tutorial, as page, text and JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import chromium, listen, violations
from countersight.assess import assess
from countersight.catalogue import load_schemes
from countersight.claim import dump, load
from countersight.ids import EntryId
from countersight.model.casefile import Casefile, Judgement, Review, Reviewed, Scope, We
from countersight.model.contract import Term, Value
from countersight.model.passage import Passage
from countersight.model.values import Money, PartialDate
from countersight.publish.case import Told, as_object, case_page, lines, told
from page_reading import read_page
from programs import RequireProgram

FOLDER = Path(__file__).parents[2] / "src" / "countersight" / "work" / "demo" / "case"
TEXTS = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.txt")}
FILES = ("case", "case-with-documents", "case-board-operates")
SCHEMES = load_schemes()


def case_of(name: str) -> Casefile:
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    return load(text, TEXTS, SCHEMES.predicates, name=f"{name}.toml")


def told_of(case: Casefile, log_size: int = 7) -> Told:
    found = assess(case, SCHEMES, log_size=log_size)
    return told(case, found, date(2024, 7, 1), predicates=SCHEMES.predicates)


def page_of(name: str) -> str:
    return "".join(case_page(told_of(case_of(name))))


@pytest.mark.parametrize(
    ("name", "standard", "bearing"),
    [
        ("case", "prima_facie", "contradicts"),
        ("case-with-documents", "established", "contradicts"),
        ("case-board-operates", "none", "does_not_bear"),
    ],
)
def test_the_case_of_the_tutorial_goes_through_its_three_states(
    name: str, standard: str, bearing: str
) -> None:
    found = as_object(told_of(case_of(name)))
    verdicts = json.loads(json.dumps(found))["verdicts"]
    about = {each["claim"]: each for each in verdicts}
    assert (about["c.remit"]["standard"], about["c.remit"]["bearing"]) == (standard, bearing)
    assert about["c.control"]["standard"] == standard
    assert about["c.access"]["bearing"] == "does_not_bear"
    assert about["c.remit"]["log_size"] == 7


@pytest.mark.parametrize("name", FILES)
def test_the_case_of_the_tutorial_comes_back_the_same(name: str) -> None:
    case = case_of(name)
    assert load(dump(case), TEXTS, SCHEMES.predicates) == case


def test_the_question_is_open_until_the_reply_is_held_and_evaded_then() -> None:
    states = {
        name: {
            each["question"]: each["state"]
            for each in json.loads(json.dumps(as_object(told_of(case_of(name)))))["questions"]
        }
        for name in FILES[:2]
    }
    assert states["case"] == {"q.workers": "open", "q.lawful": "declined", "q.square": "open"}
    assert states["case-with-documents"] == {**states["case"], "q.workers": "evaded"}


@pytest.mark.parametrize("name", FILES)
def test_the_page_is_well_formed_and_its_links_lead_somewhere(name: str) -> None:
    seen = read_page(page_of(name))
    assert seen.faults == []
    ids = seen.values("id")
    assert len(ids) == len(set(ids))
    for address in seen.values("href"):
        assert not address.startswith("#") or address[1:] in ids, address


def test_the_words_of_the_supplier_come_first_and_in_full() -> None:
    page = page_of("case")
    headings = [node.text for node in read_page(page).all("h2")]
    assert headings == [
        "What was said",
        "Evidence",
        "Verdicts",
        "Questions",
        "The case against ourselves",
        "What to acquire first",
    ]
    case = case_of("case")
    said = page[page.index('id="words"') : page.index('id="evidence"')]
    for claim in case.claims:
        for passage in case.passages:
            if passage.id in claim.passages:
                assert passage.words in said


def test_the_case_against_ourselves_says_what_is_missing_and_what_speaks_for_them() -> None:
    page = page_of("case")
    own = page[page.index('id="ourselves"') : page.index('id="acquire"')]
    assert "Award notice HW-0417" in own
    assert "in fact operates the system" in own
    assert "says nothing of access without leave" in own
    later = page_of("case-board-operates")
    own = later[later.index('id="ourselves"') : later.index('id="acquire"')]
    assert "Another party operates" in own


def test_a_log_size_and_the_schemes_stand_in_every_output() -> None:
    found = told_of(case_of("case"), log_size=41)
    assert "entry 41 of the log" in "".join(case_page(found))
    assert as_object(found)["log_size"] == 41
    assert as_object(found)["schemes"] == SCHEMES.version


def test_text_tells_the_same_parts_and_moves_no_cursor() -> None:
    case = case_of("case")
    text = "\n".join(lines(told_of(case)))
    for title in ("What was said", "Evidence", "Verdicts", "The case against ourselves"):
        assert f"\n{title}\n" in text
    assert "prima facie, not established" in text
    assert "2 hands away" in text
    hostile = Casefile(EntryId("c"), "A\x1b[31m\u202e title")
    assert "\x1b" not in "".join(lines(told_of(hostile)))
    assert "\u202e" not in "".join(case_page(told_of(hostile)))


def test_the_page_on_case_files_tells_every_key_of_the_json() -> None:
    path = Path(__file__).parents[2] / "docs" / "reference" / "case-file.md"
    told_of_json = path.read_text("utf-8").split("## What is computed, as JSON")[1]
    keys = re.findall(r"^\| `(\w+)` \|", told_of_json.split("\n## ")[0], re.MULTILINE)
    assert keys == list(as_object(told_of(case_of("case"))))


def test_an_empty_case_has_a_page_too() -> None:
    seen = read_page("".join(case_page(told_of(Casefile(EntryId("c"), "Nothing yet")))))
    assert seen.faults == []


@pytest.fixture(scope="module")
def browser(program: RequireProgram) -> Iterator[Browser]:
    with chromium(program("chromium")) as started:
        yield started


def whole() -> Casefile:
    """Return the case with everything that a page of a case can show."""
    case = case_of("case-board-operates")
    day = PartialDate.parse("2024-07-02")
    orphan = Passage(EntryId("p.gone"), case.documents[0].id, "words that stand nowhere")
    extra = replace(
        case.statements[0],
        id=EntryId("s.gone"),
        passages=(orphan.id,),
        scope=Scope(place="XX/Port Ellin", product="<b>cameras</b>", since=day),
    )
    judged = (
        Review(EntryId("r.1"), EntryId("c.remit"), Judgement.DISPUTE, "<i>no</i>", "x", day),
        Review(
            EntryId("r.2"),
            EntryId("c.inquiry"),
            Judgement.ACCEPT,
            "it follows",
            "second reader",
            day,
            Reviewed.VERDICT,
            "contradicts, established",
            "given too soon",
        ),
        Review(EntryId("r.3"), EntryId("k"), Judgement.DISPUTE, "another", "x", day),
        Review(EntryId("r.4"), EntryId("q.lawful"), Judgement.ACCEPT, "so", "x", day),
    )
    return replace(
        case,
        passages=(*case.passages, orphan),
        statements=(*case.statements, extra),
        questions=(*case.questions[:2], replace(case.questions[2], withdrawn="twice")),
        contracts=(replace(case.contracts[0], withdrawn="superseded"),),
        reviews=judged,
    )


@pytest.mark.parametrize("shown", ["light", "dark", "print", "forced"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("case", [case_of("case"), whole()], ids=["first", "whole"])
def test_axe_finds_no_violation_in_the_page_of_a_case(
    case: Casefile, width: int, shown: str, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "case.html"
    file.write_text("".join(case_page(told_of(case))), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.emulate_media(
        media="print" if shown == "print" else "screen",
        color_scheme="dark" if shown == "dark" else "light",
        forced_colors="active" if shown == "forced" else "none",
    )
    heard = listen(page)
    page.goto(file.as_uri())
    assert violations(page) == []
    assert heard.errors == []
    assert heard.requests == [file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_page_tells_reviews_withdrawals_and_words_in_the_place_of_ids() -> None:
    page = "".join(case_page(told_of(whole())))
    for words in (
        "Disputed by x on 2024-07-02: &lt;i&gt;no&lt;/i&gt;",
        "It was judged as it was then (contradicts, established), and has changed since.",
        "Withdrawn: given too soon",
        ">superseded<",
        "“words that stand nowhere”",
        "in XX/Port Ellin, of &lt;b&gt;cameras&lt;/b&gt;, from 2024-07-02",
    ):
        assert words in page
    weak = page.split("Weak, withdrawn, or without words that stand")[1].split("</ul>")[0]
    assert ">s.gone<" not in weak
    assert ">p.gone<" not in weak


def test_a_fact_is_told_in_a_sentence_and_a_denied_one_as_such() -> None:
    case = case_of("case-with-documents")
    page = "".join(case_page(told_of(case)))
    assert "Veskar Harbour Systems Ltd belongs to the group of Veskar Optical plc" in page
    assert "Counsel of Veskar Optical is retained by Veskar Optical plc as adviser" in page
    denied = replace(case, statements=(replace(case.statements[0], holds=False),))
    assert "it is not so that" in "".join(case_page(told_of(denied)))
    bare = told(denied, assess(denied, SCHEMES), date(2024, 7, 1))
    assert "not same group: " in "".join(case_page(bare))


def test_the_page_says_how_it_is_known_for_whom_somebody_speaks() -> None:
    case = case_of("case")
    claims = tuple(replace(each, we=We.UNCLEAR) for each in case.claims)
    found = told_of(replace(case, claims=claims))
    assert "which is unclear" in "".join(case_page(found))
    assert "which is unclear" in " ".join(" ".join(lines(found)).split())


def test_a_contract_is_told_with_its_number_and_place_and_what_shows_it() -> None:
    case = case_of("case")
    contract = replace(
        case.contracts[0], reference="N-17", place="XX/Harbour", construction=Term(1)
    )
    page = "".join(case_page(told_of(replace(case, contracts=(contract,)))))
    for words in ("N-17", "XX/Harbour", "Shown by", "1 year<"):
        assert words in page


def test_a_sum_that_was_not_read_stays_as_it_is_written() -> None:
    case = case_of("case")
    contract = replace(case.contracts[0], value=Value(Money("84 or so")))
    text = "\n".join(lines(told_of(replace(case, contracts=(contract,)))))
    assert "worth 84 or so" in text
    assert "None" not in text
