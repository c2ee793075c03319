"""Backups: when the last one was made, and one to take along."""

import json
from typing import Annotated, Final, cast

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from countersight.web.asking import AtDesk
from countersight.web.templating import page
from countersight.work.office.backups import Backups
from countersight.work.office.desk import WHO

router = APIRouter(include_in_schema=False)
RESTORES: Final = "countersight restore FILE --workspace FOLDER"
"""The command that puts a backup back."""


def _backups(request: Request) -> Backups:
    return cast("Backups", request.app.state.backups)


@router.get("/settings/backup")
def backups(request: Request, desk: AtDesk) -> Response:
    """Return when the last backup was made, and the form that makes one."""
    latest = _backups(request).latest()
    shown = {
        "latest": latest,
        "told": json.loads(latest.after) if latest else {},
        "who": desk.store.settings.get(WHO),
        "restores": RESTORES,
    }
    return page(request, "backup.html", shown)


@router.post("/settings/backup")
def take(request: Request, who: Annotated[str, Form(max_length=200)] = "") -> Response:
    """Make a backup, and hand it out."""
    taken = _backups(request).take(who)
    headers = {
        "Content-Disposition": f'attachment; filename="{taken.name}"',
        "Content-Length": str(taken.size),
    }
    return StreamingResponse(taken.pieces(), media_type="application/zip", headers=headers)
