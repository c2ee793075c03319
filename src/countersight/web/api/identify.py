"""Identify: who made devices, by what was observed of them."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from countersight.report.office_objects import estate_object
from countersight.web.api.answering import told
from countersight.web.api.asking import LARGEST_BODY, MIB, AtEnquiries, Day, StrictRoute
from countersight.web.api.describing import answers
from countersight.work.office.enquiries import MOST_OBSERVATIONS

router = APIRouter(tags=["identify"], route_class=StrictRoute)


class ObservationIn(BaseModel):
    """One observation of a device, as a line of ``countersight identify`` states it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"host": "10.0.0.5", "kind": "http_header.server", "value": "DNVRS-Webs"}
            ]
        },
    )
    host: str = Field(min_length=1, max_length=500, description="How you call the device.")
    kind: str = Field(
        min_length=1, max_length=100, description="One of the kinds of the reference page."
    )
    value: JsonValue = Field(
        description="A text, a number, a list of texts, or a whole answer."
    )
    seen: Annotated[str, Field(max_length=40)] = Field("", description="Day or time, ISO 8601.")


class IdentifyIn(BaseModel):
    """Observations of devices."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "observations": [
                        {"host": "10.0.0.5", "kind": "mac", "value": "68-6d-bc-ee-f8-f0"},
                        {"host": "10.0.0.5", "kind": "model", "value": "DS-2CD2143G2-I"},
                    ]
                }
            ]
        },
    )
    observations: list[ObservationIn] = Field(min_length=1, max_length=MOST_OBSERVATIONS)
    as_of: Day | None = Field(None, description="Day of asking; today where it is not told.")


@router.post(
    "/identify",
    operation_id="identify",
    summary="Identify devices",
    openapi_extra={LARGEST_BODY: 16 * MIB},
    responses=answers(
        "office.estate", "The devices, and what could not be seen.", also=(413, 415)
    ),
)
def identify(asked: IdentifyIn, enquiries: AtEnquiries) -> Response:
    """Say who made each device, on which evidence for and against.

    Up to 5,000 observations; those of one `host` are one device. No device is asked
    anything. An unknown maker is `unknown`, never clear; `coverage` says what was not seen.
    """
    said = [each.model_dump(exclude_unset=True) for each in asked.observations]
    estate = enquiries.identify(said, asked.as_of)
    return told(estate_object(estate.devices, estate.problems, estate.coverage))
