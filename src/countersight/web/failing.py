"""What becomes of an error: a page for a person, problem details for a program (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

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
from countersight.messages import Words, _, spoken
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
WRONG: Final = Words(
    {
        HTTPStatus.BAD_REQUEST: "what was sent can't be read",
        HTTPStatus.NOT_FOUND: "there is no such page",
        HTTPStatus.METHOD_NOT_ALLOWED: "this can't be done at this address",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "this is no form",
    }
)
"""What is wrong where the framework says it, as a page says it."""
REMEDIES: Final = Words(
    {
        HTTPStatus.BAD_REQUEST: "Go back, and send the form again.",
        HTTPStatus.NOT_FOUND: "Look at the address, or begin at home.",
        HTTPStatus.METHOD_NOT_ALLOWED: "Open the page, and use what it offers.",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Go back, and send the form again.",
    }
)
"""What to do about it."""
UNUSABLE: Final = Words(
    {
        "missing": "it is not told",
        "int_parsing": "it is no whole number",
        "greater_than_equal": "it is smaller than {ge}",
        "less_than_equal": "it is larger than {le}",
        "string_too_long": "it has more than {max_length} letters",
        "too_long": "there are more than {max_length}",
        "enum": "it is none of {expected}",
    }
)
"""Why a value of a request can't be used, by the type of the error (pydantic)."""


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
    answer = told(request, status, _heard_of(request, status, str(error.detail)))
    answer.headers.update(error.headers or {})
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers["Allow"] = ", ".join(sorted(methods(request)))
    return answer


def _heard_of(request: Request, status: HTTPStatus, detail: str) -> tuple[str, str, str]:
    """Return the code, what is wrong, and what to do: on a page, in the language spoken."""
    own = "" if detail == status.phrase else detail
    if is_program(request) or status not in WRONG:
        return slug(status), phrase(status), own or status.description
    return slug(status), WRONG[status], own or REMEDIES[status]


def is_program(request: Request) -> bool:
    """Return whether a program asks, to which an error is problem details."""
    path = request.url.path
    return path.startswith(API) or is_open(path)


def methods(request: Request) -> set[str]:
    """Return every method that an address hears (RFC 9110, 10.2.1)."""
    found: set[str] = set()
    for route in request.app.routes:
        for method in METHODS:
            how, _ = route.matches({**request.scope, "method": method})
            if how is Match.FULL:
                found.add(method)
    return found | ({"HEAD"} if "GET" in found else set())


async def invalid(request: Request, error: Exception) -> Response:
    """Answer a request of which something can't be used; what was sent is not repeated."""
    if not isinstance(error, RequestValidationError):
        raise error
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    found = [
        (_place(each["loc"]), _unusable(request, each)) for each in error.errors()[:MOST_TOLD]
    ]
    hint = "; ".join(f"{at}: {wrong}" for at, wrong in found[:FEW_TOLD])
    said = ("invalid", _("something in the request can't be used"), hint)
    return told(request, status, said, tuple(found))


def _unusable(request: Request, wrong: Mapping[str, Any]) -> str:
    kind = str(wrong["type"])
    if is_program(request) or kind not in UNUSABLE:
        return str(wrong["msg"])
    return UNUSABLE[kind].format(**wrong.get("ctx", {}))


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
    if is_program(request):
        return problem(status, said, errors)
    _, message, hint = said
    shown = {"status": status, "message": message, "hint": hint}
    return page(request, "error.html", shown, status=status)
