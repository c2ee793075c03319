"""A name of the catalogue that was met in a record, and which of several counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from countersight.ids import VendorId
from countersight.match.aliases import Alias
from countersight.match.evidence import PASSES, Pass
from countersight.match.judging import EVEN
from countersight.match.strengths import Strength
from countersight.model.match import Evidence, Relation

EQUAL: Final = frozenset({Pass.LEGAL_NAME, Pass.EXACT_NAME, Pass.SAME_NAME})
PLAIN: Final = EQUAL | {Pass.WORD}
SETTLED: Final = PLAIN | {Pass.MISREAD}
"""Where one is met, the kernels have nothing to add."""
_ORDER: Final = {how: place for place, how in enumerate(PASSES)}


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the catalogue that was met, and what the name itself says beside it."""

    alias: Alias
    how: Pass
    pieces: tuple[Evidence, ...] = ()
    relation: Relation = Relation.ITSELF
    called: str = ""
    """The company as the record names it, where it is tied by its name only."""
    near: float = EVEN
    """The score of the kernels, where they were asked."""

    @property
    def strength(self) -> Strength:
        """How much the name tells; a whole name of several words tells more than one word."""
        alias = self.alias
        several = len(alias.key) > len(alias.spelling.distinctive)
        if self.how in EQUAL | {Pass.NEAR} and several and alias.strength is Strength.AMBIGUOUS:
            return Strength.SHARED
        return alias.strength

    @property
    def rank(self) -> tuple[int, float, bool]:
        """Best first, among the names of one vendor; of equals the first of its file."""
        cleared = any(each.kind == "namesake" for each in self.pieces)
        words = len(self.alias.key if self.how in EQUAL else self.alias.shape)
        coined = self.strength is Strength.COINED
        nearest = coined + self.near if self.how is Pass.NEAR else words
        return _ORDER[self.how] + cleared, -nearest, self.near == EVEN


def take(hits: Iterable[Hit], best: dict[VendorId, Hit]) -> None:
    """Keep of each vendor the best hit."""
    for hit in hits:
        known = best.get(hit.alias.entity)
        if known is None or hit.rank < known.rank:
            best[hit.alias.entity] = hit
