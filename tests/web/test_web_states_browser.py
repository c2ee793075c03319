"""Every state of the pages in Chromium: axe finds nothing, none is too wide, keys suffice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import listen, overflow, violations
from serving import served_office

pytestmark = pytest.mark.enable_socket
LONG = "A company of a very long name that goes on " * 8 + "Ltd"
NAMES = (
    f"HIKVISION UK LIMITED\nDahau Technology\n杭州海康威视数字技术股份有限公司\n<b>{LONG}</b>\n"
)
EMPTY = ("/", "/runs", "/review", "/settings/audit", "/restrictions", "/search?q=zzz")
STATES = (
    *("/", "/runs", "/runs/1", "/runs/1?state=review&q=dah", "/runs/1?q=nobody"),
    *("/runs/1/problems", "/runs/1/grounds", "/runs/1/answers/1", "/review", "/review?at=1"),
    *("/catalogue?q=zzz", "/catalogue/huawei", "/catalogue/hikvision?on=2019-01-01"),
    *("/catalogue/lorex", "/catalogue/axis?on=soon", "/restrictions?view=days"),
    *("/restrictions?view=stands", "/restrictions?view=all", "/restrictions?who=martian"),
    *("/restrictions?who=GB&day=soon", "/decide?date=soon&place=GB-EAW&roles=x&act=deploy"),
    *(
        "/settings?saved=yes",
        "/runs/99",
        "/screen/99",
        "/runs/2",
        "/restrictions/us-ndaa889-a1b",
    ),
    *("/restrictions/us-bis-entity-list-2019", "/restrictions/us-1260h-list"),
)
SCREENS = {"wide": (1280, 900), "dark": (1280, 900), "narrow": (320, 640), "zoomed": (320, 225)}
"""At 400 percent a window of 1280 by 900 pixels has room for 320 by 225."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An office in which nothing was done."""
    with served_office(tmp_path_factory.mktemp("empty") / "office") as told:
        yield told


@pytest.fixture(scope="module")
def worked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An office with a run that is done, a judgement, and a run that failed."""
    folder: Path = tmp_path_factory.mktemp("worked") / "office"
    with served_office(folder) as told:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{told}/settings")
        page.get_by_label("Who asks, where a run does not say").select_option(
            "us-federal-contractor"
        )
        page.get_by_label("Your name or desk").fill("case desk")
        page.get_by_role("button", name="Save").click()
        page.goto(f"{told}/screen")
        page.get_by_label("Or names, one a line").fill(NAMES)
        page.get_by_role("button", name="Screen").click()
        done(page)
        page.goto(f"{told}/runs/1/answers/1")
        page.get_by_label("Yes, it is the same").first.check()
        page.get_by_label("Why: what did you look at?").first.fill("its register")
        page.get_by_role("button", name="Keep the judgement").first.click()
        form: dict[str, str | float | bool] = {"names": "Axis", "mapping": "name=nowhere"}
        page.request.post(f"{told}/screen", form=form)
        page.goto(f"{told}/runs/2")
        done(page)
        yield told


def done(page: Page) -> None:
    """Wait until a run is over; without a script it is looked at again."""
    for _ in range(300):
        if page.get_by_role("button", name="Cancel").count() == 0:
            return
        page.wait_for_timeout(50)
        page.reload()
    raise AssertionError(page.url)


def looked_at(browser: Browser, screen: str, code: str = "en") -> Page:
    wide, high = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": wide, "height": high},
        color_scheme="dark" if screen == "dark" else "light",
        bypass_csp=True,  # axe-core is put into the page; the policy is tested elsewhere
        extra_http_headers={"Cookie": f"language={code}"},
    )
    return context.new_page()


@pytest.mark.parametrize("screen", SCREENS)
def test_no_state_violates_axe(browser: Browser, worked: str, screen: str) -> None:
    page = looked_at(browser, screen)
    for state in STATES if screen in {"wide", "narrow"} else STATES[::3]:
        page.goto(f"{worked}{state}")
        page.evaluate(
            "document.querySelectorAll('details').forEach((one) => { one.open = true })"
        )
        assert violations(page) == [], state
        assert overflow(page) <= 1, (state, "scrolls to the side")


@pytest.mark.parametrize("code", ["de", "zh-Hant"])
def test_no_language_violates_axe(browser: Browser, worked: str, code: str) -> None:
    page = looked_at(browser, "narrow", code)
    for state in ("/", "/screen", "/runs/1", "/runs/1/answers/1", "/catalogue/hikvision"):
        page.goto(f"{worked}{state}")
        assert page.locator("html").get_attribute("lang") == code
        assert violations(page) == [], state
        assert overflow(page) <= 1, (state, "scrolls to the side")


def test_an_empty_office_violates_nothing(browser: Browser, empty: str) -> None:
    page = looked_at(browser, "narrow")
    for state in EMPTY:
        page.goto(f"{empty}{state}")
        assert violations(page) == [], state
        assert overflow(page) <= 1, (state, "scrolls to the side")


def test_a_printed_page_has_what_was_found_and_no_controls(
    browser: Browser, worked: str
) -> None:
    page = looked_at(browser, "wide")
    page.emulate_media(media="print")
    page.goto(f"{worked}/runs/1")
    expect(page.get_by_text("HIKVISION UK LIMITED").first).to_be_visible()
    for each in ("nav", ".facets", ".languages", ".files"):
        expect(page.locator(each).first).to_be_hidden()


def test_names_are_screened_and_judged_by_the_keyboard_alone(
    browser: Browser, empty: str
) -> None:
    page = browser.new_context().new_page()
    heard = listen(page)
    page.goto(empty)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Say who you are").first).to_be_focused()
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("Or names, one a line").focus()
    page.keyboard.type("HIKVISION UK LIMITED")
    tab_to(page, "Screen")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("link", name="HIKVISION UK LIMITED").wait_for()
    page.goto(f"{empty}/review")
    page.keyboard.press("y")
    page.keyboard.type("its register")
    page.keyboard.press("Tab")
    page.keyboard.type("case desk")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing waits for a judgement.")).to_be_visible()
    assert heard.errors == []


def tab_to(page: Page, button: str) -> None:
    """Press Tab until a button has the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == button:
            return
    raise AssertionError(button)


def test_a_wide_graph_begins_at_its_company_and_its_links_are_reached(
    browser: Browser, worked: str
) -> None:
    page = looked_at(browser, "narrow")
    page.goto(f"{worked}/catalogue/hikvision")
    box = page.locator(".graph .focus").first.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= 320 - box["width"]
    page.locator(".graph a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/catalogue/" in page.url
    assert not page.url.endswith("/hikvision")


def test_a_language_is_chosen_at_the_foot_of_a_page(browser: Browser, worked: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{worked}/catalogue?q=hik")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Katalog")).to_be_visible()
    assert page.url == f"{worked}/catalogue?q=hik"
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Catalogue")).to_be_visible()
