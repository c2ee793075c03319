"""Where a text quotes: quotations in double marks, closed or not.

A quotation that runs over paragraphs opens each of them and closes the last (The Chicago
Manual of Style, 13.32); one that is not closed ends with its paragraph here, and says so.
"""

import re
from dataclasses import dataclass
from typing import Final

_PARAGRAPH: Final = re.compile(r"[^\r\n]+")
_OPENS, _CLOSES = "“", "”"


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between the marks, without them."""

    start: int
    end: int
    closed: bool
    depth: int
    """0 for a quotation, 1 for one within it."""


def quotations(text: str) -> tuple[Quotation, ...]:
    r"""Return the quotations of *text* in the order in which they open.

    >>> [each.closed for each in quotations("“Not closed.\n\n“It “is” so.”")]
    [False, True, True]
    """
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        opened: list[int] = []
        for at in range(*paragraph.span()):
            if text[at] == _OPENS:
                opened.append(at + 1)
            elif text[at] == _CLOSES and opened:
                start = opened.pop()
                found.append(Quotation(start, at, closed=True, depth=len(opened)))
        found += (
            Quotation(start, paragraph.end(), closed=False, depth=depth)
            for depth, start in enumerate(opened)
        )
    return tuple(sorted(found, key=lambda each: (each.start, -each.end)))
