"""The REST interface, version 1: the use cases as JSON, with problem details (RFC 9457)."""

from typing import Final

from fastapi import APIRouter, Depends

from countersight.web.api import (
    decide,
    docs,
    identify,
    jobs,
    match,
    restrictions,
    reviews,
    runs,
    screen,
    vendors,
)
from countersight.web.api.asking import only_known
from countersight.web.api.document import ROOT

_rooms = (screen, jobs, match, identify, decide, restrictions, vendors, runs, reviews)
router = APIRouter(prefix=ROOT, dependencies=[Depends(only_known)])
for _room in _rooms:
    router.include_router(_room.router)
ROUTERS: Final[tuple[APIRouter, ...]] = (docs.router, router)
