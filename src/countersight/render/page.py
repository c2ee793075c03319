"""The shell of every page: landmarks, a skip link, one stylesheet, and a strict policy.

A page needs no script and no network. The stylesheet and the script that enhances tables stand
in the page itself; the policy (Content Security Policy Level 3, 2.3) names their digests, and
lets nothing else run, load, or be sent.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from countersight.messages import _
from countersight.render.html import Html, element, text

NAME: Final = "Countersight"
MAIN: Final = "main"
"""The id of what the skip link leads to."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What a page says of itself around its sections."""

    title: str
    subtitle: str = ""
    """What stands under the heading."""
    footer: str = ""
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page, with a heading of the second level and a place to link to."""

    id: str
    heading: str
    body: Iterable[Html]
    """Pieces that are written one after the other."""
    note: str = ""
    """What the list of contents says beside the heading, such as a count."""


def page(shell: Shell, sections: Iterable[Section]) -> Iterator[str]:
    """Yield a whole page, piece by piece.

    >>> shown = "".join(page(Shell("What was found"), [Section("a", "All", [text("<b>")])]))
    >>> shown[:15], '<h2 id="a-h">All</h2>&lt;b&gt;' in shown
    ('<!doctype html>', True)
    """
    told = list(sections)
    yield f'<!doctype html>\n<html lang="{text(shell.lang)}">\n'
    yield from _head(shell)
    yield f"<body>\n{_skip()}\n{_banner()}\n"
    yield f'<main id="{MAIN}" tabindex="-1">\n'
    heading = element("h1", shell.title)
    lead = element("p", shell.subtitle, class_="lead") if shell.subtitle else None
    yield f"{element('div', heading, lead, class_='title')}\n{_contents(told)}\n"
    for section in told:
        yield from _section(section)
    yield "</main>\n"
    yield f"{element('footer', element('p', shell.footer))}\n"
    yield f"{element('p', id='said', role='status', class_='unseen')}\n"
    yield f"<script>{script()}</script>\n</body>\n</html>\n"


@cache
def stylesheet() -> str:
    """Return the one stylesheet."""
    return _packaged("page.css")


@cache
def script() -> str:
    """Return the script that lets tables be sorted and lists be filtered."""
    return _packaged("page.js")


@cache
def policy() -> str:
    """Return the policy of a page that holds its own style and script."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(stylesheet())}'",
            f"script-src '{_digest(script())}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _packaged(name: str) -> str:
    found = files("countersight.render").joinpath(name).read_text(encoding="utf-8")
    if "</" in found:
        raise ValueError(f"{name}: '</' would end its element")
    return found


def _digest(content: str) -> str:
    made = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")
    return f"sha256-{made}"


def _head(shell: Shell) -> Iterator[str]:
    metas = (
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy()),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content=NAME),
        element("link", rel="icon", href="data:,"),
        element("title", f"{shell.title} - {NAME}"),
    )
    yield "<head>\n"
    yield "\n".join(str(each) for each in metas)
    yield f"\n<style>{stylesheet()}</style>\n</head>\n"


def _skip() -> Html:
    return element("a", _("Skip to the content"), href=f"#{MAIN}", class_="skip")


def _banner() -> Html:
    mark = element(
        "svg",
        element("path", d="M2 12h7m6 0h7", class_="stroke"),
        element("path", d="M15 12a3 3 0 1 1-6 0a3 3 0 0 1 6 0z", class_="stroke"),
        element("path", d="M12 2v5m0 10v5", class_="stroke"),
        viewBox="0 0 24 24",
        width=24,
        height=24,
        aria_hidden="true",
        focusable="false",
    )
    return element("header", element("p", mark, element("span", NAME)), class_="banner")


def _contents(sections: Iterable[Section]) -> Html:
    lines = (
        element(
            "li",
            element("a", each.heading, href=f"#{each.id}"),
            element("span", f" {each.note}") if each.note else None,
        )
        for each in sections
    )
    return element("nav", element("ul", lines), aria_label=_("On this page"), class_="contents")


def _section(section: Section) -> Iterator[str]:
    yield f'<section id="{text(section.id)}" aria-labelledby="{text(section.id)}-h">'
    yield str(element("h2", section.heading, id=f"{section.id}-h"))
    for piece in section.body:
        yield str(piece)
    yield "</section>\n"
