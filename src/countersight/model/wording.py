"""How tests of facts and reaches over ownership are said in words."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from countersight.model.restriction import (
    Comparison,
    FactTest,
    Reach,
    ReachKind,
    ReachRule,
    TestValue,
)

_COMPARISONS: Final[Mapping[Comparison, str]] = MappingProxyType(
    {
        Comparison.IS: "is",
        Comparison.AFTER: "is after",
        Comparison.NOT_AFTER: "is not after",
        Comparison.BEFORE: "is before",
        Comparison.NOT_BEFORE: "is not before",
    }
)


def condition_words(test: FactTest) -> str:
    """Return the test as one reads it aloud.

    >>> condition_words(FactTest("site", Comparison.IN, ("sensitive",)))
    'site is sensitive'
    """
    values = [value_words(value) for value in test.values]
    if test.comparison is Comparison.IN:
        return f"{test.fact} {one_of(values)}"
    return f"{test.fact} {_COMPARISONS[test.comparison]} {values[0]}"


def one_of(words: Sequence[str]) -> str:
    """Return ``is one of a, b``, or ``is a`` where there is but one."""
    return f"is {words[0]}" if len(words) == 1 else f"is one of {', '.join(words)}"


def value_words(value: TestValue) -> str:
    """Return a value of a test as text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def rule_words(rule: ReachRule) -> str:
    """Return a reach, as it stands in one period, in words.

    >>> from decimal import Decimal
    >>> rule_words(ReachRule(ReachKind.EQUITY, min_percent=Decimal(50), aggregate=True))
    'owned by them by at least 50 percent, their shares added up'
    """
    match rule.kind:
        case ReachKind.NAMED_ONLY:
            return "by name only; owners are not looked at"
        case ReachKind.BRAND:
            return "by brand only; owners are not looked at"
        case ReachKind.CONTROL:
            return "controlled by them"
        case ReachKind.SUBSIDIARY_OR_AFFILIATE:
            return "their subsidiary or affiliate"
        case ReachKind.EQUITY:
            together = ", their shares added up" if rule.aggregate else ""
            control = ", or controlled by them" if rule.or_control else ""
            return f"owned by them by {threshold_words(rule)}{together}{control}"


def threshold_words(rule: ReachRule) -> str:
    """Return the line that a share has to meet."""
    if rule.min_percent is not None:
        return f"at least {rule.min_percent} percent"
    return f"more than {rule.more_than_percent} percent"


def reached_words(reach: Reach) -> str:
    """Return what follows the makers of a cover: the rule at most times, then each period.

    >>> reached_words(Reach(ReachRule(ReachKind.CONTROL)))
    ', or controlled by them'
    """
    by_name = reach.rule.kind in (ReachKind.NAMED_ONLY, ReachKind.BRAND)
    words = rule_words(reach.rule)
    lines = [f" ({words})" if by_name else f", or {words}"]
    for period in reach.periods:
        since = f" from {period.since}" if period.since else ""
        until = f" to {period.until}" if period.until else ""
        lines.append(f"{since}{until}: {rule_words(period)}")
    return ";".join(lines)
