"""Chromium without a screen, for tests that look at pages as people and their aids do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

expect.set_options(timeout=30_000)  # a machine may be slow
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    """Start Debian's Chromium with a new profile, and end it."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Heard:
    """What a page asked for and complained of."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def listen(page: Page) -> Heard:
    """Return what *page* is going to ask for and to complain of."""
    heard = Heard()
    page.on("console", lambda said: heard.errors.append(said.text))
    page.on("pageerror", lambda error: heard.errors.append(str(error)))
    page.on("request", lambda request: heard.requests.append(request.url))
    return heard


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong, with the first place of each."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    page.evaluate((Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
    told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in told["violations"]]


def overflow(page: Page) -> int:
    """Return how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
