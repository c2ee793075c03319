"""What stands before every request: who may ask, and what a browser may do with the answer.

- The server is asked by this machine alone, and by its own name (DNS rebinding).
- A write from another site is refused, by ``Sec-Fetch-Site`` (Fetch Metadata) and ``Origin``;
  so is what its page would load and not lead to: a picture that costs a workbook.
- A page may load what this server serves and nothing else (Content Security Policy Level 3).
"""

from http import HTTPStatus
from inspect import isawaitable
from typing import Final, cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from countersight.messages import _
from countersight.web.problems import API, problem
from countersight.web.strangers import FRAMED, is_open

HOSTS: Final = frozenset({"127.0.0.1", "localhost"})
"""The names by which this server may be asked."""
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types countersight"
)
SANDBOX: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""The policy of what is to be saved and not shown: shown all the same, it can do nothing."""
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guards:
    """Refuses what must not be asked, and sets the policy of what is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wrong = refusal(str(scope["method"]), str(scope["path"]), Headers(scope=scope))
        app = self._app if wrong is None else _refused(str(scope["path"]), wrong)

        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _guard(MutableHeaders(scope=message), str(scope["path"]))
            await send(message)

        try:
            await app(scope, receive, guarded)
        except Exception as fault:
            if not begun:
                answer = await _faulted(Request(scope), fault)
                await answer(scope, receive, guarded)
            raise


async def _faulted(request: Request, fault: Exception) -> Response:
    """Answer a fault of the program here: what answers it otherwise sets no policy."""
    handler = request.app.exception_handlers.get(Exception)
    if handler is None:
        return PlainTextResponse("The program has a fault; its log tells more.\n", 500)
    answer = handler(request, fault)
    return cast("Response", await answer if isawaitable(answer) else answer)


def _refused(path: str, wrong: str) -> Response:
    if not path.startswith(API):
        return PlainTextResponse(f"{wrong}\n", 403)
    said = ("forbidden", HTTPStatus.FORBIDDEN.phrase, wrong)
    return problem(HTTPStatus.FORBIDDEN, said)


def refusal(method: str, path: str, headers: Headers) -> str | None:
    """Return why a request is refused; None where it is not.

    >>> refusal("POST", "/screen", Headers({"host": "evil.example"}))[:30]
    'This server is asked as 127.0.'
    >>> same = Headers({"host": "127.0.0.1:8000", "sec-fetch-site": "same-origin"})
    >>> refusal("POST", "/screen", same) is None
    True
    """
    host = headers.get("host", "")
    if host.rpartition(":")[0 if ":" in host else 2] not in HOSTS:
        return _("This server is asked as 127.0.0.1 or localhost, and by no other name.")
    if not is_open(path) and _is_foreign(method, host, headers):
        return _("A page of another site asked for this, so it was refused.")
    return None


def _is_foreign(method: str, host: str, headers: Headers) -> bool:
    """Tell whether a page of another site asks, and does more than lead here."""
    site = headers.get("sec-fetch-site", "none")
    if method in SAFE:
        return site == "cross-site" and headers.get("sec-fetch-mode") != "navigate"
    origin = headers.get("origin", f"http://{host}")
    return site not in {"same-origin", "none"} or origin != f"http://{host}"


def _guard(headers: MutableHeaders, path: str) -> None:
    framed = "*" if path == FRAMED else "'none'"
    headers["Content-Security-Policy"] = f"{POLICY}; frame-ancestors {framed}"
    if headers.get("content-disposition", "").startswith("attachment"):
        headers["Content-Security-Policy"] = SANDBOX
    for name, value in HEADERS.items():
        headers[name] = value
    if is_open(path):
        headers["Access-Control-Allow-Origin"] = "*"
    if "cache-control" not in headers:
        headers["Cache-Control"] = "no-store"
