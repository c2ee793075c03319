"""Settings: who asks, who judges; and the log of who changed what."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from countersight.catalogue.profiles import bundled_profiles, load_profile
from countersight.web.asking import AtDesk
from countersight.web.templating import page
from countersight.work.office.desk import PROFILE, WHO

router = APIRouter(include_in_schema=False)
PAGE: Final = 100


@router.get("/settings")
def settings(request: Request, desk: AtDesk, saved: str = "") -> Response:
    """Return what is set."""
    shown = {
        "profiles": bundled_profiles(),
        "profile": desk.store.settings.get(PROFILE),
        "who": desk.store.settings.get(WHO),
        "saved": bool(saved),
        "reconcile": f"{request.base_url}reconcile",
    }
    return page(request, "settings.html", shown)


@router.post("/settings")
def save(
    desk: AtDesk,
    profile: Annotated[str, Form(max_length=100)] = "",
    who: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Keep what is set, each change with a line in the log."""
    if profile:
        load_profile(profile, desk.catalogue.vocabulary)
    name = who.strip()
    desk.store.settings.put(WHO, name, name)
    desk.store.settings.put(PROFILE, profile, name)
    return RedirectResponse("/settings?saved=yes", 303)


@router.get("/settings/audit")
def audit(
    request: Request, desk: AtDesk, start: Annotated[int, Query(ge=0, le=10**9)] = 0
) -> Response:
    """Return the log of changes, and whether its chain holds."""
    entries = tuple(desk.store.audit.entries(start, PAGE))
    broken = desk.store.audit.first_broken()
    shown = {"entries": entries, "broken": broken, "start": start, "size": PAGE}
    return page(request, "audit.html", shown)
