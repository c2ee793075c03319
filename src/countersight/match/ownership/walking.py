"""Who owns what a record names: the walk over the dated links of the catalogue and of imports.

From the company that was met, up: its parents, shareholders and acquirers, and whoever says
that it is their subsidiary. Along a chain shares are multiplied, and a chain controls where
each of its links does. What one owner holds on several ways stays several, and the judge adds
it up. Where owners together hold more than there is, nothing is concluded from their shares.

An affiliate is a link of its own, and none of a longer chain. What a company became is told
of the company that was met alone. What holds over companies in between (``ultimate_parent``,
an indirect link) is the end of chains, and no stake of its own where a chain leads there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from countersight.ids import VendorId, company_id
from countersight.match.ownership.imported import UNKNOWN, Imported
from countersight.match.ownership.standing import Standing, merged
from countersight.match.ownership.ties import Ties
from countersight.messages import joined, sentence
from countersight.model.facts import Owner
from countersight.model.match import Match, Relation
from countersight.model.ownership import NOTHING, WHOLE, Owners, Share, plain
from countersight.model.vendor import Vendor

MOST_OWNERS: Final = 500
"""Chains are not followed beyond this many owners."""
ROUNDING: Final = Decimal(1)
"""Percent that shares may sum to beyond the whole, for they are rounded."""


@dataclass(frozen=True, slots=True)
class Step:
    """One way up to an owner: the nodes of it, and what they come to."""

    path: tuple[str, ...]
    share: Share | None
    control: bool | None
    standing: Standing
    """The last link."""
    note: str = ""
    loose: bool = False
    """Its first link is one of its own."""

    @property
    def node(self) -> str:
        """The owner at its end."""
        return self.path[-1]


@dataclass(slots=True)
class Walk:
    """What was met on the way up."""

    steps: list[Step] = field(default_factory=list)
    ultimate: list[Step] = field(default_factory=list)
    cycles: list[tuple[str, ...]] = field(default_factory=list)
    """Chains that lead back into themselves, the company that closes them at both ends."""
    gaps: dict[str, str] = field(default_factory=dict)
    """Companies whose own owners are not told, each with why, where that is told."""
    over: dict[str, Decimal] = field(default_factory=dict)
    """Companies whose owners sum to more than there is, and to how much."""
    cut: bool = False
    """There were more owners than are followed."""


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
    """All links from each company to its owners."""

    def __init__(self, vendors: Iterable[Vendor], imported: Imported | None = None) -> None:
        known = tuple(vendors)
        self._ties = Ties(known)
        self.imported = imported or Imported(Owners(), known)

    def owners(self, match: Match, on: date | None, as_of: date) -> tuple[Owner, ...]:
        """Return who owns what the match named, nearest first; see ``owners``."""
        start = company_id(match.company) or match.entity
        if start not in self and start != match.entity:
            named = _by_name(start, match)
            above = self.walk(match.entity, on, as_of)
            further = (step for step in _ended(above, self.imported.shown) if not step.loose)
            return (named, *(self._beyond(named, step) for step in further))
        return self.owners_of(start, on, as_of)

    def owners_of(self, node: str, on: date | None, as_of: date) -> tuple[Owner, ...]:
        """Return who owns a company, by its node, nearest first."""
        return tuple(
            self._owner(step)
            for step in _ended(self.walk(node, on, as_of), self.imported.shown)
        )

    def __contains__(self, node: str) -> bool:
        """Tell whether a company has owners, or a reason why none is told."""
        return node in self._ties or node in self.imported

    def walk(self, start: str, on: date | None, as_of: date) -> Walk:
        """Return all ways up from a company on a day."""
        met = Walk()
        root = Step((start,), Share.exact(WHOLE), True, Standing(start))  # noqa: FBT003
        self._climb(root, met, on, as_of)
        while pending := _unreached(met):
            met.steps.append(pending)
            self._climb(pending, met, on, as_of)
        return met

    def _climb(self, first: Step, met: Walk, on: date | None, as_of: date) -> None:
        waiting = [first]
        while waiting:
            here = waiting.pop(0)
            standings = self._above(here.node, on, as_of, met)
            if all(standing.loose for standing in standings):
                self._gap(here, met)
            for standing in standings:
                if standing.owner in here.path:
                    at = here.path.index(standing.owner)
                    met.cycles.append((*here.path[at:], standing.owner))
                    continue
                if len(here.path) > 1 and standing.loose:
                    continue
                if len(met.steps) >= MOST_OWNERS:
                    met.cut = True
                    return
                far = _join(here, standing)
                if standing.ultimate:
                    met.ultimate.append(far)
                else:
                    met.steps.append(far)
                    waiting.append(far)

    def stated(self, node: str, on: date | None, as_of: date) -> tuple[Standing, ...]:
        """Return what all sources tell of each owner of a company on a day."""
        by_owner: dict[tuple[str, bool, bool], list[Standing]] = defaultdict(list)
        for source in (self._ties, self.imported):
            for standing in source.above(node, on, as_of):
                key = standing.owner, standing.ultimate, standing.loose
                by_owner[key].append(standing)
        return tuple(merged(each) for each in by_owner.values())

    def _above(
        self, node: str, on: date | None, as_of: date, met: Walk
    ) -> tuple[Standing, ...]:
        """Return what counts of each owner; no share where all sum to too much."""
        found = self.stated(node, on, as_of)
        total = total_of(found)
        if total <= WHOLE + ROUNDING:
            return found
        met.over[node] = total
        return tuple(_without_share(each, total) for each in found)

    def _gap(self, here: Step, met: Walk) -> None:
        """Tell of a company whose owners are not told; one that has some has one unknown."""
        shown = self.imported.shown(here.node)
        if shown != here.node:
            return
        why, hidden = self.imported.untold(here.node)
        met.gaps[here.node] = why
        if hidden:
            standing = Standing(UNKNOWN, note=why)
            met.steps.append(_join(here, standing))

    def _owner(self, step: Step) -> Owner:
        path = tuple(map(self.imported.shown, step.path))
        share = step.share
        return Owner(
            VendorId(path[-1]),
            share.known if share is not None else None,
            step.control,
            successor=step.standing.successor and len(path) == 2,  # noqa: PLR2004 - next to it
            path=path,
            note=step.note,
            between=share if share is not None and share.known is None else None,
            held=step.standing.share,
        )

    def _beyond(self, named: Owner, step: Step) -> Owner:
        """Return an owner of the entity as one of a company that is tied by its name only."""
        far = self._owner(step)
        path = (named.path[0], *far.path)
        note = joined("; ", filter(None, (named.note, far.note)))
        unknown = replace(far, percent=None, between=None, control=None, successor=False)
        return replace(unknown, path=path, note=note)


def _by_name(start: str, match: Match) -> Owner:
    """Return the entity as owner of a company that the catalogue knows by no tie."""
    owner_known = match.relation is not Relation.AFFILIATE
    note = "" if owner_known else sentence("tied by its name only")
    return Owner(match.entity, path=(start, match.entity), note=note)


def total_of(standings: Iterable[Standing]) -> Decimal:
    """Return what the owners of one company hold at the least, all together."""
    counted = (
        each.share.least
        for each in standings
        if each.share is not None and not each.ultimate and not each.loose
    )
    return sum(counted, NOTHING)


def _without_share(standing: Standing, total: Decimal) -> Standing:
    """Conclude nothing from a share where all sum to too much; stated control stands."""
    if standing.share is None:
        return standing
    said = sentence(
        "the owners sum to {total} percent: nothing is concluded from their shares",
        total=plain(total),
    )
    control = None if standing.share.is_majority else standing.control
    note = joined("; ", filter(None, (standing.note, said)))
    return replace(standing, share=None, control=control, note=note)


def _join(here: Step, standing: Standing) -> Step:
    """Return the owner of an owner: shares multiplied, control where every link has it."""
    share = None
    if here.share is not None and standing.share is not None:
        share = standing.share.of(here.share)
    control = True if here.control and standing.control else None
    if share is not None and share.is_majority:
        control = True
    note = joined("; ", filter(None, (here.note, standing.note)))
    loose = here.loose or standing.loose
    return Step((*here.path, standing.owner), share, control, standing, note, loose)


def _unreached(met: Walk) -> Step | None:
    """Return the next end of chains to which no chain leads, and take it off."""
    reached = {step.node for step in met.steps}
    while met.ultimate:
        step = met.ultimate.pop(0)
        if step.node not in reached:
            return step
        _settle(step, met)
    return None


def _settle(stated: Step, met: Walk) -> None:
    """Let a stated share of all ways together stand where that of the ways is not known."""
    ways = [step for step in met.steps if step.node == stated.node]
    if len(stated.path) != 2 or stated.share is None:  # noqa: PLR2004 - of the company itself
        return
    if all(step.share is not None for step in ways):
        return
    said = sentence("share as stated for all ways together")
    first = replace(
        ways[0],
        share=stated.share,
        control=True if any(each.control for each in (*ways, stated)) else None,
        note=joined("; ", filter(None, (ways[0].note, said))),
    )
    others = {id(way) for way in ways[1:]}
    met.steps = [
        first if step is ways[0] else step for step in met.steps if id(step) not in others
    ]


def _ended(walk: Walk, shown: Callable[[str], str]) -> Iterator[Step]:
    """Yield the ways, cross-holdings told at the company from which they lead back."""
    back = {cycle[-2]: cycle for cycle in walk.cycles}
    for step in walk.steps:
        cycle = back.get(step.node)
        if cycle is None:
            yield step
            continue
        said = sentence("a cross-holding: {path}", path=" <- ".join(map(shown, cycle)))
        yield replace(step, note=joined("; ", filter(None, (step.note, said))))
