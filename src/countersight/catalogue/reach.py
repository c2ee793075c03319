"""How a restriction file tells its reach over ownership: ``[reach]``, and its periods."""

from datetime import date
from itertools import pairwise

from countersight.catalogue.fields import Field, Section, many
from countersight.catalogue.readers import date_order, day, member, percent, text, truth
from countersight.messages import sentence
from countersight.model.restriction import Reach, ReachKind, ReachRule


def _rule(**values: object) -> ReachRule:
    rule = ReachRule(**values)  # type: ignore[arg-type]
    if rule.min_percent is not None and rule.more_than_percent is not None:
        raise ValueError(sentence("a reach has min_percent or more_than_percent, not both"))
    if rule.kind is ReachKind.EQUITY and rule.min_percent is rule.more_than_percent:
        raise ValueError(sentence("a reach by equity needs min_percent or more_than_percent"))
    if rule.cascade and rule.kind is not ReachKind.EQUITY:
        raise ValueError(sentence("only a reach by equity can cascade"))
    date_order(rule.since, rule.until)
    return rule


def _reach(
    periods: tuple[ReachRule, ...] = (),
    *,
    defined_in_text: bool = True,
    note: str = "",
    **values: object,
) -> Reach:
    _refuse_overlap(periods)
    return Reach(_rule(**values), periods, defined_in_text, note)


def _refuse_overlap(periods: tuple[ReachRule, ...]) -> None:
    """Refuse two periods that share a day: which of them reaches then?"""
    ordered = sorted(periods, key=lambda each: each.since or date.min)
    for early, late in pairwise(ordered):
        if early.until is None or (late.since or date.min) <= early.until:
            raise ValueError(
                sentence(
                    "the periods from {since} and from {later} share a day",
                    since=early.since,
                    later=late.since,
                )
            )


REACH_FIELDS = (
    Field("kind", member(ReachKind), required=True),
    Field("min_percent", percent),
    Field("more_than_percent", percent),
    Field("aggregate", truth),
    Field("or_control", truth),
    Field("cascade", truth),
    Field("note", text),
)
PERIOD = Section(
    _rule,
    (
        *REACH_FIELDS,
        Field("from", day, into="since"),
        Field("until", day),
        Field("scheduled", truth),
    ),
)
REACH = Section(
    _reach,
    (*REACH_FIELDS, Field("defined_in_text", truth), Field("periods", many(PERIOD))),
)
