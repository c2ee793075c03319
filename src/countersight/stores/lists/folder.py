"""Outside lists in a folder: a folder a list, in it a folder an edition.

An edition is its entries as columns (Parquet, in parts), what it is (JSON), and the index of
its names once it was made. An edition is written in a folder of another name, and takes its
place when all of it is there.
"""

import errno
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from countersight.errors import AbsentError, SourceError
from countersight.ids import EditionId, ListedId, ListId
from countersight.messages import sentence
from countersight.model.edition import Changed, Edition, EntryChange, ListDelta
from countersight.model.facts import Truth
from countersight.model.record import ArrowTable
from countersight.model.watchlist import EntityKind, ListEntry
from countersight.ports.lists import Days, Standing
from countersight.stores.lists.columns import entries_of
from countersight.stores.lists.deltas import changed, counted, settled, states
from countersight.stores.lists.draft import FolderDraft
from countersight.stores.lists.manifest import read_edition, write_edition
from countersight.stores.lists.parts import INDEX, MANIFEST, parts_of, scan, sound
from countersight.stores.lists.searching import named

_DRAFT: Final = ".draft-"
_LIST: Final = re.compile(r"(?!all$)[a-z0-9][a-z0-9-]{0,63}")
"""Names of lists; ``all`` stands for every list that is held."""
_TAKEN: Final = frozenset({errno.ENOTEMPTY, errno.EEXIST})
_ABANDONED: Final = 24 * 3_600
"""Seconds after which a draft is nobody's any more."""
_SHORTEST: Final = 6
"""Digits of a SHA-256 by which an edition may be called."""


class ListFolder:
    """Keeps outside lists in a folder; see ``ports.ListStore``."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def lists(self) -> tuple[ListId, ...]:
        """Return the lists that are held, in order."""
        if not self._root.is_dir():
            return ()
        found = sorted(each.name for each in self._root.iterdir() if _LIST.fullmatch(each.name))
        return tuple(ListId(name) for name in found if self._folders(ListId(name)))

    def editions(self, name: ListId) -> tuple[Edition, ...]:
        """Return the editions of a list, oldest vintage first; none where it is not held."""
        found = [read_edition(each) for each in self._folders(name)]
        return tuple(
            sorted(found, key=lambda each: (each.vintage, each.added_on, each.number, each.id))
        )

    def edition(self, name: ListId, wanted: str | date | None = None) -> Edition:
        """Return one edition; see ``ports.ListStore``."""
        held = self.editions(name)
        if not held:
            raise AbsentError(
                sentence("no list {name} is held", name=name),
                hint=sentence("`countersight lists` tells which are."),
            )
        if wanted is None:
            return held[-1]
        if isinstance(wanted, date):
            earliest = held[-1] if held[-1].watchlist.keeps_delisted else held[0]
            return next((each for each in reversed(held) if each.vintage <= wanted), earliest)
        fits = [each for each in held if wanted in {each.id, each.sha256}]
        if not fits and len(wanted) >= _SHORTEST:
            fits = [each for each in held if each.sha256.startswith(wanted.casefold())]
        if len(fits) != 1:
            known = ", ".join(each.id for each in held)
            raise AbsentError(
                sentence("no version {wanted} of {name} is held", wanted=wanted, name=name),
                hint=sentence("The versions are {known}.", known=known),
            )
        return fits[0]

    @contextmanager
    def draft(self) -> Iterator[FolderDraft]:
        """Begin an edition; what is not kept at the end of the block leaves nothing behind."""
        with _told(self._root):
            self._root.mkdir(parents=True, exist_ok=True)
            self._sweep()
            folder = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=self._root))
        try:
            with _told(self._root):
                yield FolderDraft(folder, lambda edition: self._place(folder, edition))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _sweep(self) -> None:
        """Remove drafts that a run left behind when it was killed."""
        limit = time.time() - _ABANDONED
        for each in self._root.glob(f"{_DRAFT}*"):
            if each.stat().st_mtime < limit:
                shutil.rmtree(each, ignore_errors=True)

    def _place(self, folder: Path, edition: Edition) -> None:
        target = self._folder(edition.list, edition.id)
        write_edition(folder, edition)
        target.parent.mkdir(parents=True, exist_ok=True)
        while True:  # another process may put one of the same id there meanwhile
            try:
                folder.rename(target)
            except OSError as wrong:
                if wrong.errno not in _TAKEN:
                    raise
                self._away(target)
            else:
                return

    def _away(self, folder: Path) -> None:
        """Remove a folder of an edition; from one moment to the next, none of it is there."""
        aside = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=self._root))
        with suppress(FileNotFoundError):
            folder.rename(aside / folder.name)
        shutil.rmtree(aside, ignore_errors=True)

    def entries(self, name: ListId, edition: EditionId) -> Iterator[ListEntry]:
        """Yield the entries of an edition, in the order of its file."""
        folder = self._held(name, edition)
        for path in parts_of(folder):
            with sound(folder):
                read = pl.read_parquet(path)
            yield from entries_of(read)

    def find(
        self, name: ListId, edition: EditionId, ids: Iterable[ListedId]
    ) -> tuple[ListEntry, ...]:
        """Return entries by their ids, in the order of the file; what is not there is left."""
        wanted, folder = pl.col("id").is_in(list(ids)), self._held(name, edition)
        with sound(folder):
            return tuple(entries_of(scan(folder).filter(wanted).collect()))

    def named(
        self, edition: Edition, words: str, start: int, most: int
    ) -> tuple[ListEntry, ...]:
        """Return entries with a name that holds *words*; see ``ports.ListStore``."""
        folder = self._held(edition.list, edition.id)
        return tuple(entries_of(named(folder, words, start, most)))

    def names(self, name: ListId, edition: EditionId) -> ArrowTable:
        """Return a row an entry with the columns ``ports.lists.NAME_COLUMNS``."""
        looked_for, places = pl.col("indexed"), pl.col("countries")
        alone = pl.when(places.list.len() == 1).then(places.list.first())
        columns = (
            pl.col("id"),
            looked_for.list.first().alias("name"),
            looked_for.list.slice(1).alias("aliases"),
            alone.alias("country"),
            pl.col("identifiers"),
            pl.col("kind"),
        )
        folder = self._held(name, edition)
        with sound(folder):
            return scan(folder).filter(looked_for.list.len() > 0).select(columns).collect()

    def index_file(self, name: ListId, edition: EditionId) -> Path:
        """Return where the index of an edition's names is kept; it may have to be made."""
        return self._held(name, edition) / INDEX

    def standing(self, edition: Edition, day: date) -> Standing:
        """Return how many entries of each kind stand on a day, do not, or may."""
        folder = self._held(edition.list, edition.id)
        with sound(folder):
            found = states(folder, day, edition.vintage)
        told = {(EntityKind(kind), Truth(state)): n for kind, state, n in found.iter_rows()}
        return tuple(
            (kind, state, told[kind, state])
            for kind in EntityKind
            for state in Truth
            if (kind, state) in told
        )

    def delta(self, before: Edition, after: Edition, days: Days = (None, None)) -> ListDelta:
        """Return how many entries were added, removed and changed."""
        sides = self._sides(before, after, days)
        with sound(self._root / after.list):
            found = counted(*sides)
        return ListDelta(
            before,
            after,
            added=found[Changed.ADDED],
            removed=found[Changed.REMOVED],
            changed=found[Changed.CHANGED],
        )

    def changes(
        self, before: Edition, after: Edition, days: Days = (None, None)
    ) -> Iterator[EntryChange]:
        """Yield what two editions differ in: removed, added, changed, each by id."""
        sides = self._sides(before, after, days)
        with sound(self._root / after.list):
            yield from changed(*sides)

    def settled(
        self, before: Edition, after: Edition, days: tuple[date, date]
    ) -> Iterator[EntryChange]:
        """Yield the entries that are sure to stand on one of two days alone."""
        folders = [self._held(each.list, each.id) for each in (before, after)]
        vintages = (before.vintage, after.vintage)
        with sound(self._root / after.list):
            yield from settled(*zip(folders, days, vintages, strict=True))

    def remove(self, name: ListId, edition: EditionId | None = None) -> tuple[Edition, ...]:
        """Remove one edition, or all of a list; return what was removed."""
        gone = self.editions(name) if edition is None else (self.edition(name, edition),)
        if not gone:
            self.edition(name)
        with _told(self._root):
            for each in gone:
                self._away(self._folder(name, each.id))
            if not self._folders(name):
                shutil.rmtree(self._root / name, ignore_errors=True)
        return gone

    def _sides(
        self, before: Edition, after: Edition, days: Days
    ) -> tuple[tuple[Path, date | None], tuple[Path, date | None]]:
        one, other = (self._held(each.list, each.id) for each in (before, after))
        return (one, days[0]), (other, days[1])

    def _folders(self, name: ListId) -> list[Path]:
        """Return the folders of a list's editions, whole ones alone."""
        folder = self._root / name
        if not _LIST.fullmatch(name) or not folder.is_dir():
            return []
        return sorted(each for each in folder.iterdir() if (each / MANIFEST).is_file())

    def _folder(self, name: ListId, edition: EditionId) -> Path:
        if not _LIST.fullmatch(name):
            raise AbsentError(
                sentence("{name} is no name of a list", name=name[:80]),
                hint=sentence("Write small letters, digits and hyphens, such as my-list."),
            )
        return self._root / name / edition

    def _held(self, name: ListId, edition: EditionId) -> Path:
        folder = self._folder(name, edition)
        if not (folder / MANIFEST).is_file():
            self.edition(name, edition)
        return folder


@contextmanager
def _told(root: Path) -> Iterator[None]:
    """Say where lists are kept where a place, a disk or a right is lacking."""
    try:
        yield
    except (OSError, pl.exceptions.ComputeError) as wrong:
        raise SourceError(
            sentence(
                "{root}: lists can't be kept: {reason}",
                root=root,
                reason=getattr(wrong, "strerror", None) or type(wrong).__name__,
            ),
            hint=sentence("Set COUNTERSIGHT_DATA to a folder of yours."),
        ) from wrong
