"""Whether what a contract covers lies within what a claim speaks of."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from countersight.model.casefile import Scope
from countersight.model.values import PartialDate


class Join(StrEnum):
    """How two scopes lie to each other."""

    WITHIN = "within"
    APART = "apart"
    UNKNOWN = "unknown"


def joined(claim: Scope, evidence: Scope) -> Join:
    """Return whether evidence lies within the scope of a claim; a claim without one is general.

    >>> joined(Scope(place="GB"), Scope(place="CN/Xinjiang")).value
    'apart'
    >>> joined(Scope(place="CN"), Scope(place="CN/Xinjiang")).value
    'within'
    >>> joined(Scope(place="GB"), Scope()).value
    'unknown'
    """
    found = (
        _places(claim.place, evidence.place),
        _times(claim, evidence),
        _products(claim.product, evidence.product),
    )
    return next((each for each in (Join.APART, Join.UNKNOWN) if each in found), Join.WITHIN)


def joined_with_all(claim: Scope, evidence: Iterable[Scope]) -> Join:
    """Return how a claim lies to the scopes of all evidence; empty ones are left out.

    >>> joined_with_all(Scope(place="GB"), [Scope(), Scope(place="GB/London")]).value
    'within'
    """
    if claim == Scope():
        return Join.WITHIN
    found = [joined(claim, each) for each in evidence if each != Scope()]
    if Join.APART in found:
        return Join.APART
    return Join.WITHIN if Join.WITHIN in found else Join.UNKNOWN


def _products(claim: str, evidence: str) -> Join:
    same = claim.casefold() == evidence.casefold()
    return Join.WITHIN if same or not claim else Join.UNKNOWN


def _places(claim: str, evidence: str) -> Join:
    if not claim:
        return Join.WITHIN
    if not evidence:
        return Join.UNKNOWN
    wider, narrower = _steps(claim), _steps(evidence)
    if narrower[: len(wider)] == wider:
        return Join.WITHIN
    return Join.UNKNOWN if wider[: len(narrower)] == narrower else Join.APART


def _steps(place: str) -> list[str]:
    return [step.strip().casefold() for step in place.split("/")]


def _times(claim: Scope, evidence: Scope) -> Join:
    if claim.since is None and claim.until is None:
        return Join.WITHIN
    if _before(evidence.until, claim.since) or _before(claim.until, evidence.since):
        return Join.APART
    if evidence.since is not None and evidence.until is not None:
        first, last = evidence.since.latest, evidence.until.earliest
        return Join.WITHIN if first <= last and _meets(claim, first, last) else Join.UNKNOWN
    one = evidence.since or evidence.until
    return Join.WITHIN if one is not None and _holds(claim, one) else Join.UNKNOWN


def _meets(claim: Scope, first: date, last: date) -> bool:
    """Whether a stretch surely has a day in common with the time of a claim."""
    starts = claim.since is None or claim.since.latest <= last
    ends = claim.until is None or first <= claim.until.earliest
    return starts and ends


def _holds(claim: Scope, one: PartialDate) -> bool:
    """Whether a day, of which only bounds may be known, surely lies within the claim's time."""
    return _meets(claim, one.earliest, one.earliest) and _meets(claim, one.latest, one.latest)


def _before(end: PartialDate | None, start: PartialDate | None) -> bool:
    return end is not None and start is not None and end.latest < start.earliest
