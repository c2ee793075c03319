"""What the decisions come to for each restriction: its strongest duty, or why none binds."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

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
    """Return the answer of each restriction, in the order of the decisions.

    The decisions of one restriction stand together, as ``Rulebook.decide`` gives them.

    >>> summarise([])
    ()
    """
    grouped = groupby(decisions, key=lambda decision: decision.restriction.id)
    return tuple(_summary(list(group)) for _, group in grouped)


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
