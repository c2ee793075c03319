"""Charts that a server or a file can make: SVG 2, drawn in the page's own colours.

Lengths along a bar are parts of the width that the page has; letters keep their size, so that
a chart is read on a narrow screen as on a wide one. The numbers stand in a table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from countersight.messages import _
from countersight.render.html import Html, element
from countersight.render.tables import table

_ROW: Final = 46
"""Height of one bar with its label, in CSS pixels."""
_WIDEST: Final = 82
"""Percent of the width that the longest bar takes; the number stands right of it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts, how many, and its look."""

    label: str
    value: int
    look: str = "quiet"
    """A class of the stylesheet, such as ``match`` or ``overdue``."""


def bar_chart(caption: str, bars: Sequence[Bar], *, counted: tuple[str, str]) -> Html:
    """Return a figure: bars from left to right, and a table with the same numbers.

    Args:
        caption: what the chart shows, in a sentence.
        bars: from top to bottom.
        counted: the headings of the table, of the label and of the number.

    >>> made = str(bar_chart("Records", [Bar("Match", 3)], counted=("State", "Records")))
    >>> made.count("<rect"), made.count("<svg"), made.count("<table")
    (1, 1, 1)
    """
    most = max((bar.value for bar in bars), default=0) or 1
    drawn = element(
        "svg",
        (_bar(place, bar, most) for place, bar in enumerate(bars)),
        role="img",
        aria_label=_("{caption}. The numbers stand in the table beside the bars.").format(
            caption=caption
        ),
        width="100%",
        height=len(bars) * _ROW + 4,
        class_="bars",
    )
    numbers = table(
        caption,
        counted,
        [(bar.label, f"{bar.value:,}") for bar in bars],
        numbers=frozenset({1}),
    )
    return element("figure", drawn, numbers, class_="chart")


def _bar(place: int, bar: Bar, most: int) -> Html:
    top = place * _ROW
    width = _WIDEST * bar.value / most
    return element(
        "g",
        element("text", bar.label, x=0, y=top + 14),
        element(
            "rect",
            x=0,
            y=top + 20,
            width=f"{width:.2f}%",
            height=14,
            rx=2,
            class_=f"bar {bar.look}",
        ),
        element("text", f"{bar.value:,}", x=f"{width:.2f}%", dx=6, y=top + 32),
    )
