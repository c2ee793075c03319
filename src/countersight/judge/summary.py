"""What the decisions come to for each restriction: its strongest duty, or why none binds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from countersight.ids import RestrictionId
from countersight.judge.covers import ORDER
from countersight.model.decision import Decision, Outcome, Reason
from countersight.model.restriction import Restriction

STRENGTH: Final = {outcome: place for place, outcome in enumerate(Outcome)}
"""The strongest outcome first."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One restriction's answer."""

    restriction: Restriction
    outcome: Outcome
    decisions: tuple[Decision, ...]
    """The duties that came out so."""
    reason: Reason | None = None
    """Of ``not_bound``: the test that was reached last, over all duties."""


def summarise(decisions: Iterable[Decision]) -> tuple[Summary, ...]:
    """Return the answer of each restriction, in the order in which they first come.

    The decisions may be those of several situations, such as the acts of one record.

    >>> summarise([])
    ()
    """
    grouped: dict[RestrictionId, list[Decision]] = {}
    for decision in decisions:
        grouped.setdefault(decision.restriction.id, []).append(decision)
    return tuple(_summary(group) for group in grouped.values())


def not_bound(decisions: Iterable[Decision]) -> tuple[tuple[str, str], ...]:
    """Return the restrictions of which no duty binds, each with the reason reached last."""
    return tuple(
        (summary.restriction.id, summary.reason.value)
        for summary in summarise(decisions)
        if summary.reason is not None
    )


def strongest_first(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions with the strongest outcome first, otherwise in their order."""
    return tuple(sorted(decisions, key=lambda decision: STRENGTH[decision.outcome]))


def _summary(decisions: list[Decision]) -> Summary:
    strongest = min((decision.outcome for decision in decisions), key=STRENGTH.__getitem__)
    reasons = [decision.reason for decision in decisions if decision.reason is not None]
    reason = None
    if strongest is Outcome.NOT_BOUND:
        reason = max(reasons, key=ORDER.__getitem__)
    these = tuple(decision for decision in decisions if decision.outcome is strongest)
    return Summary(decisions[0].restriction, strongest, these, reason)
