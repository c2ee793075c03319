"""Where the pages and lines of a text stand, as canonical JSON and back."""

import json
from collections.abc import Sequence
from typing import TypeAlias, cast

from countersight.errors import LogError
from countersight.messages import sentence
from countersight.model.capture import LinePlace, PagePlace
from countersight.model.event import JsonValue
from countersight.preserve.log.lines import canonical

_Row: TypeAlias = "list[int | float]"


def write_pagemap(pages: Sequence[PagePlace]) -> str:
    """Return a page map as text.

    >>> page = PagePlace(1, 0, 5, 595.0, 842.0, (LinePlace(0, 5, (72.0, 700.0, 120.5, 712.0)),))
    >>> read_pagemap(write_pagemap([page])) == (page,)
    True
    """
    return canonical({"pages": [_page(page) for page in pages]})


def _page(page: PagePlace) -> JsonValue:
    return {
        "page": page.page,
        "start": page.start,
        "end": page.end,
        "width": page.width,
        "height": page.height,
        "lines": [[line.start, line.end, *(line.box or ())] for line in page.lines],
    }


def read_pagemap(text: str) -> tuple[PagePlace, ...]:
    """Read a page map.

    Raises:
        LogError: it is none.
    """
    try:
        pages = json.loads(text)["pages"]
        return tuple(
            PagePlace(
                int(page["page"]),
                int(page["start"]),
                int(page["end"]),
                float(page["width"]),
                float(page["height"]),
                tuple(_line(cast("_Row", row)) for row in page["lines"]),
            )
            for page in pages
        )
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise LogError(sentence("this is no page map: {wrong}", wrong=wrong)) from wrong


def _line(row: _Row) -> LinePlace:
    start, end, *box = row
    if not box:
        return LinePlace(int(start), int(end))
    left, bottom, right, top = (float(edge) for edge in box)
    return LinePlace(int(start), int(end), (left, bottom, right, top))
