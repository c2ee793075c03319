"""Which entity a record is, in which state, related how, on which evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from countersight.ids import VendorId
from countersight.model.review import Reviewed, Verdict


class State(StrEnum):
    """What matching can say. "Not checked" is never shown as "no match"."""

    MATCH = "match"
    REVIEW = "review"
    NO_MATCH = "no_match"
    NOT_CHECKED = "not_checked"


_JUDGED: Final[Mapping[Verdict | None, State]] = MappingProxyType(
    {Verdict.CONFIRMED: State.MATCH, Verdict.DISMISSED: State.NO_MATCH}
)
"""What a verdict that counts makes of a match; ``unsure`` leaves it as it was found."""


class Relation(StrEnum):
    """How what the record names is related to the entity."""

    ITSELF = "itself"
    SUBSIDIARY = "subsidiary"
    AFFILIATE = "affiliate"
    BRAND = "brand"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece that speaks for the match, or against it."""

    speaks_for: bool
    kind: str
    """Stable and short, such as ``exact-name``, ``distinctive-word``, ``namesake``."""
    text: str
    """One sentence for a person."""
    source: str = ""
    """The catalogue source it rests on, as ``vendor/source-id``."""


@dataclass(frozen=True, slots=True)
class Match:
    """One entity that a record may be."""

    entity: VendorId
    name: str
    """The entity's name in the catalogue."""
    alias: str
    """The name that was hit, as the catalogue writes it."""
    state: State
    score: float
    """0 to 1; orders a review queue, and says no more than that."""
    relation: Relation
    path: tuple[str, ...]
    """From what the record names to the entity: ``("HIKVISION UK LIMITED", "hikvision")``."""
    evidence: tuple[Evidence, ...]
    company: str = ""
    """The related company that was hit, where it has no file of its own."""
    review: Reviewed | None = None
    """A person's judgement on it, whether it counts or not."""

    @property
    def judged(self) -> State:
        """The state once a person's judgement counts; ``state`` stays as matching found it."""
        if self.state is State.NO_MATCH or self.review is None:
            return self.state
        return _JUDGED.get(self.review.counts, self.state)


@dataclass(frozen=True, slots=True)
class Answer:
    """What matching says of one name: the state, why it was not checked, the matches."""

    state: State
    reason: str = ""
    """Of ``not_checked``: ``withheld``, ``person``, ``no-name``."""
    matches: tuple[Match, ...] = ()
    """Best first."""
