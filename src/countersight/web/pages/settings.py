"""Settings: who asks, who judges; and the log of who changed what."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from countersight.catalogue.profiles import bundled_profiles
from countersight.errors import ProfileError
from countersight.web.addresses import earlier
from countersight.web.asking import AtDesk
from countersight.web.forms import MENDED, FieldsTold, Wrong, wrong_of
from countersight.web.speech import LANGUAGE, LANGUAGES
from countersight.web.templating import page
from countersight.work.office import Desk
from countersight.work.office.asking import known_profile
from countersight.work.office.desk import PROFILE, WHO
from countersight.work.office.held import LISTS, MOST_LISTS

router = APIRouter(include_in_schema=False)
PAGE: Final = 100


@router.get("/settings")
def settings(request: Request, desk: AtDesk, saved: str = "") -> Response:
    """Return what is set."""
    store = desk.store.settings
    said = {name: store.get(name) for name in (PROFILE, WHO, LANGUAGE, LISTS)}
    return _form(request, desk, said, saved=bool(saved))


@router.post("/settings")
def save(  # noqa: PLR0913 - the fields of a form
    request: Request,
    desk: AtDesk,
    told: FieldsTold,
    *,
    profile: Annotated[str, Form(max_length=100)] = "",
    who: Annotated[str, Form(max_length=200)] = "",
    language: Annotated[str, Form(max_length=20)] = "",
    lists: Annotated[
        list[str], Form(alias="list", max_length=MOST_LISTS, default_factory=list)
    ],
) -> Response:
    """Keep what is set, each change with a line in the log; what is not told stays."""
    sent = {PROFILE: profile, WHO: who.strip(), LANGUAGE: language}
    kept = desk.store.settings.get
    said = {each: new if each in told else kept(each) for each, new in sent.items()}
    said[LANGUAGE] = said[LANGUAGE] if said[LANGUAGE] in LANGUAGES else ""
    asked = kept(LISTS)
    said[LISTS] = desk.lists.checked(lists, asked) if told & {"list", LISTS} else asked
    name = said[WHO]
    try:
        known_profile(said[PROFILE])
    except MENDED as error:
        return _form(request, desk, said, wrong_of(error, {ProfileError: "profile"}))
    for setting, value in said.items():
        desk.store.settings.put(setting, value, name)
    return RedirectResponse("/settings?saved=yes", 303)


def _form(
    request: Request,
    desk: Desk,
    said: Mapping[str, str],
    wrong: tuple[Wrong, ...] = (),
    *,
    saved: bool = False,
) -> Response:
    shown = {
        "profiles": bundled_profiles(),
        "held": desk.lists.every(),
        "chosen": said[LISTS].split(),
        "said": said,
        "saved": saved,
        "reconcile": f"{request.base_url}reconcile",
    }
    return page(request, "settings.html", shown, wrong=wrong)


@router.get("/settings/audit")
def audit(
    request: Request, desk: AtDesk, start: Annotated[int, Query(ge=0, le=10**9)] = 0
) -> Response:
    """Return the log of changes, and whether its chain holds."""
    entries = tuple(desk.store.audit.entries(start, PAGE))
    broken = desk.store.audit.first_broken()
    shown = {
        "entries": entries,
        "broken": broken,
        "before": earlier(start, PAGE, len(entries)),
        "after": start + PAGE if len(entries) == PAGE else None,
    }
    return page(request, "audit.html", shown)
