"""The first hour of a new user, from ``serve`` to a backup that is put back; real Chromium.

Once with a script and once without. Each page that is come to is looked at by axe-core, is
under 200 KB, and its picture is kept in ``build/screenshots``.
"""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from browsing import listen, violations
from countersight.work import demo_folder

pytestmark = pytest.mark.enable_socket
ROOT = Path(__file__).parents[2]
LARGEST = 200_000
"""Bytes of a page."""
PATIENCE = 60


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve an office by the command itself, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "countersight", "serve", "--port", str(port)]
    with subprocess.Popen([*command, "--workspace", str(folder)]) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(PATIENCE)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - of this machine
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server did not answer")


@dataclass
class Visit:
    """One who goes through the rooms, and what is looked at on the way."""

    page: Page
    watcher: Page
    """The same pages for axe-core, which needs a script."""
    address: str
    pictures: Path
    number: int = 0

    def go(self, room: str) -> None:
        """Go to a room by its address."""
        self.page.goto(f"{self.address}{room}")

    def look(self, name: str) -> None:
        """Keep a picture of the page, and have axe-core look at the same address."""
        self.number += 1
        path = self.pictures / f"{self.number:02}-{name}.png"
        self.page.screenshot(path=path, full_page=True)
        self.watcher.goto(self.page.url)
        assert violations(self.watcher) == [], name


def weigh(page: Page) -> list[tuple[str, int]]:
    """Return a list that grows by the address and size of each page that is too large."""
    heavy: list[tuple[str, int]] = []

    def came(answer: Response) -> None:
        if answer.request.resource_type == "document":
            size = int(answer.headers.get("content-length", "0"))
            if size > LARGEST:
                heavy.append((answer.url, size))

    page.on("response", came)
    return heavy


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_the_first_hour_of_a_new_user(
    browser: Browser, tmp_path: Path, *, script: bool
) -> None:
    pictures = ROOT / "build" / "screenshots" / ("script" if script else "plain")
    pictures.mkdir(parents=True, exist_ok=True)
    page = browser.new_context(java_script_enabled=script, accept_downloads=True).new_page()
    heard, heavy = listen(page), weigh(page)
    watcher = browser.new_context(bypass_csp=True).new_page()
    with served(tmp_path / "office") as address:
        visit = Visit(page, watcher, address, pictures)
        say_who_asks(visit)
        hand_the_estate_in(visit)
        review(visit)
        look_at_a_restriction(visit)
        ask_a_decision(visit)
        tables = export(visit, tmp_path)
        backup = back_up(visit, tmp_path)
    restored(backup, tmp_path / "restored")
    with served(tmp_path / "restored") as address:
        again = Visit(page, watcher, address, pictures, visit.number)
        assert export(again, tmp_path / "again") == tables, "the same office"
        again.go("/review")
        again.look("restored")
    assert heavy == []
    assert heard.errors == []


def say_who_asks(visit: Visit) -> None:
    visit.go("/")
    visit.look("empty-office")
    visit.go("/settings")
    visit.page.get_by_label("Who asks, where a run does not say").select_option(
        "uk-central-department"
    )
    visit.page.get_by_label("Your name or desk").fill("case desk")
    visit.page.get_by_role("button", name="Save").click()
    expect(visit.page.get_by_text("Saved.")).to_be_visible()
    visit.look("settings")


def hand_the_estate_in(visit: Visit) -> None:
    page = visit.page
    visit.go("/screen")
    page.get_by_label("A file").set_input_files(demo_folder() / "cameras.csv")
    visit.look("screen")
    page.get_by_role("button", name="Screen").click()
    page.get_by_role("heading", name="Check the columns").wait_for()
    page.get_by_label("Asset tag").select_option("id")
    visit.look("columns")
    page.get_by_role("button", name="Screen").click()
    page.get_by_role("heading", name="cameras.csv").wait_for()
    until = time.monotonic() + PATIENCE
    while page.get_by_role("button", name="Cancel").count() and time.monotonic() < until:
        page.wait_for_timeout(200)
        page.reload()
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    visit.look("run")
    page.get_by_role("link", name=re.compile("^hikvision", re.IGNORECASE)).first.click()
    expect(page).to_have_url(re.compile("maker=hikvision"))
    visit.look("run-of-one-maker")


def review(visit: Visit) -> None:
    page = visit.page
    visit.go("/review")
    waiting = page.locator(".lead").inner_text()
    visit.look("review")
    page.get_by_label("Yes, it is the same").first.check()
    page.get_by_label(re.compile("^Reason|^Why")).first.fill("the label was looked at")
    page.get_by_role("button", name=re.compile("Keep|Save|Judge")).first.click()
    page.wait_for_load_state()
    visit.go("/review")
    assert page.locator(".lead").inner_text() != waiting
    visit.go("/runs/1/answers/1")
    visit.look("answer")


def look_at_a_restriction(visit: Visit) -> None:
    page = visit.page
    visit.go("/restrictions?who=public.national,GB-EAW")
    visit.look("restrictions")
    page.locator("main a[href^='/restrictions/']").first.click()
    page.wait_for_load_state()
    visit.look("restriction")


def ask_a_decision(visit: Visit) -> None:
    known = "date=2023-02-01&place=GB-EAW&roles=public.national&act=deploy"
    visit.go("/decide")
    visit.look("decide")
    visit.go(f"/decide?{known}&product_form=equipment")
    visit.look("decision-forming")


def export(visit: Visit, folder: Path) -> dict[str, bytes]:
    """Return the tables of the run, as they are saved."""
    folder.mkdir(exist_ok=True)
    found = {}
    visit.go("/runs/1")
    for form in ("csv", "json", "xlsx"):
        with visit.page.expect_download() as saved:
            visit.page.locator(f'a[href*="answers.{form}"]').first.click()
        path = folder / saved.value.suggested_filename
        saved.value.save_as(path)
        assert path.stat().st_size > 0
        if form != "xlsx":  # a workbook says when it was made
            found[form] = path.read_bytes()
    return found


def back_up(visit: Visit, folder: Path) -> Path:
    visit.go("/settings/backup")
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("button", name="Make a backup and download it").click()
    path = folder / saved.value.suggested_filename
    saved.value.save_as(path)
    visit.go("/settings/backup")
    visit.look("backup")
    visit.go("/settings/audit")
    visit.look("audit")
    return path


def restored(backup: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "countersight", "restore", str(backup)]
    done = subprocess.run(
        [*command, "--workspace", str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert any(folder.iterdir())
