"""What is told of restrictions on a terminal: in full, as a table, by days, and by changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

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

STANDINGS: Final = {
    Standing.STANDS: "stands",
    Standing.PERHAPS: "start not known",
    Standing.NOT_YET: "not yet",
    Standing.ENDED: "ended",
}
TURNS: Final = {
    Turn.BEGINS: "begins",
    Turn.DUE: "is due",
    Turn.ENDS: "last day",
    Turn.EXEMPTION_BEGINS: "exemption begins",
    Turn.EXEMPTION_ENDS: "last day of an exemption",
    Turn.REACH_BEGINS: "reach changes",
    Turn.REACH_ENDS: "last day of a reach",
}
KINDS: Final = {
    Kind.ADDED: "added",
    Kind.REMOVED: "removed",
    Kind.CHANGED: "changed",
    Kind.BEGAN: "began",
    Kind.MAY_HAVE_BEGUN: "may have begun",
    Kind.ENDED: "ended",
    Kind.FELL_DUE: "fell due",
}
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
    yield NOTICE


def _indented(line: Line, before: str) -> Iterator[str]:
    cites = f" [{', '.join(line.cites)}]" if line.cites else ""
    yield f"{before}{_whole(line.text)}{_whole(cites)}"
    for each in line.below:
        yield from _indented(each, f"{before}  ")


def table(found: Sequence[Standings], day: date) -> Iterator[str]:
    """Yield the lines of a table of restrictions: how each stands, whom it binds."""
    rows = [("RESTRICTION", f"ON {day}", "DUTIES", "WHERE", "TITLE")]
    rows += [_row(each) for each in found]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for *cells, title in rows:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield f"{'  '.join(padded)}  {title}"
    yield ""
    yield f"{len(found)} {'restriction' if len(found) == 1 else 'restrictions'}. {NOTICE}"


def _row(each: Standings) -> tuple[str, str, str, str, str]:
    restriction = each.restriction
    state = STANDINGS[each.standing]
    if restriction.status is not Status.IN_FORCE:
        state = f"{state} ({restriction.status.value})"
    duties = ", ".join(duty.id for duty, _ in each.duties)
    where = (
        "everywhere"
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
        yield f"    {_safe(item.what)}"
        if item.note:
            yield f"    {_safe(item.note)}"
    if not items:
        yield "Nothing within these days."
    yield ""
    yield f"As of {day}. {NOTICE}"


def _days(item: Item) -> str:
    if item.last is None:
        return f"{item.first} or later"
    return f"{item.first}" if item.first == item.last else f"{item.first} to {item.last}"


def _ahead(item: Item) -> str:
    number = abs(item.days)
    said = f"{number} {'day' if number == 1 else 'days'}"
    if item.days > 0:
        return f"in {said}"
    if item.days == 0:
        return "today"
    return f"{said} overdue" if item.turn is Turn.DUE else f"{said} ago"


def by_changes(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a line for each change, with the words before and after."""
    for change in changes:
        where = f" {change.where}" if change.where else ""
        yield f"{change.restriction}{_safe(where)}: {KINDS[change.kind]}"
        if change.before:
            yield f"  - {_safe(change.before)}"
        if change.after:
            yield f"  + {_safe(change.after)}"
    yield f"{len(changes)} {'change' if len(changes) == 1 else 'changes'}."


def by_files(checks: Iterable[FileCheck]) -> Iterator[str]:
    """Yield what was found in each file."""
    for check in checks:
        file = _safe(check.file)
        for wrong, remedy in check.errors:
            yield f"{file}: error: {_safe(wrong)}"
            if remedy:
                yield f"    {_safe(remedy)}"
        for title, wrong in check.failed:
            yield f'{file}: example "{_safe(title)}" fails: {_safe(wrong)}'
        for note in check.notes:
            yield f"{file}: note: {_safe(note)}"
        if not check.errors and not check.failed:
            told = f"{check.examples} examples hold" if check.restriction else "words or makers"
            yield f"{file}: sound, {told}"


def _whole(text: str) -> str:
    return shortened(visible(text), IN_FULL)


def _safe(text: str) -> str:
    return shortened(visible(text), LONGEST)
