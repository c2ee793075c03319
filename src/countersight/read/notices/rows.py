"""What the readers of notices share: a notice being read, its rows, and plain texts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from countersight.model.record import Origin, Problem
from countersight.read.dates import iso
from countersight.read.ocds_rows import LONGEST, MOST_CODES, NOTHING
from countersight.read.source import Options

Row = dict[str, str | int | None]
Path = str
"""Local names parted by strokes, as ElementTree takes them."""
_LONG_NAME: Final = 1_000


@dataclass(slots=True)
class Notice:
    """One notice while it is read: its rows are yielded, the rest is gathered here."""

    origin: Origin
    options: Options
    tally: Counter[str] = field(default_factory=Counter)
    """Keys of ``shelf.NOTES``."""
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, message: str, *, pointer: str | None = None) -> None:
        """Tell of an award that could not be read."""
        place = replace(self.origin, pointer=pointer)
        self.problems.append(Problem(place, code, message))

    def place(self, pointer: str | None = None, row: int | None = None) -> Row:
        """Return the columns that say where a row stands."""
        member = self.origin.member
        return {"kind": "award", "member": member, "pointer": pointer, "row": row}


def text(element: Element | None) -> str | None:
    """Return all text in *element*, white space made one blank; None where there is none.

    >>> from xml.etree.ElementTree import fromstring
    >>> text(fromstring("<a> Two <b>words</b> </a>"))
    'Two words'
    """
    if element is None:
        return None
    if len(element) == 0:
        return " ".join((element.text or "").split()) or None
    return " ".join("".join(_spaced(element)).split()) or None


def _spaced(element: Element) -> Iterable[str]:
    """Yield the texts of *element*, a blank before each paragraph."""
    for inner in element.iter():
        yield " " if inner.tag == "P" else ""
        yield inner.text or ""
        if inner is not element:
            yield inner.tail or ""


def at(element: Element | None, path: Path) -> str | None:
    """Return the text of the first element at *path*."""
    return None if element is None else text(element.find(path))


def joined(parts: Iterable[str | None], *, longest: int = LONGEST) -> str | None:
    """Return the parts that say something, each once, as one text of bounded length.

    >>> joined(["Cameras", None, "Lot 1", "Cameras"])
    'Cameras; Lot 1'
    """
    return "; ".join(dict.fromkeys(part for part in parts if part))[:longest] or None


def name(said: str | None) -> str | None:
    """Return a name of bounded length."""
    return said[:_LONG_NAME] if said else None


def identifier(said: str | None, scheme: str | None = None) -> str | None:
    """Return a registered identifier, where it identifies anything.

    >>> identifier("B 123", "HR"), identifier("n/a"), identifier("GB 12")
    ('HR:B 123', None, 'GB 12')
    """
    if said is None or said.casefold() in NOTHING:
        return None
    return f"{scheme}:{said}" if scheme else said


def day(said: str | None) -> str | None:
    """Return a day as ISO 8601; what is none stays as it was written."""
    return (iso(said) or said) if said else None


def codes(found: Iterable[str]) -> str | None:
    """Return CPV codes as the column ``classification`` holds them.

    >>> codes(["32323500", "35125300", "32323500"])
    'CPV:32323500 CPV:35125300'
    """
    told = dict.fromkeys("".join(code.split()) for code in found)
    return " ".join([f"CPV:{code}" for code in told if code][:MOST_CODES]) or None
