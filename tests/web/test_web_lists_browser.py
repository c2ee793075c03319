"""The pages of outside lists in Chromium: axe finds nothing, none is too wide, keys suffice."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsing import listen, overflow, violations
from countersight.ids import ListId
from countersight.model.edition import Rhythm
from countersight.wiring.lists import list_keeping
from countersight.work.lists import ListSettings
from serving import served_office

pytestmark = pytest.mark.enable_socket
LONG = "A company of a very long name that goes on " * 4 + "Ltd"
ROWS = f"id,name,country,listed\n1,Marlbridge Optics Limited,GB,2020-03-01\n2,{LONG},GB,\n"
LATER = f"{ROWS}3,杭州示例光学有限公司,CN,2023-06-01\n"
PAGES = (
    *("/", "/lists", "/lists/town-list", "/lists/town-list?q=zzz", "/lists/town-list?day=x"),
    *("/lists/town-list/changes", "/lists/town-list/changes?before=1999", "/lists/nowhere"),
    *("/screen", "/settings", "/search?q=optics", "/runs/1", "/runs/1/answers/1"),
    *("/runs/1/answers/2", "/runs/1/grounds", "/screen/2?list=town-list"),
)
SCREENS = {"light": (1280, 900), "dark": (1280, 900), "narrow": (320, 640)}


@pytest.fixture(scope="module")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An office that holds a list in two versions, both stale, and a run that asked it."""
    folder: Path = tmp_path_factory.mktemp("lists")
    with pytest.MonkeyPatch.context() as set_to:
        set_to.setenv("COUNTERSIGHT_DATA", str(folder / "data"))
        for rows, day in ((ROWS, date(2023, 1, 1)), (LATER, date(2024, 1, 1))):
            path = folder / f"{day}.csv"
            path.write_text(rows, encoding="utf-8")
            said = ListSettings(ListId("town-list"), day, rhythm=Rhythm.MONTHLY)
            list_keeping().add([path], said)
        with served_office(folder / "office") as told:
            page = browser.new_page()
            page.goto(f"{told}/screen")
            page.get_by_label("Or names, one a line").fill("Marlbridge Optics\nAcme Bakery\n")
            page.get_by_label("town-list").check()
            page.get_by_role("button", name="Screen").click()
            expect(page.get_by_text("2 answers are kept")).to_be_visible()
            page.goto(f"{told}/screen")
            page.get_by_label("A file").set_input_files(
                {"name": "a.csv", "mimeType": "text/csv", "buffer": b"supplier,nr\nAxis,1\n"}
            )
            page.get_by_role("button", name="Screen").click()
            expect(page.get_by_role("heading", name="Check the columns")).to_be_visible()
            yield told


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_of_lists_can_be_used_by_all(
    browser: Browser, office: str, screen: str
) -> None:
    wide, high = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": wide, "height": high},
        color_scheme="dark" if screen == "dark" else "light",
    )
    page = context.new_page()
    heard = listen(page)
    for place in PAGES:
        page.goto(f"{office}{place}")
        assert violations(page) == [], (screen, place)
        assert overflow(page) <= 0, (screen, place)
    assert [each for each in heard.errors if "status of 4" not in each] == []


def test_a_list_is_found_searched_and_compared_by_links(browser: Browser, office: str) -> None:
    page = browser.new_page()
    page.goto(office)
    page.get_by_role("link", name="Lists", exact=True).click()
    page.get_by_role("link", name="town-list").click()
    page.get_by_label("A part of a name").fill("示例")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_role("row")).to_have_count(2 + 3)
    page.get_by_role("link", name="What versions differ in").click()
    expect(page.get_by_text("1 added, 0 removed, 0 changed")).to_be_visible()
