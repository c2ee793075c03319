"""Two tabs, one match: the second is told. And what its policy keeps a page from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import listen
from countersight.wiring.office import Opened
from offices import screened
from serving import served

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def address(opened: Opened) -> Iterator[str]:
    screened(opened)
    with served(opened) as port:
        yield f"http://127.0.0.1:{port}"


def judge(page: Page, verdict: str, reason: str) -> None:
    page.locator(f"input[name=verdict][value={verdict}]").first.check()
    page.locator("[name=reason]").first.fill(reason)
    page.locator("[name=who]").first.fill("desk")
    with page.expect_navigation():
        page.locator("form[action$=reviews] button").first.click()


@pytest.mark.parametrize("script", ["with a script", "without"])
def test_of_two_tabs_that_judge_one_match_the_second_is_told(
    browser: Browser, opened: Opened, address: str, script: str
) -> None:
    window = browser.new_context(java_script_enabled=script != "without")
    [(run, answer), *_] = opened.desk.store.answers.waiting(None, 0, 1)
    place = f"{address}/runs/{run}/answers/{answer.number}"
    first, second = window.new_page(), window.new_page()
    first.goto(place)
    second.goto(place)
    judge(first, "dismissed", "a namesake")
    judge(second, "confirmed", "the same number")
    assert "in between" in second.locator("main").inner_text()
    assert len(opened.desk.store.reviews.current()) == 1
    second.goto(place)
    assert "a namesake" in second.locator("main").inner_text()
    judge(second, "confirmed", "the same number")
    [kept] = opened.desk.store.reviews.current()
    assert kept.verdict.value == "confirmed"
    window.close()


TRIES = {
    "markup put together": "document.body.innerHTML = '<b>a</b>'",
    "a script put together": "document.createElement('script').text = 'a'",
    "a policy of another name": "trustedTypes.createPolicy('other', {})",
    "eval": "eval('1')",
}


def test_trusted_types_stop_markup_that_a_page_puts_together(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.route(
        "**/static/app.js",
        lambda route: route.fulfill(
            content_type="text/javascript",
            body="window.told = [];"
            + "".join(
                f"try {{ {code}; told.push('done') }} catch (wrong) {{ told.push(wrong.name) }}"
                for code in TRIES.values()
            ),
        ),
    )
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("window.told") == ["TypeError", "TypeError", "TypeError", "EvalError"]
    page.close()


def test_a_run_is_followed_without_a_word_of_complaint(browser: Browser, address: str) -> None:
    page = browser.new_page()
    heard = listen(page)
    page.goto(f"{address}/screen")
    rows = "supplier\n" + "".join(f"Supplier {number} Ltd\n" for number in range(9_000))
    page.locator("input[type=file]").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.get_by_role("button", name="Screen").click()
    page.get_by_role("heading", name="Check the columns").wait_for()
    page.get_by_role("button", name="Screen").click()
    page.wait_for_url("**/runs/2*")
    expect(page.locator("[data-refresh]")).to_have_count(0, timeout=60_000)
    assert "9,000" in page.locator(".tiles").inner_text()
    assert heard.errors == []
    page.close()


def test_an_upload_is_saved_and_not_shown(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/runs/1")
    with page.expect_download() as saved:
        page.get_by_role("link", name="The file that was handed in").click()
    assert saved.value.suggested_filename == "suppliers.csv"
    assert Path(saved.value.path()).read_bytes().startswith(b"supplier,site")
    page.close()
