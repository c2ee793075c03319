"""How near evidence is: held, cited through so many hands, alleged, or not counted."""

from dataclasses import replace

import pytest

from countersight.claim import Basis, Index
from countersight.ids import EntryId
from countersight.model.casefile import Casefile, Claim, Wording
from countersight.model.contract import Grade, Party, PartyKind
from countersight.model.document import Document, DocumentKind
from countersight.model.passage import Passage, Place

ARTICLE, LETTER, RECORD, LOST = (
    EntryId(each) for each in ("article", "letter", "record", "lost")
)
P, Q = EntryId("p"), EntryId("q")


def document(id_: EntryId, *cited_in: EntryId, held: bool = False) -> Document:
    rendition = "0" * 64 if held else ""
    return Document(id_, DocumentKind.OTHER, id_, cited_in=cited_in, rendition=rendition)


def passage(id_: EntryId, where: EntryId) -> Passage:
    return Passage(id_, where, "so", "0" * 64, Place(0, 2, "so"), "exact")


CASE = Casefile(
    EntryId("c"),
    "C",
    documents=(
        document(ARTICLE, held=True),
        document(LETTER, ARTICLE),
        document(RECORD, LETTER, LOST),
        document(LOST),
    ),
    passages=(passage(P, ARTICLE), Passage(Q, ARTICLE, "gone")),
)
INDEX = Index.of(CASE)


@pytest.mark.parametrize(
    ("source", "grade", "hands"),
    [
        (ARTICLE, Grade.HELD, 0),
        (LETTER, Grade.CITED, 1),
        (RECORD, Grade.CITED, 2),
        (LOST, Grade.ALLEGED, None),
        (None, Grade.ALLEGED, None),
    ],
)
def test_the_grade_follows_from_the_source(
    source: EntryId | None, grade: Grade, hands: int | None
) -> None:
    found = INDEX.graded(Basis((P,), source))
    assert (found.grade, found.hands) == (grade, hands)
    assert found.why


def test_what_a_newspaper_tells_of_others_is_held_and_proves_no_more_than_what_is_cited() -> (
    None
):
    paper = replace(CASE.documents[0], kind=DocumentKind.ARTICLE, by=(EntryId("paper"),))
    index = Index.of(replace(CASE, documents=(paper, *CASE.documents[1:])))
    found = index.graded(Basis((P,), ARTICLE, of=frozenset({"supplier"})))
    assert (found.grade, found.hands) == (Grade.HELD, 0)
    assert "a newspaper tells it" in found.why
    assert (found.proves.grade, found.proves.hands) == (Grade.CITED, 1)
    for own in ("paper", "article"):
        told = index.graded(Basis((P,), ARTICLE, of=frozenset({own})))
        assert told.proves is told
    assert index.graded(Basis((P,), LETTER)).proves.grade is Grade.CITED


def test_hands_are_counted_from_the_document_in_which_the_words_stand() -> None:
    report, near = EntryId("report"), EntryId("near")
    case = replace(
        CASE,
        documents=(
            *CASE.documents,
            document(report, held=True),
            document(near, ARTICLE, report),
        ),
        passages=(*CASE.passages, passage(EntryId("r"), report)),
    )
    index = Index.of(case)
    assert index.graded(Basis((EntryId("r"),), near)).hands == 1
    assert index.graded(Basis((P,), RECORD)).hands == 2
    unrelated = index.graded(Basis((EntryId("r"),), RECORD))
    assert (unrelated.grade, unrelated.hands) == (Grade.ALLEGED, None)
    assert unrelated.why == "its words stand in no document that cites its source"
    elsewhere = index.graded(Basis((EntryId("r"),), ARTICLE))
    assert elsewhere.grade is Grade.ALLEGED
    assert not elsewhere.missing


def test_a_source_that_is_held_shows_only_what_it_says_itself() -> None:
    documents = tuple(
        document(LETTER, ARTICLE, held=True) if each.id == LETTER else each
        for each in CASE.documents
    )
    found = Index.of(replace(CASE, documents=documents)).graded(Basis((P,), LETTER))
    assert found.grade is Grade.CITED
    assert "taken from another document" in found.why


def test_a_document_that_is_withdrawn_is_not_held_and_nothing_in_it_counts() -> None:
    documents = (replace(CASE.documents[0], withdrawn="a forgery"), *CASE.documents[1:])
    index = Index.of(replace(CASE, documents=documents))
    assert index.hands(RECORD) is None
    assert not index.graded(Basis((P,), ARTICLE)).counts


def test_an_entry_counts_only_while_all_its_passages_stand() -> None:
    assert INDEX.graded(Basis((P,), ARTICLE)).counts
    found = INDEX.graded(Basis((P, Q), ARTICLE))
    assert not found.counts
    assert found.why == "passage q is an orphan"


def test_a_grade_that_is_stated_lowers_and_never_raises() -> None:
    assert INDEX.graded(Basis((P,), ARTICLE, Grade.ALLEGED)).grade is Grade.ALLEGED
    assert INDEX.graded(Basis((P,), LETTER, Grade.HELD)).grade is Grade.CITED


def test_a_paraphrase_comes_to_no_more_than_cited() -> None:
    claim = Claim(EntryId("x"), EntryId("s"), "never_supplied", (P,), source=ARTICLE)
    assert INDEX.graded(Basis.of_entry(claim)).grade is Grade.HELD
    paraphrase = replace(claim, wording=Wording.PARAPHRASE)
    assert INDEX.graded(Basis.of_entry(paraphrase)).grade is Grade.CITED


def test_documents_that_cite_each_other_in_a_circle_end() -> None:
    one, two = (
        document(EntryId("one"), EntryId("two")),
        document(EntryId("two"), EntryId("one")),
    )
    index = Index.of(Casefile(EntryId("c"), "C", documents=(one, two)))
    assert index.hands(EntryId("one")) is None


def test_a_person_without_a_public_role_is_no_party() -> None:
    with pytest.raises(ValueError, match="public role"):
        Party(EntryId("x"), "Somebody", PartyKind.PERSON, role=" ")


def without(*withdrawn: EntryId) -> Index:
    documents = tuple(
        replace(each, withdrawn="no such document") if each.id in withdrawn else each
        for each in CASE.documents
    )
    return Index.of(replace(CASE, documents=documents))


def test_a_source_that_is_withdrawn_shows_nothing_and_nobody_is_sent_for_it() -> None:
    found = without(LETTER).graded(Basis((P,), LETTER))
    assert (found.grade, found.hands, found.missing) == (Grade.ALLEGED, None, ())
    assert found.why == "its source is withdrawn"


def test_nothing_is_known_through_a_document_that_is_withdrawn() -> None:
    found = without(LETTER).graded(Basis((P,), RECORD))
    assert (found.grade, found.hands) == (Grade.ALLEGED, None)
    assert without(LETTER).hands(RECORD) is None
    assert without(LOST).hands(RECORD) == 2
    assert without(LETTER).through(RECORD, (P,)) is None
