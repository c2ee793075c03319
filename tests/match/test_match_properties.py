"""What holds for every record."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from match_makers import MATCHER, VENDORS, name, record, vendor

from countersight.match import LOOKED_AT, Glance, Matcher
from countersight.model.match import State
from countersight.wiring.names import near_names

NAMES = [known.text for maker in VENDORS for known in maker.names]
NAMES += [tied.name for maker in VENDORS for tied in maker.ties if tied.name]
NAMES += [other.name for maker in VENDORS for other in maker.namesakes]
PIECES = st.sampled_from(
    [
        *NAMES,
        "UK",
        "Ltd",
        "GmbH",
        "Security",
        "Travel",
        "Huber",
        "Mr",
        "Redacted",
        "unknown",
        ",",
    ]
)


@st.composite
def misspelt(draw: st.DrawFn) -> str:
    text = list(draw(st.sampled_from(NAMES)))
    place = draw(st.integers(0, len(text) - 1))
    text[place : place + 1] = draw(st.sampled_from(["", "x", " ", "-", text[place] * 2]))
    return "".join(text)


TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=4).map(" ".join), misspelt(), st.text(max_size=30)
)
RECORDS = st.builds(
    lambda text, kind, fields: record(text, kind, **fields),
    TEXTS,
    st.sampled_from(["supplier", "payment", "device", "component"]),
    st.dictionaries(
        st.sampled_from(["maker", "brand", "model", "identifier", "description", "country"]),
        TEXTS.filter(bool) | st.sampled_from(["DS-2CD20", "P3245", "uscc:91330000733796106P"]),
        max_size=3,
    ),
)


@given(RECORDS)
def test_where_every_glance_is_nothing_there_is_no_match(row) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    texts = {"name": row.name, **dict(row.fields)}
    glances = {MATCHER.glance(column, texts.get(column, "")) for column in LOOKED_AT}
    told = MATCHER.answer(row)
    if glances == {Glance.NOTHING}:
        assert told.matches == ()
        assert (told.state, told.reason) in {
            (State.NO_MATCH, ""),
            (State.NOT_CHECKED, "no-name"),
        }
    if told.reason in {"withheld", "person"}:
        assert glances & {Glance.WITHHELD, Glance.PERSON}


@given(st.lists(RECORDS, min_size=1, max_size=4))
def test_a_record_gets_the_same_answer_alone_and_among_others(rows) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    among = [MATCHER.answer(row) for row in rows]
    assert [MATCHER.answer(row) for row in reversed(rows)] == among[::-1]


def test_a_fresh_matcher_answers_as_one_that_has_seen_much() -> None:
    fresh = Matcher(VENDORS, near=near_names)
    for text in NAMES[::7]:
        assert fresh.answer(record(text)) == MATCHER.answer(record(text))


def test_the_order_of_the_vendors_changes_nothing() -> None:
    shuffled = list(VENDORS)
    random.Random(7).shuffle(shuffled)  # noqa: S311
    other = Matcher(shuffled, near=near_names)
    for text in (*NAMES, "Hik Vision", "Dahua Technology UK Ltd", "Hikvison", "Axis Ltd"):
        assert other.answer(record(text)) == MATCHER.answer(record(text))


@given(st.sampled_from(NAMES))
def test_case_width_and_marks_change_nothing(text: str) -> None:
    told = MATCHER.answer(record(text)).matches
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    for other in (text.upper(), text.swapcase(), wide, unicodedata.normalize("NFD", text)):
        again = MATCHER.answer(record(other)).matches
        assert [(m.entity, m.state) for m in again] == [(m.entity, m.state) for m in told]


@given(TEXTS)
def test_an_alias_more_never_lowers_a_match(text: str) -> None:
    firm = vendor("alpha", names=(name("Alphaville Ltd"),))
    more = vendor("alpha", names=(name("Alphaville Ltd"), name(text or "x")))
    before = Matcher([firm]).answer(record("Alphaville Limited")).matches[0]
    after = Matcher([more]).answer(record("Alphaville Limited")).matches[0]
    assert after.state is before.state
    assert after.score >= before.score


@pytest.mark.parametrize(
    "text",
    [
        "hikvision " * 1_000_000,
        "Hikvision" + "\u0301" * 1_000_000,
        "\u0327\u0301" * 500_000,
        "!?.,-" * 1_000_000,
        "a." * 1_000_000,
        "Mr, " * 100_000,
        "*" * 1_000_000,
        "x" * 1_000_000,
        "海康威视" * 1_000_000,
        "\x00\ud800\uffff" * 1_000,
    ],
)
def test_no_text_stalls_or_breaks_an_answer(text: str) -> None:
    fields = dict.fromkeys(("maker", "brand", "model", "identifier", "description"), text)
    for kind in ("supplier", "device"):
        MATCHER.answer(record(text, kind, **fields))
    for column in LOOKED_AT:
        MATCHER.glance(column, text)


def test_a_matcher_without_vendors_answers() -> None:
    assert Matcher([]).answer(record("Hikvision")).state is State.NO_MATCH
