"""Match: names against the catalogue, with the evidence; no duty is decided."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from countersight.report.office_objects import told_object
from countersight.web.api.answering import told
from countersight.web.api.asking import (
    LARGEST_BODY,
    MIB,
    AsOf,
    AtEnquiries,
    Day,
    HeldName,
    StrictRoute,
)
from countersight.web.api.describing import answers
from countersight.web.api.records import Text
from countersight.work.office.enquiries import MOST_NAMES
from countersight.work.office.held import MOST_LISTS
from countersight.work.office.stated import Stated

router = APIRouter(tags=["match"], route_class=StrictRoute)

Beside = Annotated[
    list[HeldName],
    Query(
        max_length=MOST_LISTS,
        default_factory=list,
        description="An outside list that is asked beside the catalogue; several times for "
        "several.",
    ),
]


class NameIn(BaseModel):
    """A name, and what is known beside it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Dahau Technology"}]}
    )
    name: Text = Field(description="An organisation.")
    id: Text = Field("", description="What you call it; it comes back in the record.")
    country: Text = Field("", description="As written, or ISO 3166.")
    identifier: Text = Field("", description="A registered identifier, as SCHEME:value.")

    def stated(self) -> Stated:
        """Return the name as the use cases hear it."""
        said = self.model_dump(exclude_unset=True)
        return Stated({name: str(value) for name, value in said.items()})


class MatchIn(BaseModel):
    """Names to be looked for."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"names": [{"id": "a", "name": "海康威视"}, {"id": "b", "name": "Axis Ltd"}]}
            ]
        },
    )
    names: list[NameIn] = Field(min_length=1, max_length=MOST_NAMES)
    as_of: Day | None = Field(None, description="Day of asking; today where it is not told.")
    lists: list[HeldName] = Field(
        [],
        max_length=MOST_LISTS,
        description="Outside lists that are asked beside the catalogue: `us-csl`, or `all`.",
    )


@router.get(
    "/match",
    operation_id="matchName",
    summary="Match one name",
    responses=answers("office.told", "What the name may be, with the evidence."),
)
def one(  # noqa: PLR0913 - what an address may say
    enquiries: AtEnquiries,
    name: Annotated[
        str,
        Query(
            min_length=1,
            max_length=2_000,
            description="An organisation.",
            examples=["HIKVISION UK LIMITED"],
        ),
    ],
    country: Annotated[
        str, Query(max_length=200, description="As written, or ISO 3166.", examples=["GB"])
    ] = "",
    identifier: Annotated[
        str,
        Query(
            max_length=200,
            description="A registered identifier, as SCHEME:value.",
            examples=["GB-COH:08943243"],
        ),
    ] = "",
    as_of: AsOf = None,
    *,
    lists: Beside,
) -> Response:
    """Say which entity of the catalogue a name may be, and what speaks for and against it.

    A name that looks like a private person's is refused with the code `person`.
    `not_checked` is never `no_match`: the reason stands beside it.
    """
    fields = {"name": name, "country": country, "identifier": identifier}
    stated = Stated({field: value for field, value in fields.items() if value})
    found = enquiries.match_one(stated, as_of, lists)
    return told(told_object(found.records, found.problems, found.counts, found.grounds))


@router.post(
    "/match",
    operation_id="matchNames",
    summary="Match names",
    openapi_extra={LARGEST_BODY: 4 * MIB},
    responses=answers("office.told", "One answer a name, in their order.", also=(413, 415)),
)
def many(asked: MatchIn, enquiries: AtEnquiries) -> Response:
    """Say of up to 500 names which entities of the catalogue they may be.

    A name that looks like a private person's is `not_checked` with the reason `person`, and is
    masked; the rest is answered. A batch that fails is an error, and never `no_match`.
    """
    stated = [each.stated() for each in asked.names]
    found = enquiries.match(stated, asked.as_of, asked.lists)
    return told(told_object(found.records, found.problems, found.counts, found.grounds))
