"""A person's judgement on a match: what was judged, on which evidence, and whether it counts.

A review is bound to a record by what the record says, and to a match by the evidence that
the person saw (``model.keys``).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from countersight.ids import EvidenceDigest, RecordKey, VendorId
from countersight.messages import sentence


class Verdict(StrEnum):
    """What a person found."""

    CONFIRMED = "confirmed"
    """The record is the entity."""
    DISMISSED = "dismissed"
    """It is not."""
    UNSURE = "unsure"


class Force(StrEnum):
    """Whether a review counts on the day of asking."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    """Its last day has passed."""
    CHANGED = "changed"
    """The match rests on other evidence now than the person saw."""


@dataclass(frozen=True, slots=True)
class Review:
    """One judgement, as it stands in a user's file.

    Raises:
        ValueError: its last day lies before the day on which it was made.
    """

    record: RecordKey
    entity: VendorId
    verdict: Verdict
    reason: str
    who: str
    when: date
    evidence: EvidenceDigest
    until: date | None = None
    """Last day on which it counts; None: for as long as the evidence is the same."""

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.when:
            raise ValueError(
                sentence(
                    "until {until} lies before when {when}", until=self.until, when=self.when
                )
            )

    def force(self, evidence: EvidenceDigest, on: date) -> Force:
        """Return whether it counts on a day for a match that rests on *evidence*."""
        if evidence != self.evidence:
            return Force.CHANGED
        if self.until is not None and self.until < on:
            return Force.EXPIRED
        return Force.IN_FORCE


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review beside the match that it judges."""

    review: Review
    force: Force

    @property
    def counts(self) -> Verdict | None:
        """The verdict, where it counts."""
        return self.review.verdict if self.force is Force.IN_FORCE else None


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """The reviews of one file, with its version."""

    name: str
    digest: str
    """SHA-256 of its bytes."""
    reviews: tuple[Review, ...] = ()
