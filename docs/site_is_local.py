"""Look through the built site for anything that a reader's browser would fetch elsewhere."""

import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

LOADS: Final = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
"""Elements that load something, and the attribute that says what."""
HARMLESS: Final = ("canonical", "prev", "next", "alternate")
"""Relations of ``link`` that load nothing."""


class Loads(HTMLParser):
    """Gathers the addresses that a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the address of an element that loads one."""
        told = dict(attrs)
        address = told.get(LOADS.get(tag, "")) or ""
        harmless = tag == "link" and told.get("rel") in HARMLESS
        if address.startswith(("http:", "https:", "//")) and not harmless:
            self.found.append(address)


def elsewhere(site: Path) -> Iterator[tuple[Path, str]]:
    """Yield each page with each address outside the site that it loads."""
    for page in sorted(site.rglob("*.html")):
        parser = Loads()
        parser.feed(page.read_text("utf-8"))
        yield from ((page, address) for address in parser.found)


def main(arguments: Sequence[str]) -> int:
    """End with 1 where a page loads anything from elsewhere."""
    found = list(elsewhere(Path(arguments[0])))
    for page, address in found:
        sys.stderr.write(f"{page} loads {address}\n")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
