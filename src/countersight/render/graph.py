"""A graph as a picture: nodes in layers from left to right, each a link where it leads on.

The picture knows nothing of what it shows. Letters keep their size, so a wide graph scrolls
sideways in its frame; the same facts stand in a table beside it, which the caller makes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias
from unicodedata import east_asian_width

from countersight.render.html import Html, element
from countersight.render.layers import Layout, Spot, laid_out

MOST: Final = 120
"""Nodes that are drawn; of a larger graph the first of them."""
_BOX: Final = (204, 52)
"""Width and height of a node, in CSS pixels."""
_BETWEEN: Final = 92
"""Pixels between two layers: room for what links say."""
_ROW: Final = 66
_MARGIN: Final = 6
_LINE: Final = 25
"""Letters of one line in a node; those of East Asia count twice."""
_LINES: Final = 2
_TIP: Final = 5
_SAYS: Final = 14
"""Letters that a link says in the picture."""

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the picture."""

    id: str
    label: str
    note: str = ""
    """What stands small under the label, such as a country; the label has one line then."""
    address: str = ""
    """Where it leads; empty for nowhere."""
    look: str = ""
    """A class of the stylesheet, such as ``focus`` for the node that the picture is about."""


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow of the picture, from the one that holds to the one that is held."""

    source: str
    target: str
    label: str = ""
    """What stands at its end, such as ``58 %``."""
    is_ended: bool = False
    """It is drawn dashed."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and the links between them; a link to a node that is not there is not drawn."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...] = ()


def graph_chart(graph: Graph, label: str) -> Html:
    """Return a graph as a picture in a frame that scrolls.

    >>> made = str(graph_chart(Graph((Node("a", "A"), Node("b", "B")), (Link("a", "b"),)), "x"))
    >>> made.count("<rect"), made.count('class="edge"')
    (2, 1)

    Args:
        graph: what to draw.
        label: what it shows, in a sentence; it should tell where the same stands as a table.
    """
    nodes = graph.nodes[:MOST]
    number = {node.id: place for place, node in enumerate(nodes)}
    links = [each for each in graph.links if {each.source, each.target} <= number.keys()]
    layout = laid_out(
        len(nodes), [(number[each.source], number[each.target]) for each in links]
    )
    corners = [_corner(spot) for spot in layout.nodes]
    width = max(layout.layers * (_BOX[0] + _BETWEEN) - _BETWEEN, 0) + 2 * _MARGIN
    height = round(layout.rows * _ROW) + _BOX[1] + 2 * _MARGIN
    drawn = element(
        "svg",
        _links(links, number, layout),
        (_node(node, corner) for node, corner in zip(nodes, corners, strict=True)),
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        class_="graph",
    )
    return element("div", drawn, class_="scrolls", tabindex=0, role="group", aria_label=label)


def _corner(spot: Spot) -> Point:
    return (_MARGIN + spot[0] * (_BOX[0] + _BETWEEN), _MARGIN + spot[1] * _ROW)


def _node(node: Node, corner: Point) -> Html:
    left, top = corner
    lines = _lines(node.label, 1 if node.note else _LINES)
    low = top + _BOX[1] / 2 + 5 - 9 * (len(lines) + bool(node.note) - 1)
    told = [
        element("text", line, x=_px(left + 12), y=_px(low + 18 * place))
        for place, line in enumerate(lines)
    ]
    if node.note:
        note = _lines(node.note, 1)[0]
        told.append(element("text", note, x=_px(left + 12), y=_px(low + 18), class_="aside"))
    whole = element("title", f"{node.label}, {node.note}" if node.note else node.label)
    box = element(
        "rect",
        x=_px(left),
        y=_px(top),
        width=_BOX[0],
        height=_BOX[1],
        rx=6,
        class_=f"node {node.look}".strip(),
    )
    body = (whole, box, told)
    return element("a", body, href=node.address) if node.address else element("g", body)


def _links(links: Sequence[Link], number: Mapping[str, int], layout: Layout) -> list[Html]:
    """Return the arrows; each begins and ends at a place of its own on the sides of boxes."""
    pairs = [(number[each.source], number[each.target]) for each in links]
    sides: dict[tuple[int, bool], list[tuple[float, int, int]]] = {}
    for place, (source, target) in enumerate(pairs):
        bends = layout.bends.get((source, target), ())
        onward = layout.nodes[source][0] < layout.nodes[target][0]
        first = bends[0] if bends else layout.nodes[target]
        last = bends[-1] if bends else layout.nodes[source]
        sides.setdefault((source, onward), []).append((first[1], place, 0))
        sides.setdefault((target, not onward), []).append((last[1], place, 1))
    ends: dict[tuple[int, int], Point] = {}
    for (node, is_right), met in sides.items():
        left, top = _corner(layout.nodes[node])
        for at, (_, place, end) in enumerate(sorted(met), start=1):
            down = top + _BOX[1] * at / (len(met) + 1)
            ends[place, end] = (left + _BOX[0] if is_right else left, down)
    return [
        _link(link, (ends[place, 0], *_passed(layout.bends.get(pair, ())), ends[place, 1]))
        for place, (link, pair) in enumerate(zip(links, pairs, strict=True))
        if pair[0] != pair[1]
    ]


def _passed(bends: Sequence[Spot]) -> list[Point]:
    corners = [_corner(spot) for spot in bends]
    return [(left + _BOX[0] / 2, top + _BOX[1] / 2) for left, top in corners]


def _link(link: Link, points: Sequence[Point]) -> Html:
    (begin_x, begin_y), (end_x, end_y) = points[0], points[-1]
    side = 1 if points[-2][0] <= end_x else -1
    path = [f"M{_px(begin_x)} {_px(begin_y)}"]
    for (x, y), (next_x, next_y) in pairwise(points):
        middle = _px((x + next_x) / 2)
        path.append(f"C{middle} {_px(y)} {middle} {_px(next_y)} {_px(next_x)} {_px(next_y)}")
    back = _px(end_x - side * _TIP * 1.4)
    tip = f"M{back} {_px(end_y - _TIP)}L{_px(end_x)} {_px(end_y)}L{back} {_px(end_y + _TIP)}"
    says = element(
        "text",
        _lines(link.label, 1, _SAYS)[0],
        x=_px(end_x - side * 10),
        y=_px(end_y - 5),
        text_anchor="end" if side > 0 else "start",
        class_="aside",
    )
    return element(
        "g",
        element("path", d="".join(path), class_="edge ended" if link.is_ended else "edge"),
        element("path", d=tip, class_="tip"),
        says if link.label else None,
    )


def _lines(text: str, most: int, letters: int = _LINE) -> list[str]:
    """Return a text in lines that fit; what has no room ends in an ellipsis.

    >>> _lines("Hangzhou Hikvision Digital Technology Co., Ltd.", 2)
    ['Hangzhou Hikvision', 'Digital Technology Co.,…']
    """
    rest, told = " ".join(text.split()), list[str]()
    while rest and len(told) < most:
        fits = _fitting(rest, letters)
        if fits < len(rest) and len(told) < most - 1:
            space = rest.rfind(" ", 0, fits + 1)
            fits = space if space > 0 else fits
        elif fits < len(rest):
            told.append(f"{rest[: max(fits - 1, 1)].rstrip()}\u2026")
            break
        told.append(rest[:fits].rstrip())
        rest = rest[fits:].lstrip()
    return told or [""]


def _fitting(text: str, letters: int) -> int:
    """Return how many letters of a text fit."""
    room = letters
    for place, letter in enumerate(text):
        room -= 2 if east_asian_width(letter) in {"W", "F"} else 1
        if room < 0:
            return place
    return len(text)


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
