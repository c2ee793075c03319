"""Suggestions while somebody types, what a hovered one is, and what can be fetched."""

from http import HTTPStatus
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from countersight.ids import VendorId
from countersight.messages import sentence
from countersight.render.html import Html, element
from countersight.web.reconcile.asking import AtCatalogue, answered, wrong
from countersight.web.reconcile.shapes import entity, named
from countersight.work.reconciling import Reconciling
from countersight.work.reconciling.properties import PROPERTIES, TYPES, Property, Type
from countersight.work.reconciling.suggesting import (
    FURTHEST,
    LONGEST,
    MOST,
    USUAL,
    Prefix,
    suggested_entities,
    suggested_properties,
    suggested_types,
)

router = APIRouter(include_in_schema=False)
_DIGITS: Final = len(str(FURTHEST))


@router.get("/reconcile/suggest/{what}")
def suggest(request: Request, reconciling: AtCatalogue, what: str) -> Response:
    """Return entities, properties or types that begin with a prefix."""
    prefix = _prefix(request)
    if prefix is None:
        return wrong(
            request,
            HTTPStatus.BAD_REQUEST,
            "malformed",
            sentence("prefix, cursor or limit is not of the form that is read"),
            sentence(
                "prefix: {most} letters at most; cursor and limit: numbers.", most=LONGEST
            ),
        )
    match what:
        case "entity":
            found = [entity(one) for one in suggested_entities(reconciling.catalogue, prefix)]
        case "property":
            found = [named(one) for one in suggested_properties(prefix)]
        case "type":
            found = [named(one) for one in suggested_types(prefix)]
        case _:
            return _nothing(request)
    return answered(reconciling, {"result": found})


@router.get("/reconcile/flyout/{what}")
def flyout(request: Request, reconciling: AtCatalogue, what: str, id: str = "") -> Response:  # noqa: A002 - the specification's name
    """Return a few lines of HTML about an entity, a property or a type."""
    html = _about(reconciling, what, id)
    if html is None:
        return _nothing(request)
    return answered(reconciling, {"id": id, "html": str(html)})


@router.get("/reconcile/properties")
def propose(request: Request, reconciling: AtCatalogue) -> Response:
    """Return what can be fetched; it is the same for every type."""
    limit = _number(request.query_params.get("limit", ""), len(PROPERTIES))
    told = [each for each in PROPERTIES.values() if each.is_told]
    kept = told[: len(told) if limit is None else limit]
    return answered(
        reconciling,
        {
            "type": request.query_params.get("type", "")[:LONGEST],
            "limit": len(kept),
            "properties": [{"id": each.id, "name": each.name} for each in kept],
        },
    )


def _prefix(request: Request) -> Prefix | None:
    asked = request.query_params
    text = asked.get("prefix", "")
    cursor, limit = _number(asked.get("cursor", ""), 0), _number(asked.get("limit", ""), USUAL)
    if len(text) > LONGEST or cursor is None or limit is None:
        return None
    return Prefix(text, min(cursor, FURTHEST), min(limit, MOST))


def _number(text: str, usual: int) -> int | None:
    """Return a number of an address: the usual one for none, None for no number."""
    if not text:
        return usual
    whole = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if whole else None


def _about(reconciling: Reconciling, what: str, key: str) -> Html | None:
    if what == "entity":
        vendor = reconciling.catalogue.vendors.get(VendorId(key))
        return None if vendor is None else _lines(vendor.name, vendor.summary)
    found: Property | Type | None = {
        "property": PROPERTIES.get(key),
        "type": TYPES.get(key),
    }.get(what)
    return None if found is None else _lines(found.name, found.description)


def _lines(name: str, said: str) -> Html:
    return element("div", element("p", element("b", name)), element("p", said))


def _nothing(request: Request) -> Response:
    return wrong(
        request,
        HTTPStatus.NOT_FOUND,
        "absent",
        sentence("there is nothing of that kind and id"),
        sentence("Ask with an id that the service told."),
    )
