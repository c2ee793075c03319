"""Decisions for programs: one object a line of facts, every duty in it once.

The shape is published as ``decide.schema.json`` beside this module.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from countersight.messages import joined
from countersight.model.answer import Answer, Decided, Undecided
from countersight.model.decision import Decision, Outcome, Step
from countersight.report.faces import NOTICE
from countersight.report.lines import line
from countersight.report.objects import Plain, decision_object, fact_object

KEYS: Final[Mapping[Outcome, str]] = MappingProxyType(
    {
        Outcome.BINDS: "binds",
        Outcome.EXEMPT: "exempt",
        Outcome.DEPENDS: "depends",
        Outcome.ADVISES: "advises",
        Outcome.NOT_BOUND: "not_bound",
    }
)
"""Where a duty stands in the object, by how it came out."""


@dataclass(frozen=True, slots=True)
class DecisionLines:
    """Writes each answer as one line of JSON."""

    version: str
    """Of the catalogue."""

    def answer(self, answer: Answer) -> str:
        """Return one answer as a line."""
        return line(answer_object(answer, self.version))

    def end(self) -> str:
        """Return nothing: every line stands alone."""
        return ""


def answer_object(answer: Answer, version: str) -> dict[str, Plain]:
    """Return one answer; a line without an id is told by its number."""
    found: dict[str, Plain] = {"id": answer.id}
    if answer.id is None or isinstance(answer, Undecided):
        found["line"] = answer.line
    if isinstance(answer, Undecided):
        return {**found, "problem": problem_words(answer), "catalogue_version": version}
    return {
        **found,
        **_decided(answer),
        "flags": list(flags_of(answer.decisions)),
        "catalogue_version": version,
        "notice": NOTICE,
    }


def problem_words(answer: Undecided) -> str:
    """Return what is wrong, and what to do.

    >>> problem_words(Undecided(None, 3, "'purpos' is no fact", "Did you mean purpose?"))
    "'purpos' is no fact. Did you mean purpose?"
    """
    return joined(". ", (answer.problem, answer.hint)) if answer.hint else answer.problem


def flags_of(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return the flags of all duties, each once."""
    return tuple(dict.fromkeys(flag for each in decisions for flag in each.flags))


def step_object(step: Step) -> dict[str, Plain]:
    """Return one test of a trace, with the facts that it looked at."""
    return {
        "test": step.reason.value,
        "of": step.group or "duty",
        "asked": step.asked,
        "truth": step.truth.value,
        "facts": [fact_object(fact) for fact in step.facts],
        "ask": list(step.ask),
        "note": step.note,
    }


def _decided(answer: Decided) -> dict[str, Plain]:
    lists: dict[str, list[Plain]] = {key: [] for key in KEYS.values()}
    for decision in answer.decisions:
        entry = _bare if decision.outcome is Outcome.NOT_BOUND else _whole
        lists[KEYS[decision.outcome]].append(entry(decision))
    return dict(lists)


def _whole(decision: Decision) -> dict[str, Plain]:
    trace: list[Plain] = [step_object(step) for step in decision.trace]
    return {**decision_object(decision), "trace": trace}


def _bare(decision: Decision) -> dict[str, Plain]:
    """Return a duty that does not bind, why, and what was assumed or should be known of it."""
    found: dict[str, Plain] = {
        "restriction": decision.restriction.id,
        "duty": decision.duty.id,
        "reason": decision.reason.value if decision.reason is not None else None,
    }
    if decision.assumed:
        found["assumed"] = [fact_object(fact) for fact in decision.assumed]
    note = decision.trace[-1].note if decision.trace else ""
    if note:
        found["note"] = note
    return found
