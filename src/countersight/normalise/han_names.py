"""A Chinese name cut into place, core, words of trade and legal form.

The cheapest path over the words of ``han_words``: a known word costs less than its letters, a
place costs more behind the core than in front of it, and what no word covers is the core. A
single letter is no word here (but a seat such as 市 behind a place). Where all of a name is
known words, the first that is no place is its core: 阳光 (sunshine) of 阳光电源.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from countersight.normalise.han_words import LONGEST, HanWord, Part, han_words
from countersight.normalise.scripts import plain

MOST_LETTERS: Final = 40
"""Han letters of one name that are cut; the rest is left out."""
KNOWN: Final = 1.0
SEAT: Final = 0.5
UNKNOWN: Final = 0.8
"""Costs of a known word, of a seat, and of a letter that none covers."""
OUT_OF_PLACE: Final = 0.9
"""More for a place that stands behind the core, and for a form that is not at the end."""
_HAN: Final = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]+")
_KEPT: Final = 50_000
_SHORTEST_CORE: Final = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a name."""

    text: str
    part: Part
    english: tuple[str, ...] = ()

    @property
    def rendering(self) -> str:
        """The first English rendering; empty where there is none."""
        return self.english[0] if self.english else ""


@dataclass(frozen=True, slots=True)
class HanName:
    """A Chinese name in its pieces, in their order, in Simplified letters."""

    pieces: tuple[Piece, ...]

    def of(self, part: Part) -> str:
        """Return the letters of one part."""
        return "".join(piece.text for piece in self.pieces if piece.part is part)

    @property
    def core(self) -> str:
        """The letters that the firm calls itself by."""
        return self.of(Part.CORE)


@lru_cache(_KEPT)
def cut(text: str) -> HanName:
    """Return the Han letters of a name, cut.

    >>> name = cut("杭州海康威视数字技术股份有限公司")
    >>> name.core, [piece.text for piece in name.pieces]
    ('海康威视', ['杭州', '海康威视', '数字', '技术', '股份有限公司'])
    >>> cut("Hikvision").pieces
    ()
    """
    run = "".join(_HAN.findall(plain(text)))[:MOST_LETTERS]
    if not run:
        return HanName(())
    pieces = _joined(_path(run))
    if not any(piece.part is Part.CORE for piece in pieces):
        pieces = _with_core(pieces)
    return HanName(tuple(pieces))


def _path(run: str) -> list[Piece]:
    """Return the cheapest way through a run."""
    best: list[tuple[float, int, Piece | None]] = [(0.0, 0, None)]
    for end in range(1, len(run) + 1):
        ways = [(best[end - 1][0] + UNKNOWN, end - 1, Piece(run[end - 1], Part.CORE))]
        for start in range(max(0, end - LONGEST), end):
            word = han_words().get(run[start:end])
            if word is not None and _may_stand(word, best[start][2]):
                piece = Piece(run[start:end], word.part, word.english)
                cost = (SEAT if word.seat else KNOWN) + _out_of_place(
                    piece, best[start][2], rest=len(run) - end
                )
                ways.append((best[start][0] + cost, start, piece))
        best.append(min(ways, key=lambda way: (way[0], way[1])))
    found: list[Piece] = []
    end = len(run)
    while end:
        _, end, last = best[end]
        if last is not None:
            found.insert(0, last)
    return found


def _may_stand(word: HanWord, before: Piece | None) -> bool:
    """Tell whether a known word may be taken for one here."""
    if not word.idea:
        return True
    return word.seat and before is not None and before.part is Part.PLACE


def _out_of_place(piece: Piece, before: Piece | None, *, rest: int) -> float:
    late = piece.part is Part.PLACE and before is not None and before.part is not Part.PLACE
    early = piece.part is Part.FORM and rest > 0
    return OUT_OF_PLACE * (late + early)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with letters of the core that stand together made one."""
    found: list[Piece] = []
    for core, group in groupby(pieces, lambda piece: piece.part is Part.CORE):
        together = list(group)
        if core:
            found.append(Piece("".join(piece.text for piece in together), Part.CORE))
        else:
            found += together
    return found


def _with_core(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the first that may be a firm's own name made its core."""
    for order in ((Part.TRADE, Part.GENERIC), (Part.PLACE,)):
        for place, piece in enumerate(pieces):
            if piece.part in order and (len(piece.text) >= _SHORTEST_CORE or len(pieces) == 1):
                core = Piece(piece.text, Part.CORE, piece.english)
                return [*pieces[:place], core, *pieces[place + 1 :]]
    return pieces
