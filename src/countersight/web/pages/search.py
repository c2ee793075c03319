"""Search across all."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from countersight.web.asking import AtDesk
from countersight.web.templating import page
from countersight.work.office.searching import search

router = APIRouter(include_in_schema=False)


@router.get("/search")
def found(
    request: Request, desk: AtDesk, q: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Return vendors, restrictions and records that hold some words."""
    told = search(desk, q)
    return page(
        request, "search.html", {"found": told, "q": q, "held": desk.lists.store.lists()}
    )
