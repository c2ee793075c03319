"""What an entity is, in a small frame of another program."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from countersight.ids import VendorId
from countersight.web.reconcile.asking import AtCatalogue
from countersight.web.templating import page
from countersight.work.reconciling.suggesting import LONGEST

router = APIRouter(include_in_schema=False)


@router.get("/reconcile/preview")
def preview(
    request: Request,
    reconciling: AtCatalogue,
    id: Annotated[str, Query()] = "",  # noqa: A002 - the name in the address of the manifest
) -> Response:
    """Return the page; of an id that is not known, one that says so."""
    vendor = reconciling.catalogue.vendors.get(VendorId(id))
    shown = {
        "vendor": vendor,
        "version": reconciling.catalogue.version,
        "id": id[:LONGEST],
    }
    return page(
        request,
        "reconcile.html",
        shown,
        status=HTTPStatus.OK if vendor else HTTPStatus.NOT_FOUND,
    )
