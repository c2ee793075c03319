"""What was screened, kept small: records of which nothing was found are columns, not objects.

A table of a million rows in which every record is told is nearly all such records; each is made
anew, and equal, when it is gone through again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from countersight.model.finding import Grounds, Screened, ScreenedBatch
from countersight.model.match import State
from countersight.model.record import TEXT_COLUMNS, Origin, Problem, Record, RecordKind
from countersight.report.csv_rows import CsvRows
from countersight.report.table import table_of, table_of_nothing_found

_FEW: Final = ("kind", "state", "reason", "file", "member", "sheet")
"""Columns with few values, which are kept once each."""
_OWN: Final = (*_FEW, "row", "pointer", "name")
_FIELDS: Final = tuple(name for name in TEXT_COLUMNS if name not in ("kind", "name"))
_KINDS: Final = {kind.value: kind for kind in RecordKind}
_STATES: Final = {state.value: state for state in State}
_TYPES: Final[dict[str, pl.DataType]] = {
    **{name: pl.Categorical() for name in _FEW},
    "row": pl.Int64(),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A screened batch, packed."""

    batch: ScreenedBatch
    """Without its records."""
    found: dict[int, Screened]
    """The records of which something was found, by their places."""
    rest: pl.DataFrame
    """The others, in their order."""

    def __len__(self) -> int:
        """Return how many records are told."""
        return len(self.found) + self.rest.height

    def table(self, grounds: Grounds) -> pl.DataFrame:
        """Return the rows of ``CsvRows`` for the batch, typed: records, then Problems."""
        rows, places = [], []
        for place, each in self.found.items():
            mine = list(CsvRows(grounds).rows(self._with((each,), ())))
            rows += mine
            places += [place] * len(mine)
        wrong = list(CsvRows(grounds).rows(self._with((), self.batch.problems)))
        told = table_of([*rows, *wrong])
        plain = table_of_nothing_found(self.rest.select(_OWN), grounds)
        if not rows:
            return plain.vstack(told)
        found = set(self.found)
        places += [len(self)] * len(wrong)
        others = [place for place in range(len(self)) if place not in found]
        order = pl.DataFrame({"place": [*others, *places]}).with_row_index("row")
        return plain.vstack(told)[order.sort("place", maintain_order=True)["row"]]

    def _with(
        self, records: tuple[Screened, ...], problems: tuple[Problem, ...]
    ) -> ScreenedBatch:
        return replace(self.batch, records=records, problems=problems)

    def unpacked(self) -> ScreenedBatch:
        """Return the batch as it was."""
        return replace(self.batch, records=tuple(self.records()))

    def records(self) -> Iterator[Screened]:
        """Yield the records of the batch, in their order."""
        rest = _records(self.rest)
        for place in range(len(self)):
            yield self.found[place] if place in self.found else next(rest)


def kept(batch: ScreenedBatch) -> Kept:
    """Return a batch, packed.

    >>> from countersight.model.finding import Counts
    >>> from countersight.model.record import Reading
    >>> record = Record(RecordKind.SUPPLIER, "Acme", Origin("a.csv", row=2), (("id", "7"),))
    >>> reading = Reading(Origin("a.csv"), "csv", RecordKind.SUPPLIER)
    >>> told = (Screened(record, State.NO_MATCH),)
    >>> batch = ScreenedBatch(reading, told, (), Counts(records=1))
    >>> kept(batch).unpacked() == batch
    True
    """
    found = {at: each for at, each in enumerate(batch.records) if _is_found(each)}
    rest = [each for at, each in enumerate(batch.records) if at not in found]
    return Kept(replace(batch, records=()), found, _table(rest))


def _is_found(screened: Screened) -> bool:
    told = screened.matches or screened.findings or screened.not_bound
    return bool(told or screened.backgrounds or screened.lists)


def _table(rest: Sequence[Screened]) -> pl.DataFrame:
    records = [each.record for each in rest]
    origins = [each.origin for each in records]
    own: dict[str, list[object]] = {
        "kind": [each.kind.value for each in records],
        "state": [each.state.value for each in rest],
        "reason": [each.reason for each in rest],
        "file": [each.file for each in origins],
        "member": [each.member for each in origins],
        "sheet": [each.sheet for each in origins],
        "row": [each.row for each in origins],
        "pointer": [each.pointer for each in origins],
        "name": [each.name for each in records],
    }
    fields = [dict(each.fields) for each in records]
    present = set().union(*fields)
    told = {name: [row.get(name) for row in fields] for name in _FIELDS if name in present}
    made = [pl.Series(name, own[name], _TYPES.get(name, pl.String())) for name in _OWN]
    made += [pl.Series(f"field {name}", told[name], pl.String()) for name in told]
    return pl.DataFrame(made)


def _records(rest: pl.DataFrame) -> Iterator[Screened]:
    fields = [name.removeprefix("field ") for name in rest.columns[len(_OWN) :]]
    for cells in rest.iter_rows():
        kind, state, reason, *place, name = cells[: len(_OWN)]
        values = zip(fields, cells[len(_OWN) :], strict=True)
        told = tuple((field, value) for field, value in values if value is not None)
        record = Record(_KINDS[kind], name, Origin(*place), told)
        yield Screened(record, _STATES[state], reason)
