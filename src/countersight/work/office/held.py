"""Outside lists that are held: which of them an office asks, and how old each is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from countersight.errors import AbsentError
from countersight.ids import ListId
from countersight.messages import sentence
from countersight.model.edition import Edition
from countersight.model.facts import Truth
from countersight.ports import Clock, ListStore
from countersight.work.lists.comparing import edition_on, named

LISTS: Final = "lists"
"""The setting that says which lists are asked where a run does not: names, a space between."""
MOST_LISTS: Final = 100
"""Lists that one screening asks."""


@dataclass(frozen=True, slots=True)
class Held:
    """A list that is held, by its latest edition."""

    edition: Edition
    editions: tuple[Edition, ...]
    """All that are held, newest first."""
    stale: Truth
    said: str
    """Why it is stale, is not, or why that is not known; what follows "it"."""

    @property
    def id(self) -> ListId:
        """By what it is called."""
        return self.edition.list

    @property
    def is_stale(self) -> bool:
        """Whether it is older than its publisher's rhythm."""
        return self.stale is Truth.TRUE


@dataclass(frozen=True, slots=True)
class HeldLists:
    """The lists that this machine holds."""

    store: ListStore
    clock: Clock

    def every(self) -> tuple[Held, ...]:
        """Return the lists that are held, in the order of their names."""
        return tuple(map(self._held, self.store.lists()))

    def one(self, name: str) -> Held:
        """Return a list.

        Raises:
            AbsentError: it is not held.
        """
        return self._held(self.store.edition(ListId(name)).list)

    def pinned(self, names: Sequence[str], on: date) -> tuple[str, ...]:
        """Return each list with the version that is asked, so that it stays the same.

        A run that goes on tomorrow asks what it asked today, whatever was added in between.

        Args:
            names: ``NAME``, ``NAME@VERSION``, or ``all`` for every list that is held.
            on: the day of asking; of each list the edition that was out then.

        Raises:
            AbsentError: a list or a version is not held.
        """
        found: dict[str, None] = {}
        for said in named(self.store, names):
            edition = edition_on(self.store, said, on)
            found[f"{edition.list}@{edition.id}"] = None
        return tuple(found)

    def checked(self, names: Iterable[str], kept: str) -> str:
        """Return the lists that an office asks, as its setting keeps them.

        Args:
            names: lists that are held, or that it asks already.
            kept: the setting as it is.

        Raises:
            AbsentError: another is named.
        """
        known = {*self.store.lists(), *kept.split()}
        wanted = dict.fromkeys(each.strip() for each in names)
        strange = next((each for each in wanted if each not in known), None)
        if strange is not None:
            raise AbsentError(
                sentence("no list {name} is held", name=strange[:80]),
                hint=sentence("`countersight lists` tells which are."),
            )
        return " ".join(sorted(wanted))

    def _held(self, name: ListId) -> Held:
        editions = tuple(reversed(self.store.editions(name)))
        stale, said = editions[0].staleness(self.clock.today())
        return Held(editions[0], editions, stale, said)
