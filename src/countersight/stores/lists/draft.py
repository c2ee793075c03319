"""An edition while it is written: parts of columns in a folder, late facts beside them.

Memory holds one part of entries; what is asked of the whole (which ids stand twice, which
entries a tie leads to) is asked of the columns.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from countersight.ids import ListedId
from countersight.model.edition import Edition, ListCounts
from countersight.model.watchlist import EntityKind, LateFact, ListEntry
from countersight.stores.lists.columns import entries_of, frame_of
from countersight.stores.lists.joining import Others, called, joined
from countersight.stores.lists.late import LATE_SCHEMA, digest_of_name, fact_of, text_of
from countersight.stores.lists.parts import part_file, parts_of, scan

PART: Final = 50_000
"""Entries of one part."""
MOST_TWICE: Final = 1_000
"""Ids that stand twice of which the rows are told."""
_LATE: Final = "late-*.parquet"


class FolderDraft:
    """Writes an edition to a folder; *place* puts the whole folder where it is kept."""

    def __init__(self, folder: Path, place: Callable[[Edition], None]) -> None:
        self._folder = folder
        self._place = place
        self._entries: list[ListEntry] = []
        self._late: list[tuple[str, str]] = []
        self._parts = 0
        self._late_parts = 0
        self._twice: dict[str, list[int]] = {}

    def add(self, entries: Iterable[ListEntry]) -> None:
        """Add entries."""
        self._entries += entries
        while len(self._entries) >= PART:
            self._write(self._entries[:PART])
            del self._entries[:PART]

    def add_late(self, facts: Iterable[LateFact]) -> None:
        """Add what is told of entries elsewhere; joined to them when the file is read."""
        self._late += ((each.id, text_of(each)) for each in facts)
        if len(self._late) >= PART:
            self._write_late()

    def settle(self) -> ListCounts:
        """Join late facts to their entries; return what there is, persons not counted.

        Of entries with one id the later ones get ``#2``, ``#3`` behind it.
        """
        if self._entries or not self._parts:
            self._write(self._entries)
            self._entries = []
        if self._late:
            self._write_late()
        self._number_twins()
        for path in parts_of(self._folder):
            self._join(path)
        for path in self._folder.glob(_LATE):
            path.unlink()
        kinds = scan(self._folder).group_by("kind").agg(pl.len(), pl.sum("short")).collect()
        told = {kind: (entries, short) for kind, entries, short in kinds.iter_rows()}
        return ListCounts(
            entries=sum(entries for entries, _ in told.values()),
            kinds=tuple((each, told[each][0]) for each in EntityKind if each in told),
            short_names=sum(short for _, short in told.values()),
        )

    def twice(self, most: int) -> tuple[tuple[ListedId, tuple[int, ...]], ...]:
        """Return ids that stand twice and more, with the rows of each."""
        found = list(self._twice.items())[:most]
        return tuple((ListedId(own), tuple(rows)) for own, rows in found)

    def keep(self, edition: Edition) -> None:
        """Keep it, durably, all or nothing."""
        self._place(edition)

    def _write(self, entries: Sequence[ListEntry]) -> None:
        frame_of(entries).write_parquet(part_file(self._folder, self._parts))
        self._parts += 1

    def _write_late(self) -> None:
        frame = pl.DataFrame(self._late, schema=LATE_SCHEMA, orient="row")
        frame.write_parquet(self._folder / f"late-{self._late_parts:05}.parquet")
        self._late, self._late_parts = [], self._late_parts + 1

    def _number_twins(self) -> None:
        """Give the later of two entries with one id an id of its own."""
        ids = scan(self._folder).select("id")
        twins = ids.group_by("id").len().filter(pl.col("len") > 1).select("id").collect()
        if not twins.height:
            return
        met: dict[str, list[int]] = defaultdict(list)
        wanted = set(twins["id"])
        for path in parts_of(self._folder):
            frame = pl.read_parquet(path)
            own, changed = frame["id"].to_list(), False
            for place, (each, row) in enumerate(zip(own, frame["row"], strict=True)):
                if each in wanted:
                    met[each].append(row or 0)
                    if len(met[each]) > 1:
                        own[place], changed = f"{each}#{len(met[each])}", True
            if changed:
                frame.with_columns(id=pl.Series(own, dtype=pl.String)).write_parquet(path)
        self._twice = dict(list(met.items())[:MOST_TWICE])

    def _join(self, path: Path) -> None:
        """Join late facts to the entries of a part, and settle their ties."""
        frame = pl.read_parquet(path)
        facts = self._facts(frame["id"])
        touched = frame["id"].is_in(list(facts)) | (frame["parents"] != "")
        if not touched.any():
            return
        before = list(entries_of(frame.filter(touched)))
        others = self._others(before, facts)
        after = frame_of([joined(each, facts.get(each.id, ()), others) for each in before])
        rows = frame.with_row_index("place").filter(touched)["place"]
        whole = pl.concat(
            [
                frame.with_row_index("place").filter(~touched),
                after.insert_column(0, rows),
            ]
        ).sort("place")
        whole.drop("place").write_parquet(path)

    def _facts(self, ids: pl.Series) -> dict[str, list[LateFact]]:
        found: dict[str, list[LateFact]] = defaultdict(list)
        if self._late_parts:
            own = pl.LazyFrame({"id": ids})
            late = pl.scan_parquet(self._folder / _LATE)
            frame = late.join(own, on="id", how="semi", maintain_order="left").collect()
            for each, text in frame.iter_rows():
                found[each].append(fact_of(ListedId(each), text))
        return found

    def _others(self, entries: Sequence[ListEntry], facts: dict[str, list[LateFact]]) -> Others:
        """Return the entries of the edition that ties lead to."""
        ties = [tie for each in entries for tie in each.parents]
        ties += [fact.tie for told in facts.values() for fact in told if fact.tie is not None]
        ids = {tie.id for tie in ties if tie.id is not None}
        wanted = {called(tie.name) for tie in ties if tie.name and tie.id is None}
        frame = scan(self._folder).select("id", "name").collect()
        names = dict(frame.filter(pl.col("id").is_in(list(ids))).iter_rows())
        by_name: dict[str, set[str]] = defaultdict(set)
        for own, name in frame.iter_rows() if wanted else ():
            if (met := digest_of_name(name)) in wanted:
                by_name[met].add(own)
                names[own] = name
        alone = {met: next(iter(own)) for met, own in by_name.items() if len(own) == 1}
        return Others(names, alone)
