"""Templates: strict, escaping, and with nothing in them that turns or hides letters."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from countersight.messages import _, counted, marked, spoken
from countersight.render.escaping import shortened, visible
from countersight.render.html import is_address, is_han
from countersight.report.faces import NOTICE
from countersight.web.assets import stylesheet_version
from countersight.web.forms import Wrong
from countersight.web.speech import BEGUN, LANGUAGES, code, day, moment, number
from countersight.web.wording import LOOKS, STEPS, word
from countersight.work.office import Desk

NAVIGATION: Final = (
    ("/", marked("Home")),
    ("/screen", marked("Screen")),
    ("/runs", marked("Runs")),
    ("/review", marked("Review")),
    ("/catalogue", marked("Catalogue")),
    ("/lists", marked("Lists")),
    ("/restrictions", marked("Restrictions")),
    ("/search", marked("Search")),
    ("/settings", marked("Settings")),
)
"""The rooms that every page leads to."""
LONGEST_BACK: Final = 2_000
"""Letters of an address that a choice of language leads back to; of a longer one, its path."""
_UNITS: Final = ((1, "B"), (1_000, "kB"), (1_000_000, "MB"), (1_000_000_000, "GB"))


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
            english=english,
            languages=LANGUAGES,
            begun=BEGUN,
            steps=STEPS,
            looks=LOOKS,
            stylesheet=f"/assets/{stylesheet_version()}/countersight.css",
        )
        self.environment.filters.update(
            number=number,
            day=day,
            moment=moment,
            word=word,
            json=json.loads,
            address=safe_address,
            told=spoken,
            short=shortened,
            size=size,
        )
        self._desk = desk

    def render(self, name: str, values: Mapping[str, object]) -> str:
        """Return a page."""
        return self.environment.get_template(name).render(
            **values, lang=code(), waiting=self._desk.store.answers.waiting_count(None)
        )


def shown(value: object) -> object:
    r"""Return a value as a page shows it: a sentence in the language of the user.

    What turns the direction of letters is shown by its number.

    >>> shown("A\u202eB"), shown(Markup("<b>"))
    ('A\\u202eB', Markup('<b>'))
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return visible(spoken(value))


def english(text: str) -> str:
    """Return what is in English whatever the language of the page: evidence, law, summaries.

    >>> english("forbids <it>")
    'forbids <it>'
    """
    if code() == "en":
        return text
    return Markup('<span lang="en">{}</span>').format(visible(text))


def size(many: int) -> str:
    """Return a number of bytes as people say it.

    >>> size(900), size(2_300_000)
    ('900 B', '2.3 MB')
    """
    unit = next(each for each in _UNITS if many < each[0] * 1_000 or each is _UNITS[-1])
    return f"{many} B" if unit is _UNITS[0] else f"{many / unit[0]:.1f} {unit[1]}"


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
    wrong: tuple[Wrong, ...] = (),
) -> HTMLResponse:
    """Return a page as an answer; with what is *wrong* with its form where something is."""
    templates = cast("Templates", request.app.state.templates)
    path, query = request.url.path, request.url.query
    whole = f"{path}?{query}" if query and request.method == "GET" else path
    here = whole if len(whole) <= LONGEST_BACK else path
    body = templates.render(name, {"path": path, "here": here, "wrong": wrong, **values})
    return HTMLResponse(body, status_code=wrong[0].status if wrong else status)
