"""Make the pictures of the web application: the demo's cameras in a new office.

Needs the extras ``web`` and ``test`` and the program ``chromium``. Fonts differ from machine to
machine, so no test compares the pictures; run this where the pages have changed.
"""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Page, sync_playwright

from countersight.work import demo_folder

IMAGES: Final = Path(__file__).parent / "images"
LARGEST: Final = 200_000
"""Bytes of one picture."""
FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
)
WIDE: Final = 1_280
HEIGHTS: Final = {"columns": 1_500, "run": 1_000, "review": 1_000, "vendor": 1_400}
"""Pixels of each picture."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve an office by the command itself, and give its address once it is told."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "countersight", "serve", "--port", str(port)]
    with subprocess.Popen(  # noqa: S603 - this very program
        [*command, "--workspace", str(folder)]
    ) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def opened(page: Page, address: str) -> None:
    """Open a page of a server that may still be starting."""
    for _ in range(100):
        try:
            page.goto(address)
        except Exception:  # noqa: BLE001 - Chromium's error for a closed port has no type
            page.wait_for_timeout(200)
        else:
            return
    sys.exit("the server does not answer")


def kept(page: Page, name: str) -> None:
    """Write what the window shows."""
    target = IMAGES / f"serve-{name}.png"
    page.set_viewport_size({"width": WIDE, "height": HEIGHTS[name]})
    page.screenshot(path=target)
    if target.stat().st_size > LARGEST:
        sys.exit(f"{target.name} is larger than {LARGEST:,} bytes")


def visit(page: Page, address: str) -> None:
    """Go through the rooms: hand the cameras in, look at a run, a match, a vendor."""
    opened(page, f"{address}/settings")
    page.get_by_label("Who asks, where a run does not say").select_option(
        "us-federal-contractor"
    )
    page.get_by_label("Your name or desk").fill("case desk")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{address}/screen")
    page.get_by_label("A file").set_input_files(demo_folder() / "cameras.csv")
    page.get_by_role("button", name="Screen").click()
    page.get_by_role("heading", name="Check the columns").wait_for()
    kept(page, "columns")
    page.get_by_role("button", name="Screen").click()
    page.get_by_role("heading", name="cameras.csv").wait_for()
    while page.get_by_role("button", name="Cancel").count():
        page.wait_for_timeout(200)
        page.reload()
    kept(page, "run")
    for name, place in (("review", "/review"), ("vendor", "/catalogue/hikvision")):
        page.goto(f"{address}{place}")
        kept(page, name)


def main() -> None:
    """Write the pictures."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("chromium is not installed")
    with (
        TemporaryDirectory() as folder,
        served(Path(folder) / "office") as address,
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(executable_path=program, args=list(FLAGS))
        visit(browser.new_page(), address)
        browser.close()


if __name__ == "__main__":
    main()
