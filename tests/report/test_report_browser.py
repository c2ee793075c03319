"""The page in a real browser: axe-core finds nothing, and nothing is fetched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from report_runs import every_kind, page_of, run_of

from browsing import Heard, chromium, listen, violations
from programs import RequireProgram

SHOW_ALL = "document.querySelectorAll('.cards').forEach(each => each.classList.remove('cards'))"
"""Cards out of sight are drawn late; axe-core is to see all of them."""


@pytest.fixture(scope="module")
def browser(program: RequireProgram) -> Iterator[Browser]:
    with chromium(program("chromium")) as started:
        yield started


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("pages")
    pages = {
        "full": page_of(every_kind()),
        "nobody": page_of(every_kind(None), profile=None),
        "empty": page_of(run_of()),
    }
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in pages}


@pytest.fixture
def full(browser: Browser, files: dict[str, str]) -> Iterator[tuple[Page, Heard]]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    heard = listen(page)
    page.goto(files["full"])
    yield page, heard
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["full", "nobody", "empty"])
def test_axe_finds_no_violation(
    name: str, width: int, scheme: str, browser: Browser, files: dict[str, str]
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    heard = listen(page)
    page.goto(files[name])
    page.evaluate(SHOW_ALL)
    assert violations(page) == []
    assert heard.errors == []
    assert heard.requests == [files[name]]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_axe_finds_no_violation_where_colours_are_forced_or_paper(
    browser: Browser, files: dict[str, str]
) -> None:
    for media, forced in (("print", "none"), ("screen", "active")):
        page = browser.new_page()
        page.emulate_media(
            media="print" if media == "print" else "screen",
            forced_colors="active" if forced == "active" else "none",
        )
        page.goto(files["full"])
        assert violations(page) == []
        page.close()


def test_without_script_the_page_says_the_same(browser: Browser, files: dict[str, str]) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(files["full"])
    assert page.locator("article.card.match").count() == 1
    assert not page.locator("form.filters").is_visible()
    assert page.locator("th button").count() == 0
    page.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(full: tuple[Page, Heard]) -> None:
    page, _ = full
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_table_is_sorted_by_keyboard_and_says_so(full: tuple[Page, Heard]) -> None:
    page, heard = full
    table = page.locator("table", has=page.locator("caption", has_text="Questions"))
    button = table.locator("th button").first
    button.focus()
    page.keyboard.press("Enter")
    names = table.locator("tbody th").all_inner_texts()
    assert names == sorted(names)
    assert table.locator("th").first.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert table.locator("tbody th").all_inner_texts() == sorted(names, reverse=True)
    assert "descending" in page.locator("#said").inner_text()
    assert heard.errors == []


def test_numbers_sort_as_numbers(full: tuple[Page, Heard]) -> None:
    page, _ = full
    table = page.locator("table", has=page.locator("caption", has_text="Duties, the most"))
    table.locator("th button", has_text="Records").click()
    told = [int(each) for each in table.locator("tbody td:nth-child(5)").all_inner_texts()]
    assert told == sorted(told)


def test_cards_are_filtered_and_the_number_is_said(full: tuple[Page, Heard]) -> None:
    page, heard = full
    page.select_option("#state", "review")
    page.wait_for_timeout(300)
    assert page.locator("article.review").is_visible()
    assert not page.locator("article.card.match").is_visible()
    assert page.locator("#said").inner_text() == "1 of 2 records are shown"
    page.select_option("#state", "")
    page.fill("#words", "no such words")
    page.wait_for_timeout(300)
    assert page.locator("#said").inner_text() == "0 of 2 records are shown"
    page.click("a[href='#r1']")
    page.wait_for_timeout(300)
    assert page.locator("#r1").is_visible()
    assert heard.errors == []


def test_script_that_is_put_into_the_page_does_not_run(full: tuple[Page, Heard]) -> None:
    page, heard = full
    page.evaluate(
        "() => { const made = document.createElement('script');"
        "made.textContent = 'document.title = \"run\"'; document.body.append(made); }"
    )
    assert page.title() != "run"
    assert any("Content Security Policy" in error for error in heard.errors)
