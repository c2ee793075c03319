"""Spans of time as a picture: a bar from when to when, and an end that nobody knows as such.

Lengths are parts of the width that the page has, so that it is read on a narrow screen as on a
wide one; the same facts stand in a table beside it, which the caller makes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from countersight.render.html import Html, element

Between: TypeAlias = tuple[date, date]
"""The first and the last day that an end may be."""
_ROW: Final = 40
_TOP: Final = 30
_LABEL: Final = 14
_BAR: Final = 10
_MOST_TICKS: Final = 8
_LEFT: Final = 1.0
_WIDE: Final = 98.0
_FEW_LETTERS: Final = 64


@dataclass(frozen=True, slots=True)
class Span:
    """One bar."""

    label: str
    start: Between | None
    """None: nobody knows when it began."""
    end: Between | None
    """None: it goes on, or nobody knows when it ended, as ``is_over`` says."""
    is_over: bool = False
    look: str = "quiet"
    """A class of the stylesheet."""
    address: str = ""


def timeline(spans: Sequence[Span], today: date, label: str) -> Html | None:
    """Return the picture; None where no end of any span is known.

    >>> span = Span("parent", (date(2020, 1, 1), date(2020, 12, 31)), None)
    >>> str(timeline([span], date(2026, 1, 1), "x")).count("<rect")
    2

    Args:
        spans: from top to bottom.
        today: where what goes on ends in the picture.
        label: what it shows, in a sentence; it should tell where the same stands as a table.
    """
    days = [day for each in spans for ends in (each.start, each.end) for day in ends or ()]
    if not days:
        return None
    first = date(min(days).year, 1, 1)
    last = max(today, *days)
    scale = _Scale(first.toordinal(), max(last.toordinal() - first.toordinal(), 1), today)
    rows = (_span(place, each, scale) for place, each in enumerate(spans))
    return element(
        "svg",
        _ticks(scale, first.year, last.year, len(spans)),
        rows,
        role="group",
        aria_label=label,
        width="100%",
        height=_TOP + len(spans) * _ROW,
        class_="timeline",
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days as parts of the width."""

    first: int
    days: int
    today: date

    def at(self, day: date) -> float:
        return _LEFT + _WIDE * (day.toordinal() - self.first) / self.days


def _ticks(scale: _Scale, first: int, last: int, rows: int) -> Iterator[Html]:
    step = max(-(-(last - first) // _MOST_TICKS), 1)
    for year in range(first, last + 1, step):
        at = f"{scale.at(date(year, 1, 1)):.2f}%"
        yield element("line", x1=at, x2=at, y1=18, y2=_TOP + rows * _ROW, class_="tick")
        yield element("text", str(year), x=at, dx=3, y=14, class_="aside")


def _span(place: int, span: Span, scale: _Scale) -> Html:
    top = _TOP + place * _ROW
    words = span.label
    shown = words if len(words) <= _FEW_LETTERS else f"{words[: _FEW_LETTERS - 1]}\u2026"
    text = element("text", shown, x=f"{_LEFT}%", y=top + _LABEL)
    told = element("a", text, href=span.address) if span.address else text
    return element("g", element("title", words), told, _bars(span, top + _LABEL + 6, scale))


def _bars(span: Span, top: int, scale: _Scale) -> Iterator[Html]:
    """Yield the part that is sure, and before and after it what may be, drawn dashed."""
    sure_from = span.start[1] if span.start else (span.end[0] if span.end else scale.today)
    goes_on = span.end is None and not span.is_over
    sure_to = span.end[0] if span.end else (scale.today if goes_on else sure_from)
    may_from = scale.at(span.start[0]) if span.start else _LEFT
    may_to = scale.at(span.end[1] if span.end else scale.today)
    if sure_from <= sure_to:
        left, right = scale.at(sure_from), scale.at(sure_to)
        yield _bar(left, right, top, f"bar {span.look}")
    else:
        left = right = min(max(scale.at(sure_to), may_from), may_to)
    if left > may_from:
        yield _bar(may_from, left, top, "perhaps")
    if may_to > right and not goes_on:
        yield _bar(right, may_to, top, "perhaps")


def _bar(left: float, right: float, top: int, look: str) -> Html:
    return element(
        "rect",
        x=f"{left:.2f}%",
        y=top,
        width=f"{max(right - left, 0.5):.2f}%",
        height=_BAR,
        rx=2,
        class_=look,
    )
