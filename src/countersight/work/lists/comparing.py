"""Which editions, and which days, a user means by NAME, NAME@VERSION and NAME@DAY."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from countersight.errors import AbsentError
from countersight.ids import ListId
from countersight.messages import sentence
from countersight.model.edition import Edition, EntryChange, ListDelta
from countersight.ports.lists import ListStore


@dataclass(frozen=True, slots=True)
class Side:
    """An edition, and the day on which its entries have to stand, where one is asked for."""

    edition: Edition
    day: date | None = None


def side_of(store: ListStore, text: str) -> Side:
    """Return what ``NAME``, ``NAME@VERSION`` or ``NAME@DAY`` means.

    Raises:
        AbsentError: there is none.
    """
    name, _, wanted = text.partition("@")
    day = _day(wanted)
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


def _day(text: str) -> date | None:
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
