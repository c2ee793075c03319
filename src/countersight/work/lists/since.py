"""What a newer version of outside lists changes in what is told of records, and why.

Only entries that the two versions differ in are looked at: of all others the answer is what
it was. Each is asked as a screening of that day asks it, in the whole list of its version.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from countersight.ids import ListedId, VendorId
from countersight.messages import joined, sentence
from countersight.model.edition import STANDS, Changed, EntryChange
from countersight.model.match import Answer, Match, State
from countersight.model.record import Batch, Record
from countersight.model.turn import Span, Turn, TurnCounts, Turned, TurnedBatch
from countersight.read import Source, read
from countersight.work.lists.asked import AskedList, AskedLists
from countersight.work.lists.matches import listed_id
from countersight.work.rows import masked, records, veiled
from countersight.work.screening import Screening
from countersight.work.sifting import Lot

_NOBODY = Answer(State.NO_MATCH)


@dataclass(frozen=True, slots=True)
class Compared:
    """One list, then and now, each ready to be asked."""

    span: Span
    before: AskedList
    after: AskedList


class Since:
    """Screens records again for what lists have changed in."""

    def __init__(self, screening: Screening, compared: Sequence[Compared]) -> None:
        self._screening = screening
        self._compared = tuple(compared)
        self.spans = tuple(each.span for each in self._compared)
        self.versions = tuple(each.after.version(each.now) for each in self.spans)
        is_person = screening.is_person
        self._sides = [
            (
                AskedLists([_only(one.before, one.span)], one.span.then, is_person),
                AskedLists([_only(one.after, one.span)], one.span.now, is_person),
            )
            for one in self._compared
        ]
        self._changes = {
            listed_id(one.span.after, change.id): (one, change)
            for one in self._compared
            for change in one.span.changes
        }

    def run(self, sources: Iterable[Source]) -> Iterator[TurnedBatch]:
        """Yield of each batch of each source the records whose answer is another.

        Raises:
            ColumnError: the user's mapping names a field or a column that is not there.
        """
        for source in sources:
            for batch in read(source, self._screening.options):
                yield self._turned(batch)

    def _turned(self, batch: Batch) -> TurnedBatch:
        table = pl.DataFrame(batch.table)
        lots = self._screening.lots(table)
        met = pl.Series([False]).new_from_index(0, table.height)
        for side in (each for sides in self._sides for each in sides):
            met |= side.telling(table, lots)
        turned = tuple(filter(None, map(self._of, records(table.filter(met)))))
        became = [each for each in turned if any(turn.is_new for turn in each.turns)]
        counts = TurnCounts(
            records=table.height,
            became=len(became),
            matches=sum(
                any(turn.is_new and turn.after is State.MATCH for turn in each.turns)
                for each in became
            ),
            stopped=len(turned) - len(became),
            not_checked=self._not_checked(table, lots),
            problems=len(batch.problems),
        )
        return TurnedBatch(batch.reading, turned, tuple(batch.problems), counts)

    def _not_checked(self, table: pl.DataFrame, lots: pl.Series) -> int:
        """Return how many rows are not checked, given what a first glance says of them."""
        closer = records(table.filter(lots == Lot.CLOSER.value))
        answers = map(self._screening.matcher.answer, closer)
        nameless = sum(each.state is State.NOT_CHECKED for each in answers)
        return nameless + int(lots.is_in([Lot.WITHHELD.value, Lot.PERSON.value]).sum())

    def _of(self, record: Record) -> Turned | None:
        turns: list[Turn] = []
        for before, after in self._sides:
            then, now = self._matches(before, record), self._matches(after, record)
            for entity in dict.fromkeys((*now, *then)):
                turns += self._turn(entity, then.get(entity), now.get(entity))
        if not turns:
            return None
        return Turned(self._shown(record), tuple(turns))

    def _turn(self, entity: VendorId, then: Match | None, now: Match | None) -> Iterator[Turn]:
        before = then.state if then is not None else State.NO_MATCH
        after = now.state if now is not None else State.NO_MATCH
        told = now or then
        if any(each and each.judged is State.NO_MATCH for each in (then, now)):
            return  # a person dismissed it
        if before is not after and told is not None:
            one, change = self._changes[entity]
            why = _why(one, change)
            yield Turn(one.span.after.list, entity, told.name, told.alias, before, after, why)

    def _matches(self, side: AskedLists, record: Record) -> Mapping[VendorId, Match]:
        found = self._screening.reviewing.judge(record, side.added(record, _NOBODY).matches)
        return {each.entity: each for each in found}

    def _shown(self, record: Record) -> Record:
        shown = veiled(record, self._screening.is_person)
        return masked(shown) if self._screening.is_person(record.name) else shown


def _only(asked: AskedList, span: Span) -> AskedList:
    return replace(asked, only=frozenset(each.id for each in span.changes))


def _why(one: Compared, change: EntryChange) -> str:
    """Return what became of an entry, in one sentence."""
    if change.what is Changed.CHANGED and [each.field for each in change.fields] == [STANDS]:
        return sentence("Whether it stood there on {day} is not known.", day=one.span.then)
    if change.what is Changed.CHANGED:
        told = [
            sentence(
                "{field}: {before} became {after}",
                field=each.field,
                before=each.before or sentence("nothing"),
                after=each.after or sentence("nothing"),
            )
            for each in change.fields
        ]
        return sentence("Its entry changed: {changes}.", changes=joined("; ", told))
    if change.what is Changed.ADDED:
        first = one.after.entry(change.id).listed
        if first is None:
            return sentence("It is new in the version of {day}.", day=one.span.after.vintage)
        return sentence("It stands on the list since {day}.", day=first)
    last = _last_day(one, change.id)
    if last is None:
        return sentence("The version of {day} has it no more.", day=one.span.after.vintage)
    return sentence("It stood on the list until {day}.", day=last)


def _last_day(one: Compared, entry: ListedId) -> object:
    for asked in (one.after, one.before):
        found = asked.store.find(asked.edition.list, asked.edition.id, [entry])
        for each in found:
            if each.delisted is not None:
                return each.delisted
    return None
