"""A path of ties as a picture: from what a record names to the entity, step by step."""

from collections.abc import Sequence
from typing import Final

from countersight.messages import _
from countersight.render.html import Html, element

_BOX: Final = 44
_GAP: Final = 26
_LONGEST: Final = 60


def path_chart(path: Sequence[str]) -> Html | None:
    """Return the boxes of a path from top to bottom; None where there is but one.

    >>> str(path_chart(["HIKVISION UK LIMITED", "hikvision"])).count("<rect")
    2
    """
    if len(path) <= 1:
        return None
    height = len(path) * (_BOX + _GAP) - _GAP + 4
    told = _("tied to").join(f" {each} " for each in path).strip()
    return element(
        "svg",
        (_box(place, name) for place, name in enumerate(path)),
        (_arrow(place) for place in range(len(path) - 1)),
        role="img",
        aria_label=told,
        width="100%",
        height=height,
        class_="bars",
    )


def _box(place: int, name: str) -> Html:
    top = place * (_BOX + _GAP) + 2
    shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}\u2026"
    return element(
        "g",
        element("rect", x=1, y=top, width="98%", height=_BOX, rx=6, class_="node"),
        element("text", shown, x=14, y=top + 27),
    )


def _arrow(place: int) -> Html:
    top = (place + 1) * (_BOX + _GAP) - _GAP + 3
    return element(
        "path", d=f"M28 {top}v{_GAP - 4}m-5 -6l5 6l5 -6", class_="stroke", aria_hidden="true"
    )
