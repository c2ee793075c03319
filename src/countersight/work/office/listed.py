"""Who stands on the lists that are held: looked for by a part of a name, on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from countersight.model.edition import Edition
from countersight.model.facts import Truth
from countersight.model.watchlist import ListEntry
from countersight.work.office.held import Held, HeldLists


@dataclass(frozen=True, slots=True)
class ListedFound:
    """An entry of a list, met by a part of its name."""

    held: Held
    entry: ListEntry


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry of an edition, and whether it stands on the day that is asked for."""

    entry: ListEntry
    stands: Truth

    @property
    def others(self) -> tuple[str, ...]:
        """Its other names."""
        return tuple(each.text for each in self.entry.names[1:])


def listed(lists: HeldLists, words: str, most: int) -> tuple[ListedFound, ...]:
    """Return entries of the latest edition of each list with a name that holds *words*.

    At most *most* in all, those of the first lists first.
    """
    found = (
        ListedFound(held, entry)
        for held in lists.every()
        for entry in lists.store.named(held.edition, words, 0, most)
    )
    return tuple(islice(found, most))


def standings(
    lists: HeldLists, edition: Edition, words: str, day: date, span: tuple[int, int]
) -> tuple[Standing, ...]:
    """Return entries of an edition with a name that holds *words*, each as of a day.

    Args:
        lists: where they are held.
        edition: which is asked.
        words: what a name holds; empty for all.
        day: on which they may stand.
        span: the first that is wanted, and how many.
    """
    entries = lists.store.named(edition, words, *span)
    return tuple(Standing(each, each.stands(day, edition.vintage)) for each in entries)


def every_standing(
    lists: HeldLists, edition: Edition, words: str, day: date
) -> Iterator[Standing]:
    """Yield all entries of an edition with a name that holds *words*, a stretch at a time."""
    start, most = 0, 5_000
    while found := standings(lists, edition, words, day, (start, most)):
        yield from found
        start += len(found)
