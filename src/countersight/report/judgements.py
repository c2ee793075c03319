"""What a person judged of a match, as an object for programs and as words for people."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from countersight.model.finding import Counts, ListVersion
from countersight.model.match import Match
from countersight.model.review import Force, Reviewed
from countersight.report.plain import Plain

_FORCES: Final[Mapping[Force, str]] = MappingProxyType(
    {
        Force.IN_FORCE: "",
        Force.EXPIRED: "; it has expired and does not count",
        Force.CHANGED: "; it saw other evidence and does not count",
    }
)


def review_object(reviewed: Reviewed | None) -> Plain:
    """Return a review, and whether it counts; None where there is none."""
    if reviewed is None:
        return None
    review = reviewed.review
    return {
        "verdict": review.verdict.value,
        "force": reviewed.force.value,
        "reason": review.reason,
        "who": review.who,
        "when": review.when.isoformat(),
        "until": None if review.until is None else review.until.isoformat(),
    }


def verdict_mark(match: Match) -> str:
    """Return the verdict behind a match, in brackets; empty where none counts."""
    counts = match.review.counts if match.review is not None else None
    return f" ({counts.value})" if counts is not None else ""


def review_line(reviewed: Reviewed) -> str:
    """Return who judged what, when and why, and whether it counts."""
    review = reviewed.review
    until = f", until {review.until}" if review.until is not None else ""
    said = f"{review.verdict.value} by {review.who} on {review.when}{until}: {review.reason}"
    return f"{said}{_FORCES[reviewed.force]}"


def footer_line(version: ListVersion, counts: Counts) -> str:
    """Return what became of the reviews of a file; empty for a list of another kind.

    >>> from countersight.model.finding import ReviewTally
    >>> version = ListVersion("Reviews r.toml", "ab12", "", "", ReviewTally(dismissed=3))
    >>> footer_line(version, Counts(reviews_dismissed=2))
    'Reviews r.toml ab12: 3; met 2 dismissed; not met 1'
    """
    if version.reviews is None:
        return ""
    total = version.reviews.total
    met = ", ".join(_met(counts))
    missed = total - counts.reviews_met
    parts = [f"{total}", f"met {met}" if met else "", f"not met {missed}" if missed else ""]
    return f"{version.name} {version.version}: {'; '.join(part for part in parts if part)}"


def _met(counts: Counts) -> Iterator[str]:
    for number, how in (
        (counts.reviews_confirmed, "confirmed"),
        (counts.reviews_dismissed, "dismissed"),
        (counts.reviews_unsure, "unsure"),
        (counts.reviews_expired, "expired"),
        (counts.reviews_changed, "that saw other evidence"),
    ):
        if number:
            yield f"{number} {how}"
