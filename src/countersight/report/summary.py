"""Counts, and how each input was understood: what is told beside the findings."""

from collections.abc import Iterator

from countersight.model.finding import Counts
from countersight.model.record import Reading
from countersight.render.escaping import shortened, visible


def reading_lines(reading: Reading) -> Iterator[str]:
    """Yield how one table was understood: what was mapped, and what was ignored.

    Of what was not read nothing is told here; its Problem tells why.
    """
    if reading.format == "unknown":
        return
    kind = f", {reading.kind.value} records" if reading.kind is not None else ""
    notes = f" ({', '.join(reading.notes)})" if reading.notes else ""
    yield _safe(f"{reading.origin}: read as {reading.format}{kind}{notes}")
    if reading.mapped:
        pairs = ", ".join(f"{field}={header}" for field, header in reading.mapped)
        yield _safe(f"  columns: {pairs}")
    if reading.ignored:
        yield _safe(f"  ignored: {', '.join(reading.ignored)}")


def counts_lines(counts: Counts) -> Iterator[str]:
    """Yield the counts of a run.

    >>> for line in counts_lines(Counts(records=3, match=1, no_match=1, withheld=1)):
    ...     print(line)
    3 records: 1 match, 0 review, 1 no match, 1 not checked (1 withheld, 0 persons, 0 no name)
    0 problems
    """
    checked = (
        f"{counts.match:,} match, {counts.review:,} review, {counts.no_match:,} no match, "
        f"{counts.not_checked:,} not checked"
    )
    why = (
        f"({counts.withheld:,} withheld, {counts.person:,} persons, {counts.no_name:,} no name)"
    )
    record = "record" if counts.records == 1 else "records"
    dismissed = f"; {counts.dismissed:,} dismissed by review" if counts.dismissed else ""
    yield f"{counts.records:,} {record}: {checked} {why}{dismissed}"
    yield f"{counts.problems:,} {'problem' if counts.problems == 1 else 'problems'}"


def _safe(text: str) -> str:
    return shortened(visible(text), 1_000)
