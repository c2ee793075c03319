"""Two Chinese names: forms of one name, a family of names, or neither.

Names are cut, and compared part by part; the rules stand in the docstring of ``relation``.
Traditional letters are Simplified before. It says nothing of a place that one alone tells.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from countersight.normalise.han_names import HanName, cut
from countersight.normalise.han_words import Part
from countersight.normalise.names import fold


class Relation(StrEnum):
    """How two Chinese names are related; the value is the kind of its evidence."""

    SAME = "same-name-otherwise"
    FAMILY = "name-family"
    SHORT = "short-core"
    OTHER = "other-core"


LONG_CORE: Final = 3
"""Letters of the shortest core that tells a firm by itself."""
LONG_NAME: Final = 4
"""Letters of the shortest core and trade that tell a firm together."""
UNTOLD: Final = ("股份", "集团", "控股")
"""Words of organisation: one firm has them in one name and not in another."""
_KEPT: Final = 100_000


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of a name that are compared."""

    place: str
    core: str
    trade: str
    latin: str
    """Its Latin letters, in one."""

    @property
    def own(self) -> str:
        """The name without its place."""
        return self.core + self.trade


@lru_cache(_KEPT)
def told(text: str) -> Told:
    """Return the parts of a name that are compared.

    >>> told("深圳市汇川技术股份有限公司")
    Told(place='深圳', core='汇川', trade='技术', latin='')
    """
    name = cut(text)
    trade = "".join(
        piece.text
        for piece in name.pieces
        if piece.part in {Part.TRADE, Part.GENERIC} and piece.text not in UNTOLD
    )
    latin = "".join(word for word in fold(text).words if word.isascii())
    return Told(_place(name), name.core, trade, latin)


def relation(one: str, other: str) -> Relation:
    """Return how two Chinese names are related.

    - The same core, and no other place: the same name where trade and place are the same, or
      where the trade is the same or one tells none, and the core is of three letters or core
      and trade are of four; a *short core* where nothing but two letters is alike.
    - The same core, and another place or another trade: a *name family*, as sister companies
      have it, and not one firm.
    - Another core: another firm, by its name.

    >>> relation("汇川技术", "深圳市匯川技術股份有限公司").value
    'same-name-otherwise'
    >>> relation("北京同方科技", "上海同方科技").value, relation("同方", "同方软件").value
    ('name-family', 'short-core')
    """
    a, b = told(one), told(other)
    if a == b:
        return Relation.SAME
    short = min(len(a.own), len(b.own)) < LONG_NAME
    if a.latin != b.latin and (short or (a.latin and b.latin)):
        return Relation.OTHER
    elsewhere = bool(a.place and b.place and a.place != b.place)
    if a.own == b.own and len(a.own) >= LONG_NAME:
        return Relation.FAMILY if elsewhere else Relation.SAME
    if a.core != b.core or not a.core:
        return Relation.OTHER
    return Relation.FAMILY if elsewhere else _of_trades(a, b)


def _of_trades(a: Told, b: Told) -> Relation:
    """Return how two names of one core are related by their trades."""
    both = bool(a.trade and b.trade)
    if both and not _goes_on(a.trade, b.trade):
        return Relation.FAMILY
    if len(a.core) < LONG_CORE:
        return Relation.FAMILY if both else Relation.SHORT
    return Relation.SAME


def _goes_on(one: str, other: str) -> bool:
    """Tell whether one trade is the other with a word more."""
    return (
        one.startswith(other)
        or other.startswith(one)
        or one.endswith(other)
        or (other.endswith(one))
    )


def _place(name: HanName) -> str:
    return "".join(
        piece.text for piece in name.pieces if piece.part is Part.PLACE and len(piece.text) > 1
    )
