"""Write a page for each restriction of the catalogue, and the index of the pages.

Run without arguments this writes ``docs/restrictions/``; with ``--check`` it writes nothing
and ends with 1 where a page is not what the files say. A test does the same.
"""

import sys
from pathlib import Path
from typing import Final

from countersight.catalogue import examples, folder, load
from countersight.report.rule_pages import pages

PAGES: Final = Path(__file__).parent / "restrictions"


def wanted() -> dict[str, str]:
    """Return every page as it should be, by file name."""
    catalogue = load()
    cases = examples(folder() / "restrictions")
    return pages(catalogue.restrictions, cases, catalogue.vocabulary.facts)


def differing(wanted_pages: dict[str, str]) -> list[str]:
    """Return the names of pages that are missing, left over, or not as they should be."""
    found = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    names = sorted({*found, *wanted_pages})
    return [name for name in names if found.get(name) != wanted_pages.get(name)]


def write(wanted_pages: dict[str, str]) -> None:
    """Write the pages that differ, and remove those that are left over."""
    PAGES.mkdir(exist_ok=True)
    for name in differing(wanted_pages):
        path = PAGES / name
        text = wanted_pages.get(name)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Write the pages, or check them."""
    made = wanted()
    if "--check" not in arguments:
        write(made)
        return 0
    stale = differing(made)
    for name in stale:
        sys.stderr.write(f"{PAGES / name} is not current; run {Path(__file__).name}\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
