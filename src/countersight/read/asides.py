"""What stands beside tables of records and is none: notes in a workbook, lists of files.

Such a sheet or member is told as set aside and is no failure; what merely has no column that
names a supplier or a maker stays one. A sheet or file has to say by its own name *and* by its
shape that it is notes; the list of files of a package says so by its header.
"""

import re
from collections.abc import Sequence
from itertools import chain
from pathlib import PurePosixPath
from typing import Final

from countersight.messages import sentence
from countersight.model.record import Origin, Problem

Cells = Sequence[Sequence[str | None]]

_NOTES: Final = re.compile(
    r"(?:read\s?me|notes?|about|cover(?:\s(?:page|sheet))?|contents|index|guidance|glossary|"
    r"instructions?|legend|key|licen[cs]e|copying|metadata|definitions?|disclaimer|"
    r"hinweise?|anleitung|inhalt|deckblatt|lies\s?mich|notice|lisez\s?moi|sommaire|"
    r"notas|l[eé]eme|indice|说明|說明|目录|目錄|备注)",
    re.IGNORECASE,
)
"""Names that notes bear."""
_MOST_ROWS: Final = 500
_MOST_CELLS: Final = 2
"""A row of notes is a sentence, or a word and what it means."""
_PROSE: Final = frozenset({"", ".txt", ".md", ".rst"})
_FILES: Final = frozenset({"file", "filename", "path", "filepath", "member", "name"})
_SUMS: Final = re.compile(r"(?:md5|sha\d*|crc\d*|digest|checksum|hash|blob|bytes|size)")
_WORD: Final = re.compile(r"[^\W_]+")


def set_aside(origin: Origin, rows: Cells) -> Problem | None:
    """Return what is told of a table that has no column to screen and is known to need none.

    >>> set_aside(Origin("a.xlsx", sheet="Read me"), [["Provisional.", None]]).message
    'it holds notes, and was not read'
    >>> set_aside(Origin("a.csv"), [["path", "sha256"], ["a.xml", "0f"]]) is None
    True
    """
    what = _what(origin, rows)
    if what is None:
        return None
    hint = sentence("If it holds records, hand it in by itself.")
    return Problem(
        origin,
        "set-aside",
        sentence("{what}, and was not read", what=what),
        hint,
        rows=len(rows),
    )


def is_aside(problem: Problem) -> bool:
    """Return whether a Problem tells of what was set aside."""
    return problem.code == "set-aside"


def _what(origin: Origin, rows: Cells) -> str | None:
    if origin.member is not None and origin.sheet is None:
        if _is_manifest(rows):
            return sentence("it lists the files of the package")
        path = PurePosixPath(origin.member)
        is_notes = path.suffix.lower() in _PROSE and _is_named(path.stem)
        return sentence("it holds notes") if is_notes else None
    if origin.sheet is not None and _is_named(origin.sheet) and _is_short(rows):
        return sentence("it holds notes")
    return None


def _is_named(name: str) -> bool:
    return _NOTES.fullmatch(re.sub(r"[\W_\d]+", " ", name).strip()) is not None


def _is_short(rows: Cells) -> bool:
    return len(rows) <= _MOST_ROWS and all(sum(map(bool, row)) <= _MOST_CELLS for row in rows)


def _is_manifest(rows: Cells) -> bool:
    """Return whether the first row with cells names files, and their sizes or digests."""
    header = next((row for row in rows if any(row)), ())
    words = set(chain.from_iterable(_WORD.findall((cell or "").lower()) for cell in header))
    return bool(words & _FILES) and any(_SUMS.fullmatch(word) for word in words)
