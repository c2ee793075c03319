"""Batches of many notices: each goes on the shelf, and a full shelf becomes a batch.

A notice has a few rows, and an archive has thousands of notices. Their rows share a batch,
and one ``Reading`` tells how many notices a batch is made of and what gave no record.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import polars as pl

from countersight.messages import joined, sentence
from countersight.model.record import Batch, Origin, Problem, Reading, RecordKind
from countersight.read.columns import SCHEMA, assemble, text_series
from countersight.read.notices.kinds import read_notice
from countersight.read.notices.rows import Notice, Row
from countersight.read.source import Feed, Options
from countersight.read.xml_input import Unsound

NOTES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "silent": sentence(
            "notices without an award (planned, in tender, corrected or failed)"
        ),
        "lots": sentence("lots or awards without a winner"),
        "unnamed": sentence(
            "tenders that no contract names (won, lost or withheld is not known)"
        ),
        "nameless": sentence("awards whose winner is not named"),
        "withheld": sentence("fields withheld by their publisher"),
        "losers": sentence("bidders or candidates that did not win, left out"),
        "subcontractors": sentence("subcontractors of winners, each a record of its own"),
        "natural": sentence("winners who are private persons, their names left out"),
        "persons": sentence("contacts, reviewers and beneficial owners, left out"),
    }
)
"""What a reader counts, and what is said of it."""
MIXED: Final = "notices"
"""The format of a batch that holds notices of several."""


class Shelf:
    """Gathers the rows of notices until there are enough for a batch."""

    def __init__(self, origin: Origin, options: Options) -> None:
        self.origin = origin
        self.options = options
        self._rows: list[Row] = []
        self._problems: list[Problem] = []
        self._tally: Counter[str] = Counter()
        self._formats: Counter[str] = Counter()
        self._last = "unknown"
        """What the notice is whose rows go on into the next batch."""

    def take(self, feed: Feed, origin: Origin) -> Iterator[Batch]:
        """Read one notice; yield the batches that it fills."""
        notice = Notice(origin, self.options)
        try:
            called, rows = read_notice(feed, notice)
            self._formats[called] += 1
            self._last = called
            for row in rows:
                self._rows.append(row)
                if len(self._rows) >= self.options.limits.batch_rows:
                    yield self._batch()
        except Unsound as error:
            if feed.broken is None:
                problem = Problem(origin, error.code, error.message, error.hint, stops=True)
                self._problems.append(problem)
        self._tally += notice.tally
        self._problems += notice.problems
        if len(self._problems) >= self.options.limits.batch_rows:
            yield self._batch()

    def rest(self) -> Iterator[Batch]:
        """Yield what is left."""
        if self._rows or self._problems or self._formats:
            yield self._batch()

    def _batch(self) -> Batch:
        rows, problems = self._rows, tuple(self._problems)
        reading = self._reading(len(rows))
        self._rows, self._problems = [], []
        self._tally, self._formats = Counter(), Counter()
        return Batch(_frame(rows, self.origin), len(rows), reading, problems)

    def _reading(self, rows: int) -> Reading:
        told = [
            joined(" ", (str(count), called)) for called, count in sorted(self._formats.items())
        ]
        format_ = next(iter(self._formats), self._last) if len(told) < 2 else MIXED  # noqa: PLR2004
        counts = [
            joined(" ", (str(self._tally[key]), said))
            for key, said in NOTES.items()
            if self._tally[key]
        ]
        kind = RecordKind.AWARD if rows else None
        return Reading(self.origin, format_, kind, notes=(*told, *counts))


def _frame(rows: list[Row], origin: Origin) -> pl.DataFrame:
    columns = {name for row in rows for name in row} - {"row"}
    series = {
        name: text_series(name, [_text(row.get(name)) for row in rows])
        for name in SCHEMA
        if name in columns
    }
    numbers = [found if isinstance(found := row.get("row"), int) else None for row in rows]
    return assemble(series, numbers, origin)


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)
