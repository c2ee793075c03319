"""Protocols that the edge fills: what the core needs of the world."""

from datetime import date
from typing import Protocol


class Clock(Protocol):
    """Tells the day, so that a run can be repeated."""

    def today(self) -> date:
        """Return the current day."""
