"""Exact words at an exact place: a passage, and what becomes of words that are looked for.

A place is counted in code points of one rendition (W3C Web Annotation Data Model, 4.2.4 and
4.2.5), and the rendition is named by the SHA-256 of its text in UTF-8.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from countersight.ids import EntryId
from countersight.messages import sentence


class PassageState(StrEnum):
    """Whether the words of a passage stand where it says."""

    VERIFIED = "verified"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a rendition, with what stands around them."""

    start: int
    """Code points before the first letter."""
    end: int
    """Code points before the letter after the last."""
    words: str
    """Exactly as the rendition has them."""
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.words):
            raise ValueError(
                sentence(
                    "{start}-{end} is no place of {number} letters",
                    start=self.start,
                    end=self.end,
                    number=len(self.words),
                )
            )


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a case rests on; without a place it is an orphan.

    >>> Passage(EntryId("p"), EntryId("d"), "they do").state.value
    'orphan'
    """

    id: EntryId
    document: EntryId
    words: str
    """As the rendition has them; of an orphan as they were asked for."""
    rendition: str = ""
    """SHA-256 of the text, in hexadecimal."""
    place: Place | None = None
    how: str = ""
    """``exact``, or the name and version of the normalisation that was needed."""
    withdrawn: str = ""
    """Why it no longer counts; empty while it does."""

    def __post_init__(self) -> None:
        if self.place is not None and (self.place.words != self.words or not self.rendition):
            raise ValueError(
                sentence("a placed passage has the words of its place, and a rendition")
            )

    @property
    def state(self) -> PassageState:
        """Whether the words stand somewhere."""
        return PassageState.ORPHAN if self.place is None else PassageState.VERIFIED


class ChangeKind(StrEnum):
    """What became of words between a text and a copy of it."""

    SAME = "same"
    REMOVED = "removed"
    """They stand in the text and not in the copy."""
    ADDED = "added"
    """They stand in the copy and not in the text."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words in a row that share their fate."""

    kind: ChangeKind
    words: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """The words stand at one place."""

    place: Place
    how: str
    notes: tuple[str, ...] = ()
    """Characters in it that nobody sees, by name."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The words stand at several places, and nobody said which is meant."""

    places: tuple[Place, ...]
    more: int = 0
    """Places that are not told."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The words stand in the text, and not at the place that was asked for."""

    asked: int
    """Code points before the place that was asked for."""
    places: tuple[Place, ...]
    more: int = 0
    """Places that are not told."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """The words stand nowhere; words much like them do. Nothing is anchored."""

    nearest: Place
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """The words hold characters that nobody sees, and the text has not just those there."""

    characters: tuple[str, ...]
    """Each by place and name: ``letter 5: U+202E RIGHT-TO-LEFT OVERRIDE``."""


@dataclass(frozen=True, slots=True)
class Absent:
    """Neither the words nor any much like them stand in the text."""


Sought: TypeAlias = Anchored | Ambiguous | Elsewhere | Reworded | Hidden | Absent
"""What becomes of words that are looked for in a text."""
