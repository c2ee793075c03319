"""Runs: what was screened, how far it is, and what was found."""

import json
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from countersight.model.office import Filter, RunId
from countersight.web.asking import AtDesk
from countersight.web.templating import page

router = APIRouter(include_in_schema=False)
PAGE: Final = 50
"""Answers on one page."""
FACETS: Final = ("state", "duty", "list", "maker", "site", "decision", "kind", "reason")
"""What answers are filtered by, in the order in which it is shown."""


@router.get("/runs")
def runs(request: Request, desk: AtDesk, start: Annotated[int, Query(ge=0)] = 0) -> Response:
    """Return the runs, newest first."""
    found = desk.store.runs.latest(PAGE, start)
    return page(request, "runs.html", {"runs": found, "start": start})


@router.get("/runs/{run}")
def run(request: Request, desk: AtDesk, run: int, start: int = 0, q: str = "") -> Response:
    """Return one run: its progress while it runs, and what was found."""
    found = desk.store.runs.get(RunId(run))
    wanted = Filter({facet: tuple(request.query_params.getlist(facet)) for facet in FACETS}, q)
    answers = desk.store.answers.page(found.id, wanted, start, PAGE)
    return page(
        request,
        "run.html",
        {
            "run": found,
            "answers": [(each, json.loads(each.told)) for each in answers],
            "many": desk.store.answers.count(found.id, wanted),
            "facets": desk.store.answers.facets(found.id, wanted),
            "wanted": wanted,
            "order": FACETS,
            "start": start,
            "size": PAGE,
        },
    )


@router.post("/runs/{run}/cancel")
def cancel(desk: AtDesk, run: int) -> Response:
    """Ask for a run to be cancelled."""
    desk.cancel(RunId(run), "")
    return RedirectResponse(f"/runs/{run}", 303)
