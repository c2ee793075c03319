"""Jobs: how far a run is, and how to end it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from countersight.model.office import RunId
from countersight.report.office_objects import job_object
from countersight.web.api.answering import told
from countersight.web.api.asking import StrictRoute
from countersight.web.api.describing import answers
from countersight.web.asking import LARGEST_NUMBER, AtDesk

router = APIRouter(tags=["jobs"], route_class=StrictRoute)
Number = Annotated[int, Path(ge=1, le=LARGEST_NUMBER, description="Its number.", examples=[7])]
WhoAsks = Annotated[
    str, Query(max_length=200, description="Who asks, as the audit log tells it.")
]


@router.get(
    "/jobs/{job}",
    operation_id="getJob",
    summary="Ask how far a run is",
    responses=answers("office.job", "How far it is."),
)
def one(job: Number, desk: AtDesk) -> Response:
    """Return the records that are done, and of how many.

    `state` is waiting, running, done, failed or cancelled; `said` tells what went wrong and
    what to do. The run of the same number holds what was found.
    """
    return told(job_object(desk.store.runs.get(RunId(job))))


@router.delete(
    "/jobs/{job}",
    operation_id="cancelJob",
    summary="Cancel a run",
    status_code=202,
    responses=answers(
        "office.job", "It was asked for; a job that is over stays as it is.", status=202
    ),
)
def cancel(job: Number, desk: AtDesk, who: WhoAsks = "") -> Response:
    """Ask for a run to be ended; what was found until then is kept.

    A job that waits is cancelled at once, one that runs after the records at hand.
    """
    desk.cancel(RunId(job), desk.who(who))
    found = job_object(desk.store.runs.get(RunId(job)))
    return told(found, 202, {"Location": f"/api/v1/jobs/{job}"})
