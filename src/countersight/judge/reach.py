"""How far an instrument reaches over ownership, for one rule and the stakes of its targets.

Each kind of rule that looks at owners has its own reading of a stake; the table ``_READINGS``
lists them. Shares
and control that nobody stated are unknown. A successor in business is neither a subsidiary
nor apart: unless its shares or its control decide, one has to ask.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from countersight.judge.holdings import HALF, Stake
from countersight.judge.truth import disjunction, truth_of
from countersight.messages import joined, sentence
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
        return Reached(Truth.FALSE, note=sentence("owners are not looked at"))
    counted = _added_up(stakes) if rule.aggregate else stakes
    each = [_of_owner(rule, stake, facts) for stake in counted]
    truth = disjunction(one.truth for one in each)
    telling = [one for one in each if one.truth is truth]
    if truth is Truth.TRUE:
        return telling[0]
    asks = dict.fromkeys(ask for one in telling for ask in one.ask)
    return Reached(truth, tuple(asks), joined("; ", (one.note for one in telling)))


def _added_up(stakes: Sequence[Stake]) -> list[Stake]:
    """Return each stake with the shares of all of them."""
    share = sum((stake.share for stake in stakes), Decimal(0))
    most = [stake.most for stake in stakes if stake.most is not None]
    whole = sum(most, Decimal(0)) if len(most) == len(stakes) else None
    over = any(stake.over for stake in stakes)
    under = any(stake.under for stake in stakes)
    return [replace(stake, share=share, most=whole, over=over, under=under) for stake in stakes]


def _of_owner(rule: ReachRule, stake: Stake, facts: Facts) -> Reached:
    plain = _READINGS[rule.kind](rule, stake)
    who = (
        sentence("{id} (over {path})", id=stake.id, path=" <- ".join(stake.path))
        if stake.path
        else stake.id
    )
    if plain.truth is Truth.TRUE:
        return Reached(plain.truth, note=joined(": ", (who, plain.note)))
    if stake.successor:
        settled = facts.value(SUCCESSOR)
        if not isinstance(settled, bool):
            return Reached(
                Truth.UNKNOWN,
                (SUCCESSOR,),
                sentence("the maker is what became of {who}", who=who),
            )
        if settled:
            return Reached(
                Truth.TRUE, note=sentence("{successor} was stated", successor=SUCCESSOR)
            )
    if plain.truth is Truth.UNKNOWN and rule.kind is ReachKind.SUBSIDIARY_OR_AFFILIATE:
        plain = _settled(plain, facts.value(AFFILIATE))
    return Reached(plain.truth, plain.ask, joined(": ", (who, plain.note)))


def _settled(plain: Reached, stated: FactValue | None) -> Reached:
    """Let the stated affiliation settle what shares and control leave open."""
    if isinstance(stated, bool):
        return Reached(
            truth_of(holds=stated), note=sentence("{affiliate} was stated", affiliate=AFFILIATE)
        )
    return plain


def _meets(rule: ReachRule, share: Decimal, *, over: bool = False) -> bool:
    """Tell whether a share, or what is more than it, meets the line of a rule."""
    if rule.min_percent is not None and share >= rule.min_percent:
        return True
    line = rule.more_than_percent
    return line is not None and (share > line or (over and share == line))


def _may_meet(rule: ReachRule, stake: Stake) -> bool:
    """Tell whether the most that a stake may be meets the line of a rule."""
    if stake.most is None:
        return False
    at_the_line = stake.under and stake.most == rule.min_percent
    return _meets(rule, stake.most) and not at_the_line


def _equity(rule: ReachRule, stake: Stake) -> Reached:
    share = stake.share
    if _meets(rule, share, over=stake.over):
        return Reached(
            Truth.TRUE,
            note=sentence("{share} percent is {rule}", share=share, rule=threshold_words(rule)),
        )
    if rule.or_control and stake.control:
        return Reached(Truth.TRUE, note=sentence("it controls the maker"))
    known = sentence(
        "{share} percent known, the line is {rule}", share=share, rule=threshold_words(rule)
    )
    if stake.missing:
        return Reached(
            Truth.UNKNOWN, (OWNERS,), sentence("{known}, and a share is missing", known=known)
        )
    if _may_meet(rule, stake):
        said = sentence("{known}, and it may be up to {most}", known=known, most=stake.most)
        return Reached(Truth.UNKNOWN, (OWNERS,), said)
    if rule.or_control and stake.control is None:
        return Reached(
            Truth.UNKNOWN, (OWNERS,), sentence("{known}, and control is unknown", known=known)
        )
    return Reached(Truth.FALSE, note=known)


def _affiliate(_: ReachRule, stake: Stake) -> Reached:
    share = stake.share
    if share > HALF or (stake.over and share == HALF):
        return Reached(Truth.TRUE, note=sentence("{share} percent is a majority", share=share))
    if stake.control:
        return Reached(Truth.TRUE, note=sentence("it controls the maker"))
    if stake.missing or stake.control is None:
        what = sentence("share") if stake.missing else sentence("control")
        return Reached(
            Truth.UNKNOWN,
            (OWNERS,),
            sentence(
                "its {what} is unknown ({affiliate}, if stated, settles it)",
                what=what,
                affiliate=AFFILIATE,
            ),
        )
    if share == 0 and not stake.most:
        return Reached(Truth.FALSE, note=sentence("no share and no control"))
    return Reached(
        Truth.UNKNOWN,
        (AFFILIATE,),
        sentence("{share} percent without control: an affiliate or not?", share=share),
    )


def _control(_: ReachRule, stake: Stake) -> Reached:
    if stake.control is None:
        said = sentence("{share} percent, control unknown", share=stake.share)
        return Reached(Truth.UNKNOWN, (OWNERS,), said)
    words = (
        sentence("it controls the maker")
        if stake.control
        else sentence("it does not control the maker")
    )
    return Reached(truth_of(holds=stake.control), note=words)


_READINGS: Final[Mapping[ReachKind, Callable[[ReachRule, Stake], Reached]]] = MappingProxyType(
    {
        ReachKind.SUBSIDIARY_OR_AFFILIATE: _affiliate,
        ReachKind.EQUITY: _equity,
        ReachKind.CONTROL: _control,
    }
)
