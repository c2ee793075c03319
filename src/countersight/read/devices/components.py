"""Component lists of CycloneDX 1.4 to 1.6 as XML: read as they stream, a component at a time.

What is told of a component, and of which, is what ``objects`` tells of the same list as JSON.
Lists of any length take no more memory than their deepest component.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from countersight.messages import sentence
from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.objects import MAKERS, Component, of_component
from countersight.read.source import Feed, Options
from countersight.read.xml_input import Doctype, Unsound, hear, pieces

FORMAT: Final = "cyclonedx-xml"
NAMESPACE: Final = "http://cyclonedx.org/schema/bom/"
_STRETCH: Final = 2_000
_LONGEST: Final = 4_000
_ELSEWHERE: Final = frozenset({"pedigree", "tools"})
"""Components below these are no parts of the thing: what it came from, what made the list."""
_LEAVES: Final = frozenset({"name", "version", "cpe", "publisher"})
_COMPANIES: Final = frozenset({"supplier", "manufacturer", "manufacture"})


def looks_like_components(head: str) -> bool:
    """Return whether a text begins as a component list of CycloneDX in XML.

    >>> looks_like_components('<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1">')
    True
    """
    return head.lstrip().startswith("<") and NAMESPACE in head and "bom" in head


@dataclass(slots=True)
class _Open:
    """An element that stands for a component, or for all of them, and is not ended yet."""

    name: str
    depth: int
    attributes: Mapping[str, str]
    stated: dict[str, str] = field(default_factory=dict)
    is_whole: bool = False
    """It is the thing that the list is of, which stands in the list's head."""


@dataclass(slots=True)
class _Components:
    """Hears a list; ``done`` has what its components tell, until it is taken away."""

    origin: Origin
    done: list[Observation] = field(default_factory=list)
    met: int = 0
    """Components so far."""
    _path: list[str] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _head: dict[str, str] = field(default_factory=dict)
    """What the head of the list names: the companies behind the whole."""
    _whole: _Open | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear the start of an element."""
        local = name.rpartition(":")[2]
        self._path.append(local)
        self._text = []
        is_unit = local == "component" and _ELSEWHERE.isdisjoint(self._path)
        if is_unit or self._path == ["bom", "metadata"]:
            whole = self._path[-2] == "metadata"
            self._open.append(_Open(local, len(self._path), dict(attributes), is_whole=whole))

    def end(self, name: str) -> None:
        """Hear the end of an element."""
        local = name.rpartition(":")[2]
        if self._open:
            self._keep(local, " ".join("".join(self._text).split()))
            if len(self._path) == self._open[-1].depth:
                self._close(self._open.pop())
        self._text = []
        self._path.pop()

    def text(self, data: str) -> None:
        """Hear text."""
        if self._open and sum(map(len, self._text)) < _LONGEST:
            self._text.append(data[:_LONGEST])

    def _keep(self, local: str, said: str) -> None:
        unit = self._open[-1]
        below = len(self._path) - unit.depth
        if said and below == 1 and local in _LEAVES:
            unit.stated.setdefault(local, said)
        elif said and below == 2 and local == "name" and self._path[-2] in _COMPANIES:  # noqa: PLR2004 - a company's name
            unit.stated.setdefault(self._path[-2], said)

    def _close(self, unit: _Open) -> None:
        if unit.name == "metadata":
            self._head = unit.stated
            if self._whole is not None:
                self._tell(self._whole, {**self._head, **self._whole.stated})
        elif unit.is_whole:
            self._whole = unit
        else:
            self._tell(unit, unit.stated)

    def _tell(self, unit: _Open, stated: Mapping[str, str]) -> None:
        self.met += 1
        place = replace(self.origin, pointer=f"component/{self.met}")
        found = Component(
            type=unit.attributes.get("type", ""),
            ref=unit.attributes.get("bom-ref", ""),
            maker=next((stated[key] for key in MAKERS if key in stated), ""),
            publisher=stated.get("publisher", ""),
            name=stated.get("name", ""),
            version=stated.get("version", ""),
            cpe=stated.get("cpe", ""),
        )
        self.done += of_component(found, place)


def read_components(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of a component list, some thousand at a time."""
    del options
    hears = _Components(origin)
    problems: tuple[Problem, ...] = ()
    try:
        for _ in hear(pieces(feed), hears, Doctype.REFUSED):
            if len(hears.done) >= _STRETCH:
                yield Observations(tuple(hears.done), (), FORMAT)
                hears.done = []
    except Unsound as error:
        hint = error.hint or sentence("What came before was read.")
        problems = (Problem(origin, error.code, error.message, hint, stops=True),)
    yield Observations(tuple(hears.done), problems, FORMAT)
