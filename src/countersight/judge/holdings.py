"""Holdings: chains of owners made flat, and each owner's stake added up.

An owner may be stated as the owner of another owner (``of``). The share of a chain is the
product of its links; a chain controls where each of its links does, by control as stated or
by more than half of the shares. A cycle is refused. What one owner holds on several ways is
one stake.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from countersight.errors import FactError
from countersight.messages import joined, sentence
from countersight.model.facts import Fact, Facts, FactSource, Owner
from countersight.model.ownership import Share, plain

HALF: Final = Decimal(50)
WHOLE: Final = Decimal(100)
MOST_CHAINS: Final = 1_000
UNKNOWN: Final = "unknown"
"""The id of a company of which nobody knows which it is."""


@dataclass(frozen=True, slots=True)
class Link:
    """One owner as stated: of the maker, or of another owner."""

    owner: Owner
    of: str = ""
    """Id of the owner that it owns; empty for the maker itself."""


@dataclass(frozen=True, slots=True)
class Stake:
    """What one owner holds, on all ways together."""

    id: str
    share: Decimal
    """The known part."""
    missing: bool
    """Some part of the share is not known."""
    control: bool | None
    successor: bool
    path: tuple[str, ...] = ()
    """The chain, where there is one."""
    most: Decimal | None = None
    """The most that it may hold, where a part is missing and that is known."""
    over: bool = False
    """It holds more than ``share``, and not ``share`` itself."""
    under: bool = False
    """It holds less than ``most``, and not ``most`` itself."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """The owners of one situation, and the fact that the trace shows."""

    stakes: Mapping[str, Stake]
    fact: Fact
    owners: tuple[Owner, ...] = ()
    """As they were stated, each way by itself."""


NOBODY_SAID: Final = Holdings(
    MappingProxyType({}),
    Fact(
        "owners", (), FactSource.ASSUMED, sentence("no owners were told, so none are assumed")
    ),
)


def flatten(links: Sequence[Link], maker: str) -> tuple[Owner, ...]:
    """Return every owner of the maker, near or far, each with the chain it owns by.

    >>> from countersight.ids import VendorId
    >>> holding = Link(Owner(VendorId("holding"), Decimal(60)))
    >>> far = Link(Owner(VendorId("state_fund"), Decimal(50)), of="holding")
    >>> [(o.id, o.percent, o.path) for o in flatten([holding, far], "camera_co")][1]
    ('state_fund', Decimal('30'), ('camera_co', 'holding', 'state_fund'))

    Raises:
        FactError: the owners form a cycle, or one owns an owner that nobody named.
    """
    above: dict[str, list[Owner]] = defaultdict(list)
    for link in links:
        above["" if link.of == maker else link.of].append(link.owner)
    names = {link.owner.id for link in links}
    if maker in names and maker != UNKNOWN:
        raise FactError(
            sentence("owners: {maker!r} owns itself, which is a cycle", maker=maker),
            hint=sentence("Leave out the link back."),
        )
    for of in above:
        if of and of not in names:
            raise FactError(
                sentence(
                    "owners: `of` names {of!r}, which is no owner and not the maker", of=of
                )
            )
    if set(above) <= {""}:
        return tuple(above[""])
    _refuse_cycle(above)
    found: list[Owner] = []
    for owner in above[""]:
        _climb(_first(owner, maker), above, found)
    return tuple(found)


def holdings_of(facts: Facts) -> Holdings:
    """Return the stakes of the situation's owners."""
    if facts.owners is None:
        return NOBODY_SAID
    ways: dict[str, list[Owner]] = defaultdict(list)
    for owner in facts.owners:
        ways[owner.id].append(owner)
    stakes = {key: _stake(owners) for key, owners in ways.items()}
    told = tuple(describe(owner) for owner in facts.owners)
    return Holdings(stakes, Fact("owners", told, facts.owners_source), facts.owners)


def describe(owner: Owner) -> str:
    """Return an owner in words.

    >>> from countersight.ids import VendorId
    >>> describe(Owner(VendorId("dahua"), Decimal(10), control=False))
    'dahua: 10 percent, no control'
    """
    percent = _told(owner)
    control = {
        True: sentence("control"),
        False: sentence("no control"),
        None: sentence("control unknown"),
    }[owner.control]
    successor = sentence(", the maker is its successor") if owner.successor else ""
    far = len(owner.path) > 2  # noqa: PLR2004 - the maker and the owner alone
    chain = sentence(", over {path}", path=" <- ".join(owner.path)) if far else ""
    rest = joined("", (joined(", ", (percent, control)), successor, chain))
    return joined(": ", (owner.id, rest))


def _told(owner: Owner) -> str:
    if owner.between is not None:
        return owner.between.told()
    if owner.percent is None:
        return sentence("share unknown")
    return sentence("{percent} percent", percent=plain(owner.percent))


def _stake(owners: Sequence[Owner]) -> Stake:
    shares = [owner.percent for owner in owners if owner.percent is not None]
    ranges = [owner.between for owner in owners if owner.between is not None]
    controls = [owner.control for owner in owners]
    control = True if True in controls else None if None in controls else False
    share = sum([*shares, *(each.least for each in ranges)], Decimal(0))
    whole = len(shares) + len(ranges) == len(owners)
    return Stake(
        id=owners[0].id,
        share=share,
        missing=not whole,
        control=control,
        successor=any(owner.successor for owner in owners),
        path=owners[0].path,
        most=sum([*shares, *(each.most for each in ranges)], Decimal(0)) if whole else None,
        over=any(each.over for each in ranges),
        under=any(each.under for each in ranges),
    )


def _first(owner: Owner, maker: str) -> Owner:
    return replace(owner, path=(maker or "maker", owner.id), held=_held(owner))


def _climb(owner: Owner, above: Mapping[str, list[Owner]], found: list[Owner]) -> None:
    """Add the owner, and whoever owns it; the ways were counted before."""
    waiting = [owner]
    while waiting:
        here = waiting.pop()
        found.append(here)
        if len(found) > MOST_CHAINS:
            raise FactError(
                sentence("owners: more than {most_chains} chains", most_chains=MOST_CHAINS),
                hint=sentence("State fewer owners."),
            )
        waiting.extend(_join(here, far) for far in reversed(above.get(here.id, [])))


def _join(near: Owner, far: Owner) -> Owner:
    percent = None
    if near.percent is not None and far.percent is not None:
        percent = near.percent * far.percent / WHOLE
    elif Decimal(0) in (near.percent, far.percent):
        percent = Decimal(0)
    links = (_controls(near), _controls(far))
    control = False if False in links else None if None in links else True
    successor = near.successor or far.successor
    path = (*near.path, far.id)
    held = _held(far)
    return Owner(far.id, percent, control, successor, path, far.note, held=held)


def _held(owner: Owner) -> Share | None:
    return Share.exact(owner.percent) if owner.percent is not None else None


def _controls(owner: Owner) -> bool | None:
    return True if owner.percent is not None and owner.percent > HALF else owner.control


def _refuse_cycle(above: Mapping[str, list[Owner]]) -> None:
    """Take away owners that nobody left owns, until none is left or a cycle is."""
    left = {
        of: {owner.id for owner in owners if owner.id in above} for of, owners in above.items()
    }
    while ends := [of for of, nearer in left.items() if not nearer & left.keys()]:
        for of in ends:
            del left[of]
    if not left:
        return
    path: list[str] = []
    here = min(left)
    while here not in path:
        path.append(here)
        here = min(left[here] & left.keys())
    circle = " -> ".join([*path[path.index(here) :], here])
    raise FactError(
        sentence("owners: {circle} is a cycle", circle=circle),
        hint=sentence("Leave out the link that closes it."),
    )
