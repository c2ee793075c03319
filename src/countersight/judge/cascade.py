"""Rules by which whoever is held far enough counts as one of its holders.

Where a rule cascades, a company that targets hold to the line of the rule counts as a target
itself, and what it holds counts in full: half of a half reaches. So the rule on entities owned
by blocked persons is read (OFAC FAQ 401, "indirectly"), and the Affiliates Rule of BIS.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from countersight.model.facts import Owner, Truth
from countersight.model.ownership import Share
from countersight.model.restriction import ReachRule

_ALL: Final = Share(Decimal(0), Decimal(100))


def cascading(rule: ReachRule, owners: Sequence[Owner], targets: Iterable[str]) -> Truth:
    """Return whether a maker is held to the line by targets, or by what they hold so.

    >>> from countersight.ids import VendorId
    >>> from countersight.model.restriction import ReachKind
    >>> half = Share.exact(50)
    >>> near = Owner(VendorId("a"), path=("maker", "a"), held=half)
    >>> far = Owner(VendorId("x"), Decimal(25), path=("maker", "a", "x"), held=half)
    >>> rule = ReachRule(ReachKind.EQUITY, min_percent=Decimal(50), cascade=True)
    >>> cascading(rule, [near, far], ["x"]).value
    'true'
    """
    links: dict[str, dict[str, Share]] = defaultdict(dict)
    for owner in owners:
        held = owner.held or owner.between or _exact(owner)
        path = owner.path or ("maker", owner.id)
        links[path[-2]][path[-1]] = held
    start = next((owner.path[0] for owner in owners if owner.path), "maker")
    named = frozenset(targets)
    if start in _reached(rule, links, named, least=True):
        return Truth.TRUE
    return Truth.UNKNOWN if start in _reached(rule, links, named, least=False) else Truth.FALSE


def _exact(owner: Owner) -> Share:
    near = len(owner.path) <= 2  # noqa: PLR2004 - the maker and the owner
    return Share.exact(owner.percent) if near and owner.percent is not None else _ALL


def _reached(
    rule: ReachRule,
    links: Mapping[str, Mapping[str, Share]],
    targets: frozenset[str],
    *,
    least: bool,
) -> frozenset[str]:
    """Return the targets and all that they hold to the line, by the least or the most."""
    reached = set(targets)
    while True:
        more = {
            owned
            for owned, holders in links.items()
            if owned not in reached
            and _to_the_line(rule, [s for h, s in holders.items() if h in reached], least=least)
        }
        if not more:
            return frozenset(reached)
        reached |= more


def _to_the_line(rule: ReachRule, held: Sequence[Share], *, least: bool) -> bool:
    if not held:
        return False
    largest = max(held, key=lambda each: each.least if least else each.most)
    counted = held if rule.aggregate else [largest]
    total = sum((each.least if least else each.most for each in counted), Decimal(0))
    if rule.min_percent is not None:
        short = not least and total == rule.min_percent and any(each.under for each in counted)
        return total >= rule.min_percent and not short
    line = rule.more_than_percent or Decimal(0)
    return total > line or (least and total == line and any(each.over for each in counted))
