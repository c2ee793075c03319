"""From a way in which a name was met, and what speaks beside it, to a state and a score."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from countersight.match.evidence import AGAINST, BORNE, PASSES, SECOND, Does, Pass, Reading
from countersight.match.strengths import Strength
from countersight.model.match import Evidence, State

_M, _R, _N = State.MATCH, State.REVIEW, State.NO_MATCH
FOR: Final = 0.02
COUNTER: Final = 0.06
LOWERED: Final = 0.30
"""Off the score where the state came out lower than the pass alone says."""
NEARNESS: Final = 0.2
"""What lies between the two ends of the kernels' score."""
EVEN: Final = 0.5
BANDS: Final[Mapping[State, tuple[float, float]]] = MappingProxyType(
    {_M: (0.70, 1.00), _R: (0.20, 0.69), _N: (0.00, 0.19)}
)


def judge(
    how: Pass, strength: Strength, pieces: Sequence[Evidence], near: float = EVEN
) -> tuple[State, float]:
    """Return the state and the score of a name that was met in one way.

    *near* is the score of the kernels, from 0 to 1, where they were asked: it moves the score
    up or down, and no state.

    >>> judge(Pass.WORD, Strength.COINED, [])
    (<State.MATCH: 'match'>, 0.85)
    >>> judge(Pass.EXACT_NAME, Strength.AMBIGUOUS, [])
    (<State.REVIEW: 'review'>, 0.65)
    """
    reading, coined = PASSES[how], strength is Strength.COINED
    does = {(SECOND.get(each.kind) or AGAINST[each.kind]).does for each in pieces}
    state = reading.coined if coined else _raised(reading, strength, does)
    whole = how in {Pass.IDENTIFIER, Pass.LEGAL_NAME}
    if Does.CLEARS in does and not whole:
        state = _N
    elif Does.CLEARS_BORNE in does and not whole:
        borne = strength in {Strength.SHARED, Strength.AMBIGUOUS}
        state = _least(state, _N if borne else _R)
    if Does.ASKS in does or (Does.LOWERS in does and not coined):
        state = _least(state, _R)
    score = reading.score + NEARNESS * (near - EVEN)
    score += sum(FOR if each.speaks_for else -COUNTER for each in pieces)
    if state is not reading.coined:
        score -= LOWERED
    low, high = BANDS[state]
    return state, round(min(max(score, low), high), 4)


def held_back(
    how: Pass, strength: Strength, pieces: Sequence[Evidence]
) -> Iterator[tuple[str, str]]:
    """Yield the kind of evidence that says why a name that others bear is worth less.

    >>> list(held_back(Pass.EXACT_NAME, Strength.AMBIGUOUS, []))
    [('ambiguous-name', '')]
    """
    reading = PASSES[how]
    if strength in BORNE and reading.borne is not reading.coined:
        does = {(SECOND.get(each.kind) or AGAINST[each.kind]).does for each in pieces}
        if _raised(reading, strength, does) is reading.borne:
            yield BORNE[strength], ""


def _raised(reading: Reading, strength: Strength, does: set[Does]) -> State:
    """Return the state of a name that others bear, with what speaks for it."""
    less = strength is not Strength.AMBIGUOUS and Does.SUPPORTS_SHARED in does
    return reading.coined if less or Does.SUPPORTS in does else reading.borne


def _least(one: State, other: State) -> State:
    return min(one, other, key=(_N, _R, _M).index)
