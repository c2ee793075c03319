"""Restrictions: for whom and on which day; what falls due; one in full."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Response
from starlette.requests import Request

from countersight.report.rule_lines import item_object, standings_object
from countersight.report.rule_objects import restriction_object
from countersight.web.api.answering import page, told
from countersight.web.api.asking import Day, Limit, Offset, StrictRoute
from countersight.web.api.describing import answers, listed
from countersight.web.asking import AtDesk
from countersight.work.rules import Rules

router = APIRouter(tags=["restrictions"], route_class=StrictRoute)
FARTHEST: Final = 36_500
Who = Annotated[
    str,
    Query(
        max_length=200,
        description="Roles and at most one place, parted by commas; anybody where it is empty.",
        examples=["public.local,GB-EAW"],
    ),
]
On = Annotated[Day | None, Query(description="A day; today.", examples=["2026-11-24"])]


@router.get(
    "/restrictions",
    operation_id="listRestrictions",
    summary="List restrictions",
    responses=answers(
        listed("restrictions", "office.standings", counted=True),
        "The restrictions that speak to somebody, by id, and how each stands on the day.",
    ),
)
def some(  # noqa: PLR0913, PLR0917 - what a query may say
    request: Request,
    desk: AtDesk,
    who: Who = "",
    day: On = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Response:
    """Return the restrictions that speak to somebody, and how they stand on a day.

    Each is the object of `countersight restrictions list --format jsonl`.
    """
    on = day or desk.clock.today()
    found = Rules(desk.catalogue).standings(who, on)
    told_of = [standings_object(each, on) for each in found[offset : offset + limit]]
    return page(request, "restrictions", told_of, (offset, limit), len(found))


@router.get(
    "/restrictions/due",
    operation_id="listDue",
    summary="List what falls due",
    responses=answers(
        listed("due", "office.due", counted=True), "What begins, falls due and ends, by days."
    ),
)
def due(  # noqa: PLR0913, PLR0917 - what a query may say
    request: Request,
    desk: AtDesk,
    who: Who = "",
    day: On = None,
    within: Annotated[
        int, Query(ge=0, le=FARTHEST, description="Days ahead and days passed.")
    ] = 365,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Response:
    """Return what begins, falls due and ends within so many days.

    A deadline that is passed is told however long ago it was: its duty still binds.
    """
    found = Rules(desk.catalogue).agenda(who, day or desk.clock.today(), within)
    told_of = [item_object(each) for each in found[offset : offset + limit]]
    return page(request, "due", told_of, (offset, limit), len(found))


@router.get(
    "/restrictions/{restriction}",
    operation_id="getRestriction",
    summary="Read a restriction",
    responses=answers("restriction.restriction", "The restriction in full."),
)
def one(
    restriction: Annotated[
        str,
        Path(max_length=200, description="Its id.", examples=["gb-visual-surveillance-2022"]),
    ],
    desk: AtDesk,
) -> Response:
    """Return one restriction: covers, duties, exemptions, reach, events, citations."""
    return told(restriction_object(Rules(desk.catalogue).one(restriction)))
