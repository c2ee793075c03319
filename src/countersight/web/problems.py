"""Problem details (RFC 9457): what an error is for a program.

The code stays the same and is English; what is said to a person is in the language spoken.
"""

import json
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from countersight.messages import language

API: Final = "/api/"
"""Addresses below which programs ask."""
DOCS: Final = "/api/v1/docs"
"""The page that tells of each code."""
MEDIA_TYPE: Final = "application/problem+json"
_PHRASES: Final = {413: "Content Too Large", 422: "Unprocessable Content"}
"""RFC 9110, 15.5; Python had other words for them."""


def problem(
    status: HTTPStatus, said: tuple[str, str, str], errors: tuple[tuple[str, str], ...] = ()
) -> Response:
    """Return problem details: a code that stays, what is wrong, what to do.

    Args:
        status: of the answer.
        said: the code, what is wrong, and what to do; all three are texts of our own.
        errors: places of the request that can't be used, and why.
    """
    code, message, hint = said
    found: dict[str, object] = {
        "type": f"{DOCS}#code-{code}",
        "title": message,
        "status": status.value,
        "detail": hint,
        "code": code,
        "hint": hint,
    }
    if errors:
        found["errors"] = [{"at": at, "wrong": wrong} for at, wrong in errors]
    body = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")
    spoken = {"Content-Language": language().replace("_", "-")}
    return Response(body, status.value, spoken, MEDIA_TYPE)


def phrase(status: int) -> str:
    """Return the name of a status, which is not another in another version of Python.

    >>> phrase(413)
    'Content Too Large'
    """
    return _PHRASES.get(status, HTTPStatus(status).phrase)


def slug(status: int) -> str:
    """Return the code of an error that has none of its own.

    >>> slug(404)
    'not-found'
    """
    return phrase(status).lower().replace(" ", "-")
