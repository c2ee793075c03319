"""The rooms in real Chromium: nothing for axe-core to find, with and without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from browsing import listen, overflow, violations
from serving import served_office

pytestmark = pytest.mark.enable_socket
NAMES = "HIKVISION UK LIMITED\nDahau Technology\nAcme Bakery Ltd\n"
ROOMS = [
    *("/", "/screen", "/runs", "/runs/1", "/runs/1/answers/1", "/review", "/catalogue"),
    *("/catalogue/hikvision", "/restrictions", "/restrictions?who=public.local,GB-EAW"),
    *("/restrictions/gb-visual-surveillance-2022", "/search?q=hik", "/settings"),
    *("/settings/audit", "/settings/backup", "/accessibility", "/decide", "/nowhere"),
    "/decide?date=2023-02-01&place=GB-EAW&roles=public.national&act=deploy&product_form=equipment",
]
SCREENS = {"wide": (1280, 900), "narrow": (320, 640)}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An office that is served to this machine, with one run."""
    with served_office(tmp_path_factory.mktemp("served") / "office") as told:
        yield told


@pytest.fixture(scope="module")
def worked(browser: Browser, address: str) -> str:
    """The same office, once a person without a script has screened three names."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/settings")
    page.get_by_label("Who asks, where a run does not say").select_option("uk-council")
    page.get_by_label("Your name or desk").fill("case desk")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{address}/screen")
    page.get_by_label("Or names, one a line").fill(NAMES)
    page.get_by_role("button", name="Screen").click()
    for _ in range(200):
        if page.get_by_role("button", name="Cancel").count() == 0:
            break
        page.wait_for_timeout(100)
        page.reload()
    page.get_by_text("HIKVISION UK LIMITED").first.wait_for()
    return address


@pytest.mark.parametrize("screen", SCREENS)
def test_no_room_violates_axe(browser: Browser, worked: str, screen: str) -> None:
    wide, high = SCREENS[screen]
    for scheme in ("light", "dark") if screen == "wide" else ("light",):
        page = browser.new_context(
            viewport={"width": wide, "height": high},
            color_scheme="dark" if scheme == "dark" else "light",
            bypass_csp=True,  # axe-core is put into the page; the policy is tested elsewhere
        ).new_page()
        for room in ROOMS:
            page.goto(f"{worked}{room}")
            assert violations(page) == [], (room, scheme)
            assert overflow(page) <= 1, (room, "scrolls to the side")


def test_no_room_complains_or_asks_others(browser: Browser, worked: str) -> None:
    page = browser.new_context().new_page()
    heard = listen(page)
    for room in ROOMS[:-1]:
        if room != "/nowhere":
            page.goto(f"{worked}{room}")
    assert heard.errors == []
    assert {each for each in heard.requests if not each.startswith((worked, "data:"))} == set()


def test_the_queue_is_worked_by_keys(browser: Browser, worked: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{worked}/review")
    before = page.get_by_text("answers that wait for a judgement").inner_text()
    page.keyboard.press("n")
    page.keyboard.type("a namesake, by its register")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"{worked}/review")
    after = page.locator(".lead").inner_text()
    assert after != before
    page.goto(f"{worked}/runs/1?state=dismissed")
    assert page.locator("tbody tr").count() == 1
