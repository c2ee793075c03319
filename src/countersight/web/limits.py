"""How much is heard: bounds on addresses and bodies, counted while they come.

What is too large is answered with a page that says so; what still comes of it is let go by, so
that a browser hears the answer and not a connection that broke.
"""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from countersight.messages import _
from countersight.web.failing import told, unheard
from countersight.work.office.desk import LARGEST

MIB: Final = 1024**2
LONGEST_ADDRESS: Final = 32 * 1024
"""Bytes of a path and its query; an address of this application has a few thousand at most."""
LARGEST_FORM: Final = 4 * MIB
"""Bytes of a body where no more is said."""
LARGEST_BODIES: Final[Mapping[str, int]] = MappingProxyType(
    {"/screen": LARGEST + LARGEST_FORM, "/api/": LARGEST + LARGEST_FORM}
)
"""Bytes of a body below a path; the operations of the API have bounds of their own."""
MOST_FILES: Final = 2
MOST_FIELDS: Final = 200
"""Parts of a form; each has at most 8 headers of 4 KiB, by the library that reads forms."""
_GONE: Final[Message] = {"type": "http.disconnect"}
_LET_BY: Final = 256 * MIB
"""Bytes too many that are heard to their end, before the connection is closed."""


class Limits:
    """Refuses what is too large, before or while it comes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            await _too_long(Request(scope))(scope, receive, send)
            return
        body = _Body(receive, largest(str(scope["path"])))
        headers = Headers(scope=scope)
        if body.is_told_too_large(headers):
            if headers.get("expect", "").lower() != "100-continue":  # else it asks before
                await body.let_by()
            await _too_large(Request(scope), body.largest)(scope, receive, send)
            return
        await self._bounded(scope, body, send)

    async def _bounded(self, scope: Scope, body: "_Body", send: Send) -> None:
        answer = _Answer(body, send)
        try:
            await self._app(scope, body.receive, answer.send)
        except Exception:
            if not answer.is_due:
                raise
        if answer.is_due:
            await body.let_by()
            await _too_large(Request(scope), body.largest)(scope, body.receive, send)


class _Body:
    """A body that comes, counted."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self.largest = most
        self._come = 0
        self._ended = False

    @property
    def is_too_large(self) -> bool:
        """Whether more came than may."""
        return self._come > self.largest

    def is_told_too_large(self, headers: Headers) -> bool:
        """Tell whether more is going to come, by what the headers say."""
        said = headers.get("content-length", "")
        return said.isdecimal() and int(said[:20]) > self.largest

    async def receive(self) -> Message:
        """Return the next piece; once too much came, that the connection is gone."""
        message = await self._heard() if self._come <= self.largest else _GONE
        return _GONE if self.is_too_large else message

    async def let_by(self) -> None:
        """Hear what still comes, to its end or to a bound, and keep nothing of it."""
        until = self._come + _LET_BY
        while not self._ended and self._come < until:
            await self._heard()

    async def _heard(self) -> Message:
        message = await self._receive()
        self._come += len(message.get("body", b""))
        self._ended = message["type"] == "http.disconnect" or not message.get("more_body")
        return message


class _Answer:
    """What the application answers, as long as it heard all."""

    def __init__(self, body: _Body, send: Send) -> None:
        self._body = body
        self._send = send
        self._begun = False

    @property
    def is_due(self) -> bool:
        """Whether it is still to be said that too much came."""
        return self._body.is_too_large and not self._begun

    async def send(self, message: Message) -> None:
        """Send on, unless too much came."""
        if not self.is_due:
            self._begun = True
            await self._send(message)


def largest(path: str) -> int:
    """Return how many bytes a body below a path may have.

    >>> largest("/settings") < largest("/screen")
    True
    """
    fits = (most for start, most in LARGEST_BODIES.items() if path.startswith(start))
    return next(fits, LARGEST_FORM)


async def unspooled(request: Request, error: Exception) -> Response:
    """Answer what no room was found for, or what could not be heard for want of space.

    Files of a form are set aside by the framework, which tells what goes wrong as a fault of
    the one who asks; where the disk took no more, it is not.
    """
    if isinstance(error, HTTPException) and isinstance(error.__cause__, OSError):
        why = error.__cause__.strerror or str(error.__cause__)
        said = (
            "full",
            _("the upload can't be kept: {why}").format(why=why),
            _("Make room on the disk, and do it again."),
        )
        return told(request, HTTPStatus.INSUFFICIENT_STORAGE, said)
    return await unheard(request, error)


def _too_long(request: Request) -> Response:
    said = (
        "uri-too-long",
        _("the address is too long"),
        _("Choose fewer filters; an address has at most {most:,} bytes.").format(
            most=LONGEST_ADDRESS
        ),
    )
    return told(request, HTTPStatus.REQUEST_URI_TOO_LONG, said)


def _too_large(request: Request, most: int) -> Response:
    said = (
        "too-large",
        _("the file is larger than {mib:,} MiB").format(mib=most // MIB),
        _("Hand it in in parts, or screen it on the command line."),
    )
    return told(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said)
