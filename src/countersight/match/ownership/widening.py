"""Imported companies below a vendor, as ties of the vendor: so a record that names one is met.

A tie here gives a name and numbers to meet and says how near the company stands; what owns
what is told by the links themselves. A name without a word of its own ("Holdings Ltd", or one
letter) is met by its numbers alone; one of a single word is one that others may bear.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from countersight.ids import CiteId, company_id
from countersight.match.ownership.imported import Imported, is_telling
from countersight.match.relations import ROLES, Stands
from countersight.model.ownership import LinkKind, OwnershipLink
from countersight.model.values import PartialDate
from countersight.model.vendor import Basis, Checked, Source, Tie, Vendor

MOST_BELOW: Final = 20_000
"""Companies below all vendors that are met by name; the nearest ones."""
DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class _Below:
    """A company below a vendor, and what the links to it come to."""

    node: str
    controls: bool
    sure: bool
    until: PartialDate | None
    source: str
    depth: int


def widened(vendors: Sequence[Vendor], imported: Imported, as_of: date | None) -> list[Vendor]:
    """Return the vendors with a tie more for each imported company that stands below one."""
    left = MOST_BELOW
    found = []
    sources = {
        file.name: CiteId(f"owners-{n}") for n, file in enumerate(imported.owners.files, 1)
    }
    for vendor in vendors:
        ties = []
        for below in _below(vendor, imported, as_of):
            if left <= 0:
                break
            left -= 1
            ties.append(_tie(below, imported, sources.get(below.source, CiteId("owners"))))
        used = {tie.source for tie in ties}
        told = tuple(Source(key, name, name) for name, key in sources.items() if key in used)
        found.append(
            replace(vendor, ties=(*vendor.ties, *ties), sources=(*vendor.sources, *told))
            if ties
            else vendor
        )
    return found


def _starts(vendor: Vendor) -> Iterator[str]:
    """Yield the vendor, and the companies that its file says are below it."""
    yield vendor.id
    for tie in vendor.ties:
        role = ROLES[tie.role]
        below = role.stands is Stands.BELOW and not role.loose and not role.became
        if tie.vendor is None and below:
            yield company_id(tie.name)


def _below(vendor: Vendor, imported: Imported, as_of: date | None) -> Iterator[_Below]:
    """Yield the companies below a vendor, each once: those that it controls first."""
    starts = dict.fromkeys(_starts(vendor))
    met = {*starts, *(same.node for same in imported.same.values())}
    reached = [
        _Below(node, controls=True, sure=True, until=None, source="", depth=0)
        for node in starts
    ]
    for every in (False, True):
        waiting = deque(reached)
        while waiting:
            for far in _next(waiting.popleft(), imported, as_of):
                plainly = far.controls and far.sure and far.until is None
                if far.node in met or not (every or plainly):
                    continue
                met.add(far.node)
                reached.append(far)
                waiting.append(far)
                if imported.shown(far.node) == far.node:
                    yield far


def _next(here: _Below, imported: Imported, as_of: date | None) -> Iterator[_Below]:
    """Yield the companies one level further down."""
    for link in imported.below.get(here.node, ()):
        begun = as_of is None or link.since is None or link.since.earliest <= as_of
        if begun and link.kind is not LinkKind.LOOSE and here.depth < DEEPEST:
            yield _down(here, link, imported)


def _down(here: _Below, link: OwnershipLink, imported: Imported) -> _Below:
    same = imported.same.get(link.owner)
    majority = link.share is not None and link.share.is_majority
    ends = [each for each in (here.until, link.until) if each is not None]
    return _Below(
        node=imported.node(link.owned),
        controls=here.controls and (link.control is True or majority),
        sure=here.sure and (same is None or same.sure),
        until=min(ends, key=lambda each: each.latest, default=None),
        source=link.source,
        depth=here.depth + 1,
    )


def _tie(below: _Below, imported: Imported, source: CiteId) -> Tie:
    label, party = imported.label(below.node), imported.party(below.node)
    role = "subsidiary" if below.controls else "affiliate"
    written = party.identifiers if party is not None else (below.node,)
    pairs = (each.partition(":") for each in written if ":" in each)
    name = party.name if party is not None else ""
    return Tie(
        role=role if below.sure else "affiliate_unproven",
        basis=Basis.STATED,
        source=source,
        checked=Checked.READ,
        name=label,
        names=((name, ""),) if name != label and is_telling(name) else (),
        country=party.country if party is not None else "",
        until=below.until,
        identifiers=tuple((scheme, value) for scheme, _, value in pairs),
        is_imported=True,
    )
