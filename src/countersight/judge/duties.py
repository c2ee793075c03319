"""One duty, made ready once and decided on many situations.

The tests are made in the order of ``Reason``: place, body, act, end, start, product, target,
purpose, condition. The first that is false is the reason why the duty does not bind; what
comes after it is not asked. Then the exemptions are looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Final, TypeAlias

from countersight.judge.bodies import Bodies, bodies
from countersight.judge.covers import ORDER, CoverTest, any_cover, cover_test, furthest
from countersight.judge.exemptions import ExemptionTest, exemption_test, ways_out
from countersight.judge.holdings import Holdings
from countersight.judge.periods import Period
from countersight.judge.places import EVERYWHERE, Lies, lies
from countersight.judge.questions import Question, question
from countersight.judge.targets import is_assumed, stated_day
from countersight.judge.truth import truth_of
from countersight.messages import sentence
from countersight.model.decision import Decision, Outcome, Reason, Step, Way
from countersight.model.facts import Fact, Facts, Truth
from countersight.model.restriction import Duty, Restriction
from countersight.model.wording import one_of

HEAD_FACTS: Final = ("place", "body_country", "roles", "act")
"""The facts that the first three tests look at."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first three tests of a duty, where none of them failed."""

    steps: tuple[Step, ...]
    directed: bool
    """The role that was hit is bound, and not merely advised."""


Begun: TypeAlias = Head | Decision
"""A duty after its first three tests: still open, or decided by them."""
Located: TypeAlias = Step | Decision
"""A duty after its first test: still open, or decided by it."""


@dataclass(frozen=True, slots=True)
class DutyTest:
    """A duty with its tests made ready."""

    restriction: Restriction
    duty: Duty
    where: tuple[str, ...]
    where_asked: str
    bodies: Bodies
    acts: frozenset[str]
    act_asked: str
    period: Period
    covers: tuple[CoverTest, ...]
    conditions: tuple[Question, ...]
    exemptions: tuple[ExemptionTest, ...]

    def locate(self, facts: Facts) -> Located:
        """Ask the place; it alone decides most duties."""
        place = self._place(facts)
        return self._not_bound((place,)) if place.truth is Truth.FALSE else place

    def begin(self, facts: Facts, place: Located) -> Begun:
        """Ask body and act, where the place did not decide."""
        if isinstance(place, Decision):
            return place
        body, directed = self.bodies.put(facts)
        if body.truth is Truth.FALSE:
            return self._not_bound((place, body))
        act = self._act(facts)
        if act.truth is Truth.FALSE:
            return self._not_bound((place, body, act))
        return Head((place, body, act), directed)

    def decide(self, head: Head, facts: Facts, holdings: Holdings) -> Decision:
        """Ask the other tests, and the exemptions."""
        on = facts.known.get("date")
        day = stated_day(on)
        own = (*head.steps, *self.period.put(facts, on, day))
        if own[-1].truth is Truth.FALSE:
            return self._not_bound(own, flags=self._stale(day))
        covered = any_cover(self.covers, facts, holdings, day)
        trace = (*own, *covered.steps)
        if covered.truth is Truth.FALSE:
            flags = self._flags(Outcome.NOT_BOUND, day, scheduled=covered.scheduled)
            return self._not_bound(trace, failing=covered.telling, flags=flags)
        telling = [*own, *covered.telling]
        for condition in self.conditions:
            step = condition.put(facts)
            trace = (*trace, step)
            telling.append(step)
            if step.truth is Truth.FALSE:
                return self._not_bound(trace, flags=self._stale(day))
        ways = ways_out(self.exemptions, facts, on if day else None, day)
        return self._conclude(
            _Tested(trace, telling, ways, day, head.directed, covered.scheduled)
        )

    def _conclude(self, tested: "_Tested") -> Decision:
        ask = asks_of(step for step in tested.telling if step.truth is Truth.UNKNOWN)
        free = next((way for way in tested.ways if way.truth is Truth.TRUE), None)
        outcome = Outcome.BINDS if tested.directed else Outcome.ADVISES
        if free is not None:
            outcome = Outcome.EXEMPT
        elif ask:
            outcome = Outcome.DEPENDS
        late = self._late(tested.day) if outcome is Outcome.BINDS else None
        perhaps = tuple(way for way in tested.ways if way.truth is Truth.UNKNOWN)
        return Decision(
            restriction=self.restriction,
            duty=self.duty,
            outcome=outcome,
            ask=ask if outcome is Outcome.DEPENDS else (),
            exemption=free.id if free is not None else None,
            perhaps=() if free is not None else perhaps,
            overdue_days=late,
            flags=self._flags(outcome, tested.day, scheduled=tested.scheduled),
            assumed=_assumed((*tested.telling, *_telling(tested.ways, free))),
            trace=(*tested.trace, *(step for way in tested.ways for step in way.steps)),
        )

    def _not_bound(
        self,
        trace: tuple[Step, ...],
        *,
        failing: tuple[Step, ...] = (),
        flags: tuple[str, ...] = (),
    ) -> Decision:
        failing = failing or trace[-1:]
        return Decision(
            restriction=self.restriction,
            duty=self.duty,
            outcome=Outcome.NOT_BOUND,
            reason=furthest(failing),
            flags=flags,
            assumed=_assumed(failing),
            trace=trace,
        )

    def _late(self, day: date | None) -> int | None:
        deadline = self.duty.deadline
        if deadline is None or day is None or day <= deadline:
            return None
        return (day - deadline).days

    def _flags(self, outcome: Outcome, day: date | None, *, scheduled: bool) -> tuple[str, ...]:
        key = self.restriction.id
        late = outcome is Outcome.BINDS and self._late(day) is not None
        return (
            *((f"overdue:{key}",) if late else ()),
            *self._stale(day),
            *((f"scheduled_change:{key}",) if scheduled else ()),
        )

    def _stale(self, day: date | None) -> tuple[str, ...]:
        """Warn of a day that the sources don't speak for, of a duty that is free there too."""
        if day is None or day <= self.restriction.verified_through:
            return ()
        return (f"unverified_after:{self.restriction.id}",)

    def _place(self, facts: Facts) -> Step:
        reason, asked = Reason.PLACE, self.where_asked
        fact = facts.known.get("place")
        shown = (fact,) if fact is not None else ()
        if EVERYWHERE in self.where:
            return Step(reason, asked, Truth.TRUE, shown)
        if fact is None:
            return Step(reason, asked, Truth.UNKNOWN, (), ("place",))
        found = {lies(str(fact.value), where): where for where in self.where}
        if Lies.WITHIN in found:
            return Step(reason, asked, Truth.TRUE, shown)
        if Lies.UNCLEAR in found:
            note = sentence(
                "whether {value} lies in {found} is not in the table",
                value=fact.value,
                found=found[Lies.UNCLEAR],
            )
            return Step(reason, asked, Truth.UNKNOWN, shown, ("place",), note)
        note = ""
        if Lies.WIDER in found:
            note = sentence(
                "the place given is wider than {found}; say which part", found=found[Lies.WIDER]
            )
        return Step(reason, asked, Truth.FALSE, shown, note=note)

    def _act(self, facts: Facts) -> Step:
        fact = facts.known.get("act")
        if fact is None:
            return Step(Reason.ACT, self.act_asked, Truth.UNKNOWN, (), ("act",))
        holds = truth_of(holds=fact.value in self.acts)
        return Step(Reason.ACT, self.act_asked, holds, (fact,))


@dataclass(frozen=True, slots=True)
class _Tested:
    """What the tests of a duty gave, none of them false."""

    trace: tuple[Step, ...]
    telling: Sequence[Step]
    ways: tuple[Way, ...]
    day: date | None
    directed: bool
    scheduled: bool


def duty_test(
    restriction: Restriction, duty: Duty, lists: Mapping[str, Restriction]
) -> DutyTest:
    """Make a duty ready.

    Raises:
        CatalogueError: a cover asks for a list that is not among *lists*.
    """
    covers = {cover.id: cover for cover in restriction.covers}
    where = restriction.applies_where or (restriction.jurisdiction,)
    everywhere = EVERYWHERE in where
    frees = [exemption for exemption in restriction.exemptions if duty.id in exemption.duties]
    return DutyTest(
        restriction=restriction,
        duty=duty,
        where=where,
        where_asked=sentence("any place")
        if everywhere
        else sentence("place lies in {where}", where=reduce(_either, where)),
        bodies=bodies(restriction, duty),
        acts=frozenset(duty.acts),
        act_asked=sentence("act {acts}", acts=one_of(list(duty.acts))),
        period=Period(restriction, duty),
        covers=tuple(cover_test(covers[name], restriction, lists) for name in duty.covers),
        conditions=tuple(question(test, Reason.CONDITION) for test in duty.requires),
        exemptions=tuple(exemption_test(exemption) for exemption in frees),
    )


def _either(first: str, second: str) -> str:
    return sentence("{first} or {second}", first=first, second=second)


def asks_of(steps: Iterable[Step]) -> tuple[str, ...]:
    """Return what the steps ask, in the order of the tests, each once."""
    ordered = sorted(steps, key=lambda step: ORDER[step.reason])
    return tuple(dict.fromkeys(ask for step in ordered for ask in step.ask))


def _telling(ways: tuple[Way, ...], free: Way | None) -> Iterable[Step]:
    """Yield the steps of exemptions that the outcome rests on."""
    if free is not None:
        return free.steps
    return (step for way in ways for step in (way.steps if way.ask else way.steps[-1:]))


def _assumed(steps: Iterable[Step]) -> tuple[Fact, ...]:
    found = (fact for step in steps for fact in step.facts if is_assumed(fact))
    return tuple(dict.fromkeys(found))
