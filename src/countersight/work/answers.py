"""What a screening found, for programs: iterable, counted, explained, and a table.

Rows are screened when they are first asked for, and what was told is kept, so that it can be
gone through again; of records of which nothing was found, the columns are kept.
"""

from collections.abc import Callable, Iterator
from datetime import date
from io import TextIOBase
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import polars as pl

from countersight.errors import SettingError, SourceError
from countersight.judge import explain
from countersight.messages import _, sentence
from countersight.model.finding import Counts, Grounds, Screened, ScreenedBatch
from countersight.model.record import Problem, RecordKind
from countersight.read import Source
from countersight.render.escaping import visible
from countersight.report.notebook import as_html
from countersight.report.table import as_table
from countersight.work.keeping import Kept, kept
from countersight.work.screening import Screening

if TYPE_CHECKING:
    import pandas as pd

FRAME = "frame"
"""What a frame is called in origins: ``frame:17`` is its seventeenth row."""


class Answers:
    """What was found of each record that is told, and each Problem, in the order of the rows.

    Hands out its table through the Arrow C stream interface, so that polars, pandas, DuckDB
    and others can take it as it is.
    """

    def __init__(
        self, screening: Screening, source: Source, pandas: Callable[[pl.DataFrame], Any]
    ) -> None:
        self._screening = screening
        self._pandas = pandas
        self._batches = screening.run([source])
        self._read: list[Kept] = []

    def __iter__(self) -> Iterator[Screened | Problem]:
        """Yield what is told of each batch: its records, then its Problems.

        Raises:
            ColumnError: the mapping can't be used, or two columns have one name.
        """
        for batch in self._told():
            yield from batch.records
            yield from batch.problems

    @property
    def records(self) -> Iterator[Screened]:
        """The records that are told, without the Problems."""
        for each in self._packed():
            yield from each.records()

    @property
    def counts(self) -> Counts:
        """How many records came out how, those that are not told included."""
        return sum((each.batch.counts for each in self._packed()), Counts())

    @property
    def grounds(self) -> Grounds:
        """What every answer rests on: lists with their versions, the day, the profile."""
        return self._screening.conditions.grounds

    def to_polars(self) -> pl.DataFrame:
        """Return a row for each finding, for each match without one, and for each Problem.

        The columns are those of ``--format csv``; days are dates, numbers are numbers, and
        what is not known is null.
        """
        parts = [each.table(self.grounds) for each in self._packed()]
        return pl.concat(parts) if parts else as_table(None, self.grounds)

    def to_pandas(self) -> "pd.DataFrame":
        """Return the same as a pandas frame.

        Raises:
            SettingError: pandas is not installed.
        """
        return self._pandas(self.to_polars())

    def explain(self, n: int) -> str:
        """Return why the duties of the *n*-th record came out as they did, as trees of text.

        Args:
            n: which of the records that are told, from 0; Problems do not count.

        Raises:
            IndexError: no so many records are told.
        """
        screened = self._record(n)
        record = screened.record
        lines = [visible(f'{record.origin}: {screened.state.value}: "{record.name}"')]
        for match in screened.matches:
            lines.append(visible(f"{match.judged.value}: {match.name} [{match.entity}]"))
            for finding in screened.findings:
                if finding.match == match:
                    lines += explain(finding.decision)
        lines += [
            _("{name} does not bind ({reason})").format(name=name, reason=reason)
            for name, reason in screened.not_bound
        ]
        return "\n".join(lines)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the table of ``to_polars`` as an Arrow C stream."""
        return self.to_polars().__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        """Return the first records as a small table, for a notebook."""
        return as_html(self.records, self.counts, self.grounds)

    def __repr__(self) -> str:
        """Return no more than what is known without reading on."""
        known = sum(each.batch.counts.records for each in self._read)
        return f"<Answers: {known} records so far>"

    def _record(self, n: int) -> Screened:
        at = n
        for each in self._packed() if n >= 0 else ():
            if at < len(each):
                return next(islice(each.records(), at, None))
            at -= len(each)
        raise IndexError(sentence("no record {n} is told", n=n))

    def _told(self) -> Iterator[ScreenedBatch]:
        """Yield the batches; those that were read before first."""
        for each in self._packed():
            yield each.unpacked()

    def _packed(self) -> Iterator[Kept]:
        """Yield the batches as they are kept."""
        at = 0
        while True:
            if at == len(self._read):
                batch = next(self._batches, None)
                if batch is None:
                    return
                self._read.append(kept(batch))
            yield self._read[at]
            at += 1


def opened(source: "str | Path | BinaryIO | object") -> Source:
    """Return what somebody handed in as a source: a path, a stream of bytes, or a frame.

    >>> opened("a.csv").label, opened(pl.DataFrame()).label
    ('a.csv', 'frame')

    Raises:
        SourceError: it is a stream of text.
    """
    if isinstance(source, str | Path):
        return Source.at(Path(source))
    if isinstance(source, TextIOBase):
        raise SourceError(
            sentence("a stream of text can't be read"),
            hint=sentence('Open it in binary mode ("rb"), so that its encoding can be told.'),
        )
    if hasattr(source, "read"):
        return Source("stream", stream=cast("BinaryIO", source))
    return Source(FRAME, frame=source)


def day_of(day: date | str | None) -> date | None:
    """Return a day that was handed in as a date, or as it is written; None where none was.

    >>> day_of("2026-11-24")
    datetime.date(2026, 11, 24)

    Raises:
        SettingError: it is no whole day; a time is none, as its zone may lie in another day.
    """
    if day is None or type(day) is date:
        return day
    try:
        return date.fromisoformat(day if isinstance(day, str) else "")
    except ValueError as wrong:
        raise SettingError(
            _("as_of: {day} is no day").format(day=repr(day)[:100]),
            hint=_("Write a whole day, such as 2026-11-24."),
        ) from wrong


def kind_of(word: str | None) -> RecordKind | None:
    """Return the kind of record that a word names; None where there is no word.

    >>> kind_of("device").value
    'device'

    Raises:
        SettingError: there is no such kind.
    """
    if word is None:
        return None
    try:
        return RecordKind(word)
    except ValueError as wrong:
        known = ", ".join(kind.value for kind in RecordKind)
        raise SettingError(
            sentence("{word!r} is no kind of record", word=word),
            hint=sentence("Known: {known}.", known=known),
        ) from wrong
