"""A key that a browser must hold, where others use the same machine (``serve --with-key``).

It is made anew at each start and kept in memory alone. Who opens the address that the program
prints gets it as a cookie; a program sends it as ``Authorization: Bearer``.
"""

from hmac import compare_digest
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from countersight.messages import _
from countersight.web.failing import told
from countersight.web.strangers import is_open

COOKIE: Final = "countersight"
NAME: Final = "key"
"""What the key is called in the address that the program prints."""
FREE: Final = ("/assets/", "/static/")
"""What tells nothing of the office: how pages look; so does what any site may ask."""


class Keyed:
    """Lets those in who hold the key."""

    def __init__(self, app: ASGIApp, key: str) -> None:
        """*key* is what is asked for; empty: nothing is."""
        self._app = app
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or ask for the key."""
        request = Request(scope) if scope["type"] == "http" else None
        if not self._key or request is None or self._passes(request):
            await self._app(scope, receive, send)
        else:
            await self._asked(request)(scope, receive, send)

    def _passes(self, request: Request) -> bool:
        return self._is_let_in(request) and self._given(request) is None

    def _is_let_in(self, request: Request) -> bool:
        path = request.url.path
        bearer = request.headers.get("authorization", "").partition(" ")
        held = bearer[2] if bearer[0].lower() == "bearer" else ""
        return (
            is_open(path)
            or path.startswith(FREE)
            or self._fits(held)
            or self._fits(request.cookies.get(_cookie(request), ""))
        )

    def _given(self, request: Request) -> list[tuple[str, str]] | None:
        """Return the query that holds the key; None where none does.

        Whoever is let in already is led on too: a key does not stay in an address.
        """
        if request.method != "GET":
            return None
        pairs = parse_qsl(request.url.query, keep_blank_values=True)
        given = next((value for name, value in pairs if name == NAME), "")
        return pairs if self._fits(given) else None

    def _fits(self, held: str) -> bool:
        return compare_digest(held.encode(), self._key.encode())

    def _asked(self, request: Request) -> Response:
        pairs = self._given(request)
        if pairs is not None:
            left = urlencode([each for each in pairs if each[0] != NAME])
            place = request.url.path.lstrip("/")
            answer = RedirectResponse(f"/{place}" + (f"?{left}" if left else ""), 303)
            answer.set_cookie(_cookie(request), self._key, httponly=True, samesite="strict")
            return answer
        said = (
            "unauthorized",
            _("this office asks for a key"),
            _("Open the address that countersight serve printed, with the key in it."),
        )
        refused = told(request, HTTPStatus.UNAUTHORIZED, said)
        refused.headers["WWW-Authenticate"] = "Bearer"
        return refused


def _cookie(request: Request) -> str:
    """Return the name of the cookie: a browser hands one to every port of a machine."""
    return f"{COOKIE}-{request.url.port or 80}"
