"""Screen: paste names or hand a file in, look at what its columns are taken for, begin."""

import csv
import io
from collections.abc import Mapping
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Form, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from countersight.catalogue.profiles import bundled_profiles
from countersight.errors import (
    AbsentError,
    ColumnError,
    CountersightError,
    ProfileError,
    SettingError,
    SourceError,
)
from countersight.messages import _
from countersight.model.office import Asked
from countersight.web.asking import AtDesk, day_of
from countersight.web.forms import MENDED, Wrong, wrong_of
from countersight.web.templating import page
from countersight.work.office import Desk
from countersight.work.office.asking import known_profile
from countersight.work.office.desk import PROFILE, WHO
from countersight.work.office.held import MOST_LISTS
from countersight.work.office.previewing import is_table

router = APIRouter(include_in_schema=False)
MOST_COLUMNS: Final = 50
FIELDS: Final[Mapping[type[CountersightError], str]] = {
    SourceError: "file",
    ColumnError: "mapping",
    ProfileError: "profile",
    SettingError: "as_of",
    AbsentError: "lists",
}
"""Which field an error is about."""


@router.get("/screen")
def screen(request: Request, desk: AtDesk) -> Response:
    """Return the form."""
    return _form(request, desk, {})


@router.post("/screen")
def handed_in(  # noqa: PLR0913 - the fields of a form
    request: Request,
    desk: AtDesk,
    profile: Annotated[str, Form(max_length=100)] = "",
    who: Annotated[str, Form(max_length=200)] = "",
    names: Annotated[str, Form(max_length=1_000_000)] = "",
    *,
    as_of: Annotated[str, Form(max_length=10)] = "",
    mapping: Annotated[str, Form(max_length=10_000)] = "",
    look: Annotated[str, Form(max_length=10)] = "",
    lists: Annotated[
        list[str], Form(alias="list", max_length=MOST_LISTS, default_factory=list)
    ],
    file: UploadFile | None = None,
) -> Response:
    """Keep what was handed in, and lead to its columns; to the run where it has none."""
    said = {"profile": profile, "who": who.strip(), "as_of": as_of, "list": lists}
    try:
        asked = Asked(
            *(known_profile(profile) or None, _pairs(mapping), None, day_of(as_of)),
            lists=tuple(lists),
        )
        desk.check(asked)
        upload = _taken(desk, names, file)
        if look and (_is_file(file) or is_table(names)):
            return RedirectResponse(f"/screen/{upload}?{urlencode(said, doseq=True)}", 303)
        run = desk.ask(upload, asked, who.strip())
    except (*MENDED, AbsentError) as error:
        return _form(request, desk, {**said, "names": names}, wrong_of(error, FIELDS))
    return RedirectResponse(f"/runs/{run.id}", 303)


def _form(
    request: Request, desk: Desk, said: Mapping[str, object], wrong: tuple[Wrong, ...] = ()
) -> Response:
    kept: dict[str, object] = {
        "profile": desk.store.settings.get(PROFILE),
        "who": desk.store.settings.get(WHO),
        "list": desk.asked_lists(),
    }
    shown = {
        "profiles": bundled_profiles(),
        "said": {"names": "", "as_of": "", **kept, **said},
        "held": desk.lists.every(),
    }
    return page(request, "screen.html", shown, wrong=wrong)


def _is_file(file: UploadFile | None) -> bool:
    return file is not None and bool(file.filename)


def _taken(desk: Desk, names: str, file: UploadFile | None) -> int:
    """Keep what was handed in, and return the number of the upload.

    Raises:
        SourceError: it is nothing, or too large.
    """
    if file is not None and file.filename:
        return desk.hand_in(file.filename, file.file)
    if not names.strip():
        raise SourceError(_("nothing was handed in"), hint=_("Paste names, or choose a file."))
    whole = names.encode("utf-8", "replace") if is_table(names) else _table(names)
    return desk.hand_in(_("names.csv"), io.BytesIO(whole))


def _table(names: str) -> bytes:
    """Return pasted names as a file of one column."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["supplier"])
    writer.writerows([each.strip()] for each in names.splitlines() if each.strip())
    return out.getvalue().encode("utf-8", "replace")


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
