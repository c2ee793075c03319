"""What speaks for and against a candidate of a list beside the comparison of two names.

``MOVES`` is to be read in a row: what each piece adds to the logit, and between which states
it holds the candidate. The numbers are set by hand, not fitted: files with both sides known
are too few. Pieces that lower are done last, so what speaks against wins.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from countersight.match import reasons
from countersight.match.reasons import REASONS, Side
from countersight.match.scoring import Scale
from countersight.model.match import State

_M, _R, _N = State.MATCH, State.REVIEW, State.NO_MATCH


@dataclass(frozen=True, slots=True)
class Move:
    """What one piece of evidence does; ``{alias}`` stands for the name that was met."""

    speaks: Side
    text: str
    adds: float = 0.0
    least: State = _N
    most: State = _M


MOVES: Final[Mapping[str, Move]] = MappingProxyType(
    {
        "brand": Move(
            Side.FOR,
            "has the brand {alias}, with nothing but words of place and trade beside it",
            least=_M,
        ),
        "common-brand": Move(
            Side.FOR,
            "has the brand {alias}, which others bear too",
            least=_R,
        ),
        "brand-joined": Move(
            Side.FOR,
            "has the brand {alias} once words are joined or split",
            least=_R,
        ),
        "brand-other-trade": Move(
            Side.AGAINST,
            "has the brand {alias} with a word of another trade beside it",
            least=_R,
            most=_R,
        ),
        "common-brand-other-trade": Move(
            Side.AGAINST,
            "has {alias}, which others bear too, with a word of another trade beside it",
            most=_N,
        ),
        "brand-beside": Move(
            Side.FOR,
            "has the brand {alias} beside other names",
            least=_R,
            most=_R,
        ),
        "brand-in-address": Move(Side.AGAINST, "has {alias} in an address", most=_N),
        "same-identifier": Move(Side.FOR, "has the same identifier", 3.0, least=_R),
        "identifier-and-name": Move(Side.FOR, "has a like name as well", least=_M),
        "identifier-alone": Move(
            Side.AGAINST, "has another name under the same identifier", most=_R
        ),
        "other-identifier": Move(
            Side.AGAINST, "has another number in the same register", -2.0, most=_R
        ),
        "same-industry": Move(Side.FOR, "is of the same industry", 0.5),
        "other-industry": Move(Side.AGAINST, "is of another industry", -1.0),
        "shared-name": Move(
            Side.AGAINST,
            "others on the list bear its only word, and nothing else tells",
            most=_R,
        ),
        "contrary-namesake": Move(
            Side.AGAINST,
            "others on the list bear its word, and it is of another place or industry",
            most=_N,
        ),
        "sound-across": Move(Side.FOR, "is read in its script like {alias}", most=_R),
        "meaning-across": Move(Side.FOR, "has words that mean those of {alias}", most=_R),
        "letters-across": Move(Side.FOR, "has Latin letters or initials of {alias}", most=_R),
        "own-word-across": Move(
            Side.AGAINST, "leaves a word of {alias} without a sound or a meaning", most=_R
        ),
        "other-place-across": Move(Side.AGAINST, "has a place that {alias} has not", most=_R),
        "same-name-otherwise": Move(
            Side.FOR,
            "is another form of {alias}: the same core, and no other place or trade",
            least=_M,
        ),
        "name-family": Move(
            Side.AGAINST,
            "is of the name family of {alias}, with another place or trade: a sister, maybe",
            least=_R,
            most=_R,
        ),
        "short-core": Move(
            Side.AGAINST,
            "has a core of two letters alike with {alias}, and nothing else tells",
            least=_R,
            most=_R,
        ),
        "other-core": Move(Side.AGAINST, "has another core than {alias}", most=_R),
    }
)
"""In the order in which they are told, behind those of the names."""
_PLACES: Final = {kind: len(REASONS) + place for place, kind in enumerate(MOVES)}
_BELOW: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Told:
    """A kind of reason, as it is told."""

    speaks: Side
    text: str


KINDS: Final[Mapping[str, Told]] = MappingProxyType(
    {each.kind: Told(each.speaks, each.text) for each in REASONS}
    | {kind: Told(move.speaks, move.text) for kind, move in MOVES.items()}
)
"""Every reason of a candidate by its kind."""


def mask_of(kinds: Iterable[str]) -> int:
    """Return pieces of second evidence as bits beside those of the names."""
    return sum(1 << _PLACES[kind] for kind in kinds)


def told(mask: int) -> Sequence[str]:
    """Return the kinds of the reasons in a mask.

    >>> told(1 | mask_of(["brand"]))
    ('same-words', 'brand')
    """
    more = (kind for kind, place in _PLACES.items() if mask >> place & 1)
    return (*reasons.told(mask & (1 << len(REASONS)) - 1), *more)


def moved(logit: float, kinds: Iterable[str], cut: Scale) -> float:
    """Return the logit of a candidate with its second evidence.

    >>> from countersight.match.scoring import scale
    >>> moved(-30.0, ["brand"], scale()) == scale().match
    True
    """
    moves = [MOVES[kind] for kind in kinds]
    logit += sum(move.adds for move in moves)
    floor = {_M: cut.match, _R: cut.review, _N: -float("inf")}
    ceiling = {_M: float("inf"), _R: cut.match - _BELOW, _N: cut.review - _BELOW}
    logit = max([logit, *(floor[move.least] for move in moves)])
    return min([logit, *(ceiling[move.most] for move in moves)])
