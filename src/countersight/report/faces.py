"""The face that every renderer has, and the one sentence that stands under every answer."""

from collections.abc import Iterator
from typing import Final, Protocol

from countersight.model.finding import Counts, ScreenedBatch

NOTICE: Final = "This is not legal advice."


class Renderer(Protocol):
    """Turns what was found into text; each piece ends with a line break."""

    def begin(self) -> Iterator[str]:
        """Yield what stands before the first batch."""

    def batch(self, batch: ScreenedBatch) -> Iterator[str]:
        """Yield what is told of one batch."""

    def end(self, counts: Counts) -> Iterator[str]:
        """Yield what stands after the last batch."""
