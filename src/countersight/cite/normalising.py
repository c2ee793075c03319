r"""The normalisation ``cite-1``: the same words in another dress, with the way back.

What it makes equal, and nothing else:

- any run of white space, no-break spaces and line breaks among it, is one space;
- quotation marks of all shapes are ``'`` or ``"``;
- a soft hyphen (U+00AD) is nothing, with the line break after it; the hyphens U+2010 and U+2011
  are ``-``; a hyphen at the end of a line or of a page may be the word's own or the printer's,
  and so may what PDFium writes for one (U+0002, U+FFFE);
- the number of a page, alone on a line beside the form feed (U+000C) that parts two pages, is
  white space;
- the ligatures U+FB00 to U+FB06 are their letters;
- a letter and its combining marks are one letter (Unicode NFC).

Case, dashes, digits, and characters that nobody sees stay as they are.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from countersight.messages import sentence

NORMALISATION: Final = "cite-1"
"""Name and version; another rule is another name."""

_SINGLE: Final = "‘’‚‛′＇ʼ‹›"
_DOUBLE: Final = "“”„‟″＂«»"
_LIGATURES: Final = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_ONE: Final = {
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DOUBLE, '"'),
    **_LIGATURES,
    "\u2010": "-",
    "\u2011": "-",
}
_BREAK: Final = r"[^\S\r\n]*\r?\n\s*"
_NUMBER: Final = r"(?:[Pp]age[^\S\n]+)?\d{1,4}(?:[^\S\n]*(?:/|of)[^\S\n]*\d{1,4})?"
"""The number of a page, alone on its line."""
_PAGE: Final = (
    rf"(?:[^\S\f]*\n[^\S\n\f]*+{_NUMBER}[^\S\f]*+|[^\S\f]*+)"
    rf"\f[^\S\f]*+(?:{_NUMBER}[^\S\n\f]*+\n\s*+)?\s*+"
)
"""From one page to the next, with its number."""
_PARTED: Final = rf"(?:{_PAGE}|{_BREAK})"
_SPECIAL: Final = re.compile(
    rf"(?P<soft>\u00ad{_PARTED}?)"
    rf"|(?P<broken>(?<=\w)(?:[-\u2010\u2011]{_PARTED}|[\x02\ufffe]{_PARTED}?)(?=\w))"
    rf"|(?P<page>{_PAGE})"
    r"|(?P<hyphen>(?<=\w)[-\u2010\u2011](?=\w))"
    r"|(?P<space>\s{2,}|[^\S ])"
    r"|(?P<marked>\w[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u0655\u0900-\u0903\u3099\u309a]+"
    r"|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?)"
    rf"|(?P<one>[{''.join(_ONE)}])"
)
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\ue000-\uf8ff\U000e0000-\U000e0fff]"
)
_OPEN: Final = "\ue000"
"""In the strict form: a hyphen at the end of a line, which may be the word's own or not."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in the form that is searched, and where each part of it stands in the raw text.

    Four columns tell of the parts that changed their length: from where to where in this form,
    and from where to where in the raw text. Between them both run in step.
    """

    key: str
    key_start: tuple[int, ...]
    key_end: tuple[int, ...]
    raw_start: tuple[int, ...]
    raw_end: tuple[int, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int] | None:
        r"""Return the raw place of ``key[start:end]``; None where it cuts a ligature.

        >>> normalised("a\u00adb  c").raw_span(1, 4)
        (2, 6)
        """
        first, last = self._raw_first(start), self._raw_last(end)
        return None if first is None or last is None else (first, last)

    def _raw_first(self, place: int) -> int | None:
        entry = bisect_right(self.key_end, place) - 1
        if entry + 1 < len(self.key_start) and self.key_start[entry + 1] < place:
            return None
        return self._after(entry, place)

    def _raw_last(self, place: int) -> int | None:
        entry = bisect_right(self.key_end, place) - 1
        if entry + 1 < len(self.key_start) and self.key_start[entry + 1] < place:
            return None
        found = self._after(entry, place)
        while entry >= 0 and self.key_start[entry] == self.key_end[entry] == place:
            found = self.raw_start[entry]
            entry -= 1
        return found

    def _after(self, entry: int, place: int) -> int:
        if entry < 0:
            return place
        return self.raw_end[entry] + place - self.key_end[entry]


def normalised(text: str, *, without_unseen: bool = False) -> Normalised:
    r"""Return *text* in the form that is searched; hyphens inside of words are left out.

    Args:
        text: any text.
        without_unseen: characters that nobody sees are left out too; this tells that they are
            why words were not found, and is no match.

    >>> normalised("‘co-operation’\u00a0is").key
    "'cooperation' is"
    """
    pieces: list[str] = []
    columns: tuple[list[int], ...] = ([], [], [], [])
    done = length = 0
    for start, end, becomes in _changes(text, without_unseen=without_unseen):
        pieces += (text[done:start], becomes)
        length += start - done
        if end - start != len(becomes):
            for column, value in zip(
                columns, (length, length + len(becomes), start, end), strict=True
            ):
                column.append(value)
        length += len(becomes)
        done = end
    pieces.append(text[done:])
    key_start, key_end, raw_start, raw_end = (tuple(column) for column in columns)
    return Normalised("".join(pieces), key_start, key_end, raw_start, raw_end)


def strict(text: str) -> str:
    r"""Return *text* with its hyphens: the form that says whether a match is one.

    >>> strict("co\u2010operation") == "co-operation", strict("opera\u00adtions")
    (True, 'operations')
    """

    def becomes(found: re.Match[str]) -> str:
        if found.lastgroup == "hyphen":
            return "-"
        return _OPEN if found.lastgroup == "broken" else _becomes(found)

    return _SPECIAL.sub(becomes, text)


def agree(one: str, other: str) -> bool:
    r"""Tell whether two strict forms are the same; a hyphen at a line's end may be either's.

    >>> agree(strict("opera-\ntional"), "operational"), agree("co-operate", "cooperate")
    (True, False)
    """
    here = there = 0
    while here < len(one) or there < len(other):
        mine, theirs = one[here : here + 1], other[there : there + 1]
        if mine == theirs:
            here, there = here + 1, there + 1
        elif mine == _OPEN:
            here, there = here + 1, there + (theirs == "-")
        elif theirs == _OPEN:
            here, there = here + (mine == "-"), there + 1
        else:
            return False
    return True


def unseen(text: str) -> tuple[str, ...]:
    r"""Return the characters of *text* that nobody sees, by place and name; at most ten.

    >>> unseen("a\u202eb")
    ('letter 2: U+202E RIGHT-TO-LEFT OVERRIDE',)
    """
    found = []
    for each in _UNSEEN.finditer(text):
        name = unicodedata.name(each[0], sentence("without a name"))
        found.append(
            sentence(
                "letter {at}: U+{code:04X} {name}",
                at=each.start() + 1,
                code=ord(each[0]),
                name=name,
            )
        )
        if len(found) == 10:  # noqa: PLR2004 - as the docstring says
            break
    return tuple(found)


def seen(text: str) -> str:
    """Return *text* without the characters that nobody sees."""
    return _UNSEEN.sub("", text)


def _becomes(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "space" | "page":
            return " "
        case "marked":
            return unicodedata.normalize("NFC", found[0])
        case "one":
            return _ONE[found[0]]
        case _:
            return ""


def _changes(text: str, *, without_unseen: bool) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and replacement of what the normalisation changes, in order."""
    if not without_unseen:
        for found in _SPECIAL.finditer(text):
            yield found.start(), found.end(), _becomes(found)
        return
    both = re.compile(f"{_SPECIAL.pattern}|(?P<unseen>{_UNSEEN.pattern}+)")
    for found in both.finditer(text):
        yield found.start(), found.end(), _becomes(found)
