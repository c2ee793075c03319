"""All duties of many restrictions, made ready once and decided on each situation."""

from collections.abc import Iterable
from typing import Final

from countersight.judge.duties import HEAD_FACTS, Begun, DutyTest, duty_test
from countersight.judge.holdings import holdings_of
from countersight.model.decision import Decision
from countersight.model.facts import Facts
from countersight.model.restriction import Restriction

MOST_HEADS: Final = 256
"""How many beginnings are kept; a file of records has a few, a hostile one any number."""


class Rulebook:
    """Decides every duty of its restrictions.

    It keeps the first three tests (place, body, act) of the situations it has seen, for they
    are the same on row after row. That never changes an answer.

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
            found = tuple(test.begin(facts) for test in self._duties)
            if len(self._heads) >= MOST_HEADS:
                self._heads.clear()
            self._heads[key] = found
        return found
