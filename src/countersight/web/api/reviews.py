"""Reviews: what waits for a judgement; to judge, to take back, what was judged before."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from countersight.ids import VendorId
from countersight.model.office import RunId
from countersight.model.review import Verdict
from countersight.report.office_objects import answer_row_object, kept_review_object
from countersight.web.api.answering import page, told
from countersight.web.api.asking import Day, Limit, Offset, StrictRoute
from countersight.web.api.describing import Schema, answers, listed, ref
from countersight.web.api.jobs import Number
from countersight.web.asking import LARGEST_NUMBER, AtDesk
from countersight.work.office.desk import Judged

router = APIRouter(tags=["reviews"], route_class=StrictRoute)
AnyNumber = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
_HISTORY: Schema = {
    "type": "object",
    "required": ["reviews"],
    "additionalProperties": False,
    "properties": {"reviews": {"type": "array", "items": ref("office.review")}},
}


class ReviewIn(BaseModel):
    """What a person says of one match, and what they had seen when they said it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "run": 7,
                    "number": 3,
                    "entity": "hikvision",
                    "verdict": "dismissed",
                    "reason": "Another firm: company number 01234567 in the register.",
                    "who": "case desk",
                    "seen": None,
                }
            ]
        },
    )
    run: AnyNumber
    number: AnyNumber = Field(description="Of the answer in the run.")
    entity: str = Field(min_length=1, max_length=200, description="Which of its matches.")
    verdict: Verdict
    reason: str = Field(min_length=1, max_length=2_000, description="What was looked at.")
    who: str = Field("", max_length=200, description="The office's setting where it is empty.")
    until: Day | None = Field(None, description="Last day on which it counts.")
    seen: AnyNumber | None = Field(
        None,
        description="Number of the latest judgement on the match that counts, as the person "
        "saw it; null for none. Where it is another by now, the answer is 409.",
    )


class UndoIn(BaseModel):
    """Who takes a judgement back."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"who": "case desk"}]}
    )
    who: str = Field("", max_length=200)


@router.get(
    "/reviews",
    operation_id="listReviews",
    summary="Read the history of a match",
    responses=answers(_HISTORY, "Every judgement on the match."),
)
def history(
    desk: AtDesk,
    record: Annotated[
        str,
        Query(
            pattern="^[0-9a-f]{16}$",
            description="`key` of an answer.",
            examples=["4b1f6e0c9a7d2e35"],
        ),
    ],
    entity: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            description="Id of the entity in the catalogue.",
            examples=["hikvision"],
        ),
    ],
) -> Response:
    """Return every judgement on one match, oldest first, those that were taken back too."""
    found = desk.store.reviews.history(record, entity)
    return told({"reviews": [kept_review_object(each) for each in found]})


@router.post(
    "/reviews",
    operation_id="addReview",
    summary="Judge a match",
    status_code=201,
    responses=answers(
        "office.review",
        "It is kept, and counts at once, in every run and in later ones.",
        status=201,
        also=(409, 413, 415),
    ),
)
def add(said: ReviewIn, desk: AtDesk) -> Response:
    """Keep what a person says of a match; it is bound to the evidence that they saw.

    `seen` keeps two people from judging over one another: see 409.
    """
    judged = Judged(
        RunId(said.run),
        said.number,
        VendorId(said.entity),
        said.verdict,
        said.reason,
        desk.who(said.who),
        said.until,
        said.seen,
    )
    kept = desk.judge(judged)
    address = f"/api/v1/reviews?record={kept.review.record}&entity={kept.review.entity}"
    return told(kept_review_object(kept), 201, {"Location": address})


@router.post(
    "/reviews/{number}/undo",
    operation_id="undoReview",
    summary="Take a judgement back",
    responses=answers(
        "office.review", "It no longer counts, and stays in the history.", also=(413, 415)
    ),
)
def undo(number: Number, said: UndoIn, desk: AtDesk) -> Response:
    """Take a judgement back; the one before it counts again, where there is one."""
    kept = desk.undo(number, desk.who(said.who))
    return told(kept_review_object(kept))


@router.get(
    "/reviews/waiting",
    operation_id="listWaiting",
    summary="List what waits for a judgement",
    responses=answers(
        listed("answers", "office.waiting", counted=True), "The answers that wait, best first."
    ),
)
def waiting(
    request: Request,
    desk: AtDesk,
    run: Annotated[
        int | None, Query(ge=1, le=LARGEST_NUMBER, description="Of this run alone.")
    ] = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> Response:
    """Return the answers with a match that nobody judged, of one run or of all."""
    one = None if run is None else RunId(run)
    found = desk.store.answers.waiting(one, offset, limit)
    said = [{"run": of_run, **answer_row_object(each)} for of_run, each in found]
    return page(
        request, "answers", said, (offset, limit), desk.store.answers.waiting_count(one)
    )
