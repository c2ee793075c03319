"""Words of restrictions: kinds of duties, how sources were checked, days, and reaches."""

from datetime import date
from typing import Final

from countersight.messages import Words, _, spoken
from countersight.model.restriction import Duty, Force, Modality, ReachKind, ReachRule, Status
from countersight.model.vendor import Checked
from countersight.model.wording import rule_words

MODALITIES: Final = Words(
    {
        Modality.PROHIBIT: "forbids",
        Modality.REQUIRE: "requires",
        Modality.CONDITION: "sets a condition",
    }
)
CHECKED: Final = Words(
    {
        Checked.READ: "a copy of the source was read",
        Checked.SECONDARY: "only a report of the source was read",
        Checked.MEMORY: "not verified",
    }
)
FORCES: Final = Words(
    {
        Force.STATUTE: "statute",
        Force.REGULATION: "regulation",
        Force.EXECUTIVE_ORDER: "executive order",
        Force.ADMINISTRATIVE_INSTRUCTION: "administrative instruction",
        Force.ORDER: "order",
        Force.MINISTERIAL_STATEMENT: "ministerial statement",
        Force.RESOLUTION: "resolution",
        Force.ADVICE: "advice",
    }
)
"""Kinds of instruments."""
STATUSES: Final = Words(
    {
        Status.PROPOSED: "proposed",
        Status.PROMULGATED: "promulgated",
        Status.IN_FORCE: "in force",
        Status.SUSPENDED: "suspended",
        Status.STAYED: "stayed",
        Status.SUPERSEDED: "superseded",
        Status.EXPIRED: "expired",
        Status.SPENT: "spent",
    }
)
"""States of instruments."""
BY_NAME: Final = frozenset({ReachKind.NAMED_ONLY, ReachKind.BRAND})
"""Reaches that look at no owner."""


def when(duty: Duty) -> str:
    """Return the days of a duty in words."""
    if duty.since is None and duty.since_not_before is not None:
        between = _("from a day that is not known, between {first} and {last}")
        open_ended = _("from a day that is not known, not before {first}")
        start = (between if duty.since_not_after else open_ended).format(
            first=duty.since_not_before, last=duty.since_not_after
        )
        said = (
            _("{start}, to {until}").format(start=start, until=duty.until)
            if duty.until
            else start
        )
    else:
        said = span_words(duty.since, duty.until)
    return (
        _("{said}; to be done by {deadline}").format(said=said, deadline=duty.deadline)
        if duty.deadline
        else said
    )


def span_words(since: date | None, until: date | None) -> str:
    """Return a span of days in words; both ends are in it.

    >>> span_words(date(2020, 1, 1), date(2020, 12, 31))
    'from 2020-01-01 to 2020-12-31'
    """
    if since is None:
        return _("to {until}").format(until=until) if until else _("at all times")
    return (
        _("from {since} to {until}").format(since=since, until=until)
        if until
        else _("from {since} on").format(since=since)
    )


def besides(rule: ReachRule) -> str:
    """Return what a reach adds to the makers named."""
    words = spoken(rule_words(rule))
    return (
        _("The makers count {words}").format(words=words)
        if rule.kind in BY_NAME
        else (_("Besides the makers named: {words}").format(words=words))
    )
