"""What bounds XML from strangers, and how a document that goes beyond them is told."""

from dataclasses import dataclass
from typing import Final

from countersight.messages import sentence
from countersight.read.source import MIB

LONGEST_STRETCH: Final = 4 * MIB
"""Bytes without the start or end of an element: one text, comment or tag."""
STRETCHED: Final = sentence(
    "more than {bytes} bytes stand between two elements", bytes=LONGEST_STRETCH
)


class Unsound(Exception):  # noqa: N818 - as ``json_text.Broken``
    """A document is not read; ``code`` is that of the Problem to be told."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


@dataclass(slots=True)
class Line:
    """The line of the element that was heard last, counted from 1."""

    number: int = 1


class Stretch:
    """How many bytes stand behind the last start or end of an element."""

    def __init__(self) -> None:
        self.size = 0

    def add(self, size: int) -> None:
        """Count bytes that were parsed."""
        self.size += size
        if self.size > LONGEST_STRETCH:
            raise Unsound("long-notice", STRETCHED)
