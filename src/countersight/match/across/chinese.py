"""Two Chinese names: forms of one name, a family of names, or neither.

Names are cut, and compared part by part; the rules stand in the docstring of ``relation``.
Traditional letters are Simplified before. It says nothing of a place that one alone tells.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from countersight.normalise.han_names import Piece, cut
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
UNTOLD: Final = frozenset({"股份", "集团", "控股"})
"""Words of organisation: one firm has them in one name and not in another."""
SISTERS: Final = (
    "财",
    "人寿",
    "证券",
    "期货",
    "基金",
    "租赁",
    "物业",
    "置业",
    "房地产",
    "地产",
)
SISTERS_TOO: Final = ("销售", "贸易", "物流", "投资", "资产", "资本", "国际", "软件", "机器人")
"""Words that companies of one group add to the group's name."""
_KEPT: Final = 100_000


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of a name that are compared."""

    place: str
    core: str
    trade: str
    own: str
    """The name without places and forms, in its order."""
    latin: str
    """Its Latin letters, in one."""

    @property
    def whole(self) -> str:
        """The name without forms."""
        return self.place + self.own


@lru_cache(_KEPT)
def told(text: str) -> Told:
    """Return the parts of a name that are compared.

    >>> parts = told("深圳市汇川技术股份有限公司")
    >>> parts.place, parts.core, parts.trade
    ('深圳', '汇川', '技术')
    """
    pieces = [
        piece
        for piece in cut(text).pieces
        if piece.part is not Part.FORM and piece.text not in UNTOLD
    ]
    by_part: dict[bool, list[Piece]] = {True: [], False: []}
    for piece in pieces:
        by_part[piece.part is Part.PLACE].append(piece)
    return Told(
        "".join(piece.text for piece in by_part[True] if len(piece.text) > 1),
        "".join(piece.text for piece in pieces if piece.part is Part.CORE),
        "".join(piece.text for piece in pieces if piece.part in {Part.TRADE, Part.GENERIC}),
        "".join(piece.text for piece in by_part[False]),
        "".join(word for word in fold(text).words if word.isascii()),
    )


def relation(one: str, other: str) -> Relation:
    """Return how two Chinese names are related, the same both ways round.

    - The same but for forms, and no other place: the same name, if four letters are alike.
    - One of four letters and more that stands in the other, behind nothing but places: the same
      name, unless what follows is what sisters add ("finance", "leasing", "trade").
    - The same core of three letters and more, no other place, and trades of which one goes on
      where the other ends, or is not told: the same name.
    - The same core, and another place or another trade: a *name family*, as sister companies
      have it, and not one firm. Two letters alike and nothing else told: a *short core*.
    - Another core: another firm, by its name.

    >>> relation("汇川技术", "深圳市匯川技術股份有限公司").value
    'same-name-otherwise'
    >>> relation("北京同方科技", "上海同方科技").value, relation("同方", "同方软件").value
    ('name-family', 'short-core')
    """
    a, b = sorted((told(one), told(other)), key=lambda each: (len(each.whole), each.whole))
    if a == b:
        return Relation.SAME
    short = min(len(a.own), len(b.own)) < LONG_NAME
    if a.latin != b.latin and (short or (a.latin and b.latin)):
        return Relation.OTHER
    elsewhere = not (a.place.endswith(b.place) or b.place.endswith(a.place))
    if not elsewhere and len(a.whole) >= LONG_NAME and (how := _stands_in(a, b)) is not None:
        return how
    if a.core != b.core or not a.core:
        alike = a.own == b.own and len(a.own) >= LONG_NAME
        return Relation.FAMILY if alike else Relation.OTHER
    return Relation.FAMILY if elsewhere else _of_trades(a, b)


def _stands_in(short: Told, long: Told) -> Relation | None:
    """Return what a name is that stands in a longer one behind places; None: it does not."""
    before, found, after = long.whole.partition(short.whole)
    if not found or not long.place.startswith(before):
        return None
    sisters = after.startswith((*SISTERS, *SISTERS_TOO))
    return Relation.FAMILY if sisters else Relation.SAME


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
