"""The story that the press article tells, sentence by sentence, as a case file.

The article stays where it is: passages of it are named by their first and last words, and
whatever else of its words is needed is taken from it when the test runs.
"""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from countersight.assess import assess, stale
from countersight.catalogue import load_schemes
from countersight.cite import NORMALISATION, Readable, quotations
from countersight.claim import QuestionState, answered, dump, load, read_money
from countersight.claim.grading import Basis, Index
from countersight.cli.app import run
from countersight.ids import EntryId
from countersight.model.argument import Bearing, LeafRole, Standard, Verdict
from countersight.model.casefile import Casefile
from countersight.model.contract import ContractRole, Grade, Stage
from countersight.model.document import DocumentKind
from countersight.model.passage import Ambiguous, Anchored, PassageState
from typesetting import picked

pytestmark = pytest.mark.realdata
CASE = (Path(__file__).parent / "samples" / "article-case.toml").read_text("utf-8")
SCHEMES = load_schemes()
DAY = date(2026, 11, 24)
IN_LETTER = ("p.control", "p.access", "p.remit")
IN_RECORD = ("p.roles", "p.winner", "p.term", "p.construction", "p.award", "p.record")
LINKS = """
[[document]]
id = "register"
kind = "register"
title = "Extract of a register of companies"
file = "register.txt"

[[document]]
id = "signed"
kind = "contract"
title = "The contract as signed, with a note on its performance"
file = "signed.txt"

[[passage]]
id = "p.group"
document = "register"
words = "is a subsidiary of the group"

[[passage]]
id = "p.signed"
document = "signed"
words = "signed by both parties"

[[passage]]
id = "p.runs"
document = "signed"
words = "in force on the day of the letter"

[[passage]]
id = "p.operates"
document = "signed"
words = "the bidder runs the control room"

[[statement]]
id = "s.group"
predicate = "same_group"
subject = "bidder"
object = "supplier"
passages = ["p.group"]
source = "register"

[[statement]]
id = "s.signed"
predicate = "signed"
subject = "k"
passages = ["p.signed"]
source = "signed"

[[statement]]
id = "s.runs"
predicate = "in_force"
subject = "k"
object = "letter-0810"
passages = ["p.runs"]
source = "signed"

[[statement]]
id = "s.operates"
predicate = "operates"
subject = "bidder"
object = "k"
passages = ["p.operates"]
source = "signed"
"""
AUTHORITY = """
[[document]]
id = "notice"
kind = "other"
title = "Notice of the authority on who operates"
file = "notice.txt"

[[passage]]
id = "p.authority"
document = "notice"
words = "the authority operates the system with its own staff"

[[statement]]
id = "s.authority"
predicate = "operates"
subject = "authority"
object = "k"
passages = ["p.authority"]
source = "notice"
"""
TEXTS = {
    "register.txt": "The company is a subsidiary of the group.",
    "signed.txt": "It was signed by both parties, was in force on the day of the letter, and "
    "the bidder runs the control room.",
    "notice.txt": "Since the hand-over the authority operates the system with its own staff.",
}


class Story(NamedTuple):
    article: str
    case: Casefile


@pytest.fixture(scope="module")
def story(realdata: Path) -> Story:
    path = realdata.parent / "seed" / "article.txt"
    if not path.is_file():
        pytest.skip("the article is not here")
    article = path.read_text("utf-8")
    return Story(article, load(CASE, {"article.txt": article}, SCHEMES.predicates))


def texts_of(story: Story) -> dict[str, str]:
    """Return the texts of the case with all its documents held."""
    words = {passage.id: passage.words for passage in story.case.passages}
    return {
        **TEXTS,
        "article.txt": story.article,
        "letter.txt": "\n".join(words[EntryId(each)] for each in IN_LETTER),
        "record.txt": "\n".join(words[EntryId(each)] for each in IN_RECORD),
    }


def linked(story: Story, more: str = "") -> Casefile:
    """Return the case with the links supplied as held documents."""
    text = CASE
    for document, file in (("letter-0810", "letter.txt"), ("record", "record.txt")):
        text = text.replace(f'id = "{document}"\n', f'id = "{document}"\nfile = "{file}"\n', 1)
    for document, moved in (("letter-0810", IN_LETTER), ("record", IN_RECORD)):
        for each in moved:
            before = f'id = "{each}"\ndocument = '
            text = text.replace(f'{before}"article"', f'{before}"{document}"')
    return load(text + LINKS + more, texts_of(story), SCHEMES.predicates)


def verdict_on(claim: str, case: Casefile, log_size: int = 0) -> Verdict:
    found = assess(case, SCHEMES, log_size=log_size).verdicts
    return next(verdict for verdict in found if verdict.claim == claim)


def test_the_article_is_the_only_document_held(story: Story) -> None:
    assert [each.id for each in story.case.documents if each.held] == ["article"]


def test_three_letters_the_report_and_the_record_are_cited_not_held(story: Story) -> None:
    kinds = [each.kind for each in story.case.documents if not each.held and each.cited_in]
    assert kinds.count(DocumentKind.LETTER) == 3
    assert kinds.count(DocumentKind.REPORT) == 1
    assert kinds.count(DocumentKind.TENDER_RECORD) == 1


def test_the_record_is_two_hands_away_and_the_letter_one(story: Story) -> None:
    index = Index.of(story.case)
    assert index.hands(EntryId("record")) == 2
    assert index.hands(EntryId("letter-0810")) == 1
    contract = index.graded(Basis.of_entry(story.case.contracts[0]))
    assert (contract.grade, contract.hands) == (Grade.CITED, 2)


def test_the_contract_gives_the_role_of_operating_for_21_years(story: Story) -> None:
    contract = story.case.contracts[0]
    assert ContractRole.OPERATE in contract.roles[0].roles
    assert contract.term is not None
    assert contract.term.years == 21
    assert contract.stage is Stage.AWARD


def test_the_claim_on_operations_is_prima_facie_contradicted_not_established(
    story: Story,
) -> None:
    found = verdict_on("c.remit", story.case)
    assert (found.bearing, found.standard) == (Bearing.CONTRADICTS, Standard.PRIMA_FACIE)
    after_installation = verdict_on("c.control", story.case)
    assert after_installation.standard is Standard.PRIMA_FACIE


def test_what_the_commissioner_believes_is_judged_by_nothing(story: Story) -> None:
    for claim in ("c.connotes", "c.incongruous", "c.arbiter", "c.standards"):
        assert verdict_on(claim, story.case).bearing is Bearing.DOES_NOT_BEAR


def test_a_paraphrase_of_the_article_is_not_held_as_the_suppliers_words(story: Story) -> None:
    claim = next(each for each in story.case.claims if each.id == "c.stance")
    assert Index.of(story.case).graded(Basis.of_entry(claim)).grade is Grade.CITED
    found = verdict_on("c.stance", linked(story))
    assert found.standard is Standard.PRIMA_FACIE
    assert "others put it" in found.against[0].leaves_of(LeafRole.CLAIM)[0].says


def test_a_reviewer_who_is_also_the_adviser_is_in_tension(story: Story) -> None:
    found = verdict_on("c.review", story.case)
    assert (found.bearing, found.standard) == (Bearing.IN_TENSION, Standard.PRIMA_FACIE)


def test_the_verdict_names_what_is_missing(story: Story) -> None:
    found = verdict_on("c.remit", story.case)
    missing = {leaf.id for leaf in found.against[0].open}
    assert missing == {"same-group", "in-force", "signed", "operates"}
    unheld = {each for leaf in found.against[0].leaves for each in leaf.missing}
    assert unheld == {"record", "letter-0810"}
    wanted = assess(story.case, SCHEMES).acquisitions
    assert {each.document for each in wanted} >= {"record", "letter-0810"}
    assert sum("c.remit" in each.waiting for each in wanted) == 6
    waiting = [len(each.waiting) for each in wanted]
    assert waiting == sorted(waiting, reverse=True)


def test_the_claim_on_access_is_not_contradicted(story: Story) -> None:
    for case in (story.case, linked(story)):
        found = verdict_on("c.access", case)
        assert (found.bearing, found.standard) == (Bearing.DOES_NOT_BEAR, None)
        assert "leave" in found.why


def test_the_question_on_the_facilities_is_open_and_not_evaded(story: Story) -> None:
    question = next(each for each in story.case.questions if each.id == "q.internment")
    found = answered(question, story.case, DAY)
    assert (found.state, found.why) == (QuestionState.OPEN, "no reply held")
    assert found.days is None
    assert "year is not told" in found.age


def test_the_question_on_crimes_is_declined_in_quoted_words(story: Story) -> None:
    question = next(each for each in story.case.questions if each.id == "q.crimes")
    found = answered(question, story.case, DAY)
    assert found.state is QuestionState.DECLINED
    assert found.why == "quoted words of the reply say so"


def test_with_the_links_held_it_is_established(story: Story) -> None:
    found = verdict_on("c.remit", linked(story))
    assert (found.bearing, found.standard) == (Bearing.CONTRADICTS, Standard.ESTABLISHED)
    assert verdict_on("c.control", linked(story)).standard is Standard.ESTABLISHED


def test_with_a_document_that_the_authority_operates_the_argument_falls(story: Story) -> None:
    found = verdict_on("c.remit", linked(story, AUTHORITY))
    assert (found.bearing, found.standard) == (Bearing.DOES_NOT_BEAR, None)
    assert found.against[0].falls
    assert [each.scheme for each in found.in_favour] == ["authority-operates"]


def test_each_verdict_carries_the_size_of_the_log_and_leads_to_the_passages(
    story: Story,
) -> None:
    states = [(story.case, 3), (linked(story), 9), (linked(story, AUTHORITY), 12)]
    found = [verdict_on("c.remit", case, size) for case, size in states]
    assert [verdict.log_size for verdict in found] == [3, 9, 12]
    for verdict, (case, _) in zip(found, states, strict=True):
        words = {each.id: each.words for each in case.passages}
        shown = [leaf for leaf in verdict.against[0].leaves if leaf.rests_on]
        assert all(words[each] for leaf in shown for each in leaf.passages)
        assert all(leaf.passages for leaf in shown)


def test_a_verdict_goes_stale_when_a_premise_is_withdrawn(story: Story) -> None:
    then = story.case
    found = verdict_on("c.remit", then)
    assert stale(found, then, then) == ()
    passages = tuple(
        replace(each, withdrawn="misread") if each.id == "p.roles" else each
        for each in then.passages
    )
    now = replace(then, passages=passages)
    assert stale(found, then, now) == ("p.roles is withdrawn: misread",)
    assert verdict_on("c.remit", now).bearing is Bearing.DOES_NOT_BEAR


def test_a_verdict_goes_stale_when_a_document_is_withdrawn_or_comes_in(story: Story) -> None:
    then = story.case
    found = verdict_on("c.remit", then)
    for change, says in (
        ({"withdrawn": "a forgery"}, "record is withdrawn: a forgery"),
        ({"rendition": "0" * 64}, "record changed"),
    ):
        documents = tuple(
            replace(each, **change) if each.id == "record" else each  # type: ignore[arg-type]
            for each in then.documents
        )
        assert stale(found, then, replace(then, documents=documents)) == (says,)


def test_the_headline_occurs_twice(story: Story) -> None:
    headline = story.article.splitlines()[2]
    found = Readable(story.article).find(headline)
    assert isinstance(found, Ambiguous)
    assert len(found.places) == 2
    one = Readable(story.article).find(headline, prefix="FB pixel")
    assert isinstance(one, Anchored)
    assert one.place == found.places[0]


def test_two_quotations_are_never_closed(story: Story) -> None:
    assert sum(not each.closed for each in quotations(story.article)) == 2


def test_no_break_spaces_are_matched_and_kept(story: Story) -> None:
    found = Readable(story.article).find("on July 16 to")
    assert isinstance(found, Anchored)
    assert found.how == NORMALISATION
    assert "\u00a0" in found.place.words
    assert story.article[found.place.start : found.place.end] == found.place.words


def test_the_sum_stays_as_written_and_is_read(story: Story) -> None:
    value = story.case.contracts[0].value
    assert value is not None
    passage = next(each for each in story.case.passages if each.id == "p.value")
    assert value.sum == read_money(passage.words)
    assert (value.sum.amount, value.sum.currency) == (Decimal(335_990_000), "CNY")


def test_a_letter_without_a_year_keeps_its_month_and_day(story: Story) -> None:
    letter = next(each for each in story.case.documents if each.id == "letter-0716")
    assert str(letter.date) == "XXXX-07-16"


def test_at_least_sixty_passages_are_found_and_none_wrongly(story: Story) -> None:
    text, places = (
        Readable(story.article),
        picked(story.article[: story.article.index("Related Posts")]),
    )
    assert len(places) >= 60
    for start, end in places:
        words = story.article[start:end]
        for typed in (words, " ".join(words.split()), re.sub("[‘’]", "'", words)):
            found = text.find(typed)
            assert isinstance(found, Anchored), typed
            assert (found.place.start, found.place.end) == (start, end)


def test_the_passages_of_the_case_are_verified_and_come_back_the_same(story: Story) -> None:
    assert all(each.state is PassageState.VERIFIED for each in story.case.passages)
    again = load(dump(story.case), {"article.txt": story.article}, SCHEMES.predicates)
    assert again == story.case


def test_the_commands_show_all_three_states_in_one_log(
    story: Story,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COUNTERSIGHT_BY", "case desk")
    folder, at = str(tmp_path / "case"), "--case"
    for name, text in texts_of(story).items():
        (tmp_path / name).write_text(text, "utf-8", newline="")
    assert run(["case", "new", folder, "--title", "A case", "--id", story.case.id]) == 0
    for case in (story.case, linked(story), linked(story, AUTHORITY)):
        (tmp_path / "case.toml").write_text(dump(case), "utf-8")
        assert run(["case", "load", str(tmp_path / "case.toml"), at, folder]) == 0
        assert run(["case", "assess", at, folder]) == 0
    capsys.readouterr()
    assert run(["case", "log", at, folder]) == 0
    told = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in told if line.startswith("c.remit: ")] == [
        "c.remit: contradicts, prima facie",
        "c.remit: contradicts, established",
        "c.remit: does not bear, none",
    ]
    assert run(["case", "check", at, folder]) == 0
