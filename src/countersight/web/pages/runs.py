"""Runs: what was screened, how far it is, what was found, and all of it as a table."""

import json
from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from countersight.model.office import Filter, RunId
from countersight.report.grid import workbook
from countersight.web.addresses import chosen, query, toggled
from countersight.web.asking import AtDesk
from countersight.web.templating import page
from countersight.work.office import tables

router = APIRouter(include_in_schema=False)
PAGE: Final = 50
"""Answers on one page."""
MOST_CHOSEN: Final = 50
"""Values of one facet that are heard; an address may be hostile."""
FACETS: Final = (
    "state",
    "duty",
    "decision",
    "list",
    "maker",
    "site",
    "buyer",
    "kind",
    "reason",
)
"""What answers are filtered by, in the order in which it is shown."""
TYPES: Final[Mapping[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/x-ndjson",
}
Start = Annotated[int, Query(ge=0, le=10**9)]
Words = Annotated[str, Query(max_length=500)]


@router.get("/runs")
def runs(request: Request, desk: AtDesk, start: Start = 0) -> Response:
    """Return the runs, newest first."""
    found = desk.store.runs.latest(PAGE + 1, start)
    shown = {"runs": found[:PAGE], "start": start, "more": len(found) > PAGE, "size": PAGE}
    return page(request, "runs.html", shown)


@router.get("/runs/{run}")
def one(request: Request, desk: AtDesk, run: int, start: Start = 0, q: Words = "") -> Response:
    """Return one run: its progress while it runs, and what was found."""
    found, wanted = desk.store.runs.get(RunId(run)), _filter(request, q)
    answers = desk.store.answers.page(found.id, wanted, start, PAGE)
    facets = desk.store.answers.facets(found.id, wanted)
    shown = {
        "run": found,
        "hindrance": desk.hindrance(),
        "answers": [(each, json.loads(each.told)) for each in answers],
        "many": desk.store.answers.count(found.id, wanted),
        "facets": {
            name: _links(wanted, name, facets[name]) for name in FACETS if name in facets
        },
        "wanted": wanted,
        "chosen": query(wanted),
        "before": query(wanted, max(start - PAGE, 0)) if start else None,
        "after": query(wanted, start + PAGE),
        "start": start,
        "size": PAGE,
        "problems": desk.store.answers.problems(found.id, 0, PAGE),
    }
    return page(request, "run.html", shown)


@router.get("/runs/{run}/answers.{form}")
def table(request: Request, desk: AtDesk, run: int, form: str, q: Words = "") -> Response:
    """Return what a filter leaves of a run as a table, row by row."""
    found, wanted = desk.store.runs.get(RunId(run)), _filter(request, q)
    name = f"run-{found.id}.{form}"
    save = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == "xlsx":
        return Response(
            workbook(tables.COLUMNS, tables.rows(desk.store.answers, found, wanted)),
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            headers=save,
        )
    lines = tables.lines(desk.store.answers, found, wanted, form)
    return StreamingResponse(lines, media_type=TYPES[form], headers=save)


@router.post("/runs/{run}/cancel")
def cancel(desk: AtDesk, run: int, who: Annotated[str, Form(max_length=200)] = "") -> Response:
    """Ask for a run to be cancelled."""
    desk.cancel(RunId(run), who)
    return RedirectResponse(f"/runs/{run}", 303)


def _filter(request: Request, words: str) -> Filter:
    given = {name: tuple(request.query_params.getlist(name)) for name in FACETS}
    return chosen(FACETS, given, words, MOST_CHOSEN)


def _links(
    wanted: Filter, facet: str, values: Mapping[str, int]
) -> list[tuple[str, int, str, bool]]:
    """Return each value with its count, where it leads to, and whether it is chosen."""
    there = wanted.facets.get(facet, ())
    return [
        (value, many, query(toggled(wanted, facet, value)) or "?", value in there)
        for value, many in values.items()
    ]
