"""Home: what needs a person."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from countersight.web.asking import AtDesk
from countersight.web.pages.lists import RENEWS
from countersight.web.templating import page
from countersight.work.office.attending import attend

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request, desk: AtDesk) -> Response:
    """Return what waits, and the latest runs."""
    found = attend(desk)
    return page(
        request, "home.html", {"home": found, "attention": found.attention, "renews": RENEWS}
    )


@router.get("/accessibility")
def accessibility(request: Request) -> Response:
    """Return what is done that all can use these pages, and what is not known."""
    return page(request, "accessibility.html", {})
