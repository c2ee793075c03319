"""Vendors: those of the catalogue, by name; one in full."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from starlette.requests import Request

from countersight.report.vendor_objects import vendor_line, vendor_object
from countersight.web.api.answering import page, told
from countersight.web.api.asking import Limit, Offset, StrictRoute
from countersight.web.api.describing import answers, listed
from countersight.web.asking import AtDesk
from countersight.work.office.searching import vendor_of, vendors_named

router = APIRouter(tags=["vendors"], route_class=StrictRoute)


@router.get(
    "/vendors",
    operation_id="listVendors",
    summary="List vendors",
    responses=answers(listed("vendors", "vendor.line", counted=True), "The vendors, by name."),
)
def some(
    request: Request,
    desk: AtDesk,
    q: Annotated[
        str, Query(max_length=200, description="Words in a name or id.", examples=["海康威视"])
    ] = "",
    offset: Offset = 0,
    limit: Limit = 100,
) -> Response:
    """Return the vendors with a name, in any script, or an id that holds some words."""
    found = vendors_named(desk.catalogue, q)
    told_of = [vendor_line(each) for each in found[offset : offset + limit]]
    return page(request, "vendors", told_of, (offset, limit), len(found))


@router.get(
    "/vendors/{vendor}",
    operation_id="getVendor",
    summary="Read a vendor",
    responses=answers("vendor.vendor", "The vendor in full."),
)
def one(
    vendor: Annotated[str, Path(max_length=200, description="Its id.", examples=["hikvision"])],
    desk: AtDesk,
) -> Response:
    """Return one vendor: names in every script, identifiers, ties over time, lists, sources."""
    return told(vendor_object(vendor_of(desk.catalogue, vendor)))
