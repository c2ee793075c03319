"""Answers that are kept: filtered by facets and words, a page at a time, best first."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import ColumnElement, Connection, Engine, and_, func, select

from countersight.errors import AbsentError
from countersight.messages import sentence
from countersight.model.office import AnswerRow, Filter, MatchRow, RunId
from countersight.stores.case.database import reading
from countersight.stores.office.folding import folded
from countersight.stores.office.tables import ANSWERS, FACETS, MATCHES, PROBLEMS

_MOST_VALUES: Final = 200
"""Values of one facet that are counted; the most frequent of them."""
_ANSWER: Final = ("number", "key", "name", "state", "judged", "score", "place", "told")
_MATCH: Final = ("entity", "name", "alias", "state", "judged", "score", "evidence", "verdict")


class SqlAnswers:
    """The answers of one office (see ``ports.AnswerStore``)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, run: RunId, wanted: Filter, start: int, most: int) -> tuple[AnswerRow, ...]:
        """Return answers, best first."""
        asked = (
            select(ANSWERS.c.number)
            .where(_left(run, wanted))
            .order_by(ANSWERS.c.score.desc(), ANSWERS.c.number)
            .limit(most)
            .offset(start)
        )
        with reading(self._engine) as connection:
            numbers = [int(str(each)) for each in connection.scalars(asked)]
            return tuple(_answers(connection, [(run, each) for each in numbers]))

    def count(self, run: RunId, wanted: Filter) -> int:
        """Return how many answers a filter leaves."""
        asked = select(func.count()).select_from(ANSWERS).where(_left(run, wanted))
        with reading(self._engine) as connection:
            return int(connection.scalar(asked) or 0)

    def facets(self, run: RunId, wanted: Filter) -> Mapping[str, Mapping[str, int]]:
        """Return of each facet its values, and how many answers each would leave.

        A facet is counted as if nothing were chosen of it, so that one sees what else there is.
        """
        with reading(self._engine) as connection:
            names = select(FACETS.c.facet).where(FACETS.c.run == run).distinct()
            return {
                str(facet): _values(connection, run, str(facet), wanted)
                for facet in sorted(str(each) for each in connection.scalars(names))
            }

    def one(self, run: RunId, number: int) -> AnswerRow:
        """Return one answer.

        Raises:
            AbsentError: there is none of that number.
        """
        with reading(self._engine) as connection:
            found = next(_answers(connection, [(run, number)]), None)
        if found is None:
            raise AbsentError(
                sentence("run {run} has no answer {number}", run=run, number=number)
            )
        return found

    def problems(self, run: RunId, start: int, most: int) -> tuple[str, ...]:
        """Return Problems, as JSON, in the order of the upload."""
        asked = (
            select(PROBLEMS.c.told)
            .where(PROBLEMS.c.run == run)
            .order_by(PROBLEMS.c.number)
            .limit(most)
            .offset(start)
        )
        with reading(self._engine) as connection:
            return tuple(str(each) for each in connection.scalars(asked))

    def waiting(
        self, run: RunId | None, start: int, most: int
    ) -> tuple[tuple[RunId, AnswerRow], ...]:
        """Return the answers that a person should look at, best first."""
        asked = select(ANSWERS.c.run, ANSWERS.c.number).where(ANSWERS.c.waits == 1)
        if run is not None:
            asked = asked.where(ANSWERS.c.run == run)
        order = (ANSWERS.c.run.desc(), ANSWERS.c.score.desc(), ANSWERS.c.number)
        with reading(self._engine) as connection:
            rows = connection.execute(asked.order_by(*order).limit(most).offset(start)).all()
            keys = [(RunId(int(str(one))), int(str(number))) for one, number in rows]
            runs = [one for one, _ in keys]
            return tuple(zip(runs, _answers(connection, keys), strict=True))

    def waiting_count(self, run: RunId | None) -> int:
        """Return how many answers a person should look at."""
        asked = select(func.count()).select_from(ANSWERS).where(ANSWERS.c.waits == 1)
        if run is not None:
            asked = asked.where(ANSWERS.c.run == run)
        with reading(self._engine) as connection:
            return int(connection.scalar(asked) or 0)

    def search(self, words: str, most: int) -> tuple[tuple[RunId, AnswerRow], ...]:
        """Return answers of any run whose name holds *words*, newest runs first."""
        asked = (
            select(ANSWERS.c.run, ANSWERS.c.number)
            .where(_holds(words))
            .order_by(ANSWERS.c.run.desc(), ANSWERS.c.score.desc())
            .limit(most)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(asked).all()
            keys = [(RunId(int(str(one))), int(str(number))) for one, number in rows]
            runs = [one for one, _ in keys]
            return tuple(zip(runs, _answers(connection, keys), strict=True))


def _holds(words: str) -> ColumnElement[bool]:
    return ANSWERS.c.folded.contains(folded(words), autoescape=True)


def _left(run: RunId, wanted: Filter, *, without: str = "") -> ColumnElement[bool]:
    """Return what an answer must hold: of each facet one of the values, and the words."""
    tests: list[ColumnElement[bool]] = [ANSWERS.c.run == run]
    for facet, values in wanted.facets.items():
        if facet != without and values:
            having = select(FACETS.c.number).where(
                FACETS.c.run == run, FACETS.c.facet == facet, FACETS.c.value.in_(values)
            )
            tests.append(ANSWERS.c.number.in_(having))
    if wanted.words:
        tests.append(_holds(wanted.words))
    return and_(*tests)


def _values(
    connection: Connection, run: RunId, facet: str, wanted: Filter
) -> Mapping[str, int]:
    count = func.count().label("many")
    asked = select(FACETS.c.value, count).where(FACETS.c.run == run, FACETS.c.facet == facet)
    others = {name for name, values in wanted.facets.items() if values} - {facet}
    if others or wanted.words:
        left = select(ANSWERS.c.number).where(_left(run, wanted, without=facet))
        asked = asked.where(FACETS.c.number.in_(left))
    asked = asked.group_by(FACETS.c.value).order_by(count.desc(), FACETS.c.value)
    rows = connection.execute(asked.limit(_MOST_VALUES)).all()
    return {str(value): int(many) for value, many in rows}


def _answers(connection: Connection, wanted: list[tuple[RunId, int]]) -> Iterator[AnswerRow]:
    """Yield answers in the order in which they are wanted."""
    columns = [ANSWERS.c[name] for name in _ANSWER]
    for run, number in wanted:
        here = (ANSWERS.c.run == run) & (ANSWERS.c.number == number)
        row = connection.execute(select(*columns).where(here)).first()
        if row is None:
            continue
        of_answer = (MATCHES.c.run == run) & (MATCHES.c.number == number)
        matches = connection.execute(
            select(*(MATCHES.c[name] for name in _MATCH))
            .where(of_answer)
            .order_by(MATCHES.c.score.desc(), MATCHES.c.entity)
        ).all()
        facets = connection.execute(
            select(FACETS.c.facet, FACETS.c.value)
            .where(FACETS.c.run == run, FACETS.c.number == number)
            .order_by(FACETS.c.facet, FACETS.c.value)
        ).all()
        found = AnswerRow(*row)
        yield replace(
            found,
            matches=tuple(MatchRow(*each) for each in matches),
            facets=tuple((str(facet), str(value)) for facet, value in facets),
        )
