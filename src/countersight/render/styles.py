"""What a piece of text is, for an output that has colours."""

from enum import StrEnum
from typing import Protocol


class Style(StrEnum):
    """What a piece of text is, for an output that has colours."""

    MATCH = "match"
    REVIEW = "review"
    QUIET = "quiet"
    PROBLEM = "problem"
    BINDS = "binds"
    DEPENDS = "depends"
    EXEMPT = "exempt"
    ADVISES = "advises"


class Paint(Protocol):
    """Gives text a style, or leaves it as it is."""

    def __call__(self, text: str, style: Style) -> str:
        """Return *text*, styled."""


def plain(text: str, style: Style) -> str:
    """Return *text* as it is.

    >>> plain("match", Style.MATCH)
    'match'
    """
    del style
    return text
