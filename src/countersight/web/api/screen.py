"""Screen: a few records at once; many, and files, as a run with its progress."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, File, Form, Header, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from countersight.catalogue.profiles import bundled_profiles
from countersight.model.office import Asked, Run
from countersight.model.record import RecordKind
from countersight.report.office_objects import job_object, told_object
from countersight.web.api.answering import told
from countersight.web.api.asking import (
    LARGEST_BODY,
    MIB,
    AtEnquiries,
    Day,
    HeldName,
    StrictRoute,
    only_known_parts,
)
from countersight.web.api.describing import answers
from countersight.web.api.records import RecordIn
from countersight.web.asking import AtDesk
from countersight.work.office import Desk
from countersight.work.office.desk import LARGEST, PROFILE
from countersight.work.office.enquiries import MOST_RECORDS
from countersight.work.office.held import MOST_LISTS

MOST_SENT: Final = 20_000
"""Records of one request; more are handed in as a file."""
MOST_COLUMNS: Final = 50
router = APIRouter(tags=["screen"], route_class=StrictRoute)
Pair = Annotated[str, Field(pattern="^[^=]+=.+", max_length=500)]
Who = Annotated[str, Field(max_length=200, description="Who asks, as the audit log tells it.")]
ProfileName = Annotated[
    str | None,
    Field(
        description="Who asks: a bundled profile; the office's own setting where none is told.",
        json_schema_extra={"enum": [*bundled_profiles(), None]},
    ),
]

Lists = Annotated[
    list[HeldName | Literal[""]],
    Form(
        max_length=MOST_LISTS,
        default_factory=list,
        description="An outside list that is asked; several times for several. The office's "
        "own setting where none is told; empty for none.",
    ),
]


class ScreenIn(BaseModel):
    """Records to be screened, and on which grounds."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "profile": "uk-council",
                    "as_of": "2026-11-24",
                    "records": [{"name": "HIKVISION UK LIMITED"}, {"name": "Acme Bakery Ltd"}],
                }
            ]
        },
    )
    records: list[RecordIn] = Field(min_length=1, max_length=MOST_SENT)
    kind: RecordKind = Field(RecordKind.SUPPLIER, description="What all of them speak of.")
    profile: ProfileName = None
    as_of: Day | None = Field(None, description="Day of asking; today where it is not told.")
    lists: list[HeldName] | None = Field(
        None,
        max_length=MOST_LISTS,
        description="Outside lists that are asked, of those that the office holds: `us-csl`, "
        "`us-csl@VERSION`, or `all`. The office's own setting where it is null; [] for none.",
    )
    who: Who = ""


@router.post(
    "/screen",
    operation_id="screen",
    summary="Screen records",
    openapi_extra={LARGEST_BODY: 16 * MIB},
    responses={
        **answers(
            "office.told", "What was found of each record, in their order.", also=(413, 415)
        ),
        **answers(
            "office.job",
            "More records, or `Prefer: respond-async`: a run was made. `Location` is its job.",
            status=202,
        ),
    },
)
def screen(
    asked: ScreenIn,
    desk: AtDesk,
    enquiries: AtEnquiries,
    prefer: Annotated[
        str | None, Header(max_length=200, description="respond-async: as a run, however few.")
    ] = None,
) -> Response:
    """Say of each record who it is, on which evidence, and which duties bind.

    Up to 200 records are answered at once, and nothing is kept. More, up to
    20,000, become a run (202): follow `Location`. With `Prefer: respond-async` (RFC 7240)
    few do too. Each answer is the object of `countersight screen --format jsonl --all`.
    """
    profile = asked.profile or desk.store.settings.get(PROFILE) or None
    grounds = Asked(profile, (), asked.kind, asked.as_of, lists=_lists(asked, desk))
    records = [each.stated() for each in asked.records]
    waits = "respond-async" in (prefer or "").lower()
    if waits or len(records) > MOST_RECORDS:
        who = desk.who(asked.who)
        return accepted(desk.ask_of(records, grounds, who))
    found = enquiries.screen(records, grounds)
    return told(told_object(found.records, found.problems, found.counts, found.grounds))


@router.post(
    "/screen/files",
    operation_id="screenFile",
    dependencies=[Depends(only_known_parts)],
    summary="Screen a file",
    status_code=202,
    openapi_extra={LARGEST_BODY: LARGEST + MIB},
    responses=answers(
        "office.job",
        "The file is kept, and waits to be screened. `Location` is its job.",
        status=202,
        also=(413, 415),
    ),
)
def screen_file(  # noqa: PLR0913, PLR0917 - the parts of a form
    desk: AtDesk,
    file: Annotated[UploadFile, File(description="Any file that `countersight screen` reads.")],
    mapping: Annotated[
        list[Pair],
        Form(
            max_length=MOST_COLUMNS,
            default_factory=list,
            description="FIELD=COLUMN, such as name=Supplier; several times for several.",
        ),
    ],
    profile: Annotated[
        str,
        Form(
            description="A bundled profile; the office's own setting where none is told.",
            json_schema_extra={"enum": [*bundled_profiles(), ""]},
        ),
    ] = "",
    kind: Annotated[
        RecordKind | Literal[""],
        Form(description="What each row speaks of; told by its columns."),
    ] = "",
    as_of: Annotated[Day | Literal[""], Form(description="Day of asking.")] = "",
    who: Annotated[str, Form(max_length=200, description="Who asks.")] = "",
    *,
    lists: Lists,
) -> Response:
    """Keep a file, and ask for it to be screened; the run goes on without you.

    CSV, TSV, XLSX, Parquet, JSON, JSON Lines, OCDS and award notices, also inside archives.
    """
    asked = Asked(
        profile or desk.store.settings.get(PROFILE) or None,
        tuple(_pair(each) for each in mapping),
        kind or None,
        as_of or None,
        lists=tuple(filter(None, lists)) if lists else desk.asked_lists(),
    )
    asks = desk.who(who)
    return accepted(desk.ask_file(file.filename or "file", file.file, asked, asks))


def accepted(run: Run) -> Response:
    """Return that a run waits, and where to ask after it."""
    return told(job_object(run), 202, {"Location": f"/api/v1/jobs/{run.id}"})


def _pair(said: str) -> tuple[str, str]:
    name, _, column = said.partition("=")
    return name.strip(), column.strip()


def _lists(asked: ScreenIn, desk: Desk) -> tuple[str, ...]:
    return desk.asked_lists() if asked.lists is None else tuple(asked.lists)
