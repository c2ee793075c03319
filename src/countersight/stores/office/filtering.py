"""What a filter leaves of a run, and how many answers each further choice would leave.

Where nothing is chosen, the tallies that are kept tell it. Where little is left, only what is
left is looked at; else the facets are gone through once, in their order.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, func, select

from countersight.model.office import Filter, RunId
from countersight.stores.office.folding import folded
from countersight.stores.office.judging import STATE
from countersight.stores.office.tables import ANSWERS, FACETS, TALLIES

MOST_VALUES: Final = 200
"""Values of one facet that are counted; the most frequent of them."""
_FEW: Final = 8
"""What leaves less than this part of a run is looked at answer by answer."""


def left(run: RunId, wanted: Filter) -> ColumnElement[bool]:
    """Return what an answer must hold: of each facet one of the values, and the words."""
    tests = [ANSWERS.c.number.in_(each) for each in _numbers(run, wanted)]
    return and_(ANSWERS.c.run == run, *tests)


def holds(words: str) -> ColumnElement[bool]:
    """Return that a name holds *words*, whatever the case of letters."""
    return ANSWERS.c.folded.contains(folded(words), autoescape=True)


def many_left(connection: Connection, run: RunId, wanted: Filter) -> int:
    """Return how many answers a filter leaves."""
    asked = select(func.count()).select_from(ANSWERS).where(left(run, wanted))
    if wanted.is_empty:  # every answer has one state
        asked = select(func.sum(TALLIES.c.many)).where(
            TALLIES.c.run == run, TALLIES.c.facet == STATE
        )
    return int(connection.scalar(asked) or 0)


def facets_left(
    connection: Connection, run: RunId, wanted: Filter
) -> Mapping[str, Mapping[str, int]]:
    """Return of each facet its values, and how many answers each would leave.

    A facet is counted as if nothing were chosen of it, so that one sees what else there is.
    """
    chosen = [facet for facet, values in wanted.facets.items() if values]
    told = _values(connection, run, wanted, but=chosen)
    for facet in chosen:
        told |= _values(connection, run, wanted.without(facet), of=facet)
    return dict(sorted(told.items()))


def _numbers(run: RunId, wanted: Filter) -> Iterator[Select[tuple[object]]]:
    """Yield for each part of a filter the numbers that it leaves; an index has each whole."""
    for facet, values in wanted.facets.items():
        if values:
            yield select(FACETS.c.number).where(
                FACETS.c.run == run, FACETS.c.facet == facet, FACETS.c.value.in_(values)
            )
    if wanted.words:
        yield select(ANSWERS.c.number).where(ANSWERS.c.run == run, holds(wanted.words))


def _values(
    connection: Connection,
    run: RunId,
    wanted: Filter,
    *,
    but: Collection[str] = (),
    of: str = "",
) -> dict[str, dict[str, int]]:
    """Return, *of* one facet or of all *but* some, the values that a filter leaves."""
    asked: Select[tuple[object, ...]]
    if wanted.is_empty:
        asked = select(TALLIES.c.facet, TALLIES.c.value, TALLIES.c.many).where(
            TALLIES.c.run == run
        )
        facet: Column[object] = TALLIES.c.facet
    else:
        asked = _looked_at(run, wanted, few=_are_few(connection, run, wanted))
        facet = FACETS.c.facet
    rows = connection.execute(asked.where(facet == of if of else facet.not_in(but))).all()
    found: dict[str, dict[str, int]] = {}
    for name, value, many in sorted(rows, key=lambda row: (-int(str(row[2])), str(row[1]))):
        values = found.setdefault(str(name), {})
        if int(str(many)) > 0 and len(values) < MOST_VALUES:
            values[str(value)] = int(str(many))
    return found


def _are_few(connection: Connection, run: RunId, wanted: Filter) -> bool:
    kept = many_left(connection, run, wanted)
    return _FEW * kept < many_left(connection, run, Filter())


def _looked_at(run: RunId, wanted: Filter, *, few: bool) -> Select[tuple[object, ...]]:
    """Count the facets of what is left: answer by answer where these are *few*."""
    facet, value = FACETS.c.facet, FACETS.c.value
    order = (func.coalesce(facet, ""), value) if few else (facet, value)
    # by a column as it stands, SQLite would go through all facets of the run in that order
    kept = [FACETS.c.number.in_(each) for each in _numbers(run, wanted)]
    asked = select(facet, value, func.count()).where(FACETS.c.run == run, *kept)
    return asked.group_by(*order)
