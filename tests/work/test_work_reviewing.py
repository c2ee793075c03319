"""Reviews: what they are bound to, when they count, and what becomes of a match."""

import hashlib
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

from countersight.catalogue import load, load_profile
from countersight.ids import EvidenceDigest, VendorId
from countersight.match import LOOKED_AT
from countersight.model.finding import Counts, Grounds, Screened, ScreenedBatch
from countersight.model.keys import KEYED, evidence_digest, record_key
from countersight.model.match import Evidence, Match, Relation, State
from countersight.model.record import Origin, Record, RecordKind
from countersight.model.review import Force, Review, ReviewFile, Verdict
from countersight.read import Source
from countersight.wiring.names import near_names
from countersight.work.reviewing import version_of
from countersight.work.screening import Conditions, Screening

AS_OF = date(2026, 11, 24)
ROWS = "Supplier\nHIKVISION UK LIMITED\nLorex\n"


def screen(text: str, *reviews: Review, on: date = AS_OF) -> ScreenedBatch:
    catalogue = load()
    who = load_profile("uk-council", catalogue.vocabulary)
    conditions = Conditions(Grounds((), on, who), reviews=reviews)
    source = Source("rows.csv", stream=io.BytesIO(text.encode()))
    [batch] = Screening(catalogue, conditions, near=near_names).run([source])
    return batch


def review_of(screened: Screened, verdict: Verdict, until: date | None = None) -> Review:
    match = screened.matches[0]
    return Review(
        record_key(screened.record),
        match.entity,
        verdict,
        "we asked",
        "procurement",
        AS_OF,
        evidence_digest(match),
        until,
    )


@pytest.fixture(scope="module")
def found() -> dict[str, Screened]:
    return {each.record.name: each for each in screen(ROWS).records}


def test_the_key_is_made_of_what_matching_looks_at() -> None:
    assert set(KEYED) == set(LOOKED_AT)


def test_the_key_knows_neither_file_nor_row_nor_amount() -> None:
    one = Record(RecordKind.PAYMENT, "Axis", Origin("a.csv", row=2), (("amount", "1"),))
    other = Record(RecordKind.SUPPLIER, " ＡＸＩＳ ", Origin("b.xlsx", sheet="S", row=77))
    by_hand = hashlib.sha256(b'{"name":"axis"}').hexdigest()[:16]
    assert record_key(one) == record_key(other) == by_hand
    assert record_key(replace(one, name="Axia")) != record_key(one)
    assert record_key(replace(one, fields=(("model", "Axis"),))) != record_key(one)


def test_the_digest_knows_kinds_and_sources_and_not_wording_or_score() -> None:
    piece = Evidence(speaks_for=True, kind="exact-name", text="It is.", source="axis/a")
    match = Match(
        entity=VendorId("axis"),
        name="Axis",
        alias="AXIS",
        state=State.MATCH,
        score=0.9,
        relation=Relation.ITSELF,
        path=("axis",),
        evidence=(piece,),
    )
    seen = evidence_digest(match)
    assert evidence_digest(replace(match, score=0.1, name="other")) == seen
    assert evidence_digest(replace(match, evidence=(replace(piece, text="So."),))) == seen
    for changed in (
        replace(match, alias="Axis AB"),
        replace(match, relation=Relation.BRAND),
        replace(match, evidence=(replace(piece, source="axis/b"),)),
        replace(match, evidence=(replace(piece, speaks_for=False),)),
        replace(match, evidence=(piece, piece)),
    ):
        assert evidence_digest(changed) != seen


def test_a_dismissed_match_stays_visible_and_decides_nothing(
    found: dict[str, Screened],
) -> None:
    review = review_of(found["Lorex"], Verdict.DISMISSED)
    batch = screen(ROWS, review)
    answer = batch.records[1]
    assert answer.state is State.REVIEW
    assert answer.matches[0].judged is State.NO_MATCH
    assert answer.matches[0].review is not None
    assert answer.matches[0].review.review == review
    assert found["Lorex"].findings
    assert not answer.findings
    assert batch.counts == replace(screen(ROWS).counts, dismissed=1, reviews_dismissed=1)


def test_a_confirmed_match_counts_as_one(found: dict[str, Screened]) -> None:
    answer = screen(ROWS, review_of(found["Lorex"], Verdict.CONFIRMED)).records[1]
    assert answer.state is State.REVIEW
    assert answer.matches[0].judged is State.MATCH
    assert [each.decision for each in answer.findings] == [
        each.decision for each in found["Lorex"].findings
    ]


def test_an_unsure_one_leaves_the_match_as_it_was(found: dict[str, Screened]) -> None:
    batch = screen(ROWS, review_of(found["Lorex"], Verdict.UNSURE))
    assert batch.records[1].matches[0].judged is State.REVIEW
    assert batch.counts.reviews_unsure == 1


def test_a_review_counts_through_its_last_day(found: dict[str, Screened]) -> None:
    until = AS_OF + timedelta(days=10)
    review = review_of(found["Lorex"], Verdict.DISMISSED, until)
    forces = []
    for day in (until, until + timedelta(days=1)):
        batch = screen(ROWS, review, on=day)
        reviewed = batch.records[1].matches[0].review
        assert reviewed is not None
        forces.append((reviewed.force, batch.counts.dismissed, batch.counts.reviews_expired))
    assert forces == [(Force.IN_FORCE, 1, 0), (Force.EXPIRED, 0, 1)]


def test_other_evidence_brings_the_match_back_with_the_review_beside_it(
    found: dict[str, Screened],
) -> None:
    seen = review_of(found["HIKVISION UK LIMITED"], Verdict.DISMISSED)
    stale = replace(seen, evidence=EvidenceDigest("0" * 16))
    batch = screen(ROWS, stale)
    [match] = batch.records[0].matches
    assert match.judged is State.MATCH
    assert match.review is not None
    assert match.review.force is Force.CHANGED
    assert (batch.counts.reviews_changed, batch.counts.dismissed) == (1, 0)
    with_country = screen("Supplier,Country\nHIKVISION UK LIMITED,GB\n", seen)
    [other] = with_country.records[0].matches
    assert other.review is not None
    assert other.review.force is Force.CHANGED


def test_a_review_holds_in_another_file_and_row_and_is_counted_once(
    found: dict[str, Screened],
) -> None:
    review = review_of(found["Lorex"], Verdict.DISMISSED)
    batch = screen("Supplier,Amount\nAcme,1\nLOREX,2\nLorex,3\n", review)
    assert [each.matches[0].judged for each in batch.records] == [State.NO_MATCH] * 2
    assert (batch.counts.dismissed, batch.counts.reviews_dismissed) == (2, 1)


def test_a_review_of_another_entity_is_not_met(found: dict[str, Screened]) -> None:
    review = replace(review_of(found["Lorex"], Verdict.DISMISSED), entity=VendorId("axis"))
    batch = screen(ROWS, review)
    assert batch.records[1].matches[0].review is None
    assert batch.counts.reviews_met == 0


def test_the_version_of_a_file_tells_what_stands_in_it(found: dict[str, Screened]) -> None:
    first = review_of(found["Lorex"], Verdict.DISMISSED, AS_OF)
    other = review_of(found["HIKVISION UK LIMITED"], Verdict.CONFIRMED)
    file = ReviewFile("r.toml", "ab" * 32, (first, other))
    now, later = version_of(file, AS_OF), version_of(file, AS_OF + timedelta(days=1))
    assert (now.version, now.vintage) == ("abababababab", "2026-11-24")
    assert now.reviews is not None
    assert later.reviews is not None
    assert (now.reviews.dismissed, now.reviews.expired, now.reviews.total) == (1, 0, 2)
    assert (later.reviews.dismissed, later.reviews.expired, later.reviews.total) == (0, 1, 2)


def test_counts_of_reviews_add_up() -> None:
    one = Counts(reviews_confirmed=1, reviews_changed=2)
    assert (one + one).reviews_met == 6
