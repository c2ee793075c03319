"""The 1260H list's history: a row for each company in each edition, with parents and ends.

The publisher's editions are documents; the table that puts them together has one row a company
and edition. Rows of one company make one entry, from the first edition that prints it; where
it was taken off and printed again, the later stretch is an entry of its own.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Final

from countersight.ids import ListedId, ListId, company_id
from countersight.messages import sentence
from countersight.model.record import Origin, Problem
from countersight.model.values import PartialDate
from countersight.model.vendor import NameKind
from countersight.model.watchlist import EntityKind, ListEntry, ListStretch, StatedTie
from countersight.read.lists.making import Making, cleaned, named
from countersight.read.lists.rows import NamedRow, named_rows
from countersight.read.lists.shape import Given, Look

LIST: Final = ListId("us-1260h")
COLUMNS: Final = (
    "name",
    "clean_name",
    "alias",
    "previous_name",
    "parent_name",
    "start_date",
    "end_date",
)
_MOST_ROWS: Final = 200_000
_MARKS: Final = "*†‡ "


def is_history(look: Look) -> bool:
    """Tell whether a table is the history."""
    return look.has(*COLUMNS)


@dataclass(slots=True)
class _Printed:
    """One row: a company in one edition."""

    row: NamedRow
    place: Origin
    start: PartialDate | None
    end: PartialDate | None
    doubtful: bool


@dataclass(slots=True)
class _Stretch:
    """Rows of a company that stand without a gap."""

    printed: list[_Printed] = field(default_factory=list)

    @property
    def end(self) -> PartialDate | None:
        """The last day, where the last edition tells one."""
        return self.printed[-1].end


def read_history(given: Given) -> Iterator[ListStretch]:
    """Yield the companies, in the order in which they are first printed."""
    making = Making(given.origin)
    companies: dict[str, list[_Printed]] = defaultdict(list)
    for rows, problems in named_rows(given.feed, given.origin, given.options.limits):
        making.problems += problems
        for row in rows:
            if row.number > _MOST_ROWS:
                break
            place = making.place(row.number)
            start, end, doubtful = making.days(
                place, row.get("start_date"), row.get("end_date")
            )
            name = company_id(row.get("clean_name") or row.get("name"))
            companies[name].append(_Printed(row, place, start, end, doubtful))
    for company, printed in companies.items():
        for number, stretch in enumerate(_stretches(making, company, printed)):
            again = f"/{stretch.printed[0].start}" if number else ""
            _add(making, f"{company}{again}", stretch)
    yield making.take()


def _stretches(making: Making, name: str, printed: list[_Printed]) -> Sequence[_Stretch]:
    """Return the stretches of a company; two rows of one edition are a Problem."""
    ordered = sorted(printed, key=lambda each: each.start.earliest if each.start else date.min)
    found: list[_Stretch] = []
    for each in ordered:
        before = found[-1].printed[-1] if found else None
        if before is not None and before.start == each.start and not each.doubtful:
            message = sentence(
                "two rows of one edition have the id {id}: rows {first} and {second}",
                id=name,
                first=before.row.number,
                second=each.row.number,
            )
            making.problems.append(Problem(each.place, "same-id", message, rows=0))
        if before is None or _is_apart(before, each):
            found.append(_Stretch())
        found[-1].printed.append(each)
    return found


def _is_apart(before: _Printed, after: _Printed) -> bool:
    """Tell whether a row ended before the next one of the company began."""
    if before.end is None or after.start is None:
        return False
    return after.start.earliest > before.end.latest


def _add(making: Making, name: str, stretch: _Stretch) -> None:
    first, last = stretch.printed[0], stretch.printed[-1]
    rows = [each.row for each in reversed(stretch.printed)]
    texts = chain.from_iterable(_names(row) for row in rows)
    parents = {company_id(told): told for row in rows if (told := row.get("parent_name"))}
    making.add(
        ListEntry(
            id=ListedId(name),
            names=tuple(
                sorted(named(texts), key=lambda each: each.kind is not NameKind.LISTED)
            ),
            origin=last.place,
            kind=EntityKind.COMPANY,
            part=LIST,
            reasons=tuple(dict.fromkeys(note for row in rows if (note := row.get("note")))),
            listed=first.start,
            delisted=stretch.end,
            parents=tuple(
                StatedTie(cleaned(told), id=ListedId(own)) for own, told in parents.items()
            ),
            source=next((told for row in rows if (told := row.get("source_url"))), ""),
            doubtful_days=any(each.doubtful for each in stretch.printed),
        )
    )


def _names(row: NamedRow) -> Iterator[tuple[str, NameKind]]:
    yield row.get("clean_name").strip(_MARKS), NameKind.LISTED
    yield from ((each, NameKind.ALIAS) for each in row.get("alias").split(";"))
    yield from ((each, NameKind.FORMER) for each in row.get("previous_name").split(";"))
