"""Screen: paste names or hand a file in, and say who asks."""

import io
from typing import Annotated

from fastapi import APIRouter, Form, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from countersight.catalogue.profiles import bundled_profiles
from countersight.errors import SourceError
from countersight.messages import _
from countersight.model.office import Asked
from countersight.web.asking import AtDesk
from countersight.web.templating import page

router = APIRouter(include_in_schema=False)


@router.get("/screen")
def screen(request: Request, desk: AtDesk) -> Response:
    """Return the form."""
    del desk
    return page(request, "screen.html", {"profiles": bundled_profiles()})


@router.post("/screen")
def handed_in(
    desk: AtDesk,
    profile: Annotated[str, Form()] = "",
    who: Annotated[str, Form()] = "",
    names: Annotated[str, Form(max_length=1_000_000)] = "",
    file: UploadFile | None = None,
) -> Response:
    """Keep what was handed in, ask for it to be screened, and lead to the run."""
    if file is not None and file.filename:
        upload = desk.hand_in(file.filename, file.file)
    elif names.strip():
        lines = [each.strip().replace('"', '""') for each in names.splitlines() if each.strip()]
        table = "\n".join(["supplier", *(f'"{each}"' for each in lines)])
        upload = desk.hand_in(_("names.csv"), io.BytesIO(table.encode()))
    else:
        raise SourceError(_("nothing was handed in"), hint=_("Paste names, or choose a file."))
    run = desk.ask(upload, Asked(profile or None), who.strip())
    return RedirectResponse(f"/runs/{run.id}", 303)
