"""How the score of a match came about: what was met, and what each piece added or took."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from countersight.match.evidence import PASSES
from countersight.match.judging import COUNTER, FOR

_PASSES: Final[Mapping[str, float]] = {
    str(how.value): each.score for how, each in PASSES.items()
}
_LEAST: Final = 0.005


@dataclass(frozen=True, slots=True)
class Step:
    """One step from nothing to the score."""

    kind: str
    """Of the evidence; ``state`` for what the state itself makes of the sum."""
    text: str
    start: float
    end: float

    @property
    def change(self) -> float:
        """What the step adds; less than nothing where it takes."""
        return self.end - self.start


def waterfall(evidence: Sequence[Mapping[str, object]], score: float) -> tuple[Step, ...]:
    """Return the steps, the last of which ends at the score.

    >>> said = [{"for": True, "kind": "exact-name", "text": "It is named so."}]
    >>> [(step.kind, step.end) for step in waterfall(said, 0.95)]
    [('exact-name', 0.95)]
    """
    return tuple(_steps(evidence, score))


def _steps(evidence: Sequence[Mapping[str, object]], score: float) -> Iterator[Step]:
    at = 0.0
    met = False
    for each in evidence:
        kind, text = str(each["kind"]), str(each["text"])
        if not met and kind in _PASSES:
            after, met = _PASSES[kind], True
        else:
            after = at + (FOR if each["for"] else -COUNTER)
        yield Step(kind, text, at, after)
        at = after
    if abs(score - at) >= _LEAST:
        yield Step("state", "", at, score)
