"""The face that every renderer has, and the one sentence that stands under every answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from countersight.messages import marked
from countersight.model.finding import Counts, Screened, ScreenedBatch
from countersight.render.styles import Paint, plain

NOTICE: Final = marked("This is not legal advice.")

Piece: TypeAlias = "str | bytes"
"""A stretch of an output: text, or bytes of a format that is no text."""


class Renderer(Protocol):
    """Turns what was found into pieces, to be written one after the other."""

    def begin(self) -> Iterator[Piece]:
        """Yield what stands before the first batch."""

    def batch(self, batch: ScreenedBatch) -> Iterator[Piece]:
        """Yield what is told of one batch."""

    def end(self, counts: Counts) -> Iterator[Piece]:
        """Yield what stands after the last batch."""


def never(screened: Screened) -> bool:
    """Return that a record does not fail."""
    del screened
    return False


@dataclass(frozen=True, slots=True)
class Manner:
    """What the caller says of how to tell: colours, and which records fail a run."""

    paint: Paint = plain
    fails: Callable[[Screened], bool] = never
