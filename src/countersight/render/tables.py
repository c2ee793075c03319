"""Tables that fit a narrow screen, can be read aloud, and can be sorted where scripts run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from countersight.render.html import Child, Html, element


@dataclass(frozen=True, slots=True)
class Sorted:
    """A cell, and the value that it is sorted by where that is not what it shows."""

    shown: Child
    by: str | int


Cell: TypeAlias = "Child | Sorted"


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    numbers: frozenset[int] = frozenset(),
    sortable: bool = False,
) -> Html:
    """Return a table in a box that scrolls on its own; the first cell names each row.

    Args:
        caption: what it shows; also the name of the box.
        columns: the headings.
        rows: as many cells each as there are columns.
        numbers: the places of columns that hold numbers.
        sortable: the script turns the headings into buttons.

    >>> str(table("Two", ["A"], [["<"]]))[-36:]
    '&lt;</th></tr></tbody></table></div>'
    """
    head = element(
        "thead",
        element(
            "tr",
            (
                element("th", name, scope="col", class_=_kind(place, numbers))
                for place, name in enumerate(columns)
            ),
        ),
    )
    body = element("tbody", (element("tr", _cells(row, numbers)) for row in rows))
    made = element("table", element("caption", caption), head, body, data_sort=sortable)
    return element("div", made, class_="scrolls", role="group", tabindex=0, aria_label=caption)


def terms(pairs: Iterable[tuple[str, Child]]) -> Html:
    """Return a list of terms, each with what is said of it; what is None is left out.

    >>> str(terms([("As of", "today"), ("Who", None)]))
    '<dl><div><dt>As of</dt><dd>today</dd></div></dl>'
    """
    return element(
        "dl",
        (
            element("div", element("dt", term), element("dd", said))
            for term, said in pairs
            if said is not None
        ),
    )


def _cells(row: Sequence[Cell], numbers: frozenset[int]) -> Iterable[Html]:
    for place, cell in enumerate(row):
        by = cell.by if isinstance(cell, Sorted) else None
        shown = cell.shown if isinstance(cell, Sorted) else cell
        kind = _kind(place, numbers)
        if place == 0:
            yield element("th", shown, scope="row", class_=kind, data_by=by)
        else:
            yield element("td", shown, class_=kind, data_by=by)


def _kind(place: int, numbers: frozenset[int]) -> str | None:
    return "number" if place in numbers else None
