"""From a name that was met to a match: which pass gives which state, and what changes it.

Three tables, to be read in a row. ``PASSES``: what was met, its state where the distinctive
word is coined, and where others bear it too. ``SECOND``: the second piece of evidence that
makes a borne word a match. ``AGAINST``: what speaks against, and what it does.
The score orders a queue and says no more: the pass's, a little more for each second piece, a
little less for each piece against, kept within the band of the state.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from countersight.match.aliases import Alias
from countersight.match.strengths import Strength
from countersight.messages import changed, marked, sentence
from countersight.model.match import Evidence, State
from countersight.model.wording import role_words


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
    SOUND = "near-sound"
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
        Pass.IDENTIFIER: Reading(1.00, _M, _M, marked("It has the identifier {alias}.")),
        Pass.LEGAL_NAME: Reading(
            0.97, _M, _M, marked("It is named {alias}, legal form included.")
        ),
        Pass.EXACT_NAME: Reading(0.95, _M, _R, marked("It is named {alias}.")),
        Pass.SAME_NAME: Reading(
            0.92, _M, _R, marked("It is named {alias} but for the legal form.")
        ),
        Pass.WORD: Reading(
            0.85,
            _M,
            _R,
            marked(
                "Its distinctive name is that of {alias}; the rest are words of place "
                "and trade."
            ),
        ),
        Pass.MISREAD: Reading(
            0.78,
            _M,
            _R,
            marked("Read with letters that look alike, as 0 and O do, it is {alias}."),
        ),
        Pass.JOINED: Reading(0.60, _R, _N, marked("Glued or split otherwise it is {alias}.")),
        Pass.SPELT: Reading(0.55, _R, _N, marked("One word of it is nearly that of {alias}.")),
        Pass.CORE: Reading(
            0.50,
            _R,
            _N,
            marked("It has the distinctive name of {alias}, and not the words beside it."),
        ),
        Pass.FURTHER: Reading(0.45, _R, _N, marked("{alias} stands in it beside other names.")),
        Pass.NEAR: Reading(0.43, _R, _N, marked("As a whole it is spelt nearly as {alias}.")),
        Pass.SOUND: Reading(
            0.42, _R, _N, marked("Its name in another script is read like {alias}.")
        ),
        Pass.MODEL: Reading(0.40, _R, _R, marked("{name} writes models like {alias}.")),
        Pass.MENTION: Reading(0.30, _R, _R, marked("The description has the word {alias}.")),
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
            Does.SUPPORTS,
            marked("A legal form and the maker's own words of trade stand beside it."),
        ),
        "own-words": Piece(
            Does.SUPPORTS_SHARED, marked("The maker's own words of trade stand beside it.")
        ),
        "own-words-nearly": Piece(
            Does.SUPPORTS_SHARED,
            marked("Words that are nearly the maker's own stand beside it."),
        ),
        "country": Piece(Does.SUPPORTS_SHARED, marked("The country is that of {alias}.")),
        "product": Piece(
            Does.SUPPORTS, marked("It is about cameras, recorders or surveillance.")
        ),
        "model-pattern": Piece(
            Does.SUPPORTS, marked("The model is written as {name} writes models.")
        ),
        "maker-column": Piece(
            Does.SUPPORTS_SHARED, marked("It is named as the maker of a device.")
        ),
        "other-makers": Piece(
            Does.SUPPORTS, marked("Another maker of the catalogue is named beside it.")
        ),
        "read-across": Piece(Does.ADDS, marked("Read across scripts: {what}.")),
        "also-mentioned": Piece(Does.ADDS, marked("The description has the name as well.")),
    }
)
"""What can speak for a match beside the name."""

AGAINST: Final[Mapping[str, Piece]] = MappingProxyType(
    {
        "namesake": Piece(
            Does.CLEARS, marked("{what} is another, known by the same word: {apart}.")
        ),
        "namesake-unresolved": Piece(
            Does.ASKS, marked("{what} may be another, which is not known: {apart}.")
        ),
        "other-trade": Piece(
            Does.CLEARS_BORNE, marked("It is in another trade, by its name: {what}.")
        ),
        "other-country": Piece(
            Does.LOWERS, marked("Its country is another than that of {name}.")
        ),
        "other-identifier": Piece(
            Does.LOWERS, marked("Its {what} is another than that of {name}.")
        ),
        "other-form": Piece(
            Does.COUNTS, marked("Its legal form is another than that of {alias}.")
        ),
        "other-form-of-tie": Piece(
            Does.ASKS, marked("Its legal form is another, and {alias} is no coined name.")
        ),
        "owner-named": Piece(
            Does.ASKS, marked("{alias} is known as {role} of {name}, and is not the maker.")
        ),
        "everyday-spelling": Piece(Does.COUNTS, marked("{alias} is an everyday spelling.")),
        "model-of-another": Piece(
            Does.ASKS, marked("Another maker is named: it may be sold under another name.")
        ),
        "maker-and-brand-differ": Piece(
            Does.COUNTS, marked("Maker and brand name different makers.")
        ),
        "tie-inferred": Piece(
            Does.COUNTS,
            marked("How {alias} is tied to {name} was inferred from its name, not read."),
        ),
        "tie-noted": Piece(
            Does.COUNTS,
            marked("How {alias} is tied to {name} was noted, and not read in a source."),
        ),
        "short-name": Piece(
            Does.EXPLAINS,
            marked("{alias} is short or an everyday spelling: others may bear it too."),
        ),
        "shared-name": Piece(
            Does.EXPLAINS,
            marked("Others are known to bear {alias}, or it is a few letters, as many are."),
        ),
        "ambiguous-name": Piece(
            Does.EXPLAINS,
            marked("Unrelated firms bear {alias}: the name alone tells none of them."),
        ),
        "by-name-only": Piece(
            Does.COUNTS,
            marked("The company is tied to {name} by its name only; nothing more was read."),
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


def piece(kind: str, alias: Alias, name: str, what: str = "", apart: str = "") -> Evidence:
    """Return one piece of second evidence, its sentence filled in."""
    found = SECOND.get(kind) or AGAINST[kind]
    text = sentence(
        found.text,
        alias=alias.text,
        name=name,
        what=what,
        apart=apart,
        role=role_words(alias.role),
    )
    return Evidence(kind in SECOND, kind, changed(text, _ended), alias.source)


def first_piece(how: Pass, alias: Alias, name: str) -> Evidence:
    """Return the evidence of the pass itself."""
    text = sentence(PASSES[how].text, alias=alias.text, name=name)
    return Evidence(how is not Pass.FURTHER, how.value, changed(text, _ended), alias.source)


def _ended(text: str) -> str:
    """Return a sentence that ends in one full stop, though a name in it ends in another."""
    return f"{text.rstrip('.')}."
