"""Runs: what was screened, how far it is, what was found, and all of it as a table."""

import json
from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from countersight.model.office import Filter, RunId
from countersight.web.addresses import chosen, earlier, query, toggled
from countersight.web.asking import AtDesk, Number
from countersight.web.pages.exports import TYPES, sent
from countersight.web.templating import page
from countersight.work.office import tables
from countersight.work.office.exports import Export

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
Start = Annotated[int, Query(ge=0, le=10**9)]
Words = Annotated[str, Query(max_length=500)]


@router.get("/runs")
def runs(request: Request, desk: AtDesk, start: Start = 0) -> Response:
    """Return the runs, newest first."""
    found = desk.store.runs.latest(PAGE + 1, start)
    shown = {
        "runs": found[:PAGE],
        "before": earlier(start, PAGE, len(found)),
        "after": start + PAGE if len(found) > PAGE else None,
    }
    return page(request, "runs.html", shown)


@router.get("/runs/{run}/problems")
def problems(request: Request, desk: AtDesk, run: Number, start: Start = 0) -> Response:
    """Return what a run could not read."""
    found = desk.store.runs.get(RunId(run))
    told = desk.store.answers.problems(found.id, start, PAGE + 1)
    shown = {
        "run": found,
        "problems": told[:PAGE],
        "before": earlier(start, PAGE, len(told)),
        "after": start + PAGE if len(told) > PAGE else None,
    }
    return page(request, "problems.html", shown)


@router.get("/runs/{run}/grounds")
def grounds(request: Request, desk: AtDesk, run: Number) -> Response:
    """Return what the answers of a run rest on."""
    return page(request, "grounds.html", {"run": desk.store.runs.get(RunId(run))})


@router.get("/runs/{run}")
def one(
    request: Request, desk: AtDesk, run: Number, start: Start = 0, q: Words = ""
) -> Response:
    """Return one run: its progress while it runs, and what was found."""
    found, wanted = desk.store.runs.get(RunId(run)), _filter(request, q)
    answers = desk.store.answers.page(found.id, wanted, start, PAGE)
    facets = desk.store.answers.facets(found.id, wanted)
    before = earlier(start, PAGE, len(answers))
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
        "before": None if before is None else query(wanted, before),
        "after": query(wanted, start + PAGE),
        "start": start,
        "size": PAGE,
        "plain": query(Filter()) or "?",
    }
    return page(request, "run.html", shown)


@router.get("/runs/{run}/answers.{form}")
def table(request: Request, desk: AtDesk, run: Number, form: str, q: Words = "") -> Response:
    """Return what a filter leaves of a run as a table, row by row."""
    found, wanted = desk.store.runs.get(RunId(run)), _filter(request, q)
    name = f"run-{found.id}"
    if form == "json":
        lines = tables.lines(desk.store.answers, found, wanted, form)
        save = {"Content-Disposition": f'attachment; filename="{name}.json"'}
        return StreamingResponse(lines, media_type=TYPES[form], headers=save)
    rows = tables.rows(desk.store.answers, found, wanted)
    return sent(Export(name, tables.COLUMNS, rows), form)


@router.post("/runs/{run}/cancel")
def cancel(
    desk: AtDesk, run: Number, who: Annotated[str, Form(max_length=200)] = ""
) -> Response:
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
