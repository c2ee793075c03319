"""Tables as data: text with one entry a line and cells parted by tabs."""

from collections.abc import Iterator
from importlib.resources import files

FOLDER = "data"


def rows(name: str, package: str = __package__ or "") -> Iterator[list[str]]:
    """Yield the cells of each line of a table; empty lines and ``#`` lines are left out.

    The table stands in the folder ``data`` of *package*.

    >>> next(rows("words.tsv"))[0]
    'generic'
    """
    text = (files(package) / FOLDER / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def spellings(cell: str) -> list[str]:
    """Return the spellings that one cell holds, parted by ``|``."""
    return [each for part in cell.split("|") if (each := part.strip())]
