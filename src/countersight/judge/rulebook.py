"""All duties of many restrictions, made ready once and decided on each situation."""

from collections.abc import Iterable
from typing import Final, TypeVar

from countersight.judge.duties import HEAD_FACTS, Begun, DutyTest, Located, duty_test
from countersight.judge.holdings import holdings_of
from countersight.model.decision import Decision
from countersight.model.facts import Fact, Facts
from countersight.model.restriction import Restriction

K = TypeVar("K")
V = TypeVar("V")
MOST_HEADS: Final = 256
"""How many beginnings are kept; a file of records has a few, a hostile one any number."""


class Rulebook:
    """Decides every duty of its restrictions.

    It keeps the first test (place) and the first three (place, body, act) of the situations
    it has seen, for they are the same on row after row. That never changes an answer.

    >>> from countersight.catalogue import load
    >>> rules = Rulebook(load().restrictions.values())
    >>> nothing_known = Facts({})
    >>> sorted({decision.outcome.value for decision in rules.decide(nothing_known)})
    ['depends']

    Raises:
        CatalogueError: a cover asks for a list that none of the restrictions keeps.
    """

    def __init__(self, restrictions: Iterable[Restriction]) -> None:
        ordered = sorted(restrictions, key=lambda restriction: restriction.id)
        lists = {str(restriction.id): restriction for restriction in ordered}
        self._duties: tuple[DutyTest, ...] = tuple(
            duty_test(restriction, duty, lists)
            for restriction in ordered
            for duty in restriction.duties
        )
        self._heads: dict[object, tuple[Begun, ...]] = {}
        self._places: dict[Fact | None, tuple[Located, ...]] = {}

    def decide(self, facts: Facts) -> tuple[Decision, ...]:
        """Decide every duty, by restriction id and then in the order of its file.

        What *facts* does not say is unknown, ``place``, ``roles``, ``act`` and ``date``
        included: the duties that would turn on it then ask for it.
        """
        holdings = holdings_of(facts)
        pairs = zip(self._duties, self._begun(facts), strict=True)
        return tuple(
            begun if isinstance(begun, Decision) else test.decide(begun, facts, holdings)
            for test, begun in pairs
        )

    def _begun(self, facts: Facts) -> tuple[Begun, ...]:
        key = tuple(facts.known.get(name) for name in HEAD_FACTS)
        found = self._heads.get(key)
        if found is None:
            pairs = zip(self._duties, self._located(facts), strict=True)
            found = tuple(test.begin(facts, place) for test, place in pairs)
            _keep(self._heads, key, found)
        return found

    def _located(self, facts: Facts) -> tuple[Located, ...]:
        key = facts.known.get("place")
        found = self._places.get(key)
        if found is None:
            found = tuple(test.locate(facts) for test in self._duties)
            _keep(self._places, key, found)
        return found


def _keep(kept: dict[K, V], key: K, value: V) -> None:
    """Keep a value; forget all the others where they have become many."""
    if len(kept) >= MOST_HEADS:
        kept.clear()
    kept[key] = value
