"""Reviews beside the matches that they judge, and which of them were met."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from countersight.ids import RecordKey, VendorId
from countersight.messages import sentence
from countersight.model.finding import Counts, ListVersion, ReviewTally
from countersight.model.keys import evidence_digest, record_key
from countersight.model.match import Match
from countersight.model.record import Record
from countersight.model.review import Force, Review, Reviewed, ReviewFile, Verdict


class Reviewing:
    """Puts each review beside its match.

    A review of a match that is gone is not met, and one whose evidence changed stands beside
    the match without counting.
    """

    def __init__(self, reviews: Iterable[Review], on: date) -> None:
        self._by_turn = {(each.record, each.entity): each for each in reviews}
        self._on = on
        self._met: set[tuple[RecordKey, VendorId]] = set()

    def judge(self, record: Record, matches: tuple[Match, ...]) -> tuple[Match, ...]:
        """Return the matches, each with the review that speaks of it."""
        if not self._by_turn or not matches:
            return matches
        key = record_key(record)
        return tuple(self._judged(key, match) for match in matches)

    def _judged(self, key: RecordKey, match: Match) -> Match:
        review = self._by_turn.get((key, match.entity))
        if review is None:
            return match
        force = review.force(evidence_digest(match), self._on)
        return replace(match, review=Reviewed(review, force))

    def count(self, matches: Iterable[Match]) -> Counts:
        """Return the reviews among *matches* that were not met before."""
        counts = Counts()
        for match in matches:
            reviewed = match.review
            if reviewed is None:
                continue
            turn = (reviewed.review.record, reviewed.review.entity)
            if turn not in self._met:
                self._met.add(turn)
                how = reviewed.counts or reviewed.force
                counts += Counts(**{f"reviews_{how.value}": 1})
        return counts


def version_of(file: ReviewFile, on: date) -> ListVersion:
    """Return what an answer says of a file of reviews that it rests on.

    >>> version_of(ReviewFile("r.toml", "ab" * 32), date(2026, 11, 24)).version
    'abababababab'
    """
    found = dict.fromkeys([*(each.value for each in Verdict), Force.EXPIRED.value], 0)
    for each in file.reviews:
        is_over = each.force(each.evidence, on) is Force.EXPIRED
        found[Force.EXPIRED.value if is_over else each.verdict.value] += 1
    newest = max((each.when for each in file.reviews), default=None)
    return ListVersion(
        name=sentence("Reviews {name}", name=file.name),
        version=file.digest[:12],
        vintage="" if newest is None else newest.isoformat(),
        licence="",
        reviews=ReviewTally(**found),
    )
