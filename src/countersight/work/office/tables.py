"""What a run found as tables: CSV, JSON Lines, a workbook; row by row, however long."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from countersight.model.office import AnswerRow, Filter, Run
from countersight.ports import AnswerStore
from countersight.work.office import exports
from countersight.work.office.exports import Export

COLUMNS: Final = (
    *("number", "place", "name", "state", "judged", "maker", "maker_name", "alias", "score"),
    *("site", "duties", "deadlines", "ask", "reason", "as_of"),
)


def lines(answers: AnswerStore, run: Run, wanted: Filter, form: str) -> Iterator[str]:
    """Return the lines of a table in one of the forms ``csv`` and ``json``.

    Raises:
        AbsentError: there is no such form.
    """
    if form == "json":
        return _json(_all(answers, run, wanted))
    return exports.lines(Export("answers", COLUMNS, rows(answers, run, wanted)), form)


def rows(answers: AnswerStore, run: Run, wanted: Filter) -> Iterator[tuple[str, ...]]:
    """Return the rows of the table, with the cells of ``COLUMNS``."""
    return map(_row, _all(answers, run, wanted))


def _all(answers: AnswerStore, run: Run, wanted: Filter) -> Iterator[AnswerRow]:
    return exports.stretches(lambda most, start: answers.page(run.id, wanted, start, most))


def _json(found: Iterator[AnswerRow]) -> Iterator[str]:
    for each in found:
        yield f'{{"number":{each.number},"judged":"{each.judged}","answer":{each.told}}}\n'


def _row(answer: AnswerRow) -> tuple[str, ...]:
    told = json.loads(answer.told)
    best = next(iter(answer.matches), None)
    findings: list[Mapping[str, object]] = [
        each for each in told["findings"] if each["decision"] in {"binds", "depends"}
    ]
    duties = (f"{each['restriction']}/{each['duty']} {each['decision']}" for each in findings)
    deadlines = sorted({str(each["deadline"]) for each in findings if each["deadline"]})
    ask = dict.fromkeys(one for each in told["findings"] for one in each["ask"])
    return (
        str(answer.number),
        answer.place,
        answer.name,
        answer.state,
        answer.judged,
        best.entity if best else "",
        best.name if best else "",
        best.alias if best else "",
        repr(best.score) if best else "",
        str(told["record"].get("site", "")),
        "; ".join(duties),
        "; ".join(deadlines),
        "; ".join(ask),
        str(told.get("reason", "")),
        str(told["as_of"]),
    )
