"""The words that facts and restrictions may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """What values a fact can have."""

    WORD = "word"
    """One word of a closed set."""
    WORDS = "words"
    """A list of words of a closed set."""
    TEXT = "text"
    DATE = "date"
    TRUTH = "truth"
    NUMBER = "number"
    OWNERS = "owners"


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact: its kind, its words where they are closed, and what it means."""

    name: str
    kind: FactKind
    meaning: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Closed sets of words, and the facts that can be stated."""

    acts: tuple[str, ...]
    forms: tuple[str, ...]
    classes: tuple[str, ...]
    purposes: tuple[str, ...]
    roles: tuple[str, ...]
    facts: Mapping[str, FactDefinition]
