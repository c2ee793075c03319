"""What the sheets of a workbook hold: their columns, and the rows of each kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from countersight.messages import _, spoken, titled
from countersight.model.background import Background
from countersight.model.decision import Decision
from countersight.model.finding import Counts, Grounds, Screened, ScreenedBatch
from countersight.model.match import Match, State
from countersight.model.record import Origin, Problem, Reading, Record
from countersight.model.vocabulary import Vocabulary
from countersight.report.background import listing_words, ties_cell
from countersight.report.faces import NOTICE
from countersight.report.judgements import review_line
from countersight.report.merging import merged
from countersight.report.words import (
    NOT_BOUND,
    OUTCOMES,
    REASONS,
    STATES,
    ask_words,
    cite_words,
    if_words,
    name_words,
    stale_lines,
    tie_words,
    version_words,
)

Row: TypeAlias = "tuple[str | int | float | None, ...]"

_PLACE: Final = titled({"File": 24, "Member": 16, "Sheet": 12, "Row": 8, "Pointer": 16})
_NAME: Final = titled({"Name": 36})
COLUMNS: Final[Mapping[str, Mapping[str, int]]] = titled(
    {
        "Summary": {"What": 34, "Value": 60},
        "Findings": {
            **_PLACE,
            **_NAME,
            "Entity": 16,
            "State": 10,
            "If": 40,
            "Comes to": 11,
            "Restriction": 28,
            "Duty": 14,
            "Acts": 14,
            "Obligation": 60,
            "Since": 12,
            "Deadline": 12,
            "Days overdue": 10,
            "Ask": 40,
            "Exemption": 18,
            "May be exempt by": 30,
            "Sources": 60,
        },
        "Matches": {
            **_PLACE,
            "Kind": 11,
            **_NAME,
            "State": 10,
            "Entity": 16,
            "Entity's name": 36,
            "Alias": 30,
            "Relation": 20,
            "Path": 40,
            "Score": 8,
            "Evidence for": 60,
            "Evidence against": 60,
            "Does not bind": 40,
            "Review": 40,
            "Lists": 60,
            "Family": 16,
            "Ties": 60,
        },
        "No match": {**_PLACE, "Kind": 11, **_NAME},
        "Not checked": {**_PLACE, "Kind": 11, **_NAME, "Reason": 50},
        "Problems": {**_PLACE, "Code": 18, "What is wrong": 60, "What to do": 60, "Rows": 8},
        "Questions": {"Fact": 24, "What it means": 60, "Records": 10, "Duties": 60},
        "Files": {"File": 36, "Read as": 24, "Kind": 11, "Columns": 60, "Ignored": 40},
        "Lists": {"List": 30, "Version": 30, "Facts up to": 14, "Licence": 14},
    }
)
"""Sheets, and their columns with a width in letters."""


@dataclass(slots=True)
class Asked:
    """Records and duties that wait for one fact."""

    records: int = 0
    duties: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Rows:
    """Turns batches into rows; remembers what has to be asked, and which files were told."""

    vocabulary: Vocabulary
    ties: bool = False
    """Facts alone are asked for, and all ties are told."""
    asked: dict[str, Asked] = field(default_factory=dict)
    _read: set[Reading] = field(default_factory=set)

    def of(self, batch: ScreenedBatch) -> Iterator[tuple[str, Row]]:
        """Yield the rows of a batch, each with the name of its sheet."""
        if batch.reading not in self._read:
            self._read.add(batch.reading)
            yield "Files", _file(batch.reading)
        for screened in batch.records:
            yield from self._record(screened)
        for problem in batch.problems:
            yield "Problems", _problem(problem)

    def _record(self, screened: Screened) -> Iterator[tuple[str, Row]]:
        record = screened.record
        place = _place(record.origin)
        if screened.state is State.NOT_CHECKED:
            reason = REASONS.get(screened.reason, screened.reason)
            yield "Not checked", (*place, record.kind.value, name_words(record.name), reason)
        elif not screened.matches:
            yield "No match", (*place, record.kind.value, name_words(record.name))
        unbound = "; ".join(
            f"{law}: {NOT_BOUND.get(reason, reason)}" for law, reason in screened.not_bound
        )
        known = {each.entity: each for each in screened.backgrounds}
        for match in screened.matches:
            about = self._about(match, known.get(match.entity))
            yield "Matches", (*place, *_match(record, match), unbound, *about)
            mine = [each for each in screened.findings if each.match == match]
            for acts, decision in merged(mine):
                yield (
                    "Findings",
                    (*place, name_words(record.name), *self._finding(match, acts, decision)),
                )
        self._ask(screened)

    def _about(self, match: Match, known: Background | None) -> Row:
        """Return the review of a match, and what the catalogue knows of its entity."""
        review = "" if match.review is None else review_line(match.review)
        if known is None:
            return review, "", "", ""
        lists = "; ".join(f"{each.company}: {listing_words(each)}" for each in known.listings)
        return review, lists, known.family or "", ties_cell(known) if self.ties else ""

    def _finding(self, match: Match, acts: tuple[str, ...], decision: Decision) -> Row:
        duty = decision.duty
        return (
            match.entity,
            STATES[match.state],
            if_words(decision.assumed),
            OUTCOMES[decision.outcome],
            decision.restriction.id,
            duty.id,
            ", ".join(acts),
            duty.obligation,
            str(duty.since or ""),
            str(duty.deadline or ""),
            decision.overdue_days,
            "; ".join(ask_words(decision.ask, self.vocabulary)),
            decision.exemption or "",
            ", ".join(way.id for way in decision.perhaps),
            "; ".join(cite_words(decision)),
        )

    def _ask(self, screened: Screened) -> None:
        seen: set[str] = set()
        for finding in screened.findings:
            decision = finding.decision
            duty = f"{decision.restriction.id}/{decision.duty.id}"
            for name in (
                *decision.ask,
                *(each for way in decision.perhaps for each in way.ask),
            ):
                asked = self.asked.setdefault(name, Asked())
                asked.duties[duty] = None
                asked.records += name not in seen
                seen.add(name)


def question_rows(rows: Rows) -> Iterator[Row]:
    """Yield a row for each fact that is asked for."""
    for name, asked in sorted(rows.asked.items(), key=lambda pair: (-pair[1].records, pair[0])):
        [said] = ask_words((name,), rows.vocabulary)
        meaning = said.removeprefix(name).strip(" ()")
        yield name, meaning, asked.records, ", ".join(asked.duties)


def grounds_rows(grounds: Grounds) -> Iterator[Row]:
    """Yield a row for each list that the answers rest on."""
    for each in grounds.lists:
        yield spoken(each.name), version_words(each), each.vintage, each.licence


def summary_rows(
    counts: Counts, grounds: Grounds, pages: Mapping[str, int], told: Mapping[str, int]
) -> Iterator[Row]:
    """Yield counts, who asked and when, and of each kind what its sheets can't tell.

    Args:
        counts: of the whole run.
        grounds: what all rests on.
        pages: on how many sheets each kind stands.
        told: how many rows each kind has.
    """
    who = _("nobody said") if grounds.profile is None else grounds.profile.name
    yield _("Records"), counts.records
    yield _("Match"), counts.match
    yield _("Review"), counts.review
    yield _("No match"), counts.no_match
    yield _("Not checked"), counts.not_checked
    yield _("Not checked: withheld by their publisher"), counts.withheld
    yield _("Not checked: look like private persons"), counts.person
    yield _("Not checked: name no organisation"), counts.no_name
    if counts.dismissed:
        yield _("Dismissed by review"), counts.dismissed
    yield _("Problems"), counts.problems
    yield _("As of"), grounds.as_of.isoformat()
    yield _("Who asks"), who
    for each in grounds.lists:
        if each.age is not None:
            yield _("Hardware addresses asked of"), f"{each.name}, {version_words(each)}"
    for line in stale_lines(grounds.lists):
        yield _("Stale"), line
    yield from _untold(counts, pages, told)
    yield _("Note"), _(NOTICE)


def _untold(counts: Counts, pages: Mapping[str, int], told: Mapping[str, int]) -> Iterator[Row]:
    """Yield of each kind what its sheets can't tell."""
    for name, number in pages.items():
        if number > 1:
            yield (
                _("{name}: continued").format(name=_(name)),
                _("on {number} sheets, as one can't hold more rows").format(number=number),
            )
    for name, number in (("No match", counts.no_match), ("Not checked", counts.not_checked)):
        if number > told[name]:
            yield (
                _("{name}: not told").format(name=_(name)),
                _("{number:,} records; --all tells of each").format(number=number - told[name]),
            )


def _place(origin: Origin) -> Row:
    return (
        origin.file,
        origin.member or "",
        origin.sheet or "",
        origin.row,
        origin.pointer or "",
    )


def _match(record: Record, match: Match) -> Row:
    def sentences(*, speaks_for: bool) -> str:
        said = (spoken(each.text) for each in match.evidence if each.speaks_for is speaks_for)
        return " | ".join(said)

    return (
        record.kind.value,
        record.name,
        STATES[match.state],
        match.entity,
        match.name,
        match.alias,
        " ".join(tie_words(match)).strip(),
        " > ".join(match.path),
        match.score,
        sentences(speaks_for=True),
        sentences(speaks_for=False),
    )


def _problem(problem: Problem) -> Row:
    place = _place(problem.origin)
    return (*place, problem.code, spoken(problem.message), spoken(problem.hint), problem.rows)


def _file(reading: Reading) -> Row:
    notes = f" ({', '.join(map(spoken, reading.notes))})" if reading.notes else ""
    return (
        str(reading.origin),
        f"{reading.format}{notes}",
        "" if reading.kind is None else reading.kind.value,
        ", ".join(f"{field} = {header}" for field, header in reading.mapped),
        ", ".join(reading.ignored),
    )
