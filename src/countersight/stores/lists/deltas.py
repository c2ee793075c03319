"""What two editions differ in, entry by entry and field by field, asked of their columns."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from countersight.ids import ListedId
from countersight.model.edition import STANDS, Changed, EntryChange, FieldChange
from countersight.model.facts import Truth
from countersight.model.watchlist import ListEntry, StatedTie
from countersight.stores.lists.columns import COMPARED, entries_of
from countersight.stores.lists.parts import scan

Side = tuple[Path, date | None]
"""The folder of an edition, and a day on which entries have to stand."""
_STRETCH: Final = 10_000
_PRINT: Final = pl.struct(COMPARED).hash()
"""Equal of entries that say the same."""


def standing(side: Side) -> pl.LazyFrame:
    """Return the entries of an edition that stand on the day, or may; without a day all."""
    folder, day = side
    entries = scan(folder)
    return entries if day is None else entries.filter(~_stands_not(day))


def _stands_not(day: date) -> pl.Expr:
    gone = (pl.col("last") < day).fill_null(value=False)
    return gone | (pl.col("first") > day).fill_null(value=False)


def states(folder: Path, day: date, vintage: date) -> pl.DataFrame:
    """Return how many entries of each kind stand on a day: kind, state, number.

    It is what ``ListEntry.stands`` says of each.
    """
    state = _state(day, vintage).alias("state")
    return scan(folder).group_by("kind", state).len().collect()


def _state(day: date, vintage: date) -> pl.Expr:
    begun = pl.col("begun").fill_null(vintage) <= day
    open_ = (pl.col("open") >= day).fill_null(value=True)
    return (
        pl.when(_stands_not(day))
        .then(pl.lit(Truth.FALSE.value))
        .when(begun & open_ & ~pl.col("doubtful_days"))
        .then(pl.lit(Truth.TRUE.value))
        .otherwise(pl.lit(Truth.UNKNOWN.value))
    )


def settled(
    before: tuple[Path, date, date], after: tuple[Path, date, date]
) -> Iterator[EntryChange]:
    """Yield the entries that are sure to stand on one of two days, and may on the other.

    A side is the folder of an edition, the day, and the vintage of the edition. What came, went
    or changed otherwise is told by ``changed``.
    """
    was, is_ = (
        standing((folder, day)).select("id", "name", said=_state(day, vintage), print=_PRINT)
        for folder, day, vintage in (before, after)
    )
    both = was.join(is_, on=["id", "print"], how="inner").filter(
        pl.col("said") != pl.col("said_right")
    )
    rows = both.select("id", "name_right", "said", "said_right").sort("id").collect()
    for own, name, one, other in rows.iter_rows():
        fields = (FieldChange(STANDS, one, other),)
        yield EntryChange(Changed.CHANGED, ListedId(own), name, fields)


def _met(before: Side, after: Side) -> pl.DataFrame:
    """Return the ids that differ, and what became of each."""
    sides = [standing(side).select("id", _PRINT.alias("said")) for side in (before, after)]
    both = sides[0].join(sides[1], on="id", how="full", coalesce=True)
    was, is_ = pl.col("said"), pl.col("said_right")
    what = (
        pl.when(was.is_null())
        .then(pl.lit(Changed.ADDED.value))
        .when(is_.is_null())
        .then(pl.lit(Changed.REMOVED.value))
        .otherwise(pl.lit(Changed.CHANGED.value))
    )
    differs = was.is_null() | is_.is_null() | (was != is_)
    return both.filter(differs).select("id", what.alias("what")).sort("id").collect()


def counted(before: Side, after: Side) -> Counter[Changed]:
    """Return how many entries were added, removed and changed."""
    found = _met(before, after)["what"].value_counts()
    return Counter({Changed(what): number for what, number in found.iter_rows()})


def changed(before: Side, after: Side) -> Iterator[EntryChange]:
    """Yield what two editions differ in: removed, added, changed, each by id."""
    met = _met(before, after)
    for what in (Changed.REMOVED, Changed.ADDED, Changed.CHANGED):
        ids = met.filter(pl.col("what") == what.value)["id"]
        for at in range(0, len(ids), _STRETCH):
            yield from _told(what, ids.slice(at, _STRETCH), before, after)


def _told(what: Changed, ids: pl.Series, before: Side, after: Side) -> Iterator[EntryChange]:
    wanted = pl.col("id").is_in(ids.implode())
    was, is_ = (
        {each.id: each for each in entries_of(standing(side).filter(wanted).collect())}
        if what is not spared
        else {}
        for side, spared in ((before, Changed.ADDED), (after, Changed.REMOVED))
    )
    for each in map(ListedId, ids):
        one, other = was.get(each), is_.get(each)
        named = other or one
        fields = _fields(one, other) if one is not None and other is not None else ()
        yield EntryChange(what, each, named.name if named is not None else "", fields)


def _fields(before: ListEntry, after: ListEntry) -> tuple[FieldChange, ...]:
    pairs = ((name, _text(before, name), _text(after, name)) for name in COMPARED)
    return tuple(FieldChange(name, was, is_) for name, was, is_ in pairs if was != is_)


def _text(entry: ListEntry, name: str) -> str:
    value = getattr(entry, name)
    if name == "names":
        return "; ".join(f"{each.text} ({each.kind.value})" for each in entry.names)
    if name == "parents":
        return "; ".join(map(_tie, entry.parents))
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _tie(tie: StatedTie) -> str:
    percent = f", {tie.percent}" if tie.percent else ""
    return f"{tie.name or tie.id} ({tie.role}{percent})"
