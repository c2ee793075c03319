"""What keeping outside lists needs of the world: a place for editions, entries and indexes."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Protocol

from countersight.ids import EditionId, ListedId, ListId
from countersight.model.edition import Edition, EntryChange, ListCounts, ListDelta
from countersight.model.facts import Truth
from countersight.model.record import ArrowTable
from countersight.model.watchlist import EntityKind, LateFact, ListEntry

NAME_COLUMNS = ("id", "name", "aliases", "country", "identifiers", "kind")
"""Columns of ``ListStore.names``, as name matching takes them; and an ``EntityKind``."""
Days = tuple[date | None, date | None]
"""A day for each of two editions, or none."""
Standing = tuple[tuple[EntityKind, Truth, int], ...]
"""Kind, whether such entries stand, and how many there are; in the order of the kinds."""


class EditionDraft(Protocol):
    """An edition that is being written; nothing of it counts before ``Drafted`` is kept."""

    def add(self, entries: Iterable[ListEntry]) -> None:
        """Add entries."""

    def add_late(self, facts: Iterable[LateFact]) -> None:
        """Add what is told of entries elsewhere; joined to them when the file is read."""

    def settle(self) -> ListCounts:
        """Join late facts to their entries; return what there is, persons not counted."""

    def twice(self, most: int) -> tuple[tuple[ListedId, tuple[int, ...]], ...]:
        """Return ids that stand twice and more, at most so many, with the rows of each."""

    def keep(self, edition: Edition) -> None:
        """Keep it, durably, all or nothing; an edition of the same id is written over."""


class ListStore(Protocol):
    """Keeps outside lists, several editions of each side by side."""

    def lists(self) -> tuple[ListId, ...]:
        """Return the lists that are held, in order."""

    def editions(self, name: ListId) -> tuple[Edition, ...]:
        """Return the editions of a list, oldest vintage first; none where it is not held."""

    def edition(self, name: ListId, wanted: str | date | None = None) -> Edition:
        """Return one edition.

        Args:
            name: the list.
            wanted: its version, or the first digits of its SHA-256, or a day: then the latest
                whose vintage is not after it, else the earliest that is held, or the latest
                of a list that keeps what was taken off. None: the latest.

        Raises:
            AbsentError: there is none.
        """

    def draft(self) -> AbstractContextManager[EditionDraft]:
        """Begin an edition; what is not kept at the end of the block leaves nothing behind."""

    def entries(self, name: ListId, edition: EditionId) -> Iterator[ListEntry]:
        """Yield the entries of an edition, in the order of its file."""

    def find(
        self, name: ListId, edition: EditionId, ids: Iterable[ListedId]
    ) -> tuple[ListEntry, ...]:
        """Return entries by their ids, in the order of the file; what is not there is left."""

    def named(
        self, edition: Edition, words: str, start: int, most: int
    ) -> tuple[ListEntry, ...]:
        """Return entries with a name that holds *words*, whatever their case and marks.

        In the order of the file, from *start* on, at most *most*; without words all count.
        """

    def names(self, name: ListId, edition: EditionId) -> ArrowTable:
        """Return a row an entry with the columns ``NAME_COLUMNS``; aliases are lists.

        A name of one character is not there; an entry without any other has no row, and goods
        without a maker have none. ``country`` is null where an entry has several.
        """

    def index_file(self, name: ListId, edition: EditionId) -> Path:
        """Return where the index of an edition's names is kept; it may have to be made."""

    def standing(self, edition: Edition, day: date) -> Standing:
        """Return how many entries of each kind stand on a day, do not, or may.

        It is what ``ListEntry.stands`` says of each.
        """

    def delta(self, before: Edition, after: Edition, days: Days = (None, None)) -> ListDelta:
        """Return how many entries were added, removed and changed; see ``changes``."""

    def changes(
        self, before: Edition, after: Edition, days: Days = (None, None)
    ) -> Iterator[EntryChange]:
        """Yield what two editions differ in: removed, added, changed, each by id.

        Of an edition for which a day is given, those entries count that stand on it, or of
        which that is not known; so two days of one edition can be compared.
        """

    def settled(
        self, before: Edition, after: Edition, days: tuple[date, date]
    ) -> Iterator[EntryChange]:
        """Yield the entries of both that may stand on both days, and are sure to on one alone.

        Each has one changed field, ``model.edition.STANDS``.
        """

    def remove(self, name: ListId, edition: EditionId | None = None) -> tuple[Edition, ...]:
        """Remove one edition, or all of a list; return what was removed.

        Raises:
            AbsentError: there is none.
        """
