"""The catalogue: vendors, their names in every script, ties over time, namesakes, sources."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from countersight.errors import AbsentError
from countersight.ids import VendorId
from countersight.messages import _
from countersight.web.asking import AtDesk
from countersight.web.templating import page
from countersight.work.office.searching import vendors_named

router = APIRouter(include_in_schema=False)


@router.get("/catalogue")
def vendors(
    request: Request, desk: AtDesk, q: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Return the vendors, or those with a name that holds some words."""
    found = vendors_named(desk.catalogue, q)
    shown = {"vendors": found, "q": q, "version": desk.catalogue.version}
    return page(request, "catalogue.html", {**shown, "verified": desk.catalogue.verified_on})


@router.get("/catalogue/{vendor}")
def one(request: Request, desk: AtDesk, vendor: str) -> Response:
    """Return what the catalogue says of a vendor."""
    found = desk.catalogue.vendors.get(VendorId(vendor))
    if found is None:
        raise AbsentError(
            _("the catalogue has no vendor {vendor!r}").format(vendor=vendor[:100]),
            hint=_("Look for its name in the catalogue."),
        )
    sources = {each.id: each for each in found.sources}
    ties = sorted(found.ties, key=lambda tie: (str(tie.since or ""), tie.role, tie.name))
    return page(request, "vendor.html", {"vendor": found, "ties": ties, "sources": sources})
