"""The evidence of a match as a waterfall: each piece where it lifts or lowers the score.

The words stand beside it in the page; the picture is for the eye alone, and says so.
"""

from collections.abc import Sequence
from typing import Final, Protocol

from countersight.messages import _
from countersight.render.html import Html, element

ROW: Final = 30
_LABEL: Final = 12
_WIDTH: Final = 88
"""Percent of the width that a score of 1 takes."""


class Step(Protocol):
    """One step: from where to where."""

    @property
    def kind(self) -> str:
        """Of the evidence."""

    @property
    def start(self) -> float:
        """From 0 to 1."""

    @property
    def end(self) -> float:
        """From 0 to 1."""


def evidence_chart(steps: Sequence[Step], score: float) -> Html:
    """Return the waterfall, a bar a step, and the score as the last bar."""
    bars = [_bar(place, each) for place, each in enumerate(steps)]
    total = element(
        "g",
        element(
            "text", _("score {score:.2f}").format(score=score), y=len(steps) * ROW + _LABEL
        ),
        _rect(len(steps), (0.0, score), "match"),
    )
    return element(
        "svg",
        bars,
        total,
        role="img",
        aria_label=_(
            "How the score came about; the evidence beside it says the same in words."
        ),
        width="100%",
        height=(len(steps) + 1) * ROW,
        class_="bars",
    )


def _bar(place: int, step: Step) -> Html:
    look = "exempt" if step.end >= step.start else "overdue"
    change = f"{step.end - step.start:+.2f}"
    label = f"{step.kind.replace('-', ' ')} {change}"
    low, high = sorted((max(step.start, 0.0), max(step.end, 0.0)))
    return element(
        "g", element("text", label, y=place * ROW + _LABEL), _rect(place, (low, high), look)
    )


def _rect(place: int, span: tuple[float, float], look: str) -> Html:
    low, high = span
    return element(
        "rect",
        x=f"{low * _WIDTH:.2f}%",
        y=place * ROW + _LABEL + 4,
        width=f"{max(high - low, 0.004) * _WIDTH:.2f}%",
        height=8,
        rx=2,
        class_=f"bar {look}",
    )
