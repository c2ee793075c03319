"""Who owns what a record names: the walk over the dated ties of the catalogue.

From the company that was met, up: its parents, shareholders and acquirers, and the vendors
whose files say that it is their subsidiary. What the links say:

- a percentage where one is recorded for the day; along a chain they are multiplied;
- control is True over 50 percent, and where a source states that one is the subsidiary or
  the parent of the other; else it is not known. It is never guessed, and never False;
- a link that had ended before the day (its last day included), or had not begun, is left
  out; one that may or may not hold on the day is kept with nothing known, and says so.

An affiliate is a link of its own, and none of a longer chain. What a company became is told
of the company that was met alone. An ``ultimate_parent`` is the end of chains, and no stake
of its own where a chain leads there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from countersight.ids import VendorId, company_id
from countersight.match.relations import ROLES, Stands, known
from countersight.messages import joined, sentence
from countersight.model.facts import Owner
from countersight.model.match import Match, Relation
from countersight.model.vendor import Basis, Tie, Vendor
from countersight.model.wording import basis_words, role_words

HALF: Final = Decimal(50)
WHOLE: Final = Decimal(100)
MOST_OWNERS: Final = 500
"""Chains are not followed beyond this many owners."""
ULTIMATE: Final = "ultimate_parent"


@dataclass(frozen=True, slots=True)
class Link:
    """One tie, read as a link from a company to one that owns it."""

    owner: VendorId
    tie: Tie


@dataclass(frozen=True, slots=True)
class Standing:
    """What the links between two companies come to on a day."""

    owner: VendorId
    percent: Decimal | None
    control: bool | None
    successor: bool
    note: str
    ultimate: bool
    loose: bool


def owners(
    vendors: Iterable[Vendor], match: Match, on: date | None, as_of: date
) -> tuple[Owner, ...]:
    """Return who owns what the match named, nearest first.

    Args:
        vendors: the catalogue.
        match: what was met; its ``company`` is where the walk begins, else its entity.
        on: the day of the act; None where it is not known.
        as_of: the day of our knowledge; ties that began later are not known yet.
    """
    return Links(vendors).owners(match, on, as_of)


class Links:
    """The ties of a catalogue as links from each company to its owners."""

    def __init__(self, vendors: Iterable[Vendor]) -> None:
        links: dict[VendorId, list[Link]] = defaultdict(list)
        for vendor in sorted(vendors, key=lambda vendor: vendor.id):
            for tie in vendor.ties:
                other = tie.vendor or company_id(tie.name)
                match ROLES[tie.role].stands:
                    case Stands.ABOVE:
                        links[vendor.id].append(Link(other, tie))
                    case Stands.BELOW:
                        links[other].append(Link(vendor.id, tie))
                    case Stands.BESIDE:
                        pass
        self._links: Mapping[VendorId, tuple[Link, ...]] = {
            key: tuple(found) for key, found in links.items()
        }

    def owners(self, match: Match, on: date | None, as_of: date) -> tuple[Owner, ...]:
        """Return who owns what the match named, nearest first; see ``owners``."""
        start = company_id(match.company) or match.entity
        found: list[Owner] = []
        ultimate: list[Owner] = []
        waiting = [Owner(start, WHOLE, control=True, path=(start,))]
        if start not in self._links and start != match.entity:
            waiting = [_by_name(start, match)]
            found += waiting
        while waiting and len(found) < MOST_OWNERS:
            here = waiting.pop(0)
            for standing in self._above(here.id, on, as_of):
                chained = len(here.path) > 1
                if standing.owner in here.path or (chained and standing.loose):
                    continue
                far = _join(here, standing)
                (ultimate if standing.ultimate else found).append(far)
                waiting.append(far)
        reached = {owner.id for owner in found}
        found += [owner for owner in ultimate if owner.id not in reached]
        return tuple(found)

    def _above(self, company: VendorId, on: date | None, as_of: date) -> Iterator[Standing]:
        by_owner: dict[VendorId, list[Tie]] = defaultdict(list)
        for link in self._links.get(company, ()):
            if known(link.tie, as_of) and _may_hold(link.tie, on):
                by_owner[link.owner].append(link.tie)
        for owner, ties in by_owner.items():
            yield _together(owner, ties, on)


def _by_name(start: VendorId, match: Match) -> Owner:
    """Return the entity as owner of a company that the catalogue knows by no tie."""
    owner_known = match.relation is not Relation.AFFILIATE
    note = "" if owner_known else sentence("tied by its name only")
    return Owner(match.entity, path=(start, match.entity), note=note)


def _may_hold(tie: Tie, on: date | None) -> bool:
    """Tell whether a tie holds, or may hold, on a day."""
    if on is None:
        return True
    begun = tie.since is None or tie.since.earliest <= on
    return begun and (tie.until is None or tie.until.latest >= on)


def _holds(tie: Tie, on: date | None) -> bool:
    """Tell whether a tie surely holds on a day."""
    if tie.until is None and ROLES[tie.role].ended:
        return False
    if on is None:
        return tie.since is None and tie.until is None
    begun = tie.since is None or tie.since.latest <= on
    return begun and (tie.until is None or tie.until.earliest >= on)


def _together(owner: VendorId, ties: list[Tie], on: date | None) -> Standing:
    """Return what several ties between the same two say together: one stake, not many."""
    sure = [tie for tie in ties if _holds(tie, on)]
    told = [tie for tie in sure if tie.percent is not None and not ROLES[tie.role].became]
    told.sort(key=lambda tie: tie.since.earliest if tie.since else date.min)
    percent = told[-1].percent if told else None
    control = True if any(map(_says_control, sure)) else None
    if percent is not None and percent > HALF:
        control = True
    return Standing(
        owner=owner,
        percent=percent,
        control=control,
        successor=any(ROLES[tie.role].became for tie in ties),
        note=joined("; ", dict.fromkeys(filter(None, (_note(tie, on) for tie in ties)))),
        ultimate=all(tie.role == ULTIMATE for tie in ties),
        loose=all(ROLES[tie.role].loose for tie in ties),
    )


def _says_control(tie: Tie) -> bool:
    return ROLES[tie.role].controls and tie.basis is Basis.STATED


def _note(tie: Tie, on: date | None) -> str:
    """Say why a tie tells less than it might."""
    role = role_words(tie.role)
    if not _holds(tie, on):
        since = sentence(" from {since}", since=tie.since) if tie.since else ""
        until = sentence(" until {until}", until=tie.until) if tie.until else ""
        period = joined("", (since, until)) or sentence(", with no dates")
        return sentence("{role}{period}; not sure on the day", role=role, period=period)
    if tie.basis is not Basis.STATED:
        return sentence("{role}; basis: {basis}", role=role, basis=basis_words(tie.basis))
    return ""


def _join(here: Owner, standing: Standing) -> Owner:
    """Return the owner of an owner: shares multiplied, control where every link has it."""
    percent = None
    if here.percent is not None and standing.percent is not None:
        percent = here.percent * standing.percent / WHOLE
    link = Owner(
        standing.owner,
        percent,
        control=True if here.control and standing.control else None,
        successor=standing.successor and len(here.path) == 1,
        path=(*here.path, standing.owner),
        note=joined("; ", filter(None, (here.note, standing.note))),
    )
    return replace(link, control=True) if percent is not None and percent > HALF else link
