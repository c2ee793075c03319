"""What a screening asks of outside lists, where a user has it ask some."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

import polars as pl

from countersight.ids import ListId
from countersight.model.background import Background
from countersight.model.facts import OnList
from countersight.model.finding import ListVersion
from countersight.model.match import Answer, Match
from countersight.model.record import Record


class Lists(Protocol):
    """Outside lists that are asked of every record that may be checked."""

    @property
    def versions(self) -> tuple[ListVersion, ...]:
        """The lists, each with its version and whether it is stale."""

    @property
    def asked(self) -> tuple[ListId, ...]:
        """The lists, and their parts."""

    def closer(self, table: pl.DataFrame, lots: pl.Series) -> pl.Series:
        """Return the lots, with rows that name somebody listed among those looked at closer."""

    def added(self, record: Record, answer: Answer) -> Answer:
        """Return the answer with the entries that the record may be."""

    def background(self, match: Match) -> Background | None:
        """Return what a list prints of a match; None for one that is not of a list."""

    def places(self, match: Match) -> tuple[OnList, ...]:
        """Return where a match stands on lists."""


AsksLists: TypeAlias = Callable[[Callable[[str], bool]], Lists]
"""Makes the lists ready, given what tells a person's name."""
