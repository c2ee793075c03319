"""Which editions, and which days, a user means by NAME, NAME@VERSION and NAME@DAY."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from countersight.errors import AbsentError
from countersight.ids import ListId
from countersight.messages import sentence
from countersight.model.edition import Edition, EntryChange, ListDelta
from countersight.ports.lists import ListStore

ALL: Final = "all"
"""Stands for every list that is held."""


@dataclass(frozen=True, slots=True)
class Side:
    """An edition, and the day on which its entries have to stand, where one is asked for."""

    edition: Edition
    day: date | None = None


def named(store: ListStore, names: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, with every list that is held in the place of ``ALL``."""
    told = (each for name in names for each in (store.lists() if name == ALL else (name,)))
    return tuple(dict.fromkeys(told))


def edition_on(store: ListStore, text: str, on: date) -> Edition:
    """Return the edition of ``NAME`` that was out on a day, or that of ``NAME@VERSION``.

    Raises:
        AbsentError: it is not held.
    """
    name, _, version = text.partition("@")
    return store.edition(ListId(name), version or on)


def side_of(store: ListStore, text: str) -> Side:
    """Return what ``NAME``, ``NAME@VERSION`` or ``NAME@DAY`` means.

    Raises:
        AbsentError: there is none.
    """
    name, _, wanted = text.partition("@")
    day = as_day(wanted)
    return Side(store.edition(ListId(name), day or wanted or None), day)


def sides_of(store: ListStore, before: str, after: str, today: date) -> tuple[Side, Side]:
    """Return what two words mean; of one alone, what came before, or is now.

    ``NAME`` alone is its last two editions; ``NAME@DAY`` alone is that day and today;
    ``NAME@VERSION`` alone is that version and the latest.

    Raises:
        AbsentError: there is none, or no earlier edition is held.
    """
    first = side_of(store, before)
    if after:
        return first, side_of(store, _of(first, after, store))
    last = Side(store.edition(first.edition.list), None if first.day is None else today)
    if "@" in before:
        return first, last
    held = store.editions(first.edition.list)
    if len(held) == 1:
        raise AbsentError(
            sentence("one version alone of {name} is held", name=before),
            hint=sentence("Compare two days: NAME@2024-05-01."),
        )
    return Side(held[-2]), Side(held[-1])


def _of(first: Side, text: str, store: ListStore) -> str:
    """Return a version or a day of the list that stands first, or what names another."""
    if "@" in text:
        return text
    return text if ListId(text) in store.lists() else f"{first.edition.list}@{text}"


def as_day(text: str) -> date | None:
    """Return the day that a text writes; None where it writes none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def delta(store: ListStore, before: Side, after: Side) -> ListDelta:
    """Return how many entries two sides differ in."""
    return store.delta(before.edition, after.edition, (before.day, after.day))


def changes(store: ListStore, before: Side, after: Side) -> Iterator[EntryChange]:
    """Yield the entries that two sides differ in."""
    return store.changes(before.edition, after.edition, (before.day, after.day))
