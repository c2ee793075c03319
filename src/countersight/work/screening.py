"""Screening: read, look, match, state the facts, decide; a batch at a time.

A batch comes out as a ``ScreenedBatch``: the records that are to be told, the Problems, and
the counts of everything. Memory is bounded by one batch, whatever the size of the input.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Final

import polars as pl

from countersight.errors import FactError
from countersight.judge import Rulebook, not_bound, situations, strongest_first
from countersight.match import NAMING, Glance, Imported, Makes, Matcher
from countersight.match.ownership.sums import too_much
from countersight.messages import sentence
from countersight.model.background import Background
from countersight.model.catalogue import Catalogue
from countersight.model.decision import Decision, Outcome
from countersight.model.facts import Facts, Owner
from countersight.model.finding import (
    Counts,
    Finding,
    Grounds,
    ListVersion,
    Screened,
    ScreenedBatch,
)
from countersight.model.match import Match, State
from countersight.model.record import Batch, Problem, Record
from countersight.model.review import Review
from countersight.read import Options, Source, read
from countersight.work.background import Backgrounds
from countersight.work.days import day_of_tie
from countersight.work.listed import AsksLists
from countersight.work.owner_files import owner_batches
from countersight.work.reviewing import Reviewing
from countersight.work.rows import masked, records, veiled
from countersight.work.sifting import Lot, Sifter
from countersight.work.signals import Signals, has_signals, is_device

MOST_DECIDED: Final = 5
"""Matches of one record for which duties are decided; best first."""
THINGS: Final = ("model", "serial", "mac", "site")
"""Fields of a thing, which are told though a person stands beside it."""
_REASONS: Final = {"withheld": "withheld", "person": "person", "no-name": "no_name"}
"""Why a record is not checked, and the count that it goes to."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """How to screen: what to read, on which grounds, and what to tell."""

    grounds: Grounds
    options: Options = field(default_factory=Options)
    every: bool = False
    """Tell of every record, and not of hits alone."""
    reviews: tuple[Review, ...] = ()
    """Judgements on matches, of which ``grounds`` tells the version."""
    owners: Imported | None = None
    """Links of ownership that were imported, of which ``grounds`` tells the files."""


class Screening:
    r"""Screens sources against one catalogue, on given grounds.

    >>> import io
    >>> from datetime import date
    >>> from countersight.catalogue import load
    >>> catalogue = load()
    >>> grounds = Grounds((), date(2026, 11, 24))
    >>> screening = Screening(catalogue, Conditions(grounds))
    >>> rows = io.BytesIO(b"supplier\nHIKVISION UK LIMITED\nAcme Ltd\n")
    >>> [batch] = screening.run([Source("-", stream=rows)])
    >>> batch.counts.records, [one.matches[0].entity for one in batch.records]
    (2, ['hikvision'])
    """

    def __init__(
        self,
        catalogue: Catalogue,
        conditions: Conditions,
        devices: Callable[[], Signals] | None = None,
        near: Makes | None = None,
        lists: AsksLists | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.conditions = conditions
        as_of = conditions.grounds.as_of
        self.matcher = Matcher(catalogue.vendors.values(), as_of, near, conditions.owners)
        self.options = replace(conditions.options, hides=self.is_person)
        self.reviewing = Reviewing(conditions.reviews, as_of)
        self._backgrounds = Backgrounds(catalogue.vendors, as_of)
        self._sifter = Sifter(self.matcher)
        self._makes_devices = devices
        self._lists = None if lists is None else lists(self.is_person)

    @cached_property
    def rulebook(self) -> Rulebook:
        """The duties made ready; only a record that is somebody needs them."""
        return Rulebook(self.catalogue.restrictions.values())

    @cached_property
    def devices(self) -> Signals | None:
        """What signals of devices add; only rows with a signal need it."""
        return None if self._makes_devices is None else self._makes_devices()

    def run(self, sources: Iterable[Source]) -> Iterator[ScreenedBatch]:
        """Yield what each batch of each source comes to, in their order.

        Raises:
            ColumnError: the user's mapping names a field or a column that is not there.
        """
        for source in sources:
            for batch in read(source, self.options):
                yield self.screen(batch)

    def owner_batches(self) -> Iterator[ScreenedBatch]:
        """Yield how each file of ownership was read, and what is wrong in it."""
        found = self.conditions.owners
        if found is not None:
            over = too_much(self.matcher.links, self.conditions.grounds.as_of)
            yield from owner_batches(found, over)

    def screen(self, batch: Batch) -> ScreenedBatch:
        """Return what one batch comes to."""
        table = pl.DataFrame(batch.table)
        lots = self._sifter.sift(table)
        lists: tuple[ListVersion, ...] = ()
        if has_signals(table) and self.devices is not None:
            lots, lists = self.devices.closer(table, lots), self.devices.lists
        if self._lists is not None:
            lots = self._lists.closer(table, lots)
        told: list[Screened] = []
        problems = list(batch.problems)
        counts = self._counts_of(lots, len(batch.problems))
        chosen = table if self.conditions.every else table.filter(lots == Lot.CLOSER.value)
        closer = lots if self.conditions.every else lots.filter(lots == Lot.CLOSER.value)
        for record, lot in zip(records(chosen), closer, strict=True):
            if lot != Lot.CLOSER.value:
                plain = _plain(veiled(record, self.is_person), Lot(lot))
                told.append(replace(plain, lists=self._asked(record)))
                continue
            screened, wrong = self.answer(record)
            problems += wrong
            counts += _count(screened, len(wrong))
            if self.conditions.reviews:
                counts += self.reviewing.count(screened.matches)
            if self.conditions.every or screened.state in {State.MATCH, State.REVIEW}:
                told.append(screened)
        return ScreenedBatch(batch.reading, tuple(told), tuple(problems), counts, lists)

    def lots(self, table: pl.DataFrame) -> pl.Series:
        """Return what becomes of each row of a batch at a first glance, as text of ``Lot``."""
        return self._sifter.sift(table)

    def _asked(self, record: Record) -> tuple[ListVersion, ...]:
        """Return the registries that a record's hardware address is asked of."""
        asked = self.devices if is_device(record) else None
        return () if asked is None else asked.lists

    def answer(self, record: Record) -> tuple[Screened, list[Problem]]:
        """Return the whole answer for one record, and the Problems met on the way."""
        screened, problems = self._answer(record)
        return replace(screened, lists=self._asked(record)), problems

    def _answer(self, record: Record) -> tuple[Screened, list[Problem]]:
        answer = self.matcher.answer(record)
        if is_device(record) and self.devices is not None:
            answer = self.devices.added(record, answer)
        if self._lists is not None:
            answer = self._lists.added(record, answer)
        if answer.state is State.NOT_CHECKED:
            shown = veiled(record, self.is_person)
            shown = masked(shown) if answer.reason == "person" else shown
            return Screened(shown, answer.state, answer.reason), []
        asked, record = record, self._without_person(veiled(record, self.is_person))
        matches = self.reviewing.judge(record, answer.matches)
        findings: list[Finding] = []
        decisions: list[Decision] = []
        standing = tuple(_standing(matches))
        known = tuple({each.entity: self._background(each) for each in standing}.values())
        try:
            for match in standing if self._decides else ():
                for act, decided in self._decide(asked, match):
                    decisions += decided
                    bound = (each for each in decided if each.outcome is not Outcome.NOT_BOUND)
                    findings += (Finding(match, each, act) for each in strongest_first(bound))
        except FactError as wrong:
            said = sentence("no duty was decided: {wrong}", wrong=wrong.message)
            problem = Problem(record.origin, "fact", said, wrong.hint, rows=0)
            told = Screened(record, answer.state, matches=matches, backgrounds=known)
            return told, [problem]
        return Screened(
            record,
            answer.state,
            matches=matches,
            findings=tuple(findings),
            not_bound=not_bound(decisions),
            backgrounds=known,
        ), []

    def is_person(self, text: str) -> bool:
        """Tell whether a text looks like the name of a private person."""
        return self.matcher.glance("name", text) is Glance.PERSON

    @property
    def _decides(self) -> bool:
        profile = self.conditions.grounds.profile
        return profile is None or profile.decides

    def _without_person(self, record: Record) -> Record:
        """Mask a person who stands beside a matched maker, such as the seller of a camera."""
        columns = [name for name in NAMING if _value(record, name)]
        persons = [name for name in columns if self.is_person(_value(record, name))]
        if not persons:
            return record
        kept = tuple(name for name in (*THINGS, *columns) if name not in persons)
        return masked(record, kept)

    def _decide(
        self, record: Record, match: Match
    ) -> Iterator[tuple[str, tuple[Decision, ...]]]:
        grounds = self.conditions.grounds
        owners = self._owners(record, match)
        vendor = self.catalogue.vendors.get(match.entity)
        for act, facts in situations(
            record,
            match,
            vendor,
            owners,
            grounds.profile,
            grounds.as_of,
            vocabulary=self.catalogue.vocabulary,
        ):
            yield act, self.rulebook.decide(self._with_places(facts, match))

    def _with_places(self, facts: Facts, match: Match) -> Facts:
        if self._lists is None:
            return facts
        return replace(facts, listings=self._lists.places(match), asked=self._lists.asked)

    def _background(self, match: Match) -> Background:
        listed = self._lists.background(match) if self._lists is not None else None
        return listed or self._backgrounds.of(match)

    def _owners(self, record: Record, match: Match) -> tuple[Owner, ...]:
        """Return the owners on the day that counts; where it is not sure, as not sure."""
        as_of = self.conditions.grounds.as_of
        first, last = day_of_tie(record, as_of)
        on_first = self.matcher.owners(match, first, as_of)
        if first == last or on_first == self.matcher.owners(match, last, as_of):
            return on_first
        return self.matcher.owners(match, None, as_of)

    def _counts_of(self, lots: pl.Series, problems: int) -> Counts:
        def count(lot: Lot) -> int:
            return int((lots == lot.value).sum())

        settled = (Lot.NO_MATCH, Lot.WITHHELD, Lot.PERSON)
        nothing, withheld, person = (count(lot) for lot in settled)
        return Counts(
            records=nothing + withheld + person,
            no_match=nothing,
            withheld=withheld,
            person=person,
            problems=problems,
        )


def _standing(matches: Iterable[Match]) -> Iterator[Match]:
    """Yield the best that stand: no namesake that was cleared, and none that was dismissed."""
    standing = (each for each in matches if each.judged is not State.NO_MATCH)
    return islice(standing, MOST_DECIDED)


def _value(record: Record, column: str) -> str:
    return record.name if column == "name" else record.get(column) or ""


def _plain(record: Record, lot: Lot) -> Screened:
    match lot:
        case Lot.PERSON:
            return Screened(masked(record), State.NOT_CHECKED, lot.value)
        case Lot.WITHHELD:
            return Screened(record, State.NOT_CHECKED, lot.value)
        case _:
            return Screened(record, State.NO_MATCH)


def _count(screened: Screened, problems: int) -> Counts:
    state = screened.state
    name = _REASONS[screened.reason] if state is State.NOT_CHECKED else state.value
    is_open = any(each.judged is not State.NO_MATCH for each in screened.matches)
    dismissed = int(state in {State.MATCH, State.REVIEW} and not is_open)
    return Counts(records=1, problems=problems, dismissed=dismissed) + Counts(**{name: 1})
