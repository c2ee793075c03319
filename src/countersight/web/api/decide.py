"""Decide: facts in, every duty decided on them out, with the trace."""

from typing import Final

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic.config import JsonDict

from countersight.report.decisions import answer_object
from countersight.web.api.answering import told
from countersight.web.api.asking import LARGEST_BODY, MIB, AtEnquiries, StrictRoute
from countersight.web.api.describing import Schema, answers, ref
from countersight.work.office.enquiries import MOST_SITUATIONS

MOST_FACTS: Final = 100
router = APIRouter(tags=["decide"], route_class=StrictRoute)
_ANSWERS: Final[Schema] = {
    "type": "object",
    "required": ["answers"],
    "additionalProperties": False,
    "properties": {"answers": {"type": "array", "items": ref("decide")}},
}
_EXAMPLE: Final[JsonDict] = {
    "id": "cameras-4",
    "date": "2023-02-01",
    "place": "GB-EAW",
    "roles": ["public.national"],
    "act": "deploy",
    "product_form": "equipment",
    "product_class": "video_surveillance",
    "maker": "hikvision",
    "site": "sensitive",
}


class DecideIn(BaseModel):
    """Situations, each an object of facts."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"situations": [_EXAMPLE]}]}
    )
    situations: list[dict[str, JsonValue]] = Field(
        min_length=1,
        max_length=MOST_SITUATIONS,
        description="Facts by their names, as on the reference page on facts; `id` comes back.",
    )


@router.post(
    "/decide",
    operation_id="decide",
    summary="Decide duties on facts",
    openapi_extra={LARGEST_BODY: 4 * MIB},
    responses=answers(_ANSWERS, "One answer a situation, in their order.", also=(413, 415)),
)
def decide(asked: DecideIn, enquiries: AtEnquiries) -> Response:
    """Say of up to 100 situations which legal duties bind, and why.

    Each answer is the object of `countersight decide`: `binds`, `exempt`, `depends`,
    `advises` and `not_bound` hold every duty once, with its trace. A fact that is not
    stated is unknown, never false. A situation that can't be decided has a `problem`
    instead.
    """
    version = enquiries.catalogue.version
    found = enquiries.decide(asked.situations)
    return told({"answers": [answer_object(each, version) for each in found]})
