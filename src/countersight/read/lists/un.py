"""The consolidated list of the UN Security Council, in XML; individuals are only counted."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from countersight.ids import ListedId, ListId
from countersight.model.record import Problem
from countersight.model.vendor import NameKind
from countersight.model.watchlist import EntityKind, ListedName, ListEntry, ListStretch
from countersight.read.dates import Order
from countersight.read.lists.making import Making, cleaned, countries, named
from countersight.read.lists.shape import Given, Look
from countersight.read.xml_bounds import Line, Unsound
from countersight.read.xml_input import Doctype, hear, pieces

ROOT: Final = "CONSOLIDATED_LIST"
_ALIASES: Final = {"f.k.a.": NameKind.FORMER}
_TEXTS: Final = frozenset(
    {
        "DATAID",
        "FIRST_NAME",
        "SECOND_NAME",
        "THIRD_NAME",
        "FOURTH_NAME",
        "UN_LIST_TYPE",
        "REFERENCE_NUMBER",
        "LISTED_ON",
        "NAME_ORIGINAL_SCRIPT",
        "QUALITY",
        "ALIAS_NAME",
        "COUNTRY",
    }
)
"""What is read of an entity; comments are not, for they speak of persons."""


def is_un(look: Look) -> bool:
    """Tell whether XML is the consolidated list."""
    return look.root == ROOT


def read_un(given: Given) -> Iterator[ListStretch]:
    """Yield the entities of the list."""
    line = Line()
    heard = _Heard(Making(given.origin, Order.DAY_FIRST), line)
    try:
        for _ in hear(pieces(given.feed), heard, Doctype.REFUSED, line=line):
            yield heard.take()
    except Unsound as wrong:
        heard.making.problems.append(
            Problem(given.origin, wrong.code, wrong.message, wrong.hint, stops=True)
        )
    yield heard.take()


class _Heard:
    """Gathers entities while the document streams."""

    def __init__(self, making: Making, line: Line) -> None:
        self.making = making
        self._line = line
        self._begun = 0
        self._in = False
        self._told: dict[str, list[str]] = {}
        self._aliases: list[tuple[str, NameKind]] = []
        self._text: list[str] | None = None
        self._vintage: date | None = None

    def take(self) -> ListStretch:
        """Return what was gathered; the day of the list comes first."""
        found = self.making.take()
        vintage, self._vintage = self._vintage, None
        return ListStretch(
            found.entries, found.problems, found.persons, found.unclear, found.late, vintage
        )

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """Hear the start of an element."""
        if name == ROOT:
            day = attributes.get("dateGenerated", "")[:10]
            found = self.making.day(self.making.place(self._line.number), day)
            self._vintage = None if found is None else found.day
        elif name == "INDIVIDUAL":
            self.making.persons += 1
        elif name == "ENTITY":
            self._in, self._begun = True, self._line.number
            self._told, self._aliases = {}, []
        if self._in and name in _TEXTS:
            self._text = []

    def text(self, data: str, /) -> None:
        """Hear text."""
        if self._text is not None:
            self._text.append(data)

    def end(self, name: str, /) -> None:
        """Hear the end of an element."""
        if self._text is not None and name in _TEXTS:
            self._told.setdefault(name, []).append(cleaned("".join(self._text)))
            self._text = None
        elif name == "ENTITY_ALIAS":
            quality = self._last("QUALITY").casefold()
            kind = _ALIASES.get(quality, NameKind.ALIAS)
            self._aliases.append((self._last("ALIAS_NAME"), kind))
        elif name == "ENTITY":
            self._in = False
            self._add()

    def _last(self, name: str) -> str:
        found = self._told.pop(name, [])
        return found[-1] if found else ""

    def _add(self) -> None:
        place = self.making.place(self._begun)
        whole = " ".join(
            self._last(f"{each}_NAME") for each in ("FIRST", "SECOND", "THIRD", "FOURTH")
        )
        original = self._last("NAME_ORIGINAL_SCRIPT")
        names = [*named([(whole, NameKind.LISTED)])]
        if original and names:
            names.append(ListedName(original, NameKind.ALIAS, "und"))
        names += [each for each in named(self._aliases) if each.text != names[0].text]
        kind, number = self._last("UN_LIST_TYPE"), self._last("REFERENCE_NUMBER")
        self.making.add(
            ListEntry(
                id=ListedId(number or self._last("DATAID")),
                names=tuple(dict.fromkeys(names)),
                origin=place,
                kind=EntityKind.ORGANISATION,
                part=ListId("un-sc"),
                countries=countries(self._told.get("COUNTRY", ())),
                programmes=(kind,) if kind else (),
                listed=self.making.day(place, self._last("LISTED_ON")),
                reference=number,
            )
        )
