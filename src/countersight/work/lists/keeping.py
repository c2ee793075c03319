"""Files of lists added, and read again; every edition is kept whole or not at all."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from countersight.errors import SettingError, SourceError
from countersight.ids import EditionId, ListId, Sha256, digest_of
from countersight.messages import sentence
from countersight.model.edition import Edition, ListCounts, Watchlist
from countersight.ports import Clock
from countersight.ports.lists import ListStore
from countersight.read.lists import ListOptions, Recognised, recognise
from countersight.read.source import MIB, Source
from countersight.work.lists.settings import AddedList, ListSettings
from countersight.work.lists.taking import Met, settled, taken
from countersight.work.lists.whose import watchlist_of

SHRUNK: Final = 2
"""A list whose entries, times this, are no more than those before is refused."""
_DIGITS: Final = 12
"""Digits of the SHA-256 in the id of an edition."""
Indexes = Callable[[ListId, EditionId], None]
"""Makes the index of an edition's names, where it is kept."""


class ListKeeping:
    """Adds files to the lists that are held, and reads them again."""

    def __init__(
        self,
        store: ListStore,
        known: Mapping[ListId, Watchlist],
        clock: Clock,
        index: Indexes,
    ) -> None:
        self._store = store
        self._known = known
        self._clock = clock
        self._index = index

    def add(self, paths: Sequence[Path], settings: ListSettings) -> AddedList:
        """Keep the files of one list as an edition of it.

        Raises:
            ColumnError: a mapping does not fit the table.
            SettingError: the list has no name, or a day is to come.
            SourceError: a file can't be read to its end, is another list's than it is said to
                be, or has shrunk by half.
        """
        options = ListOptions(settings.mapping)
        found = recognise([Source.at(path) for path in paths], options)
        watchlist = watchlist_of(found, settings, self._known, self._store)
        sha, size = _digest(found)
        held = self._store.editions(watchlist.id)
        same = next((each for each in held if each.sha256 == sha), None)
        is_back = settings.again and same != held[-1]
        if same is not None and not is_back and _says_nothing_new(settings, same):
            return AddedList(same, (), unchanged=True)
        with self._store.draft() as draft:
            met = taken(found, options, draft, self._clock.today())
            counts = settled(draft, met, found.source.label)
            last = held[-1].vintage if settings.again else date.min
            vintage, told_by = self._vintage(found, settings, met, last)
            own = EditionId(f"{vintage}+{sha[:_DIGITS]}")
            others = [each for each in held if each.id != own]
            before = next((each for each in reversed(others) if each.vintage <= vintage), None)
            is_told = told_by in {"stated", "file"}
            _refuse_shrunk(before, others if not is_told else [], counts, settings)
            edition = Edition(
                *(watchlist, own, vintage, told_by, sha, size, found.shape.name),
                added_on=self._clock.today(),
                counts=counts,
                paths=tuple(str(each.path.absolute()) for each in found.sources if each.path),
                mapping=settings.mapping,
                number=1 + max((each.number for each in held), default=0),
            )
            draft.keep(edition)
        return self._kept(edition, before, met)

    def _kept(self, edition: Edition, before: Edition | None, met: Met) -> AddedList:
        self._index(edition.list, edition.id)
        delta = self._store.delta(before, edition) if before is not None else None
        latest = self._store.edition(edition.list)
        other = latest if latest.id != edition.id else None
        return AddedList(edition, tuple(met.problems), before, delta, latest=other)

    def update(
        self, name: ListId, *, accept: bool = False, paths: Sequence[Path] = ()
    ) -> AddedList:
        """Read a list again from where it was read before, or from *paths*.

        Raises:
            AbsentError: it is not held.
            SourceError: as ``add``.
        """
        last = self._store.edition(name)
        own = last.watchlist
        settings = ListSettings(
            name,
            licence="" if name in self._known else own.licence,
            rhythm=None if name in self._known else own.rhythm,
            mapping=last.mapping,
            accept=accept,
            again=True,
        )
        return self.add(tuple(paths) or tuple(map(Path, last.paths)), settings)

    def _vintage(
        self, found: Recognised, settings: ListSettings, met: Met, last: date
    ) -> tuple[date, str]:
        """Return the day up to which files speak, and what tells it.

        Where neither they nor the user say it, it is no day before *last*.
        """
        today = self._clock.today()
        if settings.vintage is not None:
            if settings.vintage > today:
                said = sentence("--vintage {day} is a day to come", day=settings.vintage)
                raise SettingError(said)
            return settings.vintage, "stated"
        if met.vintage is not None and met.vintage <= today:
            return met.vintage, "file"
        if met.newest > date.min and met.newest >= last:
            return met.newest, "newest"
        return max(last, self._changed(found)), "modified"

    def _changed(self, found: Recognised) -> date:
        """Return the day on which files were last changed."""
        changed = max(
            source.path.stat().st_mtime for source in found.sources if source.path is not None
        )
        return min(datetime.fromtimestamp(changed, tz=UTC).date(), self._clock.today())


def _digest(found: Recognised) -> tuple[Sha256, int]:
    """Return the SHA-256 and the size of files as they were handed in."""
    digests, size = [], 0
    for source in found.sources:
        whole = hashlib.sha256()
        with source.open() as stream:
            while piece := stream.read(MIB):
                whole.update(piece)
                size += len(piece)
        digests.append(Sha256(whole.hexdigest()))
    if len(digests) == 1:
        return digests[0], size
    names = [found.shape.name, *(shape.name for shape, _ in found.beside)]
    parts = zip(names, (each.encode() for each in digests), strict=True)
    return Sha256(digest_of(parts)), size


def _says_nothing_new(settings: ListSettings, held: Edition) -> bool:
    """Tell whether all that a user says of bytes that are held is said of them already."""
    known = held.watchlist
    return (
        settings.vintage in {None, held.vintage}
        and settings.mapping == held.mapping
        and settings.licence in {"", known.licence}
        and settings.rhythm in {None, known.rhythm}
    )


def _refuse_shrunk(
    before: Edition | None, held: Sequence[Edition], counts: ListCounts, settings: ListSettings
) -> None:
    """Refuse a list that has shrunk by half; without one before it, held against the latest.

    A file that was cut short may have lost its newest days, and look like an older one.
    """
    before = before or next(reversed(held), None)
    if before is None or settings.accept or counts.entries * SHRUNK > before.counts.entries:
        return
    raise SourceError(
        sentence(
            "{name} has shrunk from {before} entries to {after}; it is not kept",
            name=before.list,
            before=before.counts.entries,
            after=counts.entries,
        ),
        hint=sentence("If that is right, say --accept."),
    )
