"""Templates: strict, escaping, and with nothing in them that turns or hides letters."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from countersight.messages import _, counted, language, marked
from countersight.render.escaping import visible
from countersight.render.html import is_address, is_han
from countersight.report.faces import NOTICE
from countersight.web.assets import stylesheet_version
from countersight.work.office import Desk

NAVIGATION: Final = (
    ("/", marked("Home")),
    ("/screen", marked("Screen")),
    ("/runs", marked("Runs")),
    ("/review", marked("Review")),
    ("/catalogue", marked("Catalogue")),
    ("/restrictions", marked("Restrictions")),
    ("/settings", marked("Settings")),
)
"""The rooms that every page leads to."""


class Templates:
    """Renders the pages of one application."""

    def __init__(self, desk: Desk) -> None:
        self.environment = Environment(
            loader=PackageLoader("countersight.web"),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=shown,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.globals.update(
            _=_,
            counted=counted,
            navigation=NAVIGATION,
            notice=NOTICE,
            han=is_han,
            stylesheet=f"/assets/{stylesheet_version()}/countersight.css",
        )
        self.environment.filters.update(number=number, json=json.loads, address=safe_address)
        self._desk = desk

    def render(self, name: str, values: Mapping[str, object]) -> str:
        """Return a page."""
        return self.environment.get_template(name).render(
            **values, lang=language(), waiting=self._desk.store.answers.waiting_count(None)
        )


def shown(value: object) -> object:
    r"""Return a value as a page shows it: what turns the direction of letters by its number.

    >>> shown("A\u202eB"), shown(Markup("<b>"))
    ('A\\u202eB', Markup('<b>'))
    """
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def number(value: int) -> str:
    """Return a count with its thousands apart."""
    return f"{value:,}"


def safe_address(address: str) -> str:
    """Return an address of the web that a page may lead to; of any other, nothing.

    >>> safe_address("https://example.org/a"), safe_address("javascript:x")
    ('https://example.org/a', '')
    """
    return address if is_address(address) else ""


def page(
    request: Request,
    name: str,
    values: Mapping[str, object],
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    """Return a page as an answer."""
    templates = cast("Templates", request.app.state.templates)
    body = templates.render(name, {"path": request.url.path, **values})
    return HTMLResponse(body, status_code=status.value)
