"""From a name that was met to a match: which pass gives which state, and what changes it.

Three tables, to be read in a row. ``PASSES``: what was met, its state where the distinctive
word is coined, and where others bear it too. ``SECOND``: the second piece of evidence that
makes a borne word a match. ``AGAINST``: what speaks against, and what it does.
The score orders a queue and says no more: the pass's, a little more for each second piece, a
little less for each piece against, kept within the band of the state.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from countersight.match.aliases import Alias
from countersight.match.strengths import Strength
from countersight.model.match import Evidence, State


class Pass(StrEnum):
    """What was met; the value is the kind of its evidence."""

    IDENTIFIER = "identifier"
    LEGAL_NAME = "legal-name"
    EXACT_NAME = "exact-name"
    SAME_NAME = "same-name"
    WORD = "distinctive-word"
    MISREAD = "misread"
    JOINED = "joined-word"
    SPELT = "near-word"
    CORE = "core-word"
    FURTHER = "further-words"
    NEAR = "near-name"
    MODEL = "model"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a pass is worth."""

    score: float
    coined: State
    borne: State
    """Where the distinctive word is shared or ambiguous, and nothing else speaks for it."""
    text: str


_M, _R, _N = State.MATCH, State.REVIEW, State.NO_MATCH

PASSES: Final[Mapping[Pass, Reading]] = MappingProxyType(
    {
        Pass.IDENTIFIER: Reading(1.00, _M, _M, "It has the identifier {alias}."),
        Pass.LEGAL_NAME: Reading(0.97, _M, _M, "It is named {alias}, legal form included."),
        Pass.EXACT_NAME: Reading(0.95, _M, _R, "It is named {alias}."),
        Pass.SAME_NAME: Reading(0.92, _M, _R, "It is named {alias} but for the legal form."),
        Pass.WORD: Reading(
            0.85,
            _M,
            _R,
            "Its distinctive name is that of {alias}; the rest are words of place and trade.",
        ),
        Pass.MISREAD: Reading(
            0.78, _M, _R, "Read with letters that look alike, as 0 and O do, it is {alias}."
        ),
        Pass.JOINED: Reading(0.60, _R, _N, "Glued or split otherwise it is {alias}."),
        Pass.SPELT: Reading(0.55, _R, _N, "One word of it is nearly that of {alias}."),
        Pass.CORE: Reading(
            0.50, _R, _N, "It has the distinctive name of {alias}, and not the words beside it."
        ),
        Pass.FURTHER: Reading(0.45, _R, _N, "{alias} stands in it beside other names."),
        Pass.NEAR: Reading(0.43, _R, _N, "As a whole it is spelt nearly as {alias}."),
        Pass.MODEL: Reading(0.40, _R, _R, "{name} writes models like {alias}."),
        Pass.MENTION: Reading(0.30, _R, _R, "The description has the word {alias}."),
    }
)
"""In this order the best pass counts."""


class Does(StrEnum):
    """What a second piece of evidence does."""

    SUPPORTS = "supports"
    """Makes a short, a shared or an ambiguous name a match."""
    SUPPORTS_SHARED = "supports-shared"
    """Makes a short or a shared name a match; an ambiguous one needs more."""
    ADDS = "adds"
    """Adds to the score."""
    LOWERS = "lowers"
    """Makes a match of a name that is not coined a review."""
    ASKS = "asks"
    """Makes a match a review."""
    CLEARS_BORNE = "clears-borne"
    """Makes no match of a shared or ambiguous name, and a review of others."""
    CLEARS = "clears"
    """Makes no match, unless the whole legal name or an identifier was met."""
    COUNTS = "counts"
    """Takes from the score, and no more."""
    EXPLAINS = "explains"
    """Says why the name is no match by itself; the state and the score have it already."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A second piece of evidence."""

    does: Does
    text: str


SECOND: Final[Mapping[str, Piece]] = MappingProxyType(
    {
        "own-trade": Piece(
            Does.SUPPORTS, "A legal form and the maker's own words of trade stand beside it."
        ),
        "own-words": Piece(
            Does.SUPPORTS_SHARED, "The maker's own words of trade stand beside it."
        ),
        "own-words-nearly": Piece(
            Does.SUPPORTS_SHARED, "Words that are nearly the maker's own stand beside it."
        ),
        "country": Piece(Does.SUPPORTS_SHARED, "The country is that of {alias}."),
        "product": Piece(Does.SUPPORTS, "It is about cameras, recorders or surveillance."),
        "model-pattern": Piece(Does.SUPPORTS, "The model is written as {name} writes models."),
        "maker-column": Piece(Does.SUPPORTS_SHARED, "It is named as the maker of a device."),
        "other-makers": Piece(
            Does.SUPPORTS, "Another maker of the catalogue is named beside it."
        ),
        "also-mentioned": Piece(Does.ADDS, "The description has the name as well."),
    }
)
"""What can speak for a match beside the name."""

AGAINST: Final[Mapping[str, Piece]] = MappingProxyType(
    {
        "namesake": Piece(Does.CLEARS, "{what} is another, known by the same word: {apart}."),
        "namesake-unresolved": Piece(
            Does.ASKS, "{what} may be another, which is not known: {apart}."
        ),
        "other-trade": Piece(Does.CLEARS_BORNE, "It is in another trade, by its name: {what}."),
        "other-country": Piece(Does.LOWERS, "Its country is another than that of {name}."),
        "other-identifier": Piece(Does.LOWERS, "Its {what} is another than that of {name}."),
        "other-form": Piece(Does.COUNTS, "Its legal form is another than that of {alias}."),
        "other-form-of-tie": Piece(
            Does.ASKS, "Its legal form is another, and {alias} is no coined name."
        ),
        "owner-named": Piece(
            Does.ASKS, "{alias} is known as {role} of {name}, and is not the maker."
        ),
        "everyday-spelling": Piece(Does.COUNTS, "{alias} is an everyday spelling."),
        "model-of-another": Piece(
            Does.ASKS, "Another maker is named: it may be sold under another name."
        ),
        "maker-and-brand-differ": Piece(Does.COUNTS, "Maker and brand name different makers."),
        "tie-inferred": Piece(
            Does.COUNTS, "How {alias} is tied to {name} was inferred from its name, not read."
        ),
        "tie-noted": Piece(
            Does.COUNTS, "How {alias} is tied to {name} was noted, and not read in a source."
        ),
        "short-name": Piece(
            Does.EXPLAINS, "{alias} is short or an everyday spelling: others may bear it too."
        ),
        "shared-name": Piece(
            Does.EXPLAINS,
            "Others are known to bear {alias}, or it is a few letters, as many are.",
        ),
        "ambiguous-name": Piece(
            Does.EXPLAINS, "Unrelated firms bear {alias}: the name alone tells none of them."
        ),
        "by-name-only": Piece(
            Does.COUNTS,
            "The company is tied to {name} by its name only; nothing more was read.",
        ),
    }
)
"""What can speak against a match."""

BORNE: Final[Mapping[Strength, str]] = MappingProxyType(
    {
        Strength.SHORT: "short-name",
        Strength.SHARED: "shared-name",
        Strength.AMBIGUOUS: "ambiguous-name",
    }
)
"""Why a name is worth less than a coined one, by its strength."""
CALLED: Final[Mapping[str, str]] = MappingProxyType(
    {"affiliate_unproven": "unproven affiliate", "sister": "sister company"}
)
"""How a role is said where its own words will not do."""
FOR: Final = 0.02
COUNTER: Final = 0.06
LOWERED: Final = 0.30
"""Off the score where the state came out lower than the pass alone says."""
NEARNESS: Final = 0.2
"""What lies between the two ends of the kernels' score."""
EVEN: Final = 0.5
BANDS: Final[Mapping[State, tuple[float, float]]] = MappingProxyType(
    {_M: (0.70, 1.00), _R: (0.20, 0.69), _N: (0.00, 0.19)}
)


def piece(kind: str, alias: Alias, name: str, what: str = "", apart: str = "") -> Evidence:
    """Return one piece of second evidence, its sentence filled in."""
    found = SECOND.get(kind) or AGAINST[kind]
    text = found.text.format(
        alias=alias.text,
        name=name,
        what=what,
        apart=apart,
        role=CALLED.get(alias.role) or alias.role.replace("_", " "),
    )
    return Evidence(kind in SECOND, kind, _ended(text), alias.source)


def first_piece(how: Pass, alias: Alias, name: str) -> Evidence:
    """Return the evidence of the pass itself."""
    text = PASSES[how].text.format(alias=alias.text, name=name)
    return Evidence(how is not Pass.FURTHER, how.value, _ended(text), alias.source)


def _ended(text: str) -> str:
    """Return a sentence that ends in one full stop, though a name in it ends in another."""
    return f"{text.rstrip('.')}."


def judge(
    how: Pass, strength: Strength, pieces: Sequence[Evidence], near: float = EVEN
) -> tuple[State, float]:
    """Return the state and the score of a name that was met in one way.

    *near* is the score of the kernels, from 0 to 1, where they were asked: it moves the score
    up or down, and no state.

    >>> judge(Pass.WORD, Strength.COINED, [])
    (<State.MATCH: 'match'>, 0.85)
    >>> judge(Pass.EXACT_NAME, Strength.AMBIGUOUS, [])
    (<State.REVIEW: 'review'>, 0.65)
    """
    reading, coined = PASSES[how], strength is Strength.COINED
    does = {(SECOND.get(each.kind) or AGAINST[each.kind]).does for each in pieces}
    state = reading.coined if coined else _raised(reading, strength, does)
    whole = how in {Pass.IDENTIFIER, Pass.LEGAL_NAME}
    if Does.CLEARS in does and not whole:
        state = _N
    elif Does.CLEARS_BORNE in does and not whole:
        borne = strength in {Strength.SHARED, Strength.AMBIGUOUS}
        state = _least(state, _N if borne else _R)
    if Does.ASKS in does or (Does.LOWERS in does and not coined):
        state = _least(state, _R)
    score = reading.score + NEARNESS * (near - EVEN)
    score += sum(FOR if each.speaks_for else -COUNTER for each in pieces)
    if state is not reading.coined:
        score -= LOWERED
    low, high = BANDS[state]
    return state, round(min(max(score, low), high), 4)


def held_back(
    how: Pass, strength: Strength, pieces: Sequence[Evidence]
) -> Iterator[tuple[str, str]]:
    """Yield the kind of evidence that says why a name that others bear is worth less.

    >>> list(held_back(Pass.EXACT_NAME, Strength.AMBIGUOUS, []))
    [('ambiguous-name', '')]
    """
    reading = PASSES[how]
    if strength in BORNE and reading.borne is not reading.coined:
        does = {(SECOND.get(each.kind) or AGAINST[each.kind]).does for each in pieces}
        if _raised(reading, strength, does) is reading.borne:
            yield BORNE[strength], ""


def _raised(reading: Reading, strength: Strength, does: set[Does]) -> State:
    """Return the state of a name that others bear, with what speaks for it."""
    less = strength is not Strength.AMBIGUOUS and Does.SUPPORTS_SHARED in does
    return reading.coined if less or Does.SUPPORTS in does else reading.borne


def _least(one: State, other: State) -> State:
    return min(one, other, key=(_N, _R, _M).index)
