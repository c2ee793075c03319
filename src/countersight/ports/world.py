"""What every use case may need of the world: the day, the moment, a place for bytes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import BinaryIO, Protocol

from countersight.ids import Sha256


class Clock(Protocol):
    """Tells the day, so that a run can be repeated."""

    def today(self) -> date:
        """Return the current day."""


class Watch(Protocol):
    """Tells the moment, for what is recorded as it happens."""

    def now(self) -> str:
        """Return the time as the clock has it: RFC 3339 in UTC with ``Z``."""


class BlobStore(Protocol):
    """Keeps bytes by their SHA-256; what was written once is never written over."""

    def put(self, blobs: Sequence[bytes]) -> tuple[Sha256, ...]:
        """Keep each of *blobs*, durably, before this returns; return their names."""

    def get(self, name: Sha256) -> bytes:
        """Return the bytes of *name*.

        Raises:
            HoldingError: they are not held, or no longer have that digest.
        """

    def open(self, name: Sha256) -> BinaryIO:
        """Return a stream of the bytes of *name*, unchecked, for what is too large to hold."""

    def holds(self, name: Sha256) -> bool:
        """Tell whether *name* is held."""

    def names(self) -> Iterator[Sha256]:
        """Return the name of each blob, in order."""

    def erase(self, names: Iterable[Sha256]) -> None:
        """Remove bytes, durably; what is not held is passed over."""
