"""What two companies are to each other on a day, once all that is stated is put together.

Where sources tell different shares that can be one, the narrower counts; where they cannot,
all that lies between them, and both are told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from countersight.messages import joined, sentence
from countersight.model.ownership import Share
from countersight.model.values import PartialDate


@dataclass(frozen=True, slots=True)
class Standing:
    """What the links between two companies come to on a day."""

    owner: str
    """The node of the owner."""
    share: Share | None = None
    control: bool | None = None
    successor: bool = False
    note: str = ""
    ultimate: bool = False
    """It is the end of chains, and no link of one."""
    loose: bool = False
    """It is a link of its own, and none of a chain."""
    sources: tuple[str, ...] = ()
    conflict: bool = False
    """Its sources tell shares that cannot be one."""


def may_hold(since: PartialDate | None, until: PartialDate | None, on: date | None) -> bool:
    """Tell whether a period holds, or may hold, on a day."""
    if on is None:
        return True
    begun = since is None or since.earliest <= on
    return begun and (until is None or until.latest >= on)


def holds(since: PartialDate | None, until: PartialDate | None, on: date | None) -> bool:
    """Tell whether a period surely holds on a day."""
    if on is None:
        return since is None and until is None
    begun = since is None or since.latest <= on
    return begun and (until is None or until.earliest >= on)


def unsure(what: str, since: PartialDate | None, until: PartialDate | None) -> str:
    """Say that a link may or may not hold on the day."""
    begins = sentence(" from {since}", since=since) if since else ""
    ends = sentence(" until {until}", until=until) if until else ""
    period = joined("", (begins, ends)) or sentence(", with no dates")
    return sentence("{role}{period}; not sure on the day", role=what, period=period)


def together(told: Sequence[tuple[str, Share]]) -> tuple[Share | None, str]:
    """Return the share that several sources tell, and what they disagree in.

    >>> share, note = together([("a", Share.exact(40)), ("b", Share.exact(60))])
    >>> share.told(), note
    ('40 to 60 percent', 'sources disagree: a tells 40 percent, b tells 60 percent')
    """
    if not told:
        return None, ""
    (_, share), *rest = told
    if all(one.meets(other) for (_, one), (_, other) in combinations(told, 2)):
        for _, other in rest:
            share = share.narrowed(other)
        return share, ""
    for _, other in rest:
        share = share.hull(other)
    said = (
        sentence("{source} tells {share}", source=source, share=each.told())
        for source, each in told
    )
    return share, sentence("sources disagree: {said}", said=joined(", ", said))


def merged(standings: Iterable[Standing]) -> Standing:
    """Return what the ties of the catalogue and imported links say together of one owner."""
    first, *rest = standings
    if not rest:
        return first
    every = (first, *rest)
    named = [
        (joined(", ", each.sources), each.share) for each in every if each.share is not None
    ]
    share, apart = together(named)
    control = True if any(each.control for each in every) else None
    if share is not None and share.is_majority:
        control = True
    return replace(
        first,
        share=share,
        control=control,
        successor=any(each.successor for each in every),
        note=joined("; ", dict.fromkeys(filter(None, (*(e.note for e in every), apart)))),
        ultimate=all(each.ultimate for each in every),
        loose=all(each.loose for each in every),
        sources=tuple(dict.fromkeys(source for each in every for source in each.sources)),
        conflict=bool(apart) or any(each.conflict for each in every),
    )
