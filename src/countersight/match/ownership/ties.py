"""The ties of the catalogue as links from each company to its owners.

- a percentage where one is recorded for the day;
- control is True over 50 percent, and where a source states that one is the subsidiary or
  the parent of the other; else it is not known. It is never guessed, and never False;
- a link that had ended before the day (its last day included), or had not begun, is left
  out; one that may or may not hold on the day is kept with nothing known, and says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from countersight.ids import VendorId, company_id
from countersight.match.ownership.standing import Standing, holds, may_hold, unsure
from countersight.match.relations import ROLES, Stands, known
from countersight.messages import joined, sentence
from countersight.model.ownership import Share
from countersight.model.vendor import Basis, Tie, Vendor
from countersight.model.wording import basis_words, role_words

ULTIMATE: Final = "ultimate_parent"
CATALOGUE: Final = "Countersight catalogue"


@dataclass(frozen=True, slots=True)
class Link:
    """One tie, read as a link from a company to one that owns it."""

    owner: VendorId
    tie: Tie
    vendor: VendorId
    """Whose file it stands in."""


class Ties:
    """The links of a catalogue."""

    def __init__(self, vendors: Iterable[Vendor]) -> None:
        links: dict[str, list[Link]] = defaultdict(list)
        for vendor in sorted(vendors, key=lambda vendor: vendor.id):
            for tie in vendor.ties:
                other = tie.vendor or company_id(tie.name)
                match ROLES[tie.role].stands:
                    case Stands.ABOVE:
                        links[vendor.id].append(Link(other, tie, vendor.id))
                    case Stands.BELOW:
                        links[other].append(Link(vendor.id, tie, vendor.id))
                    case Stands.BESIDE:
                        pass
        self._links: Mapping[str, tuple[Link, ...]] = {
            key: tuple(found) for key, found in links.items()
        }

    def __contains__(self, node: str) -> bool:
        """Tell whether a company has owners here."""
        return node in self._links

    def above(self, node: str, on: date | None, as_of: date) -> Iterator[Standing]:
        """Yield what each owner is to a company on a day."""
        by_owner: dict[VendorId, list[Link]] = defaultdict(list)
        for link in self._links.get(node, ()):
            if known(link.tie, as_of) and may_hold(link.tie.since, link.tie.until, on):
                by_owner[link.owner].append(link)
        for owner, links in by_owner.items():
            yield _together(owner, links, on)


def _holds(tie: Tie, on: date | None) -> bool:
    """Tell whether a tie surely holds on a day."""
    if tie.until is None and ROLES[tie.role].ended:
        return False
    return holds(tie.since, tie.until, on)


def _together(owner: VendorId, links: list[Link], on: date | None) -> Standing:
    """Return what several ties between the same two say together: one stake, not many."""
    ties = [link.tie for link in links]
    sure = [tie for tie in ties if _holds(tie, on)]
    told = [tie for tie in sure if tie.percent is not None and not ROLES[tie.role].became]
    told.sort(key=lambda tie: tie.since.earliest if tie.since else date.min)
    percent = told[-1].percent if told else None
    share = Share.exact(percent) if percent is not None else None
    control = True if any(map(_says_control, sure)) else None
    if share is not None and share.is_majority:
        control = True
    return Standing(
        owner=owner,
        share=share,
        control=control,
        successor=any(ROLES[tie.role].became for tie in ties),
        note=joined("; ", dict.fromkeys(filter(None, (_note(tie, on) for tie in ties)))),
        ultimate=all(tie.role == ULTIMATE for tie in ties),
        loose=all(ROLES[tie.role].loose for tie in ties),
        sources=tuple(dict.fromkeys(f"{link.vendor}/{link.tie.source}" for link in links)),
    )


def _says_control(tie: Tie) -> bool:
    return ROLES[tie.role].controls and tie.basis is Basis.STATED


def _note(tie: Tie, on: date | None) -> str:
    """Say why a tie tells less than it might."""
    role = role_words(tie.role)
    if not _holds(tie, on):
        return unsure(role, tie.since, tie.until)
    if tie.basis is not Basis.STATED:
        return sentence("{role}; basis: {basis}", role=role, basis=basis_words(tie.basis))
    return ""
