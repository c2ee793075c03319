"""The answer to one line of facts: the decisions, or why there are none."""

from dataclasses import dataclass
from typing import TypeAlias

from countersight.model.decision import Decision

AnswerId: TypeAlias = str | int | None
"""What the line calls itself; None where it does not say."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Every duty, decided on the facts of one line."""

    id: AnswerId
    line: int
    """The line that the facts begin on; the first is 1."""
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A line of which nothing could be decided, and what to do about it."""

    id: AnswerId
    line: int
    problem: str
    hint: str = ""


Answer: TypeAlias = Decided | Undecided
