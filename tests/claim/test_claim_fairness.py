"""What is fair to whom a case accuses: newspapers, unknown recipients, the right of reply."""

from datetime import date

from countersight.assess import assess
from countersight.catalogue import load_schemes
from countersight.claim import dump, load
from countersight.model.argument import Standard, Verdict
from countersight.model.casefile import Casefile
from countersight.publish.case import Told, as_object, case_page, lines, told

SCHEMES = load_schemes()
CASE = """
[case]
id = "c"
title = "A supplier and a prison"

[[party]]
id = "supplier"
name = "Supplier"
kind = "company"

[[party]]
id = "reader"
name = "Reader"
kind = "media"

[[document]]
id = "letter"
kind = "letter"
title = "Letter"
by = ["supplier"]
file = "letter.txt"

[[document]]
id = "news"
kind = "article"
title = "News"
by = ["reader"]
file = "news.txt"

[[passage]]
id = "p.never"
document = "letter"
words = "We never supplied the prison"

[[passage]]
id = "p.did"
document = "news"
words = "the firm delivered to the prison"

[[statement]]
id = "s.did"
predicate = "supplied_to"
subject = "supplier"
object = "prison"
passages = ["p.did"]
source = "news"

[[claim]]
id = "c.never"
speaker = "supplier"
predicate = "never_supplied"
about = "prison"
passages = ["p.never"]
source = "letter"
"""
TEXTS = {
    "letter.txt": "We never supplied the prison.",
    "news.txt": "Sources say that the firm delivered to the prison.",
}
ASKED = """
[[question]]
id = "q"
by = "reader"
to = "supplier"
source = "news"
says = "why does the paper say that you delivered?"
puts = ["c.never"]
"""


def case_of(text: str) -> Casefile:
    return load(text, TEXTS, SCHEMES.predicates)


def verdict_of(text: str) -> Verdict:
    (found,) = assess(case_of(text), SCHEMES).verdicts
    return found


def told_of(text: str) -> Told:
    case = case_of(text)
    return told(case, assess(case, SCHEMES), date(2026, 11, 25))


def test_a_newspaper_alone_establishes_nothing_and_the_document_itself_is_asked_for() -> None:
    found = verdict_of(CASE)
    assert found.standard is Standard.PRIMA_FACIE
    wanted = "the record of the delivery of Supplier to prison"
    assert any(wanted in change.what for change in found.would_change)
    (acquire,) = assess(case_of(CASE), SCHEMES).acquisitions
    assert (acquire.what, acquire.moves) == (wanted, ("c.never",))


def test_a_newspaper_is_a_source_of_what_it_says_itself() -> None:
    own = CASE.replace('by = ["reader"]', 'by = ["supplier"]')
    assert verdict_of(own).standard is Standard.ESTABLISHED
    report = CASE.replace('kind = "article"', 'kind = "inspection"')
    assert verdict_of(report).standard is Standard.ESTABLISHED


def test_a_letter_of_which_the_recipient_is_not_told_stays_a_letter() -> None:
    case = case_of(CASE)
    assert case.documents[0].to == ()
    assert "not told" in "".join(case_page(told_of(CASE)))


def test_what_was_not_put_to_the_speaker_is_said() -> None:
    says = "What speaks against it was not put to Supplier, as far as this case shows."
    assert says in " ".join(" ".join(lines(told_of(CASE))).split())
    assert says in "".join(case_page(told_of(CASE)))
    found = as_object(told_of(CASE))
    assert found["against_ourselves"]["unheard"] == ["c.never"]  # type: ignore[index,call-overload]


def test_what_was_put_to_the_speaker_is_told_with_the_reply_that_is_held() -> None:
    asked = told_of(CASE + ASKED)
    page = "".join(case_page(asked))
    assert "Reader put it to Supplier, in News; asked on an unknown day." in page
    assert "Open: no reply held." in page
    assert as_object(asked)["against_ourselves"]["unheard"] == []  # type: ignore[index,call-overload]
    assert load(dump(asked.case), TEXTS, SCHEMES.predicates) == asked.case


def test_a_claim_with_nothing_against_it_needs_no_reply() -> None:
    alone = CASE.replace('source = "news"', 'source = "news"\nwithdrawn = "misread"')
    page = "".join(case_page(told_of(alone)))
    assert "Right of reply" not in page
    assert "Claims on which nothing bears" in page


def test_an_agent_that_runs_a_tender_has_a_role_and_bars_have_words() -> None:
    more = """
[[contract]]
id = "k"
title = "Cameras"
stage = "tender"
source = "news"
roles = [{ party = "reader", roles = ["tender"], passages = ["p.did"] }]

[[statement]]
id = "s.bar"
predicate = "barred_by"
subject = "supplier"
object = "reader"
about = "cameras"
passages = ["p.did"]
source = "news"
scope = { since = "2021-01" }
"""
    page = "".join(case_page(told_of(CASE + more)))
    assert "tender" in page
    assert "from 2021-01" in page


def test_whom_a_person_speaks_for_stays_open_where_nobody_says_it() -> None:
    person = """
[[party]]
id = "director"
name = "A director"
kind = "person"
role = "director"
of = ["supplier"]
"""
    text = CASE.replace('speaker = "supplier"', 'speaker = "director"') + person
    news = 'kind = "article"'
    found = verdict_of(text.replace(news, 'kind = "inspection"'))
    assert found.standard is Standard.PRIMA_FACIE
    assert "we" in {leaf.id for leaf in found.against[0].open}
    said = text.replace('speaker = "director"', 'speaker = "director"\nfor = ["supplier"]')
    assert (
        verdict_of(said.replace(news, 'kind = "inspection"')).standard is Standard.ESTABLISHED
    )


def test_quoted_words_of_a_reply_come_from_it_or_from_what_cites_it() -> None:
    text = CASE + ASKED.replace(
        'puts = ["c.never"]',
        'replies = [{ document = "reply", kind = "declines", passages = ["p.did"] }]',
    )
    reply = '\n[[document]]\nid = "reply"\nkind = "other"\ntitle = "Reply"\ncited_in = ["{}"]\n'
    states = [told_of(text + reply.format(each)).questions[0] for each in ("news", "letter")]
    assert [each.state for each in states] == ["declined", "open"]
    assert states[1].why == "the quoted words stand in no document that cites the reply"


def test_what_nothing_bears_on_is_told_in_whole_sentences() -> None:
    silent = CASE.replace("[[statement]]", '[[statement]]\nwithdrawn = "misread"')
    asking = CASE.replace("[[claim]]", '[[claim]]\nmodality = "asks"')
    for case in (silent, asking):
        verdict = verdict_of(case)
        assert verdict.standard is None
        assert verdict.why[0].isupper()
        assert verdict.why.endswith(".")


def test_what_is_withdrawn_says_so_wherever_it_is_shown() -> None:
    gone = CASE.replace('title = "News"', 'title = "News"\nwithdrawn = "a hoax"').replace(
        'words = "We never', 'withdrawn = "misquoted"\nwords = "We never'
    )
    found = told_of(gone)
    text = " ".join("\n".join(lines(found)).split())
    assert "news: News; not held Withdrawn: a hoax" in text
    assert "[p.never, letter; withdrawn: misquoted]" in text
    assert "weak (news): withdrawn: a hoax" in text
    assert "weak (p.never): withdrawn: misquoted" in text
    assert "not held: News" not in text
    page = "".join(case_page(found))
    assert page.count("withdrawn: a hoax") == 1
    assert "not_held" in str(as_object(found)["against_ourselves"])


def test_what_is_shown_not_to_be_so_is_not_told_as_if_it_were() -> None:
    stranger = """
[[party]]
id = "other"
name = "Other"
kind = "company"

[[passage]]
id = "p.apart"
document = "letter"
words = "We never supplied"

[[statement]]
id = "s.apart"
predicate = "same_group"
subject = "other"
object = "supplier"
holds = false
passages = ["p.apart"]
source = "letter"
"""
    found = told_of(CASE.replace('subject = "supplier"', 'subject = "other"') + stranger)
    (verdict,) = found.assessment.verdicts
    assert verdict.standard is None
    denied = "shown that it is not so: Other belongs to the group that the speaker speaks for"
    assert verdict.why.startswith(f"The argument falls: {denied}")
    assert any(denied in change.what for change in verdict.would_change)
    favour = as_object(found)["against_ourselves"]
    assert isinstance(favour, dict)
    assert f"'{denied}" in str(favour["favour"])
