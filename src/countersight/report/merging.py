"""Findings that differ in no more than the act are told as one."""

from collections.abc import Sequence
from dataclasses import replace

from countersight.model.decision import Decision, Outcome
from countersight.model.finding import Finding

STRENGTH = tuple(Outcome)
"""Outcomes, strongest first."""


def merged(findings: Sequence[Finding]) -> list[tuple[tuple[str, ...], Decision]]:
    """Return the decisions that differ in no more than the act, each once, with the acts."""
    found: dict[object, tuple[list[str], Decision]] = {}
    for finding in findings:
        decision = finding.decision
        acts, _ = found.setdefault((substance(decision), decision.assumed), ([], decision))
        if finding.act and finding.act not in acts:
            acts.append(finding.act)
    return [(tuple(acts), decision) for acts, decision in found.values()]


def substance(decision: Decision) -> tuple[object, ...]:
    """Return what is told of a decision at length; two that share it are told once."""
    return (
        *(decision.restriction.id, decision.duty.id, decision.outcome, decision.ask),
        *(decision.exemption, decision.overdue_days, decision.flags),
        tuple((way.id, way.ask) for way in decision.perhaps),
    )


def untraced(decision: Decision) -> Decision:
    """Return a decision without the steps that led to it, which a summary does not tell."""
    ways = tuple(replace(way, steps=()) for way in decision.perhaps)
    return replace(decision, trace=(), perhaps=ways)
