"""The catalogue: vendors, their names in every script, ties over time, namesakes, sources."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from countersight.errors import AbsentError, SettingError
from countersight.ids import CiteId, VendorId
from countersight.messages import _
from countersight.model.vendor import Source, Vendor
from countersight.web.asking import AtDesk, day_of
from countersight.web.drawing import (
    FAMILIES,
    bond_label,
    family_chart,
    history_chart,
    other_name,
)
from countersight.web.forms import Wrong, wrong_of
from countersight.web.templating import page
from countersight.work.office.family import Families
from countersight.work.office.history import history
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
def one(
    request: Request,
    desk: AtDesk,
    vendor: str,
    on: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Return what the catalogue says of a vendor; its family as of a day."""
    found = desk.catalogue.vendors.get(VendorId(vendor))
    if found is None:
        raise AbsentError(
            _("the catalogue has no vendor {vendor!r}").format(vendor=vendor[:100]),
            hint=_("Look for its name in the catalogue."),
        )
    vendors, today = desk.catalogue.vendors, desk.clock.today()
    wrong: tuple[Wrong, ...] = ()
    try:
        day = day_of(on) or today
    except SettingError as error:
        day, wrong = today, wrong_of(error, {SettingError: "on"})
    family = Families(vendors.values()).of(found.id, day)
    relations = history(found)
    shown = {
        "vendor": found,
        "vendors": vendors,
        "sources": sources_of(vendors.values()),
        "day": day,
        "family": family,
        "graph": family_chart(family) if family else None,
        "relations": relations,
        "chart": history_chart(relations, vendors, today),
        "families": FAMILIES,
        "bond_label": bond_label,
        "other_name": other_name,
    }
    return page(request, "vendor.html", shown, wrong=wrong)


def sources_of(vendors: Iterable[Vendor]) -> Mapping[tuple[VendorId, CiteId], Source]:
    """Return every source by the vendor whose file names it, and its id there."""
    return {(each.id, source.id): source for each in vendors for source in each.sources}
