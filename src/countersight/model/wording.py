"""How tests of facts and reaches over ownership are said in words."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from countersight.messages import joined, sentence
from countersight.model.restriction import (
    Comparison,
    FactTest,
    Reach,
    ReachKind,
    ReachRule,
    TestValue,
)
from countersight.model.vendor import Basis

_COMPARISONS: Final[Mapping[Comparison, str]] = MappingProxyType(
    {
        Comparison.IS: sentence("is"),
        Comparison.AFTER: sentence("is after"),
        Comparison.NOT_AFTER: sentence("is not after"),
        Comparison.BEFORE: sentence("is before"),
        Comparison.NOT_BEFORE: sentence("is not before"),
    }
)
_ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "subsidiary": sentence("subsidiary"),
        "joint_venture": sentence("joint venture"),
        "affiliate": sentence("affiliate"),
        "successor": sentence("successor"),
        "former_subsidiary": sentence("former subsidiary"),
        "former_unit": sentence("former unit"),
        "former_affiliate": sentence("former affiliate"),
        "former_holding": sentence("former holding"),
        "parent": sentence("parent"),
        "ultimate_parent": sentence("ultimate parent"),
        "acquirer": sentence("acquirer"),
        "shareholder": sentence("shareholder"),
        "predecessor": sentence("predecessor"),
        "former_parent": sentence("former parent"),
        "former_shareholder": sentence("former shareholder"),
        "same_brand": sentence("same brand"),
        "representative": sentence("representative"),
        "affiliate_unproven": sentence("unproven affiliate"),
        "sister": sentence("sister company"),
    }
)
"""How the role of a tie is said."""
_BASES: Final[Mapping[Basis, str]] = MappingProxyType(
    {
        Basis.STATED: sentence("stated"),
        Basis.LISTED_TOGETHER: sentence("listed together"),
        Basis.NAME_ONLY: sentence("name only"),
        Basis.RESEARCH_NOTE: sentence("research note"),
        Basis.MEMORY: sentence("memory"),
    }
)
"""What a tie rests on."""


def condition_words(test: FactTest) -> str:
    """Return the test as one reads it aloud.

    >>> condition_words(FactTest("site", Comparison.IN, ("sensitive",)))
    'site is sensitive'
    """
    values = [value_words(value) for value in test.values]
    if test.comparison is Comparison.IN:
        return joined(" ", (test.fact, one_of(values)))
    return joined(" ", (test.fact, _COMPARISONS[test.comparison], values[0]))


def one_of(words: Sequence[str]) -> str:
    """Return ``is one of a, b``, or ``is a`` where there is but one."""
    return (
        sentence("is {words}", words=words[0])
        if len(words) == 1
        else sentence("is one of {words}", words=", ".join(words))
    )


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
            return sentence("by name only; owners are not looked at")
        case ReachKind.BRAND:
            return sentence("by brand only; owners are not looked at")
        case ReachKind.CONTROL:
            return sentence("controlled by them")
        case ReachKind.SUBSIDIARY_OR_AFFILIATE:
            return sentence("their subsidiary or affiliate")
        case ReachKind.EQUITY:
            together = sentence(", their shares added up") if rule.aggregate else ""
            control = sentence(", or controlled by them") if rule.or_control else ""
            through = sentence(", or by firms that they own so") if rule.cascade else ""
            return sentence(
                "owned by them{through} by {rule}{together}{control}",
                rule=threshold_words(rule),
                together=together,
                control=control,
                through=through,
            )


def threshold_words(rule: ReachRule) -> str:
    """Return the line that a share has to meet."""
    if rule.min_percent is not None:
        return sentence("at least {min_percent} percent", min_percent=rule.min_percent)
    return sentence(
        "more than {more_than_percent} percent", more_than_percent=rule.more_than_percent
    )


def reached_words(reach: Reach) -> str:
    """Return what follows the makers of a cover: the rule at most times, then each period.

    >>> reached_words(Reach(ReachRule(ReachKind.CONTROL)))
    ', or controlled by them'
    """
    by_name = reach.rule.kind in (ReachKind.NAMED_ONLY, ReachKind.BRAND)
    words = rule_words(reach.rule)
    lines = [
        joined("", (" (", words, ")")) if by_name else sentence(", or {words}", words=words)
    ]
    for period in reach.periods:
        since = sentence(" from {since}", since=period.since) if period.since else ""
        until = sentence(" to {until}", until=period.until) if period.until else ""
        lines.append(joined("", (since, until, ": ", rule_words(period))))
    return joined(";", lines)


def role_words(role: str) -> str:
    """Return what a company is to the vendor that it is tied to.

    >>> role_words("former_parent"), role_words("sister")
    ('former parent', 'sister company')
    """
    return _ROLES.get(role) or role.replace("_", " ")


def basis_words(basis: Basis) -> str:
    """Return what a tie rests on.

    >>> basis_words(Basis.NAME_ONLY)
    'name only'
    """
    return _BASES[basis]
