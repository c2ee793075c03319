"""What becomes of an error: a page for a person, problem details for a program (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from countersight.errors import (
    AbsentError,
    ConflictError,
    CountersightError,
    FullError,
    HoldingError,
    StoreError,
)
from countersight.messages import _, spoken
from countersight.web.problems import API, phrase, problem, slug
from countersight.web.strangers import is_open
from countersight.web.templating import page

METHODS: Final = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
MOST_TOLD: Final = 50
"""Places of a request of which it is told why they can't be used."""
FEW_TOLD: Final = 3
"""Those that the hint repeats."""
STATUSES: Final[Mapping[type[CountersightError], HTTPStatus]] = {
    AbsentError: HTTPStatus.NOT_FOUND,
    HoldingError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    FullError: HTTPStatus.INSUFFICIENT_STORAGE,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    CountersightError: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""What each error is told as; the first that fits."""


async def refused(request: Request, error: Exception) -> Response:
    """Answer an error that a person can mend."""
    if not isinstance(error, CountersightError):
        raise error
    said = (error.code, spoken(error.message), spoken(error.hint))
    return told(request, status_of(type(error)), said)


def status_of(kind: type[CountersightError]) -> HTTPStatus:
    """Return the status that an error is told as.

    >>> status_of(AbsentError).value
    404
    """
    return STATUSES[next(each for each in kind.__mro__ if each in STATUSES)]


async def unheard(request: Request, error: Exception) -> Response:
    """Answer what no room was found for, or what the server would not hear."""
    if not isinstance(error, HTTPException):
        raise error
    status = HTTPStatus(error.status_code)
    more = error.detail if error.detail != status.phrase else status.description
    said = (slug(status), phrase(status), str(more))
    answer = told(request, status, said)
    answer.headers.update(error.headers or {})
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers["Allow"] = ", ".join(sorted(methods(request)))
    return answer


def methods(request: Request) -> set[str]:
    """Return every method that an address hears (RFC 9110, 10.2.1)."""
    found: set[str] = set()
    for route in request.app.routes:
        for method in METHODS:
            how, _ = route.matches({**request.scope, "method": method})
            if how is Match.FULL:
                found.add(method)
    return found


async def invalid(request: Request, error: Exception) -> Response:
    """Answer a request of which something can't be used; what was sent is not repeated."""
    if not isinstance(error, RequestValidationError):
        raise error
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    found = [(_place(each["loc"]), str(each["msg"])) for each in error.errors()[:MOST_TOLD]]
    hint = "; ".join(f"{at}: {wrong}" for at, wrong in found[:FEW_TOLD])
    said = ("invalid", _("something in the request can't be used"), hint)
    return told(request, status, said, tuple(found))


def _place(where: Sequence[object]) -> str:
    """Return a place in a request: a JSON Pointer into the body, or a name of the query.

    >>> _place(("body", "records", 0, "na/me")), _place(("query", "limit"))
    ('#/records/0/na~1me', '?limit')
    """
    part, *steps = map(str, where)
    written = [each[:100].replace("~", "~0").replace("/", "~1") for each in steps]
    whole = {"body": "#/" + "/".join(written), "query": "?" + ".".join(written)}
    return whole.get(part, ".".join((part, *written)))


async def faulted(request: Request, error: Exception) -> Response:
    """Answer a fault of the program, of which its log tells more."""
    del error
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    hint = _("Nothing of it was kept. The log of the program tells more; please report it.")
    return told(request, status, ("fault", _("the program has a fault"), hint))


def told(
    request: Request,
    status: HTTPStatus,
    said: tuple[str, str, str],
    errors: tuple[tuple[str, str], ...] = (),
) -> Response:
    """Return an error as the asker reads it: its code, what is wrong, and what to do."""
    path = request.url.path
    if path.startswith(API) or is_open(path):
        return problem(status, said, errors)
    _, message, hint = said
    shown = {"status": status, "message": message, "hint": hint}
    return page(request, "error.html", shown, status=status)
