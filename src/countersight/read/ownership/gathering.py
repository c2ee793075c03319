"""What readers of ownership find, gathered: parties by identifier, links, Problems, counts.

A party is one by an identifier that it has in two places (a LEI, a register's number), and
never by its name. A later version of a record takes the place of an earlier one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from countersight.messages import sentence
from countersight.model.facts import Truth
from countersight.model.ownership import (
    Owners,
    OwnersFile,
    OwnershipLink,
    Party,
    PartyKey,
    PartyKind,
)
from countersight.model.record import Origin, Problem
from countersight.model.values import PartialDate
from countersight.normalise import canonical_identifier, is_sound
from countersight.read.ownership.values import SOME_DAY, Unread

MOST_LINKS: Final = 2_000_000
MOST_PROBLEMS: Final = 1_000
"""Problems that are told one by one; the others are counted."""
STRONG: Final = ("lei", "uscc", "gb-coh", "siren", "tw-ubn", "hk-cr", "isin")
"""Schemes of which one company has one number, best first; two parties with one are one."""


class Full(Exception):  # noqa: N818 - ends the reading, as a Problem
    """There are more links than are held."""


@dataclass(slots=True)
class _Record:
    """The newest version of a record: its day, and where its links stand."""

    version: str
    links: list[int]


@dataclass(slots=True)
class Gathering:
    """Takes in what readers find."""

    hides: Callable[[str], bool]
    """Which names look like a natural person's."""
    parties: dict[str, Party] = field(default_factory=dict)
    """By what the file calls them."""
    links: list[OwnershipLink | None] = field(default_factory=list)
    untold: dict[PartyKey, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: list[OwnersFile] = field(default_factory=list)
    more_problems: int = 0
    left_out: int = 0
    taken: int = 0
    source: str = ""
    """What the file is called, for local ids."""
    _records: dict[str, _Record] = field(default_factory=dict)

    def local(self, name: str) -> PartyKey:
        """Return the key of a party that the file calls by an id of its own."""
        return PartyKey(f"{self.source}#{name}")

    def party(self, party: Party) -> None:
        """Take in a party; a name that looks like a person's is not kept."""
        if party.kind is PartyKind.ORGANISATION and party.name and self.hides(party.name):
            party = Party(party.key, PartyKind.PERSON)
        known = self.parties.get(party.key)
        if known is not None:
            names = party.name or known.name
            both = tuple(dict.fromkeys((*known.identifiers, *party.identifiers)))
            kind = (
                PartyKind.PERSON if PartyKind.PERSON in {known.kind, party.kind} else party.kind
            )
            name = "" if kind is PartyKind.PERSON else names
            country = party.country or known.country
            party = Party(party.key, kind, name, country, both, party.note or known.note)
        self.parties[party.key] = party

    def record(self, name: str, version: str, links: Iterable[OwnershipLink]) -> None:
        """Take in the links of a record; an older version of it is left out."""
        known = self._records.get(name)
        if known is not None:
            self.left_out += 1
            if version < known.version:
                return
            for place in known.links:
                self.links[place] = None
        places = []
        for link in links:
            places.append(len(self.links))
            self.link(link)
        self._records[name] = _Record(version, places)

    def link(self, link: OwnershipLink) -> None:
        """Take in one link.

        Raises:
            Full: there are too many.
        """
        if link.owner == link.owned:
            said = sentence("a company is told to own itself; that was left out")
            self.tell(Problem(link.origin, "owns-itself", said))
            return
        if len(self.links) >= MOST_LINKS:
            raise Full
        self.taken += 1
        self.links.append(link)

    def tell(self, problem: Problem) -> None:
        """Take in a Problem; of very many the first, and the number of the others."""
        if len(self.problems) < MOST_PROBLEMS or problem.stops:
            self.problems.append(problem)
        else:
            self.more_problems += 1

    def day(
        self, read: Callable[[str], PartialDate | None], text: str, origin: Origin
    ) -> PartialDate | None:
        """Return a day; one that can't be read is some day, and a Problem."""
        try:
            return read(text)
        except Unread:
            said = sentence("a date is no day of the calendar; whether the link holds is open")
            self.tell(Problem(origin, "bad-date", said, rows=0))
            return SOME_DAY

    def met(self) -> frozenset[str]:
        """Return the parties that links tell of."""
        ends = ((link.owner, link.owned) for link in self.links if link is not None)
        return frozenset(key for pair in ends for key in pair)

    def finish(self) -> Owners:
        """Return what was gathered."""
        keys = _one_key_each(self.parties.values())
        links = [link for link in self.links if link is not None]
        for place, link in enumerate(links):
            owner, owned = keys.get(link.owner), keys.get(link.owned)
            if owner or owned:
                links[place] = replace(
                    link, owner=owner or link.owner, owned=owned or link.owned
                )
        problems = list(self.problems)
        if self.more_problems:
            said = sentence("{number:,} more Problems of like kinds", number=self.more_problems)
            problems.append(Problem(Origin(self.source), "more-problems", said, rows=0))
        return Owners(
            MappingProxyType(_merged(self.parties.values(), keys)),
            tuple(links),
            MappingProxyType({keys.get(key, key): why for key, why in self.untold.items()}),
            tuple(problems),
            tuple(self.files),
        )


def strong(identifiers: Iterable[str]) -> Iterator[str]:
    """Yield the identifiers of which one company has one, best first; unsound ones are none.

    >>> list(strong(["siren:732829321", "gb-coh:00000006"]))
    ['gb-coh:00000006']
    """
    found = [each for each in identifiers if is_sound(each) is not Truth.FALSE]
    for scheme in STRONG:
        yield from (each for each in found if each.partition(":")[0] == scheme)


def canonical(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return identifiers in one writing, each once; such as tell no scheme are left out."""
    found = (canonical_identifier(f"{scheme}:{value}") for scheme, value in pairs if value)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _one_key_each(parties: Iterable[Party]) -> dict[PartyKey, PartyKey]:
    """Return which key each party has, where it is another than the file's own."""
    above: dict[str, str] = {}

    def top(key: str) -> str:
        while above.get(key, key) != key:
            above[key] = above.get(above[key], above[key])
            key = above[key]
        return key

    for party in parties:
        named = [*strong(party.identifiers), party.key]
        first, *rest = [top(each) for each in named]
        for each in rest:
            above[each] = first
        above.setdefault(first, first)
    return {
        party.key: PartyKey(top(party.key)) for party in parties if top(party.key) != party.key
    }


def _merged(parties: Iterable[Party], keys: dict[PartyKey, PartyKey]) -> dict[PartyKey, Party]:
    found: dict[PartyKey, Party] = {}
    for party in parties:
        key = keys.get(party.key, party.key)
        known = found.get(key)
        if known is None:
            found[key] = replace(party, key=key)
            continue
        found[key] = replace(
            known,
            name=known.name or party.name,
            country=known.country or party.country,
            identifiers=tuple(dict.fromkeys((*known.identifiers, *party.identifiers))),
            note=known.note or party.note,
        )
    return found
