"""Counts, and how each input was understood: what is told beside the findings."""

from collections.abc import Iterator

from countersight.messages import _, counted, spoken
from countersight.model.finding import Counts
from countersight.model.record import Problem, Reading
from countersight.render.escaping import shortened, visible


def reading_lines(reading: Reading) -> Iterator[str]:
    """Yield how one table was understood: what was mapped, and what was ignored.

    Of what was not read nothing is told here; its Problem tells why.
    """
    if reading.format == "unknown":
        return
    kind = (
        _(", {kind} records").format(kind=reading.kind.value)
        if reading.kind is not None
        else ""
    )
    notes = f" ({', '.join(map(spoken, reading.notes))})" if reading.notes else ""
    yield _safe(
        _("{origin}: read as {format}{kind}{notes}").format(
            origin=reading.origin, format=reading.format, kind=kind, notes=notes
        )
    )
    if reading.mapped:
        pairs = ", ".join(f"{field}={header}" for field, header in reading.mapped)
        yield _safe(_("  columns: {pairs}").format(pairs=pairs))
    if reading.ignored:
        yield _safe(_("  ignored: {ignored}").format(ignored=", ".join(reading.ignored)))


def problem_line(problem: Problem) -> str:
    """Return a Problem in one line: where, what, and its code.

    >>> from countersight.model.record import Origin
    >>> problem_line(Problem(Origin("a.csv", row=2), "ragged-row", "it is short"))
    'a.csv:2: problem: it is short [ragged-row]'
    """
    said = _("{place}: problem: {what} [{code}]")
    what = spoken(problem.message)
    return _safe(said.format(place=problem.origin, what=what, code=problem.code))


def counts_lines(counts: Counts) -> Iterator[str]:
    """Yield the counts of a run.

    >>> for line in counts_lines(Counts(records=3, match=1, no_match=1, withheld=1)):
    ...     print(line)
    3 records: 1 match, 0 review, 1 no match, 1 not checked (1 withheld, 0 persons, 0 no name)
    0 problems
    """
    checked = _(
        "{match:,} match, {review:,} review, {no_match:,} no match, {not_checked:,} not checked"
    ).format(
        match=counts.match,
        review=counts.review,
        no_match=counts.no_match,
        not_checked=counts.not_checked,
    )
    why = _("({withheld:,} withheld, {person:,} persons, {no_name:,} no name)").format(
        withheld=counts.withheld, person=counts.person, no_name=counts.no_name
    )
    dismissed = (
        _("; {dismissed:,} dismissed by review").format(dismissed=counts.dismissed)
        if counts.dismissed
        else ""
    )
    records = counted("{records:,} record", "{records:,} records", counts.records)
    yield f"{records.format(records=counts.records)}: {checked} {why}{dismissed}"
    problems = counted("{problems:,} problem", "{problems:,} problems", counts.problems)
    yield problems.format(problems=counts.problems)


def _safe(text: str) -> str:
    return shortened(visible(text), 1_000)
