"""What every operation of the interface needs of a request, and the bounds of what is heard.

JSON is read strictly (RFC 8259, RFC 7493): UTF-8, no name twice in one object, no NaN, no half
characters, and no more than ``DEEPEST`` objects and lists in one another.
"""

import json
from collections.abc import Callable, Coroutine, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Final, TypeAlias, cast

from fastapi import Depends, Query
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BeforeValidator, StringConstraints
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive

from countersight.errors import SettingError
from countersight.messages import sentence
from countersight.work.office.enquiries import Enquiries

MIB: Final = 1024**2
DEEPEST: Final = 32
"""Objects and lists in one another."""
MOST: Final = 500
"""Members of a page."""
FARTHEST: Final = 1_000_000
"""Offset of a page."""
LARGEST_BODY: Final = "x-largest-body"
"""What the document calls the most bytes of a body."""
SMALL_BODY: Final = 65_536
"""Bytes of a body where an operation does not say."""
_PARTS: Final = "multipart/form-data"
_HALF: Final = range(0xD800, 0xE000)
Handler: TypeAlias = Callable[[Request], Coroutine[Any, Any, Response]]


class _StrictRequest(Request):
    """A request whose JSON is read strictly."""

    async def json(self) -> object:
        """Return the body.

        Raises:
            HTTPException: 400, it is no JSON that may be sent.
        """
        return strict(await self.body())


class StrictRoute(APIRoute):
    """A route that hears its own media type alone, JSON strictly, and no more than its bound.

    The bound stands in the document as ``x-largest-body``.
    """

    def get_route_handler(self) -> Handler:
        """Return what handles a request."""
        handle = super().get_route_handler()
        heard = self._heard()
        largest = int((self.openapi_extra or {}).get(LARGEST_BODY, SMALL_BODY))

        async def strictly(request: Request) -> Response:
            if heard is None:
                return await handle(request)
            if (sent := media_type(request.headers)) != heard:
                wrong = f"The body is sent as {heard}, and not as {sent[:100] or 'nothing'}."
                raise HTTPException(415, wrong, {"Accept-Post": heard})
            receive = bounded(request.headers, request.receive, largest)
            return await handle(_StrictRequest(request.scope, receive))

        return strictly

    def _heard(self) -> str | None:
        field = self.body_field
        if field is None:
            return None
        form = type(field.field_info).__name__ in {"Form", "File"}
        return _PARTS if form else "application/json"


def bounded(headers: Mapping[str, str], receive: Receive, largest: int) -> Receive:
    """Return what receives a body, and refuses one of more than *largest* bytes.

    Raises:
        HTTPException: 413, now where the length is told, else once that many have come.
    """
    told = headers.get("content-length", "")
    if told.isdecimal() and int(told) > largest:
        raise _too_large(largest)
    come = 0

    async def counted() -> Message:
        nonlocal come
        message = await receive()
        come += len(message.get("body", b""))
        if come > largest:
            raise _too_large(largest)
        return message

    return counted


def _too_large(largest: int) -> HTTPException:
    return HTTPException(413, f"A body of this operation has at most {largest:,} bytes.")


def media_type(headers: Mapping[str, str]) -> str:
    """Return the media type of a body, without its parameters.

    >>> media_type({"content-type": "Application/JSON; charset=utf-8"})
    'application/json'
    """
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def strict(body: bytes) -> object:
    """Return what a body of JSON says.

    >>> strict(b'{"a": [1]}')
    {'a': [1]}

    Raises:
        HTTPException: 400, it is no JSON, or says one thing twice, or is nested too deep.
    """
    try:
        found = json.loads(
            body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except UnicodeDecodeError as wrong:
        raise _refused("the body is not in UTF-8") from wrong
    except RecursionError as wrong:
        raise _refused("the body is nested too deep") from wrong
    except ValueError as wrong:
        raise _refused(f"the body is no JSON: {wrong}") from wrong
    _bounded(found)
    return cast("object", found)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("one name stands twice in an object")
    return found


def _no_number(word: str) -> object:
    raise ValueError(f"{word} is no number of JSON")


def _bounded(found: object) -> None:
    """Look at every value, level by level."""
    level = [found]
    for _ in range(DEEPEST + 1):
        texts = [each for each in level if isinstance(each, str)]
        if any(ord(letter) in _HALF for text in texts if not text.isascii() for letter in text):
            raise _refused("a text holds half a character")
        inner: list[object] = []
        for each in level:
            if isinstance(each, dict):
                inner += [*each, *each.values()]
            elif isinstance(each, list):
                inner += each
        if not inner:
            return
        level = inner
    raise _refused(f"the body is nested deeper than {DEEPEST}")


def _refused(wrong: str) -> HTTPException:
    return HTTPException(400, f"{wrong[0].upper()}{wrong[1:][:300]}.")


def only_known(request: Request) -> None:
    """Refuse a query that names what the operation does not know: it would go unheard.

    Raises:
        SettingError: it does.
    """
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    known = list(_query_names(route.dependant))
    strange = next((name for name in request.query_params if name not in known), None)
    if strange is not None:
        raise SettingError(
            sentence("the query names {name!r}, which is not known here", name=strange[:60]),
            hint=sentence("Known: {known}.", known=", ".join(known) or "-"),
        )


async def only_known_parts(request: Request) -> None:
    """Refuse a form with a part that the operation does not know: it would go unheard.

    Raises:
        SettingError: it has one.
    """
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    known = [each.alias for each in route.dependant.body_params]
    strange = next((name for name in await request.form() if name not in known), None)
    if strange is not None:
        raise SettingError(
            sentence(
                "the form has a part {name!r}, which is not known here", name=strange[:60]
            ),
            hint=sentence("Known: {known}.", known=", ".join(known)),
        )


def _query_names(dependant: Dependant) -> Iterator[str]:
    yield from (each.alias for each in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _query_names(inner)


def day(value: object) -> object:
    """Return a day that is written as ISO 8601 writes it; anything else as it is not heard.

    Raises:
        ValueError: it is none.
    """
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) != len("2026-11-24"):
        raise ValueError("a day is written as 2026-11-24")
    return date.fromisoformat(value)


def _enquiries(request: Request) -> Enquiries:
    return cast("Enquiries", request.app.state.enquiries)


Day: TypeAlias = Annotated[date, BeforeValidator(day)]
AtEnquiries: TypeAlias = Annotated[Enquiries, Depends(_enquiries)]
"""What is answered at once."""
HeldName: TypeAlias = Annotated[
    str, StringConstraints(pattern="^[a-z0-9][a-z0-9-]{0,63}(@[0-9A-Za-z+-]{1,100})?$")
]
"""``NAME`` or ``NAME@VERSION`` of an outside list that is held, or ``all``."""
Offset: TypeAlias = Annotated[
    int, Query(ge=0, le=FARTHEST, description="Members that are left out in front.")
]
Limit: TypeAlias = Annotated[int, Query(ge=1, le=MOST, description="Members of the page.")]
ListName: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}(@[0-9A-Za-z+-]{1,100})?$")
]
"""``NAME`` or ``NAME@VERSION`` of an outside list that is held."""
AsOf: TypeAlias = Annotated[
    Day | None,
    Query(description="Day of asking; today where it is not told.", examples=["2026-11-24"]),
]
