"""The tables that pages show, as CSV, JSON Lines or a workbook; row by row, however long."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from countersight.errors import AbsentError
from countersight.ids import canonical_json
from countersight.messages import sentence
from countersight.model.office import AuditEntry, Run, RunId
from countersight.model.restriction import Restriction
from countersight.model.rules import Item
from countersight.model.vendor import Vendor
from countersight.ports import AnswerStore, OfficeStore
from countersight.render.escaping import cell, controls_shown

FORMS: Final = ("csv", "json", "xlsx")
STRETCH: Final = 500
"""Rows that are held at once."""
_PIECE: Final = 64 * 1024
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Export:
    """A table."""

    name: str
    """Of the file, without what tells its form."""
    columns: tuple[str, ...]
    rows: Iterable[Sequence[str]]


def lines(export: Export, form: str) -> Iterator[str]:
    r"""Return the text of a table in one of the forms ``csv`` and ``json``.

    >>> list(lines(Export("a", ("x", "y"), [("1", "=2")]), "json"))
    ['{"x":"1","y":"=2"}\n']

    Raises:
        AbsentError: there is no such form.
    """
    if form not in _WRITTEN:
        raise AbsentError(
            sentence("there is no table as {form!r}", form=form[:20]),
            hint=sentence("Known: {known}.", known=", ".join(FORMS)),
        )
    return _WRITTEN[form](export)


def _csv(export: Export) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(export.columns)
    for row in export.rows:
        writer.writerow([cell(controls_shown(each)) for each in row])
        if out.tell() > _PIECE:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _json(export: Export) -> Iterator[str]:
    for row in export.rows:
        yield f"{canonical_json(dict(zip(export.columns, row, strict=True)))}\n"


_WRITTEN: Final[Mapping[str, Callable[[Export], Iterator[str]]]] = {"csv": _csv, "json": _json}


def vendors(found: Iterable[Vendor]) -> Export:
    """Return the table of vendors."""
    columns = ("id", "name", "country", "kind", "family", "summary", "names", "lists")
    return Export("vendors", (*columns, "verified_on"), map(_vendor, found))


def _vendor(one: Vendor) -> tuple[str, ...]:
    return (
        one.id,
        one.name,
        one.country,
        one.kind.value,
        one.family or "",
        one.summary,
        "; ".join(dict.fromkeys(each.text for each in one.names)),
        "; ".join(dict.fromkeys(each.list for each in one.listings)),
        one.verified_on.isoformat(),
    )


def restrictions(found: Iterable[Restriction]) -> Export:
    """Return the table of restrictions, a row a duty."""
    columns = ("restriction", "title", "jurisdiction", "force", "status", "issuer")
    of_duty = ("duty", "modality", "obligation", "since", "until", "deadline")
    return Export(
        "restrictions", (*columns, *of_duty), (row for each in found for row in _duties(each))
    )


def _duties(one: Restriction) -> Iterator[tuple[str, ...]]:
    head = (one.id, one.title, one.jurisdiction, one.force.value, one.status.value, one.issuer)
    for duty in one.duties:
        days = (duty.since, duty.until, duty.deadline)
        told = (str(each) if each else "" for each in days)
        yield (*head, duty.id, duty.modality.value, duty.obligation, *told)


def agenda(found: Iterable[Item]) -> Export:
    """Return the table of days to know."""
    columns = ("first", "last", "turn", "restriction", "title", "duty", "what", "days")
    return Export("days", columns, map(_item, found))


def _item(one: Item) -> tuple[str, ...]:
    return (
        one.first.isoformat(),
        one.last.isoformat() if one.last else "",
        one.turn.value,
        one.restriction.id,
        one.restriction.title,
        one.duty.id if one.duty else "",
        one.what,
        str(one.days),
    )


def runs(store: OfficeStore) -> Export:
    """Return the table of runs, newest first."""
    columns = ("run", "upload", "size", "asked", "profile", "as_of", "who", "state", "said")
    counts = ("records", "match", "review", "no_match", "not_checked", "problems")
    found = stretches(store.runs.latest)
    return Export("runs", (*columns, *counts), map(_run, found))


def _run(one: Run) -> tuple[str, ...]:
    counts = one.counts
    many = (counts.records, counts.match, counts.review, counts.no_match)
    return (
        str(one.id),
        one.upload.name,
        str(one.upload.size),
        one.moment,
        one.asked.profile or "",
        one.asked.as_of.isoformat() if one.asked.as_of else "",
        one.who,
        one.job.state.value,
        one.job.said,
        *map(str, (*many, counts.not_checked, counts.problems)),
    )


def queue(answers: AnswerStore, run: RunId | None) -> Export:
    """Return the table of answers that wait for a judgement, a row a match."""
    columns = ("run", "answer", "name", "place", "state", "entity", "entity_name", "alias")
    found = stretches(lambda most, start: answers.waiting(run, start, most))
    rows = (
        (
            str(number),
            str(answer.number),
            answer.name,
            answer.place,
            match.state,
            match.entity,
            match.name,
            match.alias,
            repr(match.score),
        )
        for number, answer in found
        for match in answer.matches
        if match.waits
    )
    return Export("queue", (*columns, "score"), rows)


def problems(answers: AnswerStore, run: RunId) -> Export:
    """Return the table of what a run could not read."""
    found = stretches(lambda most, start: answers.problems(run, start, most))
    rows = (
        (str(each["at"]), str(each["code"]), str(each["message"]), str(each["hint"] or ""))
        for each in (json.loads(told)["problem"] for told in found)
    )
    return Export(f"run-{run}-problems", ("at", "code", "message", "hint"), rows)


def audit(entries: Iterable[AuditEntry]) -> Export:
    """Return the table of the audit log, oldest first."""
    columns = ("number", "moment", "who", "what", "about", "before", "after")
    rows = (
        (
            str(each.number),
            each.moment,
            each.who,
            each.what,
            each.about,
            each.before,
            each.after,
            each.previous,
            each.hash,
        )
        for each in entries
    )
    return Export("audit", (*columns, "previous", "hash"), rows)


def stretches(asks: Callable[[int, int], Sequence[_Row]]) -> Iterator[_Row]:
    """Yield all that there is, a stretch at a time; *asks* takes how many, and from where."""
    start = 0
    while found := asks(STRETCH, start):
        yield from found
        start += len(found)
