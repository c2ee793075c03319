"""Words are found at one place, asked about at several, refused reworded, or are orphans."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.cite import MAX_WORDS, NORMALISATION, Readable, between, explained
from countersight.cite.annotations import annotation, digest_address
from countersight.cite.normalising import agree, normalised, strict
from countersight.ids import EntryId
from countersight.model.document import Document, DocumentKind
from countersight.model.passage import (
    Absent,
    Ambiguous,
    Anchored,
    ChangeKind,
    Elsewhere,
    Hidden,
    Passage,
    Reworded,
)

TEXT = (
    "The supplier\u00a0said: “We do not over-\nsee the co\u2010operation; it’s the "
    "opera\u00adtor’s.” The oﬃce\r\nasked twice. The oﬃce asked twice again: "
    "who cafe\u0301s?"
)
READABLE = Readable(TEXT)


def found(words: str, text: str = TEXT, **more: str) -> Anchored:
    sought = Readable(text).find(words, **more)  # type: ignore[arg-type]
    assert isinstance(sought, Anchored), explained(sought)
    assert text[sought.place.start : sought.place.end] == sought.place.words
    return sought


@pytest.mark.parametrize(
    ("words", "raw"),
    [
        ("The supplier said", "The supplier\u00a0said"),
        ('"We do not', "“We do not"),
        ("oversee the", "over-\nsee the"),
        ("over-see the", "over-\nsee the"),
        ("co-operation; it's", "co\u2010operation; it’s"),
        ("the operator's.", "the opera\u00adtor’s."),
        ("cafés", "cafe\u0301s"),
        ("office asked twice again", "oﬃce asked twice again"),
    ],
)
def test_the_same_words_in_another_dress_are_found_with_their_raw_place(
    words: str, raw: str
) -> None:
    sought = found(words)
    assert sought.place.words == raw
    assert sought.how == NORMALISATION


@pytest.mark.parametrize(
    "between_pages",
    ["\n\f", "\f", "\n12\n\f", "\nPage 2 of 14 \f\n", "\f3\n", "\n\n \f  page 3\n\n"],
)
def test_words_that_run_over_a_page_are_found(between_pages: str) -> None:
    text = f"It is ours to{between_pages}run and to keep."
    assert found("ours to run and", text).place.words == f"ours to{between_pages}run and"


def test_a_number_of_the_text_is_no_number_of_a_page() -> None:
    text = "They ran it since 1999\f and in\n17\nplaces."
    assert found("since 1999 and in 17 places", text).place.words
    assert not isinstance(Readable(text).find("since and in 17 places"), Anchored)
    assert not isinstance(Readable(text).find("and in places"), Anchored)


@pytest.mark.parametrize("sign", ["\ufffe\n", "\x02\n", "\ufffe", "-\n", "\u2010\r\n"])
def test_a_hyphen_at_the_end_of_a_line_is_the_words_own_or_the_printers(sign: str) -> None:
    text = f"for opera{sign}tional matters and co{sign}operation"
    assert found("operational matters", text).place.words
    assert found("co-operation", text).place.words
    assert found("cooperation", text).place.words


def test_long_runs_of_white_space_take_no_time() -> None:
    begun = time.process_time()
    for sign in (" ", "\n", "\f", "-\n", "\xad", "\n1"):
        normalised(f"a{sign * 300_000}b")
    assert time.process_time() - begun < 20


def test_words_as_they_stand_need_no_normalisation() -> None:
    assert found("asked twice again").how == "exact"


@pytest.mark.parametrize(
    "words", ["cooperation", "the oper-ator's", "We do NOT", "office – asked"]
)
def test_other_words_are_not_found(words: str) -> None:
    assert not isinstance(READABLE.find(words), Anchored)


def test_a_hyphen_that_is_left_out_is_a_rewording_and_is_shown() -> None:
    sought = READABLE.find("the cooperation")
    assert isinstance(sought, Reworded)
    assert [(each.kind, each.words) for each in sought.changes] == [
        (ChangeKind.SAME, "the"),
        (ChangeKind.REMOVED, "co\u2010operation"),
        (ChangeKind.ADDED, "cooperation"),
    ]


def test_words_that_stand_twice_are_asked_about_with_their_context() -> None:
    sought = READABLE.find("The office asked twice")
    assert isinstance(sought, Ambiguous)
    assert len(sought.places) == 2
    assert "again" in explained(sought)
    assert found("The office asked twice", suffix=" again").place == sought.places[1]
    assert found("The office asked twice", prefix="operator's.” ").place == sought.places[0]


def test_a_place_that_is_told_settles_which_is_meant() -> None:
    sought = READABLE.find("The office asked twice")
    assert isinstance(sought, Ambiguous)
    second = sought.places[1]
    told = READABLE.find("The office asked twice", start=second.start)
    assert isinstance(told, Anchored)
    assert told.place == second


def test_words_that_stand_elsewhere_are_told_with_their_places_and_not_as_reworded() -> None:
    sought = READABLE.find("The office asked twice", start=3)
    assert isinstance(sought, Elsewhere)
    assert sought.asked == 3
    places = READABLE.find("The office asked twice")
    assert isinstance(places, Ambiguous)
    assert sought.places == places.places
    assert "does not stand at 3, but at " in explained(sought)


def test_a_prefix_that_does_not_stand_there_anchors_nothing() -> None:
    assert not isinstance(READABLE.find("asked twice", prefix="nobody "), Anchored)


@pytest.mark.parametrize(
    "parted", ["opera-\ftions", "opera\u2010\n12\n\ftions", "opera\u00ad\f12\ntions"]
)
def test_a_word_that_is_parted_over_two_pages_is_found(parted: str) -> None:
    sought = Readable(f"They leave {parted} to others.").find("leave operations to")
    assert isinstance(sought, Anchored)
    assert sought.place.words == f"leave {parted} to"


def test_a_copy_in_capitals_is_refused_and_shows_the_words_of_the_text() -> None:
    sought = Readable("They say: we have no part in 3.5 of it.").find("NO PART IN 3.5 OF IT")
    assert isinstance(sought, Reworded)
    assert sought.nearest.words == "no part in 3.5 of it"
    assert sought.changes[0].words == "no part in"


def test_a_reworded_copy_is_refused_word_by_word() -> None:
    text = Readable("They may, in some cases, not operate the system at all. Others do.")
    sought = text.find("They may not operate the network at all")
    assert isinstance(sought, Reworded)
    changes = [(each.kind, each.words) for each in sought.changes if each.kind != "same"]
    assert changes == [
        (ChangeKind.REMOVED, ", in some cases,"),
        (ChangeKind.REMOVED, "system"),
        (ChangeKind.ADDED, "network"),
    ]


def test_half_a_word_is_no_passage() -> None:
    text = Readable("They are unable to control it.")
    assert not isinstance(text.find("able to control"), Anchored)
    assert isinstance(text.find("unable to control"), Anchored)


def test_words_of_a_script_without_spaces_are_found_anywhere() -> None:
    assert found("海康威视", "杭州海康威视系统技术有限公司").place.start == 2


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\ufeff", "\u2060"])
def test_what_nobody_sees_is_told_and_never_passed_over(sign: str) -> None:
    typed = READABLE.find(f"asked twice{sign} again")
    assert isinstance(typed, Hidden)
    assert f"U+{ord(sign):04X}" in explained(typed)
    text = Readable(f"It was asked{sign} of them.")
    assert isinstance(text.find("was asked of them"), Hidden)
    copied = text.find(f"was asked{sign} of them")
    assert isinstance(copied, Anchored)
    assert f"U+{ord(sign):04X}" in copied.notes[0]


def test_what_stands_nowhere_is_absent() -> None:
    assert isinstance(READABLE.find("zebras graze upon the wide plains"), Absent)


@pytest.mark.parametrize("words", ["", " \u00a0\n", "x" * (MAX_WORDS + 1)])
def test_no_words_and_too_many_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="between 1 and"):
        READABLE.find(words)


def test_a_passage_can_be_named_by_its_first_and_last_words() -> None:
    sought = between(READABLE, "We do not", "co-operation")
    assert isinstance(sought, Anchored)
    assert sought.place.words == "We do not over-\nsee the co\u2010operation"
    assert isinstance(between(READABLE, "The office", "again"), Ambiguous)
    text = Readable("We do it, and do it again.")
    longer = between(text, "We do it", "do it")
    assert isinstance(longer, Anchored)
    assert longer.place.words == "We do it"
    assert isinstance(between(Readable("We do it."), "We do it", "do"), Absent)
    assert not isinstance(between(READABLE, "We do not", "supplier said"), Anchored)


letters = st.text("ab é-\u2010\u00ad\n \u00a0“\"'ﬁ’.", min_size=1, max_size=60)


@given(letters)
def test_the_way_back_leads_to_the_letters_that_were_there(text: str) -> None:
    form = normalised(text)
    for start in range(len(form.key)):
        for end in range(start + 1, min(start + 5, len(form.key)) + 1):
            span = form.raw_span(start, end)
            if span is not None:
                first, last = span
                assert 0 <= first < last <= len(text)
                if "\n" not in text and "-" not in text and "\u2010" not in text:
                    assert normalised(text[first:last]).key == form.key[start:end]


@given(letters, letters, letters)
def test_whole_words_are_found_again_where_they_were_put(
    before: str, words: str, after: str
) -> None:
    text = f"{before} | {words.strip()}| {after}"
    if words.strip():
        sought = Readable(text).find(words)
        places = (
            [sought.place]
            if isinstance(sought, Anchored)
            else list(sought.places)
            if isinstance(sought, Ambiguous)
            else []
        )
        assert len(before) + 3 in [place.start for place in places]


@given(st.text(max_size=200), st.text(min_size=1, max_size=30))
def test_whatever_is_anchored_has_just_the_words_of_the_text(text: str, words: str) -> None:
    if words.strip():
        sought = Readable(text).find(words)
        if isinstance(sought, Anchored):
            raw = text[sought.place.start : sought.place.end]
            assert raw == sought.place.words
            assert agree(strict(raw), strict(words.strip()))


def test_an_annotation_has_both_selectors_and_an_orphan_only_its_words() -> None:
    document = Document(
        EntryId("d"), DocumentKind.ARTICLE, "News", address="https://example.org/news"
    )
    place = found("asked twice again").place
    passage = Passage(EntryId("p"), EntryId("d"), place.words, READABLE.sha256, place, "exact")
    made = annotation(passage, document)
    target = made["target"]
    assert isinstance(target, dict)
    assert target["source"] == digest_address(READABLE.sha256)
    assert target["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "asked twice again",
            "prefix": place.prefix,
            "suffix": place.suffix,
        },
        {"type": "TextPositionSelector", "start": place.start, "end": place.end},
    ]
    orphan = annotation(Passage(EntryId("p"), EntryId("d"), "gone"), document)["target"]
    assert isinstance(orphan, dict)
    assert orphan["selector"] == [{"type": "TextQuoteSelector", "exact": "gone"}]


def test_two_thousand_passages_in_a_text_of_a_megabyte_take_seconds() -> None:
    text = "\n".join(
        f"Line {number} says what “nobody” says twice." for number in range(25_000)
    )
    assert len(text) > 1_000_000
    readable = Readable(text)
    begun = time.process_time()
    for number in range(0, 20_000, 10):
        assert isinstance(readable.find(f'Line {number} says what "nobody" says'), Anchored)
    assert isinstance(readable.find("Line 17 says what nobody ever says twice"), Reworded)
    assert time.process_time() - begun < 20


def test_a_second_place_behind_thousands_of_others_is_still_seen() -> None:
    within = "the " + "then " * 1500 + "the end"
    assert isinstance(Readable(within).find("the"), Ambiguous)
    around = "of the x " + "in the x " * 1500 + "of the x"
    assert isinstance(Readable(around).find("the", prefix="of"), Ambiguous)


def test_words_behind_thousands_of_others_are_found() -> None:
    assert found("he", "then " * 1500 + "he said").place.start == 7500
    late = Readable("the " * 3000).find("the", start=8000)
    assert isinstance(late, Anchored)
    assert late.place.start == 8000


def test_so_many_places_that_not_all_are_counted_are_told_so() -> None:
    assert "1000 places or more" in explained(Readable("word " * 5000).find("word"))


@pytest.mark.parametrize(
    ("text", "words", "more"),
    [("a" * 1_000_000, "a" * 5000, {}), ("the end " * 30_000, "the", {"suffix": "beginning"})],
)
def test_words_at_too_many_places_to_look_at_are_an_error(
    text: str, words: str, more: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match="more than"):
        Readable(text).find(words, **more)  # type: ignore[arg-type]


def test_no_letter_is_parted_from_its_accent() -> None:
    assert not isinstance(Readable("cafe\u0301").find("cafe"), Anchored)


def test_korean_is_found_whether_its_syllables_are_composed_or_not() -> None:
    assert found("\uc11c\uc6b8", "\u1109\u1165\u110b\u116e\u11af").how == NORMALISATION


def test_words_in_another_dress_are_found_where_the_surroundings_ask_for_them() -> None:
    text = "Once it's so, twice it\u2019s not."
    assert found("it's", text, suffix=" not").place.start == 20
