"""Protocols that the edge fills: what the core needs of the world."""

from datetime import date
from typing import Protocol


class Clock(Protocol):
    """Tells the day, so that a run can be repeated."""

    def today(self) -> date:
        """Return the current day."""


class Progress(Protocol):
    """Hears how long work goes on."""

    def advance(self, source: str, records: int) -> None:
        """Hear that *records* more records of *source* were dealt with."""
