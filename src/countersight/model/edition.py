"""Outside lists as they are kept: what is known of each, its editions, what two differ in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from countersight.ids import EditionId, ListedId, ListId, Sha256
from countersight.messages import sentence, sentences
from countersight.model.facts import Truth
from countersight.model.finding import ListVersion
from countersight.model.watchlist import EntityKind


class Rhythm(StrEnum):
    """How often a publisher brings out a list."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    AS_NEEDED = "as_needed"
    """Whenever something changes; age alone tells nothing."""
    UNKNOWN = "unknown"


LONGEST_FRESH: Final[Mapping[Rhythm, int]] = MappingProxyType(
    {
        Rhythm.DAILY: 4,  # a long weekend
        Rhythm.WEEKLY: 10,
        Rhythm.MONTHLY: 45,
        Rhythm.QUARTERLY: 120,
        Rhythm.YEARLY: 400,
    }
)
"""Days after its vintage from which an edition is stale: its rhythm, and some days' grace."""


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What is known of an outside list, whichever edition is held."""

    id: ListId
    name: str
    publisher: str = ""
    licence: str = "unknown"
    addresses: tuple[str, ...] = ()
    """Where the publisher has its files."""
    files: tuple[str, ...] = ()
    """Names that the publisher gives its files, in small letters."""
    rhythm: Rhythm = Rhythm.UNKNOWN
    rhythm_source: str = ""
    """Where the rhythm is said, and the day on which that was looked at."""
    keeps_delisted: bool = False
    """Its file has what was taken off too, so one edition tells of every day before it."""
    parts: tuple[ListId, ...] = ()
    """Lists that stand in it, where it is put together of several."""

    def staleness(self, vintage: date, today: date) -> tuple[Truth, str]:
        """Return whether an edition is stale, and in words why that is so or is not known.

        >>> daily = Watchlist(ListId("us-csl"), "CSL", rhythm=Rhythm.DAILY)
        >>> daily.staleness(date(2022, 4, 8), date(2022, 5, 8))
        (<Truth.TRUE: 'true'>, 'is 30 days old, and comes out daily')
        >>> Watchlist(ListId("own"), "Own").staleness(date(2022, 4, 8), date(2022, 4, 9))[1]
        'is 1 day old; how often it comes out is not known'
        """
        days = max((today - vintage).days, 0)
        old = sentences("is {number} day old", "is {number} days old", days)
        longest = LONGEST_FRESH.get(self.rhythm)
        if longest is not None:
            said = sentence("{old}, and comes out {rhythm}", old=old, rhythm=_TOLD[self.rhythm])
            return (Truth.TRUE if days > longest else Truth.FALSE), said
        if self.rhythm is Rhythm.AS_NEEDED:
            return Truth.UNKNOWN, sentence(
                "{old}; it comes out when something changes", old=old
            )
        return Truth.UNKNOWN, sentence("{old}; how often it comes out is not known", old=old)


_TOLD: Final[Mapping[Rhythm, str]] = MappingProxyType(
    {
        Rhythm.DAILY: sentence("daily"),
        Rhythm.WEEKLY: sentence("weekly"),
        Rhythm.MONTHLY: sentence("monthly"),
        Rhythm.QUARTERLY: sentence("quarterly"),
        Rhythm.YEARLY: sentence("yearly"),
    }
)


@dataclass(frozen=True, slots=True)
class ListCounts:
    """What was in a file: entries by kind, and what was left out."""

    entries: int = 0
    kinds: tuple[tuple[EntityKind, int], ...] = ()
    persons: int = 0
    """Entries of natural persons, which are counted and not kept."""
    unclear: int = 0
    """Entries left out as well: they read like persons, and the list does not say."""
    problems: int = 0
    short_names: int = 0
    """Names that are kept and never looked for."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a list, as it is held."""

    watchlist: Watchlist
    id: EditionId
    vintage: date
    """The day up to which it speaks."""
    vintage_from: str
    """What tells the vintage: ``stated`` by the user, ``file`` (its content), ``newest`` (the
    newest day in it), ``modified`` (when the file was last changed)."""
    sha256: Sha256
    """Of the bytes as handed in; of several files, of their digests (``ids.digest_of``)."""
    size: int
    """Bytes as handed in."""
    shape: str
    """How it was read, such as ``us-csl-csv``."""
    added_on: date
    counts: ListCounts
    paths: tuple[str, ...] = ()
    """Where it was read from; ``update`` reads there again."""
    mapping: tuple[tuple[str, str], ...] = ()
    """Of a user's own table, pairs of field and header."""
    number: int = 0
    """Counts up with each version of its list; orders those of one vintage."""

    @property
    def list(self) -> ListId:
        """The list that it is a version of."""
        return self.watchlist.id

    def staleness(self, today: date) -> tuple[Truth, str]:
        """Return whether it is stale on a day, and why; see ``Watchlist.staleness``."""
        return self.watchlist.staleness(self.vintage, today)

    def version(self, today: date) -> ListVersion:
        """Return how an answer names it among the lists that it rests on."""
        stale, said = self.staleness(today)
        return ListVersion(
            name=self.watchlist.name,
            version=self.id,
            vintage=self.vintage.isoformat(),
            licence=self.watchlist.licence,
            stale=said if stale is Truth.TRUE else "",
        )


class Changed(StrEnum):
    """What became of an entry from one edition to the next."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


STANDS: Final = "stands"
"""Field of a change in whether it is known that an entry stands; values are of ``Truth``."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an entry that is another in the next edition; values as text."""

    field: str
    """Name of a field of ``ListEntry``."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry that two editions differ in."""

    what: Changed
    id: ListedId
    name: str
    """In the later edition; of one that was removed, in the earlier."""
    fields: tuple[FieldChange, ...] = ()
    """Of one that changed, in the order of the fields of ``ListEntry``."""


@dataclass(frozen=True, slots=True)
class ListDelta:
    """What two editions of a list differ in."""

    before: Edition
    after: Edition
    added: int = 0
    removed: int = 0
    changed: int = 0
