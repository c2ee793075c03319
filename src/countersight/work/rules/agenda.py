"""What falls due when: deadlines, starts and ends, ahead and passed."""

from collections.abc import Iterable, Iterator
from datetime import date

from countersight.messages import sentence
from countersight.model.restriction import Duty, Restriction
from countersight.model.rules import Item, Standing, Standings, Turn
from countersight.model.wording import rule_words


def agenda(found: Iterable[Standings], day: date, within: int) -> tuple[Item, ...]:
    """Return what happens within so many days of *day*, before or after it, first days first.

    A deadline that is passed stays on the agenda, however long ago, while its duty stands:
    it still binds. So does a window that *day* lies in.

    >>> from countersight.catalogue import load
    >>> from countersight.work.rules.standing import Whom, standings
    >>> day = date(2025, 6, 10)
    >>> uk = standings(load(), Whom(("public.national",), "GB-EAW"), day)
    >>> due = [item for item in agenda(uk, day, 60) if item.turn is Turn.DUE]
    >>> due[0].duty.id, due[0].days
    ('remove', -41)
    """
    items = [item for each in found for item in _items(each, day)]
    kept = (item for item in items if _is_near(item, day, within))
    return tuple(sorted(kept, key=_order))


def _order(item: Item) -> tuple[date, str, str, str]:
    return item.first, item.restriction.id, item.turn.value, item.duty.id if item.duty else ""


def _is_near(item: Item, day: date, within: int) -> bool:
    if item.turn is Turn.DUE and item.days < 0:
        return True
    if item.first <= day and (item.last is None or day < item.last):
        return True
    last = (item.last - day).days if item.last is not None else item.days
    return min(abs(item.days), abs(last)) <= within


def _items(found: Standings, day: date) -> Iterator[Item]:
    restriction = found.restriction
    for duty, standing in found.duties:
        start = duty.since or duty.since_not_before
        if start is not None:
            last = duty.since or duty.since_not_after
            days = (start - day).days
            note = "" if duty.since else duty.note
            yield Item(Turn.BEGINS, start, last, restriction, duty, duty.obligation, days, note)
        turns = [*_ends(duty, standing), *_exemptions(restriction, duty)]
        for turn, when, what in turns:
            yield Item(turn, when, when, restriction, duty, what, (when - day).days)
    for turn, when, what in _reach(restriction):
        yield Item(turn, when, when, restriction, None, what, (when - day).days)


def _ends(duty: Duty, standing: Standing) -> Iterator[tuple[Turn, date, str]]:
    if duty.deadline is not None and standing is not Standing.ENDED:
        yield Turn.DUE, duty.deadline, duty.obligation
    if duty.until is not None:
        yield Turn.ENDS, duty.until, duty.obligation


def _exemptions(restriction: Restriction, duty: Duty) -> Iterator[tuple[Turn, date, str]]:
    for each in restriction.exemptions:
        if duty.id in each.duties:
            what = f"{each.id}: {each.text}"
            if each.since is not None:
                yield Turn.EXEMPTION_BEGINS, each.since, what
            if each.until is not None:
                yield Turn.EXEMPTION_ENDS, each.until, what


def _reach(restriction: Restriction) -> Iterator[tuple[Turn, date, str]]:
    for period in restriction.reach.periods:
        scheduled = sentence(" (scheduled, and may yet be moved)") if period.scheduled else ""
        what = sentence(
            "it reaches makers that are {period}{scheduled}",
            period=rule_words(period),
            scheduled=scheduled,
        )
        if period.since is not None:
            yield Turn.REACH_BEGINS, period.since, what
        if period.until is not None:
            yield Turn.REACH_ENDS, period.until, what
