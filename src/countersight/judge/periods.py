"""When a duty stands: not after its end, not before its start; the start may be a window.

``until`` is inclusive. Where the start is known only as a window, a day inside it is unknown
until somebody states ``effective_day``. A proposal has no start.
"""

from datetime import date
from typing import Final

from countersight.judge.truth import truth_of
from countersight.messages import sentence
from countersight.model.decision import Reason, Step
from countersight.model.facts import Fact, Facts, Truth
from countersight.model.restriction import Duty, Restriction, Status

EFFECTIVE_DAY: Final = "effective_day"


class Period:
    """The time tests of one duty, made ready."""

    __slots__ = ("_asked_end", "_asked_start", "_duty", "_proposed", "_start")

    def __init__(self, restriction: Restriction, duty: Duty) -> None:
        self._duty = duty
        self._proposed = restriction.status is Status.PROPOSED
        self._start = duty.since or duty.since_not_before
        self._asked_end = sentence("date is not after {until}", until=duty.until)
        self._asked_start = sentence("date is not before {start}", start=self._start)
        if duty.since_not_before is not None and duty.since is None:
            end = duty.since_not_after or sentence("a day not known")
            self._asked_start = sentence(
                "date is not before a day from {start} to {end}", start=self._start, end=end
            )

    def put(self, facts: Facts, on: Fact | None, day: date | None) -> tuple[Step, ...]:
        """Ask whether the duty has ended, and whether it has begun."""
        steps: tuple[Step, ...] = ()
        if self._duty.until is not None:
            ended = self._end(on, day, self._duty.until)
            if ended.truth is Truth.FALSE:
                return (ended,)
            steps = (ended,)
        return (*steps, self._begun(facts, on, day))

    def _end(self, on: Fact | None, day: date | None, until: date) -> Step:
        if on is None or day is None:
            return Step(Reason.AFTER_END, self._asked_end, Truth.UNKNOWN, (), ("date",))
        return Step(Reason.AFTER_END, self._asked_end, truth_of(holds=day <= until), (on,))

    def _begun(self, facts: Facts, on: Fact | None, day: date | None) -> Step:
        reason, asked = Reason.BEFORE_EFFECTIVE, self._asked_start
        if self._proposed:
            return Step(reason, asked, Truth.FALSE, note=sentence("it is a proposal"))
        if self._start is None:
            return Step(reason, sentence("it has always stood"), Truth.TRUE)
        if on is None or day is None:
            return Step(reason, asked, Truth.UNKNOWN, (), ("date",))
        if day < self._start:
            return Step(reason, asked, Truth.FALSE, (on,))
        return self._inside(facts, on, day)

    def _inside(self, facts: Facts, on: Fact, day: date) -> Step:
        """Ask again on a day that may lie in the window."""
        reason, asked = Reason.BEFORE_EFFECTIVE, self._asked_start
        end = self._duty.since_not_after
        if self._duty.since is not None or (end is not None and day >= end):
            return Step(reason, asked, Truth.TRUE, (on,))
        stated = facts.known.get(EFFECTIVE_DAY)
        if stated is not None and type(stated.value) is date:
            return Step(reason, asked, truth_of(holds=day >= stated.value), (on, stated))
        note = sentence("the day on which it began to apply was not found")
        return Step(reason, asked, Truth.UNKNOWN, (on,), (EFFECTIVE_DAY,), note)
