"""A list's files taken into a draft, stretch by stretch; one that breaks off is refused."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from countersight.errors import SourceError
from countersight.match.gate import Barred, bar
from countersight.messages import sentence
from countersight.model.edition import ListCounts
from countersight.model.record import Origin, Problem
from countersight.model.watchlist import ListedName, ListEntry, ListStretch
from countersight.ports.lists import EditionDraft
from countersight.read.lists import TABLE, ListOptions, Recognised, read_list

MOST_TOLD: Final = 1_000
"""Problems of one file that are told; all are counted."""


@dataclass(slots=True)
class Met:
    """What was met on the way through a list's files."""

    problems: list[Problem] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    vintage: date | None = None
    """The day that a file tells of itself."""
    newest: date = date.min
    """The newest day that is past from which an entry stands."""

    def problem(self, problem: Problem) -> None:
        """Hear of a Problem."""
        self.counted["problems"] += 1
        if len(self.problems) < MOST_TOLD:
            self.problems.append(problem)


def taken(found: Recognised, options: ListOptions, draft: EditionDraft, today: date) -> Met:
    """Add the entries of files to a draft; return what was met on the way.

    Raises:
        SourceError: a file can't be read to its end.
    """
    met = Met()
    for stretch in read_list(found, options):
        _take(_without_persons(stretch, found), draft, met, today)
    return met


def _without_persons(stretch: ListStretch, found: Recognised) -> ListStretch:
    """Leave out of a user's own table what reads like a person, as screening does.

    Of an entry whose other names read like persons, such as an owner's, those are left out.
    """
    if found.shape.name != TABLE:
        return stretch
    kept = [each for each in stretch.entries if bar(each.name) is not Barred.PERSON]
    left = len(stretch.entries) - len(kept)
    entries = tuple(replace(each, names=_no_persons(each.names)) for each in kept)
    return replace(stretch, entries=entries, unclear=stretch.unclear + left)


def _no_persons(names: Iterable[ListedName]) -> tuple[ListedName, ...]:
    return tuple(each for each in names if bar(each.text) is not Barred.PERSON)


def _take(stretch: ListStretch, draft: EditionDraft, met: Met, today: date) -> None:
    for problem in stretch.problems:
        if problem.stops:
            raise SourceError(
                sentence(
                    "{place}: {message}; nothing of it is kept",
                    place=problem.origin,
                    message=problem.message,
                ),
                hint=problem.hint or sentence("Fetch it again."),
            )
        met.problem(problem)
    met.counted["persons"] += stretch.persons
    met.counted["unclear"] += stretch.unclear
    met.vintage = max(filter(None, (met.vintage, stretch.vintage)), default=None)
    met.newest = max(met.newest, *_days(stretch.entries, today), date.min)
    draft.add(stretch.entries)
    draft.add_late(stretch.late)


def _days(entries: Sequence[ListEntry], today: date) -> Iterator[date]:
    """Yield the days that are past from which entries stand; an end may be told beforehand."""
    for entry in entries:
        day = None if entry.listed is None else entry.listed.day
        if day is not None and day <= today:
            yield day


def settled(draft: EditionDraft, met: Met, label: str) -> ListCounts:
    """Return the counts of a draft; each id that stands twice is a Problem.

    Raises:
        SourceError: it has no entry.
    """
    counts = draft.settle()
    for own, rows in draft.twice(MOST_TOLD):
        message = sentence(
            "{number} entries have the id {own}: rows {rows}",
            number=len(rows),
            own=own,
            rows=", ".join(map(str, rows)),
        )
        hint = sentence("All are kept; the later ones have a number behind their id.")
        place = Origin(label, row=rows[-1])
        met.problem(Problem(place, "same-id", message, hint, rows=0))
    if not counts.entries:
        raise SourceError(
            sentence("{label}: no entry can be kept", label=label),
            hint=sentence("A list of persons alone is not kept."),
        )
    return replace(
        counts,
        persons=met.counted["persons"],
        unclear=met.counted["unclear"],
        problems=met.counted["problems"],
    )
