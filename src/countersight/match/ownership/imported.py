"""Imported links of ownership as a graph, its companies tied to those of the catalogue.

A link with a company that is known by name and country alone tells nothing but that a person
should look. Where a source does not say who an owner is, the owner is unknown; a natural
person is the end of a chain, and has no name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final

from countersight.ids import company_id
from countersight.match.ownership.identity import Same, same_companies
from countersight.match.ownership.standing import Standing, holds, may_hold, together, unsure
from countersight.messages import joined, sentence
from countersight.model.ownership import (
    NO_PARENT,
    REASONS,
    LinkKind,
    Owners,
    OwnershipLink,
    Party,
    PartyKey,
    PartyKind,
    Share,
)
from countersight.model.vendor import Vendor
from countersight.normalise import Role, canonical_identifier, fold, word_of

PERSON: Final = "natural_person"
UNKNOWN: Final = "unknown"
"""The id of a company of which nobody knows which it is, as the judge has it."""
LOCAL: Final = "#"
"""What parts a file from its own id in the key of a party that has no number."""
_ENDS: Final = {PartyKind.PERSON: PERSON, PartyKind.UNTOLD: UNKNOWN}
_ONE_LEVEL: Final = frozenset({LinkKind.DIRECT, LinkKind.UNSTATED})


class Imported:
    """What was imported of ownership, by node: a vendor's id, or one made for a company."""

    def __init__(self, owners: Owners, vendors: Iterable[Vendor]) -> None:
        self.owners = owners
        self._vendors = tuple(vendors)
        self.same: Mapping[PartyKey, Same] = same_companies(owners, self._vendors)
        self._nodes: dict[PartyKey, str] = {}
        self._keys: dict[str, PartyKey] = {}
        taken: set[str] = {company_id(tie.name) for each in self._vendors for tie in each.ties}
        taken |= {vendor.id for vendor in self._vendors}
        for party in owners.parties.values():
            self._name(party, taken)
        self._above: dict[str, list[OwnershipLink]] = defaultdict(list)
        for link in owners.links:
            owned = self.node(link.owned)
            if self.node(link.owner) != owned:
                self._above[owned].append(link)
        self._untold = {self.node(key): why for key, why in owners.untold.items()}

    def _name(self, party: Party, taken: set[str]) -> None:
        """Give a party that the catalogue does not know a node of its own name."""
        if party.key in self.same or not party.name:
            return
        node = company_id(party.name)
        if node in taken or node in self._keys or not is_telling(party.name):
            node = company_id(self._apart(party))
        self._nodes[party.key], self._keys[node] = node, party.key

    def _apart(self, party: Party) -> str:
        return f"{party.name} ({party.key})"

    def node(self, key: PartyKey) -> str:
        """Return the node of a party."""
        same = self.same.get(key)
        return same.node if same is not None else self._nodes.get(key, key)

    def party(self, node: str) -> Party | None:
        """Return the party of a node that the catalogue does not know."""
        return self.owners.parties.get(self._keys.get(node, PartyKey(node)))

    def label(self, node: str) -> str:
        """Return how a company is called, by a name that no other company has here."""
        party = self.party(node)
        if party is None or not party.name:
            return node
        return party.name if company_id(party.name) == node else self._apart(party)

    def shown(self, node: str) -> str:
        """Return the id of a node in answers: of a person and of an unknown owner their own.

        Whom a file names by an id of its own and does not describe is unknown: it may be a
        person, and the id may say who.
        """
        party = self.party(node)
        if party is None:
            return UNKNOWN if LOCAL in node else node
        return _ENDS.get(party.kind, node)

    def told(self, node: str) -> str:
        """Return how a company is called, and of whoever has no name what it is."""
        shown = self.shown(node)
        return shown if shown != node else self.label(node)

    def __contains__(self, node: str) -> bool:
        """Tell whether a company has owners here, or a reason why none is told."""
        return node in self._above or node in self._untold

    def untold(self, node: str) -> tuple[str, bool]:
        """Return why no parent is told of a company, and whether there may be one."""
        code = self._untold.get(node, "")
        return REASONS.get(code, code), bool(code) and code not in NO_PARENT

    def links(self, node: str) -> tuple[OwnershipLink, ...]:
        """Return all links to the owners of a company, of any time."""
        return tuple(self._above.get(node, ()))

    def owned(self) -> Iterator[str]:
        """Yield every company of which a link tells an owner."""
        return iter(self._above)

    @cached_property
    def below(self) -> Mapping[str, tuple[OwnershipLink, ...]]:
        """The links from each owner down."""
        found: dict[str, list[OwnershipLink]] = defaultdict(list)
        for link in self.owners.links:
            found[self.node(link.owner)].append(link)
        return {node: tuple(links) for node, links in found.items()}

    def above(self, node: str, on: date | None, as_of: date) -> Iterator[Standing]:
        """Yield what each owner is to a company on a day."""
        by_owner: dict[tuple[str, str], list[OwnershipLink]] = defaultdict(list)
        for link in self._above.get(node, ()):
            begun = link.since is None or link.since.earliest <= as_of
            if begun and may_hold(link.since, link.until, on):
                by_owner[self.node(link.owner), _group(link)].append(link)
        for (owner, _), links in by_owner.items():
            yield self._weakened(_standing(owner, links, on), links)

    def _weakened(self, standing: Standing, links: Iterable[OwnershipLink]) -> Standing:
        """Conclude nothing from a company that is known by name and country alone."""
        ends = (self.same.get(key) for link in links for key in (link.owner, link.owned))
        perhaps = dict.fromkeys(each.name for each in ends if each and not each.sure)
        if not perhaps:
            return standing
        said = sentence(
            "taken for {names} by name and country alone: look", names=", ".join(perhaps)
        )
        note = joined("; ", filter(None, (standing.note, said)))
        return replace(standing, share=None, control=None, note=note)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the companies that a text names: a node, a number, or a whole name.

        A name finds every company that bears it.
        """
        written = canonical_identifier(text)
        numbered = [
            self.node(party.key)
            for party in self.owners.parties.values()
            if written is not None and written in party.identifiers
        ]
        given = [each for each in (text, written) if each and self._is_met(each)]
        if numbered or given:
            return tuple(dict.fromkeys((*given, *numbered)))
        folded, first = fold(text), _first_letter(text)
        return tuple(
            dict.fromkeys(
                self.node(party.key)
                for party in self.owners.parties.values()
                if party.name and _first_letter(party.name) == first
                if folded.words and fold(party.name) == folded
            )
        )

    def _is_met(self, node: str) -> bool:
        return node in self or node in self._keys or node in self.below


def _first_letter(name: str) -> str:
    return next(filter(str.isalnum, name.casefold()), "")


def is_telling(name: str) -> bool:
    """Tell whether a name has a word, longer than one letter, that tells one firm from others.

    >>> is_telling("Quellmark GmbH"), is_telling("Holdings Limited"), is_telling("X Ltd")
    (True, False, False)
    """
    words = (word_of(word) for word in fold(name).words)
    return any(word.role is Role.DISTINCTIVE and len(word.text) > 1 for word in words)


def _group(link: OwnershipLink) -> str:
    """Return what a link is told apart by: chains hold links of one level alone."""
    return "level" if link.kind in _ONE_LEVEL else link.kind.value


def surely(link: OwnershipLink, on: date | None) -> bool:
    """Tell whether a link surely holds on a day."""
    return not (link.ended and link.until is None) and holds(link.since, link.until, on)


def _standing(owner: str, links: list[OwnershipLink], on: date | None) -> Standing:
    sure = [link for link in links if surely(link, on)]
    newest: dict[str, tuple[date, Share]] = {}
    doubled = dict[tuple[str, date], list[Share]]()
    for link in sure:
        if link.share is None:
            continue
        since = link.since.earliest if link.since else date.min
        doubled.setdefault((link.source, since), []).append(link.share)
        if link.source not in newest or newest[link.source][0] <= since:
            newest[link.source] = since, link.share
    told = [
        (source, share)
        for source, (since, _) in newest.items()
        for share in dict.fromkeys(doubled[source, since])
    ]
    share, apart = together(told)
    control = True if any(link.control for link in sure) else None
    if share is not None and share.is_majority:
        control = True
    open_ = (unsure(link.what, link.since, link.until) for link in links if link not in sure)
    return Standing(
        owner=owner,
        share=share,
        control=control,
        note=joined("; ", dict.fromkeys(filter(None, (*open_, apart)))),
        ultimate=links[0].kind is LinkKind.INDIRECT,
        loose=links[0].kind is LinkKind.LOOSE,
        sources=tuple(dict.fromkeys(link.source for link in links)),
        conflict=bool(apart),
    )
