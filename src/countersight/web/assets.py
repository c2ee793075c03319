"""The stylesheet: that of all pages of the project, and what the application adds."""

from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from starlette.responses import Response

from countersight.ids import digest
from countersight.render.page import stylesheet

router = APIRouter(include_in_schema=False)


@cache
def whole_stylesheet() -> str:
    """Return both sheets as one."""
    own = (files("countersight.web") / "static" / "app.css").read_text(encoding="utf-8")
    return f"{stylesheet()}\n{own}"


@cache
def stylesheet_version() -> str:
    """Return what the address of the stylesheet ends in, so that it can be kept for long."""
    return digest(whole_stylesheet().encode())[:12]


@router.get("/assets/{version}/countersight.css")
def css(version: str) -> Response:
    """Return the stylesheet; of another version than today's, today's, not to be kept."""
    days = 365 if version == stylesheet_version() else 0
    keep = {"Cache-Control": f"public, max-age={days * 86400}, immutable"}
    return Response(whole_stylesheet(), media_type="text/css", headers=keep)
