"""Answers of the interface: JSON as the reports make it, and lists a page at a time."""

import json
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from countersight.report.plain import Plain

JSON: Final = "application/json"


def told(
    found: Mapping[str, Plain], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return an object as JSON in UTF-8.

    >>> told({"name": "杭州"}).body.decode()
    '{"name":"杭州"}'
    """
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Response(body.encode(), status, headers, JSON)


def page(
    request: Request,
    name: str,
    found: Sequence[Plain],
    place: tuple[int, int],
    total: int | None = None,
) -> Response:
    """Return a page of a list, with the address of the next one.

    Args:
        request: what was asked; the next page is asked with the same query.
        name: what the members are called.
        found: the members from the offset on; one more than the limit where there are more.
        place: offset and limit.
        total: how many there are, where that is counted.
    """
    offset, limit = place
    said: dict[str, Plain] = {name: list(found[:limit]), "offset": offset, "limit": limit}
    if total is not None:
        said["total"] = total
    more = len(found) > limit if total is None else offset + limit < total
    said["next"] = _next(request, offset + limit) if more else None
    return told(said)


def _next(request: Request, offset: int) -> str:
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "offset"]
    return f"{request.url.path}?{urlencode([*kept, ('offset', str(offset))])}"
