"""HEAD is GET without the body (RFC 9110, 9.3.2): every page and every operation hears it."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Asks for what HEAD asks about, and holds back the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def bare(message: Message) -> None:
            held = {"body": b""} if message["type"] == "http.response.body" else {}
            await send({**message, **held})

        await self._app({**scope, "method": "GET"}, receive, bare)
