"""Answers that are kept: filtered by facets and words, a page at a time, best first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias, cast

from sqlalchemy import Connection, Engine, Table, func, select

from countersight.errors import AbsentError
from countersight.messages import sentence
from countersight.model.office import AnswerRow, Filter, MatchRow, RunId
from countersight.stores.case.database import reading
from countersight.stores.office.filtering import facets_left, holds, left, many_left
from countersight.stores.office.remembering import Counted, Memory
from countersight.stores.office.tables import ANSWERS, FACETS, MATCHES, PROBLEMS

_ANSWER: Final = ("number", "key", "name", "state", "judged", "score", "place", "told")
_MATCH: Final = ("entity", "name", "alias", "state", "judged", "score", "evidence", "verdict")
_AnswerCells: TypeAlias = tuple[int, str, str, str, str, float, str, str]
_MatchCells: TypeAlias = tuple[str, str, str, str, str, float, str, str]


class SqlAnswers:
    """The answers of one office (see ``ports.AnswerStore``)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._memory = Memory()

    def page(self, run: RunId, wanted: Filter, start: int, most: int) -> tuple[AnswerRow, ...]:
        """Return answers, best first."""
        asked = (
            select(ANSWERS.c.number)
            .where(left(run, wanted))
            .order_by(ANSWERS.c.score.desc(), ANSWERS.c.number)
            .limit(most)
            .offset(start)
        )
        with reading(self._engine) as connection:
            numbers = [int(str(each)) for each in connection.scalars(asked)]
            return tuple(_answers(connection, [(run, each) for each in numbers]))

    def count(self, run: RunId, wanted: Filter) -> int:
        """Return how many answers a filter leaves."""
        with reading(self._engine) as connection:
            return self._memory.counted(connection, run, wanted, _counted).many

    def facets(self, run: RunId, wanted: Filter) -> Mapping[str, Mapping[str, int]]:
        """Return of each facet its values, and how many answers each would leave.

        A facet is counted as if nothing were chosen of it, so that one sees what else there is.
        """
        with reading(self._engine) as connection:
            return self._memory.counted(connection, run, wanted, _counted).facets

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
            .where(holds(words))
            .order_by(ANSWERS.c.run.desc(), ANSWERS.c.score.desc())
            .limit(most)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(asked).all()
            keys = [(RunId(int(str(one))), int(str(number))) for one, number in rows]
            runs = [one for one, _ in keys]
            return tuple(zip(runs, _answers(connection, keys), strict=True))


def _counted(connection: Connection, run: RunId, wanted: Filter) -> Counted:
    return Counted(many_left(connection, run, wanted), facets_left(connection, run, wanted))


def _answers(connection: Connection, wanted: list[tuple[RunId, int]]) -> Iterator[AnswerRow]:
    """Yield answers in the order in which they are wanted."""
    answers = _of(connection, ANSWERS, _ANSWER, wanted)
    matches = _of(connection, MATCHES, _MATCH, wanted)
    facets = _of(connection, FACETS, ("facet", "value"), wanted)
    for key in wanted:
        for row in answers[key]:
            found = [MatchRow(*cast("_MatchCells", each)) for each in matches[key]]
            yield replace(
                AnswerRow(*cast("_AnswerCells", row)),
                matches=tuple(sorted(found, key=lambda each: (-each.score, each.entity))),
                facets=tuple(sorted((str(facet), str(said)) for facet, said in facets[key])),
            )


def _of(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    wanted: Iterable[tuple[RunId, int]],
) -> Mapping[tuple[int, int], list[tuple[object, ...]]]:
    """Return the rows of a table that belong to each answer, in one look a run."""
    numbers: dict[int, list[int]] = defaultdict(list)
    for of, number in wanted:
        numbers[of].append(number)
    found: dict[tuple[int, int], list[tuple[object, ...]]] = defaultdict(list)
    for run, there in numbers.items():
        asked = select(table.c.number, *(table.c[name] for name in columns))
        here = (table.c.run == run) & table.c.number.in_(there)
        for number, *values in connection.execute(asked.where(here)).all():
            found[run, int(number)].append(tuple(values))
    return found
