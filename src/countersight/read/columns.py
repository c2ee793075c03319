"""Mapped columns to the table of a batch: the hot path, by columns and not by rows."""

import json
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from countersight.model.record import COLUMNS, Origin, RecordKind
from countersight.read import dates
from countersight.read.headers import FACTS
from countersight.read.layout import Column, Layout, Rows

SCHEMA = {name: pl.Int64 if name == "row" else pl.String for name in COLUMNS}
"""The columns of every batch, in order."""
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_THINGS = (RecordKind.DEVICE, RecordKind.COMPONENT)


def empty() -> pl.DataFrame:
    """Return a batch's table without rows."""
    return pl.DataFrame(schema=SCHEMA)


def text_series(name: str, values: Sequence[str | None]) -> pl.Series:
    """Return *values* trimmed, the empty ones null; half characters become U+FFFD.

    >>> text_series("name", [" Axis ", " ", None]).to_list()
    ['Axis', None, None]
    """
    try:
        made = pl.Series(name, values, dtype=pl.String)
    except UnicodeEncodeError:
        whole = [v if v is None else v.encode("utf-8", "replace").decode() for v in values]
        made = pl.Series(name, whole, dtype=pl.String)
    trimmed = made.str.strip_chars()
    return trimmed.set(trimmed == "", None)


def assemble(
    series: Mapping[str, pl.Series], numbers: Sequence[int | None], origin: Origin
) -> pl.DataFrame:
    """Return a batch's table of *series* and constants, with every column of COLUMNS."""
    height = len(numbers)
    fixed = {"file": origin.file, "member": origin.member, "sheet": origin.sheet}
    columns = []
    for name, kind in SCHEMA.items():
        if name == "row":
            columns.append(pl.Series(name, numbers, dtype=kind))
        elif name in series:
            columns.append(series[name].alias(name))
        else:
            columns.append(
                pl.Series(name, [fixed.get(name)], dtype=kind).new_from_index(0, height)
            )
    return pl.DataFrame(columns)


class Framer:
    """Makes the tables of the batches that one layout has; remembers the order of dates."""

    def __init__(self, layout: Layout, sample: Rows) -> None:
        self.layout = layout
        self.order: dates.Order | None = None
        self.unsettled = False
        """Whether a date in the sample could be of two months."""
        at = layout.position("date")
        if at is not None:
            values = {row[at] for row in sample} - {None}
            self.order = dates.settle(value or "" for value in values)
            self.unsettled = any(
                dates.iso(value or "", self.order) is None
                and dates.iso(value or "", dates.Order.DAY_FIRST) is not None
                for value in values
            )

    def frame(
        self,
        rows: Rows,
        numbers: Sequence[int | None],
        origin: Origin,
        pointers: Sequence[str | None] = (),
    ) -> pl.DataFrame:
        """Return the table of *rows*, each as long as the header."""
        layout = self.layout
        series: dict[str, pl.Series] = {}
        for column in layout.columns:
            made = text_series(column.field, [row[column.position] for row in rows])
            if column.field == "date":
                made = self._dates(made)
            series[column.field] = _add(series.get(column.field), _with_scheme(made, column))
        _name_things(series, layout.kind)
        height = len(rows)
        series["kind"] = pl.Series("kind", [layout.kind.value]).new_from_index(0, height)
        if layout.currency and "amount" in series:
            told = pl.Series("currency", [layout.currency]).new_from_index(0, height)
            series["currency"] = told.set(series["amount"].is_null(), None)
        if layout.facts:
            series["facts"] = text_series("facts", [_facts(row, layout.facts) for row in rows])
        if pointers:
            series["pointer"] = pl.Series("pointer", pointers, dtype=pl.String)
        return assemble(series, numbers, origin)

    def _dates(self, made: pl.Series) -> pl.Series:
        values = made.drop_nulls().unique().to_list()
        if self.order is None:
            self.order = dates.settle(values)
        changed = {
            v: found for v in values if (found := dates.iso(v, self.order)) not in {None, v}
        }
        if not changed:
            return made
        return made.replace(list(changed), list(changed.values()))


def _with_scheme(made: pl.Series, column: Column) -> pl.Series:
    if not column.scheme:
        return made
    return pl.select(
        pl.when(made.str.starts_with(f"{column.scheme}:"))
        .then(made)
        .otherwise(pl.lit(f"{column.scheme}:") + made)
    ).to_series()


def _add(before: pl.Series | None, made: pl.Series) -> pl.Series:
    """Return the first identifier that a row has, or all its classifications."""
    if before is None:
        return made
    if made.name == "classification" or before.name == "classification":
        joined = pl.concat_str([before, made.alias("more")], separator=" ", ignore_nulls=True)
        return text_series("classification", pl.select(joined).to_series().to_list())
    return before.zip_with(before.is_not_null(), made)


def _name_things(series: dict[str, pl.Series], kind: RecordKind) -> None:
    """Give devices and components their maker's name, or their brand's."""
    if kind not in _THINGS:
        return
    named = [series[name] for name in ("maker", "brand") if name in series]
    if named:
        series["name"] = (
            named[0] if len(named) == 1 else named[0].zip_with(named[0].is_not_null(), named[1])
        )


def _facts(row: Sequence[str | None], columns: Iterable[Column]) -> str | None:
    stated: dict[str, str | bool] = {}
    for column in columns:
        cell = (row[column.position] or "").strip()
        if cell:
            stated[column.field] = _value(column.field, cell)
    return json.dumps(stated, ensure_ascii=False) if stated else None


def _value(fact: str, cell: str) -> str | bool:
    match FACTS.get(fact):
        case "truth":
            return _TRUTHS.get(cell.casefold(), cell)
        case "date":
            return dates.iso(cell) or cell
        case _:
            return cell
