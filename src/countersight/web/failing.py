"""What becomes of an error: a page for a person, problem details for a program (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from countersight.errors import (
    AbsentError,
    ConflictError,
    CountersightError,
    HoldingError,
    StoreError,
)
from countersight.web.strangers import is_open
from countersight.web.templating import page

API: Final = "/api/"
STATUSES: Final[Mapping[type[CountersightError], HTTPStatus]] = {
    AbsentError: HTTPStatus.NOT_FOUND,
    HoldingError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    CountersightError: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""What each error is told as; the first that fits."""


async def refused(request: Request, error: Exception) -> Response:
    """Answer an error that a person can mend."""
    if not isinstance(error, CountersightError):
        raise error
    kind = next(each for each in type(error).__mro__ if each in STATUSES)
    return told(request, STATUSES[kind], (error.code, error.message, error.hint))


async def unheard(request: Request, error: Exception) -> Response:
    """Answer what no room was found for, or what the server would not hear."""
    if not isinstance(error, HTTPException):
        raise error
    status = HTTPStatus(error.status_code)
    said = (status.phrase.lower().replace(" ", "-"), status.phrase, status.description)
    return told(request, status, said)


def told(request: Request, status: HTTPStatus, said: tuple[str, str, str]) -> Response:
    """Return an error as the asker reads it: its code, what is wrong, and what to do."""
    code, message, hint = said
    path = request.url.path
    if path.startswith(API) or is_open(path):
        problem = {
            "type": f"/errors/{code}",
            "title": message,
            "status": status.value,
            "detail": hint,
            "code": code,
        }
        return JSONResponse(
            problem, status_code=status.value, media_type="application/problem+json"
        )
    shown = {"status": status, "message": message, "hint": hint}
    return page(request, "error.html", shown, status=status)
