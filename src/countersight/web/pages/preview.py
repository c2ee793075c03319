"""What the columns of an upload are taken for, and what comes out; then it is screened."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from countersight.model.office import Asked
from countersight.model.record import RecordKind
from countersight.web.asking import AtDesk, Number, day_of
from countersight.web.forms import Wrong
from countersight.web.templating import page
from countersight.work.office import Desk
from countersight.work.office.asking import known_profile
from countersight.work.office.columns import (
    CHOICES,
    FACT_CHOICES,
    FEW_COLUMNS,
    FIELD_WORDS,
    KIND_WORDS,
    MOST_COLUMNS,
    Preview,
)
from countersight.work.office.held import MOST_LISTS
from countersight.work.office.previewing import MOST_TABLES, Previewing, Said

router = APIRouter(include_in_schema=False)
Word = Annotated[str, Query(max_length=200)]
Fields = Annotated[list[str], Query(max_length=MOST_COLUMNS, default_factory=list)]

Places = Annotated[list[str], Query(max_length=MOST_TABLES, default_factory=list)]


@router.get("/screen/{upload}")
def look(  # noqa: PLR0913 - the fields of a form
    request: Request,
    desk: AtDesk,
    upload: Number,
    field: Fields,
    *,
    profile: Word = "",
    who: Word = "",
    as_of: Word = "",
    kind: Word = "",
    table: Places,
    lists: Annotated[
        list[str], Query(alias="list", max_length=MOST_LISTS, default_factory=list)
    ],
) -> Response:
    """Return the columns of an upload, and what comes out."""
    asked = Asked(known_profile(profile) or None, as_of=day_of(as_of), lists=tuple(lists))
    said = _said(field, kind, table) if "kind" in request.query_params else None
    seen = Previewing(desk.store, desk.screenings).look(upload, asked, said)
    return _shown(
        request, desk, (upload, seen), {"profile": profile, "who": who, "as_of": as_of}
    )


@router.post("/screen/{upload}")
def begin(  # noqa: PLR0913 - the fields of a form
    request: Request,
    desk: AtDesk,
    upload: Number,
    field: Annotated[list[str], Form(max_length=MOST_COLUMNS, default_factory=list)],
    *,
    profile: Annotated[str, Form(max_length=100)] = "",
    who: Annotated[str, Form(max_length=200)] = "",
    as_of: Annotated[str, Form(max_length=10)] = "",
    kind: Annotated[str, Form(max_length=20)] = "",
    table: Annotated[list[str], Form(max_length=MOST_TABLES, default_factory=list)],
    lists: Annotated[
        list[str], Form(alias="list", max_length=MOST_LISTS, default_factory=list)
    ],
) -> Response:
    """Remember what was said of the columns, and ask for the upload to be screened."""
    previewing = Previewing(desk.store, desk.screenings)
    asked = Asked(known_profile(profile) or None, as_of=day_of(as_of), lists=tuple(lists))
    seen = previewing.look(upload, asked, _said(field, kind, table))
    if seen.wrong:
        said = {"profile": profile, "who": who, "as_of": as_of}
        return _shown(request, desk, (upload, seen), said)
    run = desk.ask(upload, seen.asked, who)
    previewing.remember(seen, who)
    return RedirectResponse(f"/runs/{run.id}", 303)


def _said(fields: list[str], kind: str, tables: list[str]) -> Said:
    known = RecordKind(kind) if kind in set(RecordKind) else None
    return Said(tuple(fields), known, tuple(tables))


def _shown(
    request: Request, desk: Desk, of: tuple[int, Preview], said: dict[str, str]
) -> Response:
    upload, seen = of
    anew = {"kind": "", **said, "list": seen.asked.lists}
    shown = {
        "held": desk.lists.every(),
        "anew": urlencode(anew, doseq=True),
        "upload": upload,
        "seen": seen,
        "said": said,
        "choices": CHOICES,
        "facts": FACT_CHOICES if len(seen.columns) <= FEW_COLUMNS else (),
        "words": FIELD_WORDS,
        "kinds": KIND_WORDS,
    }
    wrong = (Wrong("field-1", seen.wrong, ""),) if seen.wrong else ()
    return page(request, "columns.html", shown, wrong=wrong)
