"""Runs: what was screened, what was found, what could not be read."""

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from starlette.requests import Request

from countersight.model.office import Filter, RunId
from countersight.report.office_objects import (
    answer_row_object,
    answer_whole_object,
    run_object,
)
from countersight.web.addresses import chosen
from countersight.web.api.answering import page, told
from countersight.web.api.asking import Limit, Offset, StrictRoute
from countersight.web.api.describing import answers, errors, listed
from countersight.web.api.jobs import Number, WhoAsks
from countersight.web.asking import AtDesk
from countersight.web.pages.runs import FACETS, MOST_CHOSEN

router = APIRouter(tags=["runs"], route_class=StrictRoute)
Chosen = Annotated[
    list[str],
    Query(
        default_factory=list,
        max_length=MOST_CHOSEN,
        description="Values of which an answer holds one.",
    ),
]
Words = Annotated[str, Query(max_length=500, description="What the name holds.")]


def filtered(  # noqa: PLR0913, PLR0917 - the facets, as the pages have them
    state: Chosen,
    duty: Chosen,
    decision: Chosen,
    list: Chosen,  # noqa: A002 - as the facet is called
    maker: Chosen,
    site: Chosen,
    buyer: Chosen,
    kind: Chosen,
    reason: Chosen,
    q: Words = "",
) -> Filter:
    """Return which answers are wanted: the filters of the page of a run."""
    said = (state, duty, decision, list, maker, site, buyer, kind, reason)
    given = {name: tuple(each) for name, each in zip(FACETS, said, strict=True)}
    return chosen(FACETS, given, q, MOST_CHOSEN)


Wanted = Annotated[Filter, Depends(filtered)]


@router.get(
    "/runs",
    operation_id="listRuns",
    summary="List runs",
    responses=answers(listed("runs", "office.run"), "The runs, newest first."),
)
def some(request: Request, desk: AtDesk, offset: Offset = 0, limit: Limit = 50) -> Response:
    """Return what was screened, newest first: each with its progress and its counts."""
    found = desk.store.runs.latest(limit + 1, offset)
    return page(request, "runs", [run_object(each) for each in found], (offset, limit))


@router.get(
    "/runs/{run}",
    operation_id="getRun",
    summary="Read a run",
    responses=answers("office.run", "The run."),
)
def one(run: Number, desk: AtDesk) -> Response:
    """Return one run: upload, grounds, progress, counts, and the lists that it rests on."""
    return told(run_object(desk.store.runs.get(RunId(run))))


@router.delete(
    "/runs/{run}",
    operation_id="removeRun",
    summary="Remove a run",
    status_code=204,
    response_class=Response,
    responses={204: {"description": "It is removed."}, **errors(409)},
)
def remove(run: Number, desk: AtDesk, who: WhoAsks = "") -> Response:
    """Remove a run that is over, with its answers.

    Its upload, the judgements and the audit log stay. A run that is not over is cancelled
    first.
    """
    desk.remove(RunId(run), desk.who(who))
    return Response(status_code=204)


@router.get(
    "/runs/{run}/answers",
    operation_id="listAnswers",
    summary="List the answers of a run",
    responses=answers(
        listed("answers", "office.answer", counted=True), "The answers, best first."
    ),
)
def some_answers(  # noqa: PLR0913, PLR0917 - what a query may say
    request: Request,
    run: Number,
    desk: AtDesk,
    wanted: Wanted,
    offset: Offset = 0,
    limit: Limit = 50,
) -> Response:
    """Return the answers that the filters leave, as the page of the run filters them.

    Each filter may be told several times: an answer holds one of its values, and something
    of every filter. `state` is the state once judgements count; `dismissed` is one of its
    values.
    """
    found = desk.store.runs.get(RunId(run))
    rows = desk.store.answers.page(found.id, wanted, offset, limit)
    many = desk.store.answers.count(found.id, wanted)
    said = [answer_row_object(each) for each in rows]
    return page(request, "answers", said, (offset, limit), many)


@router.get(
    "/runs/{run}/answers/{number}",
    operation_id="getAnswer",
    summary="Read one answer",
    responses=answers("office.answer_whole", "The answer, and what was judged of its matches."),
)
def one_answer(run: Number, number: Number, desk: AtDesk) -> Response:
    """Return one answer as it was told, what it is now, and every judgement on its matches."""
    row = desk.store.answers.one(RunId(run), number)
    reviews = (
        kept
        for match in row.matches
        for kept in desk.store.reviews.history(row.key, match.entity)
    )
    return told(answer_whole_object(row, reviews))


@router.get(
    "/runs/{run}/facets",
    operation_id="listFacets",
    summary="Count the answers of a run",
    responses=answers("office.facets", "The facets with their values and counts."),
)
def facets(run: Number, desk: AtDesk, wanted: Wanted) -> Response:
    """Return of each filter its values, and how many answers each would leave."""
    found = desk.store.runs.get(RunId(run))
    counted = desk.store.answers.facets(found.id, wanted)
    return told({name: dict(values) for name, values in counted.items()})


@router.get(
    "/runs/{run}/problems",
    operation_id="listProblems",
    summary="List what could not be read",
    responses=answers(
        listed("problems", "screen.problemLine"), "The Problems, in the order of the upload."
    ),
)
def problems(
    request: Request, run: Number, desk: AtDesk, offset: Offset = 0, limit: Limit = 50
) -> Response:
    """Return the rows and files that could not be read: each with its place and a remedy."""
    found = desk.store.runs.get(RunId(run))
    said = desk.store.answers.problems(found.id, offset, limit + 1)
    return page(request, "problems", [json.loads(each) for each in said], (offset, limit))
