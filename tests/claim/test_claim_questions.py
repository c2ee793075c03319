"""A question is evaded only where the full reply is held, and no reply is no evasion."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from countersight.claim import QuestionState, answered, read_money
from countersight.ids import EntryId
from countersight.model.casefile import Casefile, Question, Reply, ReplyKind
from countersight.model.contract import Party, PartyKind
from countersight.model.document import Document, DocumentKind
from countersight.model.passage import Passage, Place
from countersight.model.values import PartialDate

D, R, P, A, B = (EntryId(each) for each in ("asked", "reply", "p", "a", "b"))
DAY = date(2024, 6, 10)
WORDS = Passage(P, R, "we can't say", "0" * 64, Place(0, 12, "we can't say"), "exact")


def question(*kinds: ReplyKind, words: bool = True) -> Question:
    passages = (P,) if words else ()
    replies = tuple(Reply(R, kind, passages) for kind in kinds)
    return Question(EntryId("q"), A, B, D, replies=replies)


def case(*, held: bool = False, asked: str = "2024-06-01") -> Casefile:
    letter = Document(
        D, DocumentKind.LETTER, "Asked", (A,), (B,), date=PartialDate.parse(asked)
    )
    reply = Document(R, DocumentKind.LETTER, "Reply", (B,), (A,), cited_in=(D,))
    if held:
        reply = replace(reply, rendition="0" * 64)
    return Casefile(EntryId("c"), "C", documents=(letter, reply), passages=(WORDS,))


def test_without_a_reply_it_is_open_for_that_reason() -> None:
    found = answered(question(), case(), DAY)
    assert (found.state, found.why) == (QuestionState.OPEN, "no reply held")


def test_it_is_evaded_only_where_the_reply_is_held() -> None:
    evades = question(ReplyKind.EVADES, words=False)
    assert answered(evades, case(held=True), DAY).state is QuestionState.EVADED
    found = answered(evades, case(), DAY)
    assert found.state is QuestionState.OPEN
    assert found.why.startswith("no reply held in full")


def test_it_is_declined_in_quoted_words_of_a_reply_that_is_not_held() -> None:
    found = answered(question(ReplyKind.DECLINES), case(), DAY)
    assert found.state is QuestionState.DECLINED


def test_a_reply_that_declines_names_its_words() -> None:
    with pytest.raises(ValueError, match="name a passage"):
        Reply(R, ReplyKind.DECLINES)


def by(found: Casefile, *authors: EntryId, dated: str = "") -> Casefile:
    """Return a case whose reply is by others, or of another day."""
    letter, reply = found.documents
    day = PartialDate.parse(dated) if dated else None
    changed = replace(reply, kind=DocumentKind.OTHER, by=authors, date=day)
    return replace(found, documents=(letter, changed))


@pytest.mark.parametrize("kind", [ReplyKind.EVADES, ReplyKind.DECLINES])
def test_what_others_wrote_is_held_against_nobody(kind: ReplyKind) -> None:
    asked = question(kind)
    found = answered(asked, by(case(held=True), A), DAY)
    assert found.state is QuestionState.OPEN
    assert "not by whom was asked" in found.why
    firm = EntryId("firm")
    parties = tuple(
        Party(each, each, PartyKind.PERSON, role="counsel", of=(firm,)) for each in (A, B)
    )
    counsel = replace(by(case(held=True), A), parties=parties)
    assert answered(asked, counsel, DAY).state is not QuestionState.OPEN


def test_nothing_is_evaded_in_a_reply_of_which_nobody_says_who_wrote_it() -> None:
    unsigned = by(case(held=True))
    found = answered(question(ReplyKind.EVADES), unsigned, DAY)
    assert (found.state, found.why) == (QuestionState.OPEN, "who wrote the reply is not told")
    found = answered(question(ReplyKind.DECLINES), unsigned, DAY)
    assert found.state is QuestionState.DECLINED


@pytest.mark.parametrize("kind", list(ReplyKind))
def test_what_was_written_before_the_question_is_no_reply_to_it(kind: ReplyKind) -> None:
    found = answered(question(kind), by(case(held=True), B, dated="2024-05"), DAY)
    assert found.state is QuestionState.OPEN
    assert "older than the question" in found.why
    for dated in ("2024-06-01", "2024", "XXXX-05-01"):
        held = by(case(held=True), B, dated=dated)
        assert answered(question(kind), held, DAY).state is not QuestionState.OPEN


def test_words_that_are_withdrawn_decline_nothing() -> None:
    made = case()
    gone = replace(made, passages=(replace(WORDS, withdrawn="misread"),))
    found = answered(question(ReplyKind.DECLINES), gone, DAY)
    assert found.state is QuestionState.OPEN
    assert "don't stand" in found.why


def test_of_several_replies_the_one_that_answers_counts() -> None:
    found = answered(question(ReplyKind.DECLINES, ReplyKind.PARTLY), case(), DAY)
    assert found.state is QuestionState.PARTLY


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("2024-06-01", (9, 9)),
        ("2024-05", (10, 40)),
        ("XXXX-06-01", None),
        ("2024-06-11", None),
    ],
)
def test_its_age_is_told_as_far_as_it_is_known(
    asked: str, days: tuple[int, int] | None
) -> None:
    found = answered(question(), case(asked=asked), DAY)
    assert found.days == days
    assert asked in found.age


@pytest.mark.parametrize(
    ("words", "amount", "currency"),
    [
        ("335.99m youan [sic]", "335990000", "CNY"),
        ("RMB 1,234,567.50", "1234567.50", "CNY"),
        ("£2.5 million", "2500000", "GBP"),
        ("3.2亿元", "320000000", "CNY"),
        ("$5m", "5000000", None),
        ("between 3 and 4 million euros", None, "EUR"),
        ("a large sum", None, None),
        ("10 metres", "10", None),
    ],
)
def test_a_sum_is_read_where_it_is_plain(
    words: str, amount: str | None, currency: str | None
) -> None:
    found = read_money(words)
    assert found.text == words
    assert found.amount == (None if amount is None else Decimal(amount))
    assert found.currency == currency


def test_a_day_of_an_unknown_month_is_no_day_of_january() -> None:
    found = PartialDate.parse("2021-XX-15")
    assert (found.earliest, found.latest, found.day) == (
        date(2021, 1, 15),
        date(2021, 12, 15),
        None,
    )


def test_a_date_is_written_in_plain_digits() -> None:
    with pytest.raises(ValueError, match="no date"):
        PartialDate.parse("\uff12\uff10\uff12\uff11")
