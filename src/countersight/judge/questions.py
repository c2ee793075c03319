"""Tests of facts, made ready once and asked of every situation.

A missing fact is unknown; so is one whose value is of another kind than the test compares.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from countersight.judge.truth import truth_of
from countersight.messages import sentence
from countersight.model.decision import Reason, Step
from countersight.model.facts import Facts, FactValue, Truth
from countersight.model.restriction import Comparison, FactTest
from countersight.model.wording import condition_words

_DATES: Final[Mapping[Comparison, Callable[[date, date], bool]]] = MappingProxyType(
    {
        Comparison.AFTER: operator.gt,
        Comparison.NOT_AFTER: operator.le,
        Comparison.BEFORE: operator.lt,
        Comparison.NOT_BEFORE: operator.ge,
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """A test of one fact, with its words."""

    test: FactTest
    asked: str
    reason: Reason
    group: str = ""

    def put(self, facts: Facts) -> Step:
        """Ask it of the facts."""
        name = self.test.fact
        fact = facts.known.get(name)
        if fact is None:
            return Step(self.reason, self.asked, Truth.UNKNOWN, (), (name,), "", self.group)
        truth = compare(self.test, fact.value)
        if truth is Truth.UNKNOWN:
            note = sentence("what was said of {name} can't be compared", name=name)
            return Step(self.reason, self.asked, truth, (fact,), (name,), note, self.group)
        return Step(self.reason, self.asked, truth, (fact,), (), "", self.group)


def question(test: FactTest, reason: Reason, group: str = "") -> Question:
    """Make a test ready.

    >>> test = FactTest("site", Comparison.IN, ("sensitive",))
    >>> question(test, Reason.CONDITION).asked
    'site is sensitive'
    """
    return Question(test, condition_words(test), reason, group)


def compare(test: FactTest, value: FactValue) -> Truth:
    """Return whether the value passes the test.

    >>> on = FactTest("acquired_on", Comparison.AFTER, (date(2023, 12, 21),))
    >>> compare(on, date(2023, 12, 21)).value
    'false'
    """
    of_dates = _DATES.get(test.comparison)
    first = test.values[0]
    if of_dates is not None:
        if type(value) is date and type(first) is date:
            return truth_of(holds=of_dates(value, first))
        return Truth.UNKNOWN
    if isinstance(value, tuple):
        return truth_of(holds=any(each in test.values for each in value))
    if type(value) is not type(first):
        return Truth.UNKNOWN
    return truth_of(holds=value in test.values)
