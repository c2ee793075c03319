"""Columns are chosen in Chromium: with a script what comes out follows, without it as well."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import listen, overflow, violations
from serving import served_office

pytestmark = pytest.mark.enable_socket
TABLE = "Betrieb;Land;Spalte\nHikvision UK Limited;GB;1\nMr John Smith;GB;2\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_office(tmp_path_factory.mktemp("served") / "office") as told:
        yield told


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "odd.csv"
    path.write_text(TABLE, "utf-8")
    return path


def hand_in(page: Page, address: str, table: Path) -> None:
    page.goto(f"{address}/screen")
    page.get_by_label("A file").set_input_files(table)
    page.get_by_role("button", name="Screen").click()
    page.get_by_role("heading", name="Check the columns").wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_columns_are_chosen_and_screened(
    browser: Browser, address: str, table: Path, *, script: bool
) -> None:
    page = browser.new_context(java_script_enabled=script).new_page()
    heard = listen(page)
    hand_in(page, address, table)
    page.get_by_label("Betrieb").select_option("name")
    if not script:
        page.get_by_role("button", name="Show what comes out").click()
    expect(page.locator("#outcome")).to_contain_text("Hikvision UK Limited")
    expect(page.get_by_label("Betrieb")).to_have_value("name")
    page.get_by_role("button", name="Screen").click()
    page.get_by_role("heading", name="odd.csv").wait_for()
    assert heard.errors == []


def test_the_focus_stays_where_a_column_was_chosen(
    browser: Browser, address: str, table: Path
) -> None:
    page = browser.new_context().new_page()
    hand_in(page, address, table)
    page.get_by_label("Land").focus()
    page.keyboard.type("co")
    page.get_by_label("Land").select_option("country")
    expect(page.locator("#said")).not_to_be_empty()
    expect(page.get_by_label("Land")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 320])
def test_no_state_of_it_violates_axe(
    browser: Browser, address: str, table: Path, width: int
) -> None:
    page = browser.new_context(
        viewport={"width": width, "height": 700}, bypass_csp=True
    ).new_page()
    hand_in(page, address, table)
    assert violations(page) == []
    assert overflow(page) <= 1
    page.get_by_label("Betrieb").select_option("country")
    page.get_by_label("Land").select_option("country")
    page.get_by_role("button", name="Screen").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    assert violations(page) == []
    assert overflow(page) <= 1
    expect(page.locator(".errors")).to_be_focused()
    page.goto(f"{address}/screen")
    page.get_by_role("button", name="Screen").click()
    expect(page.locator(".errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("A file")).to_be_focused()
