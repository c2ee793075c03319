"""What changed: between two days, or between two catalogues."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeAlias

from countersight.ids import RestrictionId
from countersight.messages import joined, sentence
from countersight.model.restriction import Restriction
from countersight.model.rules import Change, Kind, Standing, Standings
from countersight.model.wording import rule_words
from countersight.report.objects import Plain
from countersight.report.rule_objects import restriction_object

_BECAME: Final[Mapping[tuple[Standing, Standing], Kind]] = {
    (Standing.NOT_YET, Standing.STANDS): Kind.BEGAN,
    (Standing.PERHAPS, Standing.STANDS): Kind.BEGAN,
    (Standing.NOT_YET, Standing.PERHAPS): Kind.MAY_HAVE_BEGUN,
    (Standing.NOT_YET, Standing.ENDED): Kind.ENDED,
    (Standing.PERHAPS, Standing.ENDED): Kind.ENDED,
    (Standing.STANDS, Standing.ENDED): Kind.ENDED,
}
_MANY: Final = {
    "duties": sentence("duty"),
    "exemptions": sentence("exemption"),
    "covers": sentence("cover"),
    "cites": sentence("citation"),
}
"""Lists of entries that have an id, and how an entry of each is called."""
_Entry: TypeAlias = dict[str, Plain]
_NAMELESS: Final = {
    "conflicts": sentence("conflict"),
    "events": sentence("event"),
    "listings": sentence("listing"),
}
"""Lists of entries without an id: an entry that is written anew is another one."""


def changes_between(
    before: Iterable[Standings], after: Iterable[Standings], days: tuple[date, date]
) -> tuple[Change, ...]:
    """Return what began, ended, fell due or reaches otherwise on the second day.

    Args:
        before: how the restrictions stand on the first of the *days*.
        after: how the same restrictions stand on the second.
        days: both days, the earlier first.
    """
    return tuple(
        change
        for first, second in zip(before, after, strict=True)
        for change in (*_of_duties(first, second, days), *_of_the_rest(first.restriction, days))
    )


def _of_duties(
    first: Standings, second: Standings, days: tuple[date, date]
) -> Iterator[Change]:
    key = first.restriction.id
    for (duty, was), (_, now) in zip(first.duties, second.duties, strict=True):
        where = joined(" ", (sentence("duty"), duty.id))
        kind = _BECAME.get((was, now))
        if kind is not None:
            yield Change(kind, key, where, after=duty.obligation)
        deadline = duty.deadline
        if deadline is not None and days[0] <= deadline < days[1] and now is not Standing.ENDED:
            due = f"{deadline}: {duty.obligation}"
            yield Change(Kind.FELL_DUE, key, where, after=due)


def _of_the_rest(restriction: Restriction, days: tuple[date, date]) -> Iterator[Change]:
    key = restriction.id
    rules = [restriction.reach.on(day) for day in days]
    if rules[0] != rules[1]:
        was, now = (rule_words(rule) for rule in rules)
        yield Change(Kind.CHANGED, key, "reach", was, now)
    spans = [
        (joined(" ", (sentence("exemption"), each.id)), each.since, each.until)
        for each in restriction.exemptions
    ]
    spans += [
        (joined(" ", (sentence("listing"), each.target)), each.since, each.until)
        for each in restriction.listings
    ]
    for where, since, until in spans:
        was_in, is_in = (_within(day, since, until) for day in days)
        if was_in != is_in:
            yield Change(Kind.BEGAN if is_in else Kind.ENDED, key, where)


def _within(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def differences(
    before: Mapping[RestrictionId, Restriction], after: Mapping[RestrictionId, Restriction]
) -> tuple[Change, ...]:
    """Return which restrictions and entries were added, removed and changed, field by field."""
    return tuple(
        change
        for key in sorted({*before, *after})
        for change in _difference(key, before.get(key), after.get(key))
    )


def _difference(
    key: RestrictionId, before: Restriction | None, after: Restriction | None
) -> Iterator[Change]:
    if before is None or after is None:
        kind = Kind.ADDED if before is None else Kind.REMOVED
        there = before or after
        title = there.title if there is not None else ""
        yield Change(kind, key, "", *(("", title) if before is None else (title, "")))
    elif before != after:
        was, now = restriction_object(before), restriction_object(after)
        for name in sorted({*was, *now}):
            yield from _field(key, name, was.get(name), now.get(name))


def _field(key: str, name: str, was: Plain, now: Plain) -> Iterator[Change]:
    if was == now:
        return
    lists = isinstance(was, list) and isinstance(now, list)
    if lists and name in _NAMELESS:
        yield from _entries(key, _NAMELESS[name], _members(was), _members(now))
    elif lists and name in _MANY:
        yield from _named(key, _MANY[name], _by_id(_members(was)), _by_id(_members(now)))
    else:
        yield Change(Kind.CHANGED, key, name, _said(was), _said(now))


def _members(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []


def _named(
    key: str, called: str, old: Mapping[str, _Entry], new: Mapping[str, _Entry]
) -> Iterator[Change]:
    for entry in sorted({*old, *new}):
        where = joined(" ", (called, entry))
        if entry not in old:
            yield Change(Kind.ADDED, key, where, "", _said(new[entry]))
        elif entry not in new:
            yield Change(Kind.REMOVED, key, where, _said(old[entry]), "")
        else:
            for part in sorted({*old[entry], *new[entry]}):
                a, b = old[entry].get(part), new[entry].get(part)
                if a != b:
                    yield Change(
                        Kind.CHANGED, key, joined(": ", (where, part)), _said(a), _said(b)
                    )


def _entries(key: str, called: str, was: list[Plain], now: list[Plain]) -> Iterator[Change]:
    for each in was:
        if each not in now:
            yield Change(Kind.REMOVED, key, called, _said(each), "")
    for each in now:
        if each not in was:
            yield Change(Kind.ADDED, key, called, "", _said(each))


def _by_id(entries: list[Plain]) -> dict[str, _Entry]:
    return {str(each["id"]): each for each in entries if isinstance(each, dict)}


def _said(value: Plain) -> str:
    """Return a value on one line: a list by its members, a table by its members' names."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return ", ".join(_said(each) for each in value)
        case dict():
            return "; ".join(
                f"{name} {_said(each)}"
                for name, each in value.items()
                if each not in (None, [])
            )
        case _:
            return str(value)
