"""Outside lists that a screening asks: which records name somebody that stands on one.

A list is asked by name, as ``match`` asks a list; an identifier or a country speaks beside it.
What stands on the day of asking is a match or a review; of what may stand, or is met by a
name that many bear, no more than a review. An entry that did not stand that day is no hit.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Final

import polars as pl

from countersight.ids import ListedId, ListId, VendorId
from countersight.match import NAMING
from countersight.model.background import Background, Listed
from countersight.model.edition import Edition
from countersight.model.facts import OnList, Truth
from countersight.model.finding import ListVersion
from countersight.model.match import Answer, Match, State
from countersight.model.record import Record
from countersight.model.values import PartialDate
from countersight.model.vendor import Checked
from countersight.model.watchlist import ListEntry
from countersight.ports.lists import ListStore
from countersight.work.lists.matches import Hit, match_of
from countersight.work.naming import Asking, NameMatching
from countersight.work.sifting import Lot

MOST_TOLD: Final = 5
"""Entries of one list that are told of one name."""
_NOT_TOLD: Final = PartialDate.parse("XXXX")
"""Some day: the list does not tell which."""
_STATES: Final = (State.MATCH, State.REVIEW)


@dataclass(frozen=True, slots=True)
class Query:
    """A name that is asked for, and what is known beside it."""

    name: str
    country: str = ""
    identifiers: str = ""


@dataclass(slots=True)
class AskedList:
    """One edition of a list, ready to be asked."""

    edition: Edition
    store: ListStore
    names: NameMatching | None
    """None where the edition has no name that is looked for."""
    only: frozenset[ListedId] | None = None
    """Entries that count; None: all."""
    _entries: dict[ListedId, ListEntry] = field(default_factory=dict)

    def hits(self, queries: Sequence[Query]) -> list[tuple[Hit, ...]]:
        """Return of each query the entries that it may be, best first."""
        found: list[list[Hit]] = [[] for _ in queries]
        if self.names is None or not queries:
            return [() for _ in queries]
        table = pl.DataFrame(
            {
                "id": [str(number) for number in range(len(queries))],
                "name": [each.name for each in queries],
                "country": [each.country or None for each in queries],
                "identifiers": [each.identifiers or None for each in queries],
            },
            schema=dict.fromkeys(("id", "name", "country", "identifiers"), pl.String),
        )
        told = self.names.match(table, Asking(MOST_TOLD, explain=True))
        told = told.filter(pl.col("state").is_in([each.value for each in _STATES]))
        columns = ("query_id", "entry_id", "alias", "state", "score", "reasons")
        for number, entry, alias, state, score, reasons in told.select(columns).iter_rows():
            if self.only is None or entry in self.only:
                hit = Hit(ListedId(entry), alias, State(state), score, tuple(reasons))
                found[int(number)].append(hit)
        self._learn(hit.entry for hit in chain.from_iterable(found))
        return [tuple(each) for each in found]

    def entry(self, name: ListedId) -> ListEntry:
        """Return an entry that was met."""
        self._learn([name])
        return self._entries[name]

    def _learn(self, names: Iterable[ListedId]) -> None:
        new = dict.fromkeys(each for each in names if each not in self._entries)
        if new:
            found = self.store.find(self.edition.list, self.edition.id, new)
            self._entries.update({each.id: each for each in found})

    @property
    def lists(self) -> tuple[ListId, ...]:
        """The list, and the parts that it is put together of."""
        return (self.edition.list, *self.edition.watchlist.parts)

    def lists_of(self, entry: ListEntry) -> tuple[ListId, ...]:
        """Return the list, and the part that an entry belongs to."""
        return (self.edition.list, *([entry.part] if entry.part is not None else []))


class AskedLists:
    """The lists of one screening; see ``work.screening.Lists``."""

    def __init__(
        self, lists: Sequence[AskedList], as_of: date, is_person: Callable[[str], bool]
    ) -> None:
        self._lists = tuple(lists)
        self._as_of = as_of
        self._is_person = is_person
        self._known: dict[Query, tuple[tuple[AskedList, Hit], ...]] = {}
        self._met: dict[VendorId, tuple[AskedList, ListEntry]] = {}

    @property
    def versions(self) -> tuple[ListVersion, ...]:
        """The lists that are asked, each with its version and whether it is stale."""
        return tuple(each.edition.version(self._as_of) for each in self._lists)

    @property
    def asked(self) -> tuple[ListId, ...]:
        """The lists that are asked, and their parts."""
        return tuple(chain.from_iterable(each.lists for each in self._lists))

    def closer(self, table: pl.DataFrame, lots: pl.Series) -> pl.Series:
        """Return the lots, with rows that name somebody listed among those looked at closer.

        Rows that were withheld, or that name a person, are not asked for.
        """
        moved = self.telling(table, lots) & lots.eq(Lot.NO_MATCH.value)
        return lots.zip_with(~moved, pl.Series([Lot.CLOSER.value] * len(lots)))

    def telling(self, table: pl.DataFrame, lots: pl.Series) -> pl.Series:
        """Return which rows that may be checked name somebody listed."""
        self._known = {}
        open_ = lots.is_in([Lot.NO_MATCH.value, Lot.CLOSER.value])
        met = pl.Series([False]).new_from_index(0, table.height)
        for column in NAMING:
            if table[column].null_count() < table.height:
                met |= self._named(table, column, open_)
        return met

    def _named(self, table: pl.DataFrame, column: str, open_: pl.Series) -> pl.Series:
        """Return which rows name somebody listed in one column; each name is asked once."""
        beside = ("country", "identifier") if column == "name" else ()
        columns = [column, *(each for each in beside if each in table.columns)]
        asked = table.select(columns).filter(open_ & table[column].is_not_null()).unique()
        queries = [Query(*(value or "" for value in row)) for row in asked.iter_rows()]
        self._learn(list(dict.fromkeys(queries)))
        telling = pl.Series([bool(self._known[each]) for each in queries], dtype=pl.Boolean)
        joined = table.select(columns).join(
            asked.with_columns(telling.alias("telling")),
            on=columns,
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        return joined["telling"].fill_null(value=False) & open_

    def added(self, record: Record, answer: Answer) -> Answer:
        """Return the answer with the entries that the record may be."""
        if answer.state is State.NOT_CHECKED:
            return answer
        found: dict[VendorId, Match] = {}
        for query in _queries_of(record):
            for match in self._matches(query):
                before = found.get(match.entity)
                if before is None or _rank(match) < _rank(before):
                    found[match.entity] = match
        if not found:
            return answer
        standing = [each for each in answer.matches if each.state is not State.NO_MATCH]
        listed = _in_turns(found.values())
        matches = tuple(
            sorted([*standing, *listed], key=lambda each: _STATES.index(each.state))
        )
        return replace(answer, state=matches[0].state, matches=matches)

    def background(self, match: Match) -> Background | None:
        """Return what a list prints of a match; None for one that is not of a list."""
        if match.entity not in self._met:
            return None
        asked, entry = self._met[match.entity]
        place = Listed(
            list=entry.part or asked.edition.list,
            company=entry.name,
            entry=entry.name,
            stands=entry.stands(self._as_of, asked.edition.vintage),
            since=entry.listed or _NOT_TOLD,
            until=entry.delisted,
            ref=entry.reference,
            source=match.entity,
            publication=asked.edition.watchlist.name,
            address=entry.source,
            checked=Checked.READ,
        )
        return Background(match.entity, entry.name, (place,))

    def places(self, match: Match) -> tuple[OnList, ...]:
        """Return where a match stands on lists; nothing for one that is not of a list."""
        if match.entity not in self._met:
            return ()
        asked, entry = self._met[match.entity]
        return (entry.place(asked.lists_of(entry), asked.edition.vintage),)

    def _matches(self, query: Query) -> Iterator[Match]:
        if query not in self._known:
            self._learn([query])
        hits = self._known[query]
        if hits and self._is_person(query.name):
            return
        for asked, hit in hits:
            entry = asked.entry(hit.entry)
            stands = entry.stands(self._as_of, asked.edition.vintage)
            if stands is not Truth.FALSE:
                match = match_of(asked.edition, hit, entry, stands)
                self._met[match.entity] = (asked, entry)
                yield match

    def _learn(self, queries: Sequence[Query]) -> None:
        of_lists = [(each, each.hits(queries)) for each in self._lists]
        for place, query in enumerate(queries):
            self._known[query] = tuple(
                (asked, hit) for asked, told in of_lists for hit in told[place]
            )


def _queries_of(record: Record) -> Iterator[Query]:
    if record.name:
        country, identifiers = record.get("country"), record.get("identifier")
        yield Query(record.name, country or "", identifiers or "")
    yield from (Query(name) for name in map(record.get, NAMING[1:]) if name)


def _in_turns(matches: Iterable[Match]) -> list[Match]:
    """Return matches best first; the best of each list before the second of any.

    Duties are decided of the first alone, and each list may have its own.
    """
    places: Counter[tuple[str, State]] = Counter()
    turns: dict[VendorId, int] = {}
    ordered = sorted(matches, key=_rank)
    for each in ordered:
        own = (each.entity.partition("/")[0], each.state)
        turns[each.entity] = places[own]
        places[own] += 1
    return sorted(ordered, key=lambda each: (_STATES.index(each.state), turns[each.entity]))


def _rank(match: Match) -> tuple[int, float]:
    return _STATES.index(match.state), -match.score
