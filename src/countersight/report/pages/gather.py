"""What a page tells of a run, kept in little memory while the batches pass.

Rows with the same answer (a supplier that was paid three hundred times) become one card with
all its rows. Decisions are kept without their trace, and equal ones once. What is more than a
page can hold is counted; nothing is left out of the counts.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, TypeAlias

from countersight.model.background import Background
from countersight.model.decision import Decision, Outcome
from countersight.model.finding import Counts, Finding, ListVersion, Screened, ScreenedBatch
from countersight.model.match import Match, State
from countersight.model.record import Origin, Problem, Reading, Record
from countersight.model.restriction import Duty, Restriction
from countersight.render.escaping import shortened
from countersight.report.merging import STRENGTH, merged, substance, untraced

MOST_CARDS: Final = 5_000
MOST_ROWS: Final = 25
"""Rows of one card that are told; the rest are counted."""
LONGEST: Final = 160
"""Letters of one value of a row."""
MOST_LISTED: Final = 1_000
"""Problems, and records without a match, that are listed."""
MOST_MATCHES: Final = 3
"""Matches of one record that are told."""

DutyKey: TypeAlias = tuple[str, str]
"""The ids of a restriction and of one of its duties."""
Told: TypeAlias = tuple[Match, tuple[tuple[tuple[str, ...], Decision], ...]]
"""A match, and its decisions with the acts that each is about."""


@dataclass(slots=True)
class Card:
    """One answer, and the rows that it is the answer to."""

    number: int
    state: State
    record: Record
    """The first of the rows."""
    told: tuple[Told, ...]
    more: int
    """Matches beyond those that are told."""
    backgrounds: tuple[Background, ...] = ()
    """What the catalogue knows of the entities that are told."""
    rows: list[tuple[Origin, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    """Place and fields of each row, up to ``MOST_ROWS``."""
    records: int = 0

    @property
    def strength(self) -> int:
        """The place of its strongest decision in ``STRENGTH``; without any, the last place."""
        ranks = (STRENGTH.index(d.outcome) for _, made in self.told for _, d in made)
        return min(ranks, default=len(STRENGTH))


class Due(IntEnum):
    """When a duty is to be done, most urgent first."""

    OVERDUE = 0
    PERHAPS_OVERDUE = 1
    SOON = 2
    LATER = 3
    NO_DEADLINE = 4


@dataclass(slots=True)
class DutyTold:
    """One duty, and how many records it speaks to."""

    number: int
    restriction: Restriction
    duty: Duty
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    """Records that match, by what the duty comes to for them."""
    perhaps: int = 0
    """Records to be reviewed that it would speak to."""
    variants: dict[object, Decision] = field(default_factory=dict)
    """Decisions that are told at length, each once."""
    overdue_days: int | None = None
    """The most days by which it is overdue for a record that it binds."""
    cards: list[Card] = field(default_factory=list)


@dataclass(slots=True)
class QuestionTold:
    """One fact that is asked for."""

    name: str
    duties: set[DutyKey] = field(default_factory=set)
    """Duties that depend on it."""
    frees: set[DutyKey] = field(default_factory=set)
    """Duties that an exemption may free from, if it is answered."""
    records: int = 0


@dataclass(slots=True)
class Gathered:
    """Everything that the page tells."""

    cards: dict[object, Card] = field(default_factory=dict)
    untold: int = 0
    """Records that match or may match, beyond the cards that a page holds."""
    duties: dict[DutyKey, DutyTold] = field(default_factory=dict)
    questions: dict[str, QuestionTold] = field(default_factory=dict)
    no_match: list[Screened] = field(default_factory=list)
    """Records without a match, where the run tells of them, up to ``MOST_LISTED``."""
    not_checked: list[Screened] = field(default_factory=list)
    """Records that were not checked, likewise."""
    unlisted: Counter[State] = field(default_factory=Counter)
    """Records of either kind beyond those that are listed."""
    problems: list[Problem] = field(default_factory=list)
    more_problems: int = 0
    readings: dict[Reading, Counts] = field(default_factory=dict)
    not_bound: Counter[tuple[str, str]] = field(default_factory=Counter)
    counts: Counts = field(default_factory=Counts)
    lists: dict[ListVersion, None] = field(default_factory=dict)
    """Registries that hardware addresses were asked of."""
    _decisions: dict[object, Decision] = field(default_factory=dict)

    def hear(self, batch: ScreenedBatch) -> None:
        """Take what one batch came to."""
        self.lists.update(dict.fromkeys(batch.lists))
        before = self.readings.get(batch.reading, Counts())
        self.readings[batch.reading] = before + batch.counts
        for screened in batch.records:
            if screened.state in {State.MATCH, State.REVIEW}:
                self._hit(screened)
            else:
                self._other(screened)
        room = MOST_LISTED - len(self.problems)
        self.problems += batch.problems[:room]
        self.more_problems += max(len(batch.problems) - room, 0)

    def _other(self, screened: Screened) -> None:
        checked = screened.state is not State.NOT_CHECKED
        listed = self.no_match if checked else self.not_checked
        if len(listed) < MOST_LISTED:
            listed.append(screened)
        else:
            self.unlisted[screened.state] += 1

    def _hit(self, screened: Screened) -> None:
        told = tuple(
            (match, self._decided([each for each in screened.findings if each.match == match]))
            for match in screened.matches[:MOST_MATCHES]
        )
        record = screened.record
        key = (record.kind, record.name, screened.state, _identity(told))
        card = self._card(key, screened, told)
        if card is not None:
            card.records += 1
            if len(card.rows) < MOST_ROWS:
                fields = tuple((name, shortened(said, LONGEST)) for name, said in record.fields)
                card.rows.append((record.origin, fields))
        self._count(screened, card)
        self.not_bound.update(screened.not_bound)

    def _card(self, key: object, screened: Screened, told: tuple[Told, ...]) -> Card | None:
        found = self.cards.get(key)
        if found is None and len(self.cards) >= MOST_CARDS:
            self.untold += 1
            return None
        if found is None:
            more = max(len(screened.matches) - MOST_MATCHES, 0)
            number = len(self.cards) + 1
            about = screened.backgrounds[:MOST_MATCHES]
            found = Card(number, screened.state, screened.record, told, more, about)
            self.cards[key] = found
        return found

    def _decided(self, findings: list[Finding]) -> tuple[tuple[tuple[str, ...], Decision], ...]:
        made = []
        for acts, decision in merged(findings):
            key = (substance(decision), decision.assumed)
            kept = self._decisions.get(key)
            if kept is None:
                kept = self._decisions[key] = untraced(decision)
            made.append((acts, kept))
        return tuple(made)

    def _count(self, screened: Screened, card: Card | None) -> None:
        """Count one record once for each duty and each question, whatever matches it has."""
        strongest: dict[DutyKey, Finding] = {}
        for finding in screened.findings:
            decision = finding.decision
            key = duty_key(decision)
            held = strongest.setdefault(key, finding)
            if _rank(finding) < _rank(held):
                strongest[key] = finding
            self._variant(self._duty(key, decision), decision)
        for key, finding in strongest.items():
            self._weigh(self.duties[key], finding, card)
        self._ask(screened)

    def _duty(self, key: DutyKey, decision: Decision) -> DutyTold:
        found = self.duties.get(key)
        if found is None:
            number = len(self.duties) + 1
            found = DutyTold(number, decision.restriction, decision.duty)
            self.duties[key] = found
        return found

    def _variant(self, duty: DutyTold, decision: Decision) -> None:
        ways = tuple((way.id, way.ask) for way in decision.perhaps)
        key = (decision.outcome, decision.ask, decision.exemption, ways)
        if key not in duty.variants:
            duty.variants[key] = untraced(decision)

    def _weigh(self, duty: DutyTold, finding: Finding, card: Card | None) -> None:
        late = finding.decision.overdue_days
        if finding.match.judged is State.MATCH:
            duty.outcomes[finding.decision.outcome] += 1
            if finding.decision.outcome is Outcome.BINDS and late is not None:
                duty.overdue_days = max(late, duty.overdue_days or 0)
        else:
            duty.perhaps += 1
        if card is not None and (not duty.cards or duty.cards[-1] is not card):
            duty.cards.append(card)

    def _ask(self, screened: Screened) -> None:
        asked: set[str] = set()
        for finding in screened.findings:
            decision = finding.decision
            key = duty_key(decision)
            for name in decision.ask:
                self._question(name).duties.add(key)
                asked.add(name)
            for way in decision.perhaps:
                for name in way.ask:
                    self._question(name).frees.add(key)
                    asked.add(name)
        for name in asked:
            self.questions[name].records += 1

    def arrange(self, duties: Iterable[DutyTold], cards: Iterable[Card]) -> None:
        """Number duties and cards in the order in which the page tells them."""
        for number, duty in enumerate(duties, start=1):
            duty.number = number
        for number, card in enumerate(cards, start=1):
            card.number = number

    def _question(self, name: str) -> QuestionTold:
        return self.questions.setdefault(name, QuestionTold(name))


def duty_key(decision: Decision) -> DutyKey:
    """Return which duty a decision is about."""
    return decision.restriction.id, decision.duty.id


def _identity(told: tuple[Told, ...]) -> object:
    """Return what tells answers apart, quick to compare: equal decisions are one object."""
    return tuple(
        (match, tuple((acts, id(decision)) for acts, decision in made)) for match, made in told
    )


def _rank(finding: Finding) -> tuple[bool, int]:
    """Return how strongly a finding speaks: of a match before of a review, then its outcome."""
    outcome = STRENGTH.index(finding.decision.outcome)
    return finding.match.judged is not State.MATCH, outcome
