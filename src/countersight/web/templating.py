"""Templates: strict, escaping, and with nothing in them that turns or hides letters."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from countersight.messages import _, counted, language
from countersight.render.escaping import visible
from countersight.report.faces import NOTICE
from countersight.web.assets import stylesheet_version
from countersight.work.office import Desk

NAVIGATION: Final = (
    ("/", "Home"),
    ("/screen", "Screen"),
    ("/runs", "Runs"),
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
            stylesheet=f"/assets/{stylesheet_version()}/countersight.css",
        )
        self.environment.filters["number"] = lambda value: f"{value:,}"
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
