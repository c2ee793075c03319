"""What a person judged of a match, as an object for programs and as words for people."""

from collections.abc import Iterator
from typing import Final

from countersight.messages import Words, _, spoken
from countersight.model.finding import Counts, ListVersion
from countersight.model.match import Match
from countersight.model.review import Force, Reviewed, Verdict
from countersight.report.plain import Plain

VERDICTS: Final = Words(
    {
        Verdict.CONFIRMED: "confirmed",
        Verdict.DISMISSED: "dismissed",
        Verdict.UNSURE: "unsure",
    }
)
_FORCES: Final = Words(
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
    return f" ({VERDICTS[counts]})" if counts is not None else ""


def review_line(reviewed: Reviewed) -> str:
    """Return who judged what, when and why, and whether it counts."""
    review = reviewed.review
    until = _(", until {until}").format(until=review.until) if review.until is not None else ""
    said = _("{verdict} by {who} on {when}{until}: {reason}").format(
        verdict=VERDICTS[review.verdict],
        who=review.who,
        when=review.when,
        until=until,
        reason=review.reason,
    )
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
    parts = [
        f"{total}",
        _("met {met}").format(met=met) if met else "",
        _("not met {missed}").format(missed=missed) if missed else "",
    ]
    return (
        f"{spoken(version.name)} {version.version}: {'; '.join(part for part in parts if part)}"
    )


def _met(counts: Counts) -> Iterator[str]:
    for number, how in (
        (counts.reviews_confirmed, VERDICTS[Verdict.CONFIRMED]),
        (counts.reviews_dismissed, VERDICTS[Verdict.DISMISSED]),
        (counts.reviews_unsure, VERDICTS[Verdict.UNSURE]),
        (counts.reviews_expired, _("expired")),
        (counts.reviews_changed, _("that saw other evidence")),
    ):
        if number:
            yield f"{number} {how}"
