"""Make the pictures of the demo: its findings and its case, as Debian's Chromium shows them.

Needs the extra ``test`` and the program ``chromium``. Fonts differ from machine to machine, so
no test compares the pictures; run this where the pages have changed.
"""

import shutil
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import sync_playwright

from countersight import wiring
from countersight.assess import assess
from countersight.catalogue import load_schemes
from countersight.claim import load
from countersight.cli.demo import FILES, PROFILE
from countersight.cli.screen import run
from countersight.cli.telling import Telling
from countersight.publish.case import case_page, told

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
DAY: Final = date(2026, 11, 24)


def findings(folder: Path) -> Path:
    """Return the page of the demo's files."""
    page = folder / "findings.html"
    demo = wiring.demo_folder()
    settings = wiring.ScreenSettings(profile=str(demo / PROFILE), as_of=DAY)
    telling = Telling("html", quiet=True, output=page)
    run([demo / name for name in FILES], settings, telling)
    return page


def case(folder: Path) -> Path:
    """Return the page of the case that the tutorial tells, with one document held."""
    page, demo = folder / "case.html", wiring.demo_folder() / "case"
    texts = {each.name: each.read_text("utf-8") for each in demo.glob("*.txt")}
    schemes = load_schemes()
    made = load((demo / "case.toml").read_text("utf-8"), texts, schemes.predicates)
    found = told(made, assess(made, schemes), DAY, predicates=schemes.predicates)
    page.write_text("".join(case_page(found)), "utf-8")
    return page


def picture(page: Path, place: str, target: Path) -> None:
    """Write what a window shows of *page* at the element with the id *place*."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("chromium is not installed")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=list(FLAGS))
        window = browser.new_page(viewport={"width": 1200, "height": 960})
        window.goto(page.as_uri())
        for _ in range(2):  # cards get their height when they come into sight
            window.evaluate("place => document.getElementById(place).scrollIntoView()", place)
            window.wait_for_timeout(200)
        window.screenshot(path=target)
        browser.close()
    if target.stat().st_size > LARGEST:
        sys.exit(f"{target.name} is larger than {LARGEST:,} bytes")


def main() -> None:
    """Write the pictures."""
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        picture(findings(Path(folder)), "records", IMAGES / "findings.png")
        picture(case(Path(folder)), "words", IMAGES / "case.png")


if __name__ == "__main__":
    main()
