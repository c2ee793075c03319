"""Exemptions: what frees from a duty, and what would have to be known for that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from countersight.judge.questions import Question, question
from countersight.judge.truth import conjunction, truth_of
from countersight.messages import sentence
from countersight.model.decision import Reason, Step, Way
from countersight.model.facts import Fact, Facts, Truth
from countersight.model.restriction import Exemption


@dataclass(frozen=True, slots=True)
class ExemptionTest:
    """One exemption, made ready."""

    exemption: Exemption
    group: str
    questions: tuple[Question, ...]

    def put(self, facts: Facts, on: Fact | None, day: date | None) -> Way:
        """Ask the exemption's tests, as far as the first that fails."""
        steps: list[Step] = []
        for step in chain(self._window(on, day), (each.put(facts) for each in self.questions)):
            steps.append(step)
            if step.truth is Truth.FALSE:
                break
        truth = conjunction(step.truth for step in steps)
        asks = dict.fromkeys(ask for step in steps for ask in step.ask)
        ask = tuple(asks) if truth is Truth.UNKNOWN else ()
        return Way(self.exemption.id, truth, ask, tuple(steps))

    def _window(self, on: Fact | None, day: date | None) -> list[Step]:
        since, until = self.exemption.since, self.exemption.until
        steps = []
        if until is not None:
            late = day is not None and day > until
            steps.append(
                self._day(
                    Reason.AFTER_END,
                    sentence("date is not after {until}", until=until),
                    on,
                    late=late,
                )
            )
        if since is not None:
            early = day is not None and day < since
            asked = sentence("date is not before {since}", since=since)
            steps.append(self._day(Reason.BEFORE_EFFECTIVE, asked, on, late=early))
        return steps

    def _day(self, reason: Reason, asked: str, on: Fact | None, *, late: bool) -> Step:
        if on is None:
            return Step(reason, asked, Truth.UNKNOWN, (), ("date",), "", self.group)
        return Step(reason, asked, truth_of(holds=not late), (on,), (), "", self.group)


def exemption_test(exemption: Exemption) -> ExemptionTest:
    """Make an exemption ready."""
    group = sentence("exemption {id}", id=exemption.id)
    questions = (question(test, Reason.CONDITION, group) for test in exemption.requires)
    return ExemptionTest(exemption, group, tuple(questions))


def ways_out(
    tests: Sequence[ExemptionTest], facts: Facts, on: Fact | None, day: date | None
) -> tuple[Way, ...]:
    """Ask the exemptions one after the other, as far as the first that frees."""
    ways: list[Way] = []
    for test in tests:
        ways.append(test.put(facts, on, day))
        if ways[-1].truth is Truth.TRUE:
            break
    return tuple(ways)
