"""A folded name as it is compared: what each word is taken for, and where words stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from countersight.normalise import FoldedName, Role
from countersight.normalise.splitting import is_run
from countersight.normalise.words import Word, words_of

SHORTEST_LATIN: Final = 5
SHORTEST_RUN: Final = 3
"""Shorter distinctive words tell nothing alone: Latin letters, Chinese letters."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A folded name as it is compared."""

    folded: FoldedName
    words: tuple[Word, ...]

    @classmethod
    def of(cls, folded: FoldedName) -> "Spelling":
        """Return the spelling of a folded name."""
        return cls(folded, tuple(words_of(folded.words)))

    @property
    def key(self) -> tuple[str, ...]:
        """Its words, each as the first spelling of its line."""
        return tuple(word.lemma for word in self.words)

    @property
    def distinctive(self) -> tuple[str, ...]:
        """Its distinctive words."""
        return tuple(word.text for word in self.words if word.role is Role.DISTINCTIVE)


def is_long(words: Sequence[str]) -> bool:
    """Tell whether distinctive words have letters enough to tell a firm by themselves.

    >>> is_long(["zte"]), is_long(["海康威视"])
    (False, True)
    """
    letters = "".join(words)
    return len(letters) >= (SHORTEST_RUN if is_run(letters) else SHORTEST_LATIN)


def shape_of(spelling: Spelling) -> tuple[str, ...]:
    """Return the name without the places at its ends; empty without a distinctive word."""
    words = list(spelling.words)
    while words and words[0].role is Role.PLACE:
        del words[0]
    while words and words[-1].role is Role.PLACE:
        del words[-1]
    distinctive = any(word.role is Role.DISTINCTIVE for word in words)
    return tuple(word.lemma for word in words) if distinctive else ()


def loose(spelling: Spelling, text: str) -> Iterable[Spelling]:
    """Yield the spelling, and a hyphenated name of two words glued as well."""
    yield spelling
    words = spelling.folded.words
    if "-" in text and len(words) == 2 and len(spelling.distinctive) == 2:  # noqa: PLR2004
        glued = FoldedName(("".join(words),), spelling.folded.forms)
        yield Spelling.of(glued)


def place_of(key: tuple[str, ...], shape: tuple[str, ...]) -> int | None:
    """Return where a run of words stands in a name, or None."""
    if not shape:
        return None
    for place in range(len(key) - len(shape) + 1):
        if key[place : place + len(shape)] == shape:
            return place
    return None
