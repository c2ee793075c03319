"""Which rows have a signal of a device that the matcher does not read, and who is asked of it.

The answer takes signatures and registries; a source without such a row needs none of them.
"""

from typing import Final, Protocol

import polars as pl

from countersight.model.finding import ListVersion
from countersight.model.match import Answer
from countersight.model.record import Record, RecordKind

SIGNALS: Final = ("mac", "serial")
"""Columns that the matcher does not read."""


class Signals(Protocol):
    """Adds to answers what the signals of a row say."""

    @property
    def lists(self) -> tuple[ListVersion, ...]:
        """The registries that are asked, each with its day and whether it is old."""

    def closer(self, table: pl.DataFrame, lots: pl.Series) -> pl.Series:
        """Return the lots, with rows that a signal speaks of among those looked at closer."""

    def added(self, record: Record, answer: Answer) -> Answer:
        """Return the answer with the match that the row's signals give, if there is one."""


def has_signals(table: pl.DataFrame) -> bool:
    """Return whether any row has a signal that the matcher does not read."""
    return any(table[column].null_count() < table.height for column in SIGNALS)


def is_device(record: Record) -> bool:
    """Return whether a record is a device with such a signal."""
    told = any(record.get(column) for column in SIGNALS)
    return told and record.kind is RecordKind.DEVICE
