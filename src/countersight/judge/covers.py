"""Covers: what x whose x for what. A duty covers a thing when one of its covers does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Final

from countersight.judge.holdings import Holdings
from countersight.judge.targets import Target, target
from countersight.judge.truth import conjunction, truth_of
from countersight.messages import joined, sentence
from countersight.model.decision import Reason, Step
from countersight.model.facts import Facts, Truth
from countersight.model.restriction import Cover, Restriction
from countersight.model.wording import one_of

ANY: Final = "*"
ORDER: Final[Mapping[Reason, int]] = {reason: place for place, reason in enumerate(Reason)}
"""The order in which tests are made."""


@dataclass(frozen=True, slots=True)
class Words:
    """A test of one fact against a set of words; None is any word."""

    fact: str
    words: frozenset[str] | None

    def truth(self, facts: Facts) -> Truth:
        """Return whether the fact has one of the words."""
        if self.words is None:
            return Truth.TRUE
        fact = facts.known.get(self.fact)
        return Truth.UNKNOWN if fact is None else truth_of(holds=fact.value in self.words)


@dataclass(frozen=True, slots=True)
class CoverTest:
    """One cover, made ready."""

    group: str
    product: tuple[Words, Words]
    product_asked: str
    target: Target
    purpose: Words
    purpose_asked: str

    def put(self, facts: Facts, holdings: Holdings, day: date | None) -> "Covered":
        """Ask the cover's three tests, as far as the first that fails."""
        steps = [self._step(Reason.PRODUCT, self.product_asked, self.product, facts)]
        scheduled = False
        if steps[0].truth is not Truth.FALSE:
            looked = self.target(facts, holdings, day)
            scheduled = looked.scheduled
            steps.append(looked.step)
            if looked.step.truth is not Truth.FALSE and self.purpose.words is not None:
                one = (self.purpose,)
                steps.append(self._step(Reason.PURPOSE, self.purpose_asked, one, facts))
        truth = conjunction(step.truth for step in steps)
        return Covered(truth, tuple(steps), scheduled)

    def _step(self, reason: Reason, asked: str, tests: tuple[Words, ...], facts: Facts) -> Step:
        truths = [test.truth(facts) for test in tests]
        known = facts.known
        shown = tuple(
            known[test.fact] for test in tests if test.words is not None and test.fact in known
        )
        truth = conjunction(truths)
        ask: tuple[str, ...] = ()
        if truth is Truth.UNKNOWN:
            pairs = zip(tests, truths, strict=True)
            ask = tuple(test.fact for test, each in pairs if each is Truth.UNKNOWN)
        return Step(reason, asked, truth, shown, ask, "", self.group)


@dataclass(frozen=True, slots=True)
class Covered:
    """What came of one cover, or of all covers of a duty."""

    truth: Truth
    steps: tuple[Step, ...]
    scheduled: bool = False
    telling: tuple[Step, ...] = ()
    """Of all covers: the steps that the truth rests on."""


def cover_test(
    cover: Cover, restriction: Restriction, lists: Mapping[str, Restriction]
) -> CoverTest:
    """Make a cover ready."""
    forms, classes = _words("product_form", cover.forms), _words("product_class", cover.classes)
    product = [
        joined(" ", (each.fact, one_of(list(words))))
        for each, words in ((forms, cover.forms), (classes, cover.classes))
        if each.words is not None
    ]
    return CoverTest(
        group=sentence("cover {id}", id=cover.id),
        product=(forms, classes),
        product_asked=reduce(_both, product) if product else sentence("any product"),
        target=target(cover, restriction, lists),
        purpose=Words("purpose", frozenset(cover.purposes) if cover.purposes else None),
        purpose_asked=sentence(
            "purpose {purposes}", purposes=one_of(list(cover.purposes) or [ANY])
        ),
    )


def any_cover(
    tests: Sequence[CoverTest], facts: Facts, holdings: Holdings, day: date | None
) -> Covered:
    """Ask the covers one after the other, as far as the first that holds."""
    steps: tuple[Step, ...] = ()
    seen: list[Covered] = []
    for test in tests:
        found = test.put(facts, holdings, day)
        steps += found.steps
        if found.truth is Truth.TRUE:
            return Covered(Truth.TRUE, steps, found.scheduled, found.steps)
        seen.append(found)
    unsure = [found for found in seen if found.truth is Truth.UNKNOWN]
    scheduled = any(found.scheduled for found in seen)
    if unsure:
        telling = tuple(step for found in seen for step in _telling(found))
        return Covered(Truth.UNKNOWN, steps, scheduled, telling)
    failing = tuple(found.steps[-1] for found in seen)
    return Covered(Truth.FALSE, steps, scheduled, failing)


def furthest(steps: Sequence[Step]) -> Reason:
    """Return the reason of the test that was reached last in the order."""
    return max((step.reason for step in steps), key=ORDER.__getitem__)


def _both(first: str, second: str) -> str:
    return sentence("{first} and {second}", first=first, second=second)


def _telling(found: Covered) -> tuple[Step, ...]:
    return found.steps[-1:] if found.truth is Truth.FALSE else found.steps


def _words(fact: str, words: tuple[str, ...]) -> Words:
    return Words(fact, None if ANY in words else frozenset(words))
