"""The OpenAPI document, and the page that is made of it on the server."""

from typing import Any, Final, cast

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import Response

from countersight.errors import (
    AbsentError,
    ColumnError,
    ConflictError,
    CountersightError,
    DamageError,
    FactError,
    HoldingError,
    PersonError,
    ProfileError,
    SettingError,
    SourceError,
    StoreError,
)
from countersight.web.api.answering import told
from countersight.web.api.describing import ERRORS
from countersight.web.api.document import ROOT, document
from countersight.web.api.page import block, operations, prose
from countersight.web.failing import status_of
from countersight.web.problems import slug
from countersight.web.templating import page

router = APIRouter(prefix=ROOT, include_in_schema=False)
OPENAPI: Final = "openapi.json"
ANSWERED: Final[tuple[type[CountersightError], ...]] = (
    *(AbsentError, ColumnError, ConflictError, DamageError, FactError, HoldingError),
    *(PersonError, ProfileError, SettingError, SourceError, StoreError),
)
"""Errors of the use cases that an operation may end with."""
_INVALID: Final = "A part of the request is missing, too long, or of another kind."


@router.get(f"/{OPENAPI}")
def openapi(request: Request) -> Response:
    """Return the OpenAPI document."""
    return told(of(cast("FastAPI", request.app)))


@router.get("/docs")
def docs(request: Request) -> Response:
    """Return the page."""
    found = of(cast("FastAPI", request.app))
    shown = {
        "document": found,
        "groups": operations(found),
        "address": f"{ROOT}/{OPENAPI}",
        "schemas": f"{ROOT}/docs/schemas",
        "statuses": ERRORS.items(),
        "codes": codes(),
        "prose": prose,
        "block": block,
    }
    return page(request, "api.html", shown)


@router.get("/docs/schemas")
def schemas(request: Request) -> Response:
    """Return the page of the schemas."""
    found = of(cast("FastAPI", request.app))["components"]["schemas"]
    shown = {"components": found, "docs": f"{ROOT}/docs", "prose": prose, "block": block}
    return page(request, "api_schemas.html", shown)


def codes() -> tuple[tuple[str, int, str], ...]:
    """Return the code of each error that may be answered, its status, and what it means."""
    found = [("invalid", 422, _INVALID), ("fault", 500, ERRORS[500])]
    found += [
        (slug(status), status, ERRORS[status]) for status in (400, 403, 404, 405, 413, 415)
    ]
    found += [
        (kind.code, status_of(kind).value, (kind.__doc__ or "").partition("\n")[0])
        for kind in ANSWERED
    ]
    return tuple(sorted(found))


def of(app: FastAPI) -> dict[str, Any]:
    """Return the document of an application, made once."""
    if not hasattr(app.state, "openapi"):
        app.state.openapi = document(app)
    return cast("dict[str, Any]", app.state.openapi)
