"""Screen: paste names or hand a file in, and say who asks."""

import csv
import io
from typing import Annotated, Final

from fastapi import APIRouter, Form, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from countersight.catalogue.profiles import bundled_profiles, load_profile
from countersight.errors import ColumnError, SourceError
from countersight.messages import _
from countersight.model.office import Asked
from countersight.web.asking import AtDesk, day_of
from countersight.web.templating import page
from countersight.work.office.desk import PROFILE, WHO

router = APIRouter(include_in_schema=False)


MOST_COLUMNS: Final = 50


@router.get("/screen")
def screen(request: Request, desk: AtDesk) -> Response:
    """Return the form."""
    shown = {
        "profiles": bundled_profiles(),
        "profile": desk.store.settings.get(PROFILE),
        "who": desk.store.settings.get(WHO),
    }
    return page(request, "screen.html", shown)


@router.post("/screen")
def handed_in(  # noqa: PLR0913 - the fields of a form
    desk: AtDesk,
    profile: Annotated[str, Form(max_length=100)] = "",
    who: Annotated[str, Form(max_length=200)] = "",
    names: Annotated[str, Form(max_length=1_000_000)] = "",
    *,
    as_of: Annotated[str, Form(max_length=10)] = "",
    mapping: Annotated[str, Form(max_length=10_000)] = "",
    file: UploadFile | None = None,
) -> Response:
    """Keep what was handed in, ask for it to be screened, and lead to the run."""
    if profile:
        load_profile(profile, desk.catalogue.vocabulary)
    asked = Asked(profile or None, _pairs(mapping), None, day_of(as_of))
    if file is not None and file.filename:
        upload = desk.hand_in(file.filename, file.file)
    elif names.strip():
        upload = desk.hand_in(_("names.csv"), io.BytesIO(_table(names)))
    else:
        raise SourceError(_("nothing was handed in"), hint=_("Paste names, or choose a file."))
    run = desk.ask(upload, asked, who.strip())
    return RedirectResponse(f"/runs/{run.id}", 303)


def _table(names: str) -> bytes:
    """Return pasted names as a file of one column."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["supplier"])
    writer.writerows([each.strip()] for each in names.splitlines() if each.strip())
    return out.getvalue().encode()


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Return the columns that a person names, one a line."""
    pairs = []
    for line in text.splitlines()[:MOST_COLUMNS]:
        if line.strip():
            name, equals, column = line.partition("=")
            if not equals:
                raise ColumnError(_("{line!r} names no column").format(line=line[:100]))
            pairs.append((name.strip(), column.strip()))
    return tuple(pairs)
