"""How far an instrument reaches over ownership, for one rule and the stakes of its targets.

Each kind of rule that looks at owners has its own reading of a stake; the table ``_READINGS``
lists them. Shares
and control that nobody stated are unknown. A successor in business is neither a subsidiary
nor apart: unless its shares or its control decide, one has to ask.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from countersight.judge.holdings import HALF, Stake
from countersight.judge.truth import disjunction, truth_of
from countersight.model.facts import Facts, FactValue, Truth
from countersight.model.restriction import ReachKind, ReachRule
from countersight.model.wording import threshold_words

AFFILIATE: Final = "is_affiliate"
SUCCESSOR: Final = "is_successor_reached"
OWNERS: Final = "owners"
BY_NAME: Final = frozenset({ReachKind.NAMED_ONLY, ReachKind.BRAND})
"""Rules that look at no owner."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether ownership reaches the maker, and what would settle it."""

    truth: Truth
    ask: tuple[str, ...] = ()
    note: str = ""


def reached(rule: ReachRule, stakes: Sequence[Stake], facts: Facts) -> Reached:
    """Return whether the rule reaches a maker in which its targets hold these stakes.

    >>> stake = Stake("dahua", Decimal(10), False, False, False)
    >>> rule = ReachRule(ReachKind.EQUITY, more_than_percent=Decimal(10), or_control=True)
    >>> reached(rule, [stake], Facts({})).truth.value
    'false'
    """
    if rule.kind in BY_NAME:
        return Reached(Truth.FALSE, note="owners are not looked at")
    total = sum((stake.share for stake in stakes), Decimal(0)) if rule.aggregate else None
    each = [
        _of_owner(rule, stake, stake.share if total is None else total, facts)
        for stake in stakes
    ]
    truth = disjunction(one.truth for one in each)
    telling = [one for one in each if one.truth is truth]
    if truth is Truth.TRUE:
        return telling[0]
    asks = dict.fromkeys(ask for one in telling for ask in one.ask)
    return Reached(truth, tuple(asks), "; ".join(one.note for one in telling))


def _of_owner(rule: ReachRule, stake: Stake, share: Decimal, facts: Facts) -> Reached:
    plain = _READINGS[rule.kind](rule, stake, share)
    who = f"{stake.id} (over {' <- '.join(stake.path)})" if stake.path else stake.id
    if plain.truth is Truth.TRUE:
        return Reached(plain.truth, note=f"{who}: {plain.note}")
    if stake.successor:
        settled = facts.value(SUCCESSOR)
        if not isinstance(settled, bool):
            return Reached(Truth.UNKNOWN, (SUCCESSOR,), f"the maker is what became of {who}")
        if settled:
            return Reached(Truth.TRUE, note=f"{SUCCESSOR} was stated")
    if plain.truth is Truth.UNKNOWN and rule.kind is ReachKind.SUBSIDIARY_OR_AFFILIATE:
        plain = _settled(plain, facts.value(AFFILIATE))
    return Reached(plain.truth, plain.ask, f"{who}: {plain.note}")


def _settled(plain: Reached, stated: FactValue | None) -> Reached:
    """Let the stated affiliation settle what shares and control leave open."""
    if isinstance(stated, bool):
        return Reached(truth_of(holds=stated), note=f"{AFFILIATE} was stated")
    return plain


def _equity(rule: ReachRule, stake: Stake, share: Decimal) -> Reached:
    meets = share >= rule.min_percent if rule.min_percent is not None else False
    if rule.more_than_percent is not None:
        meets = meets or share > rule.more_than_percent
    if meets:
        return Reached(Truth.TRUE, note=f"{share} percent is {threshold_words(rule)}")
    if rule.or_control and stake.control:
        return Reached(Truth.TRUE, note="it controls the maker")
    known = f"{share} percent known, the line is {threshold_words(rule)}"
    if stake.missing:
        return Reached(Truth.UNKNOWN, (OWNERS,), f"{known}, and a share is missing")
    if rule.or_control and stake.control is None:
        return Reached(Truth.UNKNOWN, (OWNERS,), f"{known}, and control is unknown")
    return Reached(Truth.FALSE, note=known)


def _affiliate(_: ReachRule, stake: Stake, share: Decimal) -> Reached:
    if share > HALF:
        return Reached(Truth.TRUE, note=f"{share} percent is a majority")
    if stake.control:
        return Reached(Truth.TRUE, note="it controls the maker")
    if stake.missing or stake.control is None:
        what = "share" if stake.missing else "control"
        return Reached(
            Truth.UNKNOWN,
            (OWNERS,),
            f"its {what} is unknown ({AFFILIATE}, if stated, settles it)",
        )
    if share == 0:
        return Reached(Truth.FALSE, note="no share and no control")
    return Reached(
        Truth.UNKNOWN, (AFFILIATE,), f"{share} percent without control: an affiliate or not?"
    )


def _control(_: ReachRule, stake: Stake, share: Decimal) -> Reached:
    if stake.control is None:
        return Reached(Truth.UNKNOWN, (OWNERS,), f"{share} percent, control unknown")
    words = "it controls the maker" if stake.control else "it does not control the maker"
    return Reached(truth_of(holds=stake.control), note=words)


_READINGS: Final[Mapping[ReachKind, Callable[[ReachRule, Stake, Decimal], Reached]]] = (
    MappingProxyType(
        {
            ReachKind.SUBSIDIARY_OR_AFFILIATE: _affiliate,
            ReachKind.EQUITY: _equity,
            ReachKind.CONTROL: _control,
        }
    )
)
