"""What became a match and what stopped being one, as text, CSV and JSON Lines."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from countersight.messages import Words, _, counted, spoken
from countersight.model.edition import Changed
from countersight.model.match import State
from countersight.model.turn import Span, Turn, TurnCounts, Turned, TurnedBatch
from countersight.render.escaping import cell, visible
from countersight.report.lines import line
from countersight.report.objects import Plain, problem_object, record_object

Teller: TypeAlias = Callable[[Iterable[TurnedBatch]], Iterator[str]]
COLUMNS: Final = (
    *("at", "name", "turn", "list", "entity", "listed_name", "alias"),
    *("before", "after", "why"),
)
_TURNS: Final = Words(
    {
        (True, State.MATCH): 'became a match: "{name}" is {listed} [{entity}]',
        (True, State.REVIEW): 'became one to review: "{name}" may be {listed} [{entity}]',
        (False, State.MATCH): 'stopped being a match: "{name}" was {listed} [{entity}]',
        (False, State.REVIEW): 'is no longer one to review: "{name}" may have been {listed} '
        "[{entity}]",
    }
)
"""By whether it is a hit now, and the state that it is in now, or was in."""


def text(batches: Iterable[TurnedBatch]) -> Iterator[str]:
    """Yield a paragraph for each record whose answer is another, and a line a Problem."""
    for batch in batches:
        for each in batch.records:
            yield "".join(f"{visible(row)}\n" for row in _paragraph(each))
        for problem in batch.problems:
            said = f"{problem.origin}: {spoken(problem.message)} [{problem.code}]"
            yield f"{visible(said)}\n"


def _paragraph(turned: Turned) -> Iterator[str]:
    head = f"{turned.record.origin}: "
    for each in turned.turns:
        state = each.after if each.is_new else each.before
        said = _TURNS[each.is_new, state].format(
            name=turned.record.name, listed=each.name, entity=each.entity
        )
        yield f"{head}{said}"
        yield "    " + _("why: {why}").format(why=spoken(each.why))
        head = "  "


def jsonl(batches: Iterable[TurnedBatch]) -> Iterator[str]:
    """Yield an object a record whose answer is another, and an object a Problem."""
    for batch in batches:
        for each in batch.records:
            yield line(
                {
                    "record": record_object(each.record),
                    "turns": [turn_object(turn) for turn in each.turns],
                }
            )
        for problem in batch.problems:
            yield line(problem_object(problem))


def turn_object(turn: Turn) -> dict[str, Plain]:
    """Return one turn."""
    return {
        "turn": _turn(turn),
        "list": turn.list,
        "entity": turn.entity,
        "name": turn.name,
        "alias": turn.alias,
        "before": turn.before.value,
        "after": turn.after.value,
        "why": turn.why,
    }


def table(batches: Iterable[TurnedBatch]) -> Iterator[str]:
    """Yield a row a turn, and a row a Problem, under ``COLUMNS``."""
    yield _row(COLUMNS)
    for batch in batches:
        for each in batch.records:
            for turn in each.turns:
                told = (turn.list, turn.entity, turn.name, turn.alias)
                states = (turn.before.value, turn.after.value, turn.why)
                start = (str(each.record.origin), each.record.name, _turn(turn))
                yield _row((*start, *told, *states))
        for problem in batch.problems:
            blank = [""] * (len(COLUMNS) - 4)
            yield _row((str(problem.origin), "", "problem", *blank, problem.message))


TELLERS: Final[Mapping[str, Teller]] = {"text": text, "jsonl": jsonl, "csv": table}


def span_lines(spans: Iterable[Span]) -> Iterator[str]:
    """Yield which versions were compared, and in how many entries they differ."""
    for each in spans:
        found = [change.what for change in each.changes]
        yield _(
            "{list}: {before} as of {then}, against {after} as of {now}: {added} entries came, "
            "{removed} went, {changed} changed."
        ).format(
            list=each.after.list,
            before=each.before.id,
            then=each.then,
            after=each.after.id,
            now=each.now,
            added=found.count(Changed.ADDED),
            removed=found.count(Changed.REMOVED),
            changed=found.count(Changed.CHANGED),
        )


def count_lines(counts: TurnCounts) -> Iterator[str]:
    """Yield how many records turned which way, for standard error."""
    records = counted("{records:,} record", "{records:,} records", counts.records)
    yield _("{records}: {became} became a hit, {stopped} stopped being one").format(
        records=records.format(records=counts.records),
        became=counts.became,
        stopped=counts.stopped,
    )
    yield _("not checked: {number}").format(number=counts.not_checked)
    problems = counted("{problems:,} problem", "{problems:,} problems", counts.problems)
    yield problems.format(problems=counts.problems)


def _turn(turn: Turn) -> str:
    return "became" if turn.is_new else "stopped"


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(visible(each)) for each in cells])
    return out.getvalue()
