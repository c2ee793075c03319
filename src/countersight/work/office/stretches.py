"""A screened batch as rows that are kept: what was told, and what it is looked for by."""

from collections.abc import Iterable, Iterator
from typing import Final

from countersight.model.decision import Outcome
from countersight.model.facts import Truth
from countersight.model.finding import Grounds, Screened, ScreenedBatch
from countersight.model.keys import evidence_digest, record_key
from countersight.model.match import Match, State
from countersight.model.office import AnswerRow, MatchRow, Stretch, best_of, judged_by
from countersight.report.lines import one_line
from countersight.report.objects import problem_object, screened_object

_RANKS: Final = {State.MATCH: 2.0, State.REVIEW: 1.0}
_TOLD: Final = frozenset({Outcome.BINDS, Outcome.DEPENDS, Outcome.EXEMPT})
_OF_RECORD: Final = ("site", "buyer", "country")
"""Fields of a record by which answers are filtered."""
_LONGEST: Final = 200
"""Characters of a value that is filtered by."""


def stretch_of(batch: ScreenedBatch, grounds: Grounds, before: int) -> Stretch:
    """Return what is kept of a batch; *before* answers of the run are kept already."""
    return Stretch(
        tuple(
            _answer(each, grounds, number)
            for number, each in enumerate(batch.records, start=before + 1)
        ),
        tuple(one_line(problem_object(each)) for each in batch.problems),
        batch.counts,
    )


def _answer(screened: Screened, grounds: Grounds, number: int) -> AnswerRow:
    matches = tuple(_matches(screened.matches))
    judged = best_of(each.judged for each in matches) if matches else screened.state.value
    best = max((each.score for each in screened.matches), default=0.0)
    return AnswerRow(
        number,
        record_key(screened.record),
        screened.record.name,
        screened.state.value,
        judged,
        _RANKS.get(screened.state, 0.0) + best,
        str(screened.record.origin),
        one_line(screened_object(screened, grounds)),
        matches,
        tuple(sorted(set(_facets(screened)))),
    )


def _matches(matches: Iterable[Match]) -> Iterator[MatchRow]:
    met: set[str] = set()
    for each in matches:
        if each.entity in met:
            continue
        met.add(each.entity)
        counts = each.review.counts if each.review is not None else None
        verdict = "" if counts is None else counts.value
        yield MatchRow(
            each.entity,
            each.name,
            each.alias,
            each.state.value,
            judged_by(each.state.value, verdict),
            each.score,
            evidence_digest(each),
            verdict,
        )


def _facets(screened: Screened) -> Iterator[tuple[str, str]]:
    record = screened.record
    yield "kind", record.kind.value
    values = ((name, record.get(name)) for name in _OF_RECORD)
    yield from ((name, value[:_LONGEST]) for name, value in values if value)
    if screened.reason:
        yield "reason", screened.reason
    standing = (each for each in screened.matches if each.judged is not State.NO_MATCH)
    yield from (("maker", each.entity) for each in standing)
    yield from _duties(screened)
    listings = (each for known in screened.backgrounds for each in known.listings)
    yield from (("list", each.list) for each in listings if each.stands is not Truth.FALSE)


def _duties(screened: Screened) -> Iterator[tuple[str, str]]:
    for decision in (each.decision for each in screened.findings):
        if decision.outcome in _TOLD:
            yield "duty", f"{decision.restriction.id}/{decision.duty.id}"
            yield "decision", decision.outcome.value
