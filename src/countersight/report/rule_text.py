"""What is told of restrictions on a terminal: in full, as a table, by days, and by changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from countersight.messages import Words, _, counted, spoken
from countersight.model.restriction import Restriction, Status
from countersight.model.rules import (
    Change,
    FileCheck,
    Item,
    Kind,
    Standing,
    Standings,
    Turn,
)
from countersight.model.vocabulary import FactDefinition
from countersight.render.escaping import shortened, visible
from countersight.report.faces import NOTICE
from countersight.report.rule_parts import NO_FACTS, Line, parts
from countersight.report.rule_words import STATUSES

STANDINGS: Final = Words(
    {
        Standing.STANDS: "stands",
        Standing.PERHAPS: "start not known",
        Standing.NOT_YET: "not yet",
        Standing.ENDED: "ended",
    }
)
TURNS: Final = Words(
    {
        Turn.BEGINS: "begins",
        Turn.DUE: "is due",
        Turn.ENDS: "last day",
        Turn.EXEMPTION_BEGINS: "exemption begins",
        Turn.EXEMPTION_ENDS: "last day of an exemption",
        Turn.REACH_BEGINS: "reach changes",
        Turn.REACH_ENDS: "last day of a reach",
    }
)
KINDS: Final = Words(
    {
        Kind.ADDED: "added",
        Kind.REMOVED: "removed",
        Kind.CHANGED: "changed",
        Kind.BEGAN: "began",
        Kind.MAY_HAVE_BEGUN: "may have begun",
        Kind.ENDED: "ended",
        Kind.FELL_DUE: "fell due",
    }
)
LONGEST: Final = 400
IN_FULL: Final = 5_000


def in_full(
    restriction: Restriction, facts: Mapping[str, FactDefinition] = NO_FACTS
) -> Iterator[str]:
    """Yield the lines of one restriction in full; *facts* tells what its facts mean."""
    yield f"{restriction.id}: {_whole(restriction.title)}"
    if restriction.title_original:
        yield f"  {_whole(restriction.title_original)}"
    for part in parts(restriction, facts):
        yield ""
        yield part.title
        for line in part.lines:
            yield from _indented(line, "  ")
        for source in part.sources:
            yield f"  [{_whole(source.id)}] {_whole(source.text)}"
            yield from (f"    {_whole(address)}" for address in source.addresses)
    yield ""
    yield _(NOTICE)


def _indented(line: Line, before: str) -> Iterator[str]:
    cites = f" [{', '.join(line.cites)}]" if line.cites else ""
    yield f"{before}{_whole(line.text)}{_whole(cites)}"
    for each in line.below:
        yield from _indented(each, f"{before}  ")


def table(found: Sequence[Standings], day: date) -> Iterator[str]:
    """Yield the lines of a table of restrictions: how each stands, whom it binds."""
    rows = [
        (_("RESTRICTION"), _("ON {day}").format(day=day), _("DUTIES"), _("WHERE"), _("TITLE"))
    ]
    rows += [_row(each) for each in found]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for *cells, title in rows:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield f"{'  '.join(padded)}  {title}"
    yield ""
    number = len(found)
    said = counted("{number} restriction.", "{number} restrictions.", number)
    yield f"{said.format(number=number)} {_(NOTICE)}"


def _row(each: Standings) -> tuple[str, str, str, str, str]:
    restriction = each.restriction
    state = STANDINGS[each.standing]
    if restriction.status is not Status.IN_FORCE:
        state = f"{state} ({STATUSES[restriction.status]})"
    duties = ", ".join(duty.id for duty, _ in each.duties)
    where = (
        _("everywhere")
        if "*" in restriction.applies_where
        else ", ".join(restriction.applies_where or (restriction.jurisdiction,))
    )
    return restriction.id, state, shortened(_safe(duties), 40), where, _safe(restriction.title)


def by_days(items: Sequence[Item], day: date) -> Iterator[str]:
    """Yield a line for each item of the agenda, and its words below it."""
    for item in items:
        duty = f"/{item.duty.id}" if item.duty is not None else ""
        name = f"{item.restriction.id}{duty}"
        yield f"{_days(item)}  {_ahead(item)}  {TURNS[item.turn]}: {name}"
        yield f"    {_safe(spoken(item.what))}"
        if item.note:
            yield f"    {_safe(spoken(item.note))}"
    if not items:
        yield _("Nothing within these days.")
    yield ""
    yield _("As of {day}. {notice}").format(day=day, notice=_(NOTICE))


def _days(item: Item) -> str:
    if item.last is None:
        return _("{first} or later").format(first=item.first)
    return (
        f"{item.first}"
        if item.first == item.last
        else _("{first} to {last}").format(first=item.first, last=item.last)
    )


def _ahead(item: Item) -> str:
    number = abs(item.days)
    if item.days > 0:
        return counted("in {number} day", "in {number} days", number).format(number=number)
    if item.days == 0:
        return _("today")
    if item.turn is Turn.DUE:
        said = counted("{number} day overdue", "{number} days overdue", number)
    else:
        said = counted("{number} day ago", "{number} days ago", number)
    return said.format(number=number)


def by_changes(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a line for each change, with the words before and after."""
    for change in changes:
        where = f" {spoken(change.where)}" if change.where else ""
        yield f"{change.restriction}{_safe(where)}: {KINDS[change.kind]}"
        if change.before:
            yield f"  - {_safe(spoken(change.before))}"
        if change.after:
            yield f"  + {_safe(spoken(change.after))}"
    number = len(changes)
    yield counted("{number} change.", "{number} changes.", number).format(number=number)


def by_files(checks: Iterable[FileCheck]) -> Iterator[str]:
    """Yield what was found in each file."""
    for check in checks:
        file = _safe(check.file)
        for wrong, remedy in check.errors:
            yield _("{file}: error: {wrong}").format(file=file, wrong=_safe(spoken(wrong)))
            if remedy:
                yield f"    {_safe(spoken(remedy))}"
        for title, wrong in check.failed:
            yield _('{file}: example "{title}" fails: {wrong}').format(
                file=file, title=_safe(title), wrong=_safe(spoken(wrong))
            )
        for note in check.notes:
            yield _("{file}: note: {note}").format(file=file, note=_safe(spoken(note)))
        if not check.errors and not check.failed:
            told = (
                counted(
                    "{number} example holds", "{number} examples hold", check.examples
                ).format(number=check.examples)
                if check.restriction
                else _("words or makers")
            )
            yield _("{file}: sound, {told}").format(file=file, told=told)


def _whole(text: str) -> str:
    return shortened(visible(text), IN_FULL)


def _safe(text: str) -> str:
    return shortened(visible(text), LONGEST)
