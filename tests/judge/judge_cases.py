"""What the judge's tests share: situations in few words, and worked cases."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from camera_facts import CAMERA
from countersight.catalogue import load
from countersight.judge import Rulebook, parse_facts
from countersight.model.decision import Decision, Outcome

CATALOGUE = load()
RULES = Rulebook(CATALOGUE.restrictions.values())


def decide(stated: Mapping[str, object], rules: Rulebook = RULES) -> tuple[Decision, ...]:
    return rules.decide(parse_facts(stated, CATALOGUE.vocabulary))


def duty(decisions: Iterable[Decision], restriction: str, duty_id: str) -> Decision:
    (found,) = (
        each
        for each in decisions
        if (each.restriction.id, each.duty.id) == (restriction, duty_id)
    )
    return found


def buys(**stated: object) -> Decision:
    """Decide the purchase of ``CAMERA``, with other facts."""
    return duty(decide({**CAMERA, **stated}), "us-ndaa889-a1a", "buy")


def read_cases(path: Path) -> list[dict[str, dict[str, object]]]:
    cases: list[dict[str, dict[str, object]]] = json.loads(path.read_text("utf-8"))["cases"]
    return cases


def outcomes(decisions: Iterable[Decision], outcome: Outcome) -> set[tuple[str, ...]]:
    """Return restriction, duty and what the outcome adds, of every duty that came out so."""
    return {
        (each.restriction.id, each.duty.id, *_added(each))
        for each in decisions
        if each.outcome is outcome
    }


def _added(decision: Decision) -> tuple[str, ...]:
    match decision.outcome:
        case Outcome.BINDS:
            return (str(decision.deadline) if decision.deadline else "",)
        case Outcome.EXEMPT:
            return (str(decision.exemption),)
        case Outcome.DEPENDS:
            return decision.ask
        case _:
            return ()
