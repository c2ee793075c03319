"""A decision that forms as facts are told one by one: what is known, and what to ask next."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from countersight.errors import FactError
from countersight.judge import Rulebook, parse_facts
from countersight.model.catalogue import Catalogue
from countersight.model.decision import Decision, Outcome
from countersight.model.facts import FactValue
from countersight.model.vocabulary import FactDefinition, FactKind

FIRST: Final = ("date", "place", "roles", "act", "product_form", "product_class", "maker")
"""What is asked before anything can be decided; the first four must be told."""
NEEDED: Final = FIRST[:4]
UNKNOWN: Final = "unknown"
"""What is told of a fact that nobody knows; it is not asked again."""
MOST_DIGITS: Final = 15
"""Of a number that is read; a longer one is no year, no share and no sum."""
_TRUTHS: Final = {"yes": True, "true": True, "no": False, "false": False}
_TELLABLE: Final = frozenset(FactKind) - {FactKind.OWNERS}


@dataclass(frozen=True, slots=True)
class Forming:
    """Where a decision is."""

    told: Mapping[str, str]
    """The facts so far, as they were told."""
    decisions: tuple[Decision, ...]
    """Of duties that bind, free, or depend; empty while something is needed."""
    ask: FactDefinition | None
    """The fact that would settle most; None where none that can be told is open."""
    settles: int = 0
    """How many duties depend on it."""


def formed(catalogue: Catalogue, rulebook: Rulebook, told: Mapping[str, str]) -> Forming:
    """Return what the facts told so far come to.

    Raises:
        FactError: a fact has an unknown name or an impossible value.
    """
    facts = catalogue.vocabulary.facts
    kept = {name: value.strip() for name, value in told.items() if value.strip()}
    missing = next((name for name in NEEDED if name not in kept), None)
    if missing is not None:
        return Forming(kept, (), facts[missing])
    stated = {
        name: _value(facts[name], value) if name in facts else value
        for name, value in kept.items()
        if value != UNKNOWN
    }
    decisions = rulebook.decide(parse_facts(stated, catalogue.vocabulary))
    speaking = tuple(each for each in decisions if each.outcome is not Outcome.NOT_BOUND)
    open_facts = Counter(
        name
        for each in speaking
        if each.outcome is Outcome.DEPENDS
        for name in (*each.ask, *(one for way in each.perhaps for one in way.ask))
        if name in facts and name not in kept and facts[name].kind in _TELLABLE
    )
    ask = next((name for name in FIRST if name not in kept and name in facts), None)
    if ask is None and open_facts:
        ask = min(open_facts, key=lambda name: (-open_facts[name], name))
    found = facts[ask] if ask is not None else None
    return Forming(kept, speaking, found, open_facts[ask] if ask is not None else 0)


def heard(
    catalogue: Catalogue, rulebook: Rulebook, told: Mapping[str, str]
) -> tuple[Forming, tuple[FactError, ...]]:
    """Return what the facts come to that can be used, and what is wrong with the others."""
    wrong: list[FactError] = []
    while True:
        try:
            return formed(catalogue, rulebook, told), tuple(wrong)
        except FactError as error:
            wrong.append(error)
            told = without_wrong(told, error)


def without_wrong(told: Mapping[str, str], error: FactError) -> Mapping[str, str]:
    """Return the facts told without the one that an error names; else without the last.

    >>> without_wrong({"date": "soon", "place": "FR"}, FactError("date: 'soon' is no day"))
    {'place': 'FR'}
    """
    named = (name for name in told if error.message.startswith(f"{name}:"))
    wrong = next(named, next(reversed(tuple(told)), ""))
    return {name: value for name, value in told.items() if name != wrong}


def _value(fact: FactDefinition, text: str) -> FactValue | list[str]:
    match fact.kind:
        case FactKind.WORDS:
            return [each.strip() for each in text.split(",") if each.strip()]
        case FactKind.TRUTH:
            return _TRUTHS.get(text.casefold(), text)
        case FactKind.NUMBER:
            digits = text.removeprefix("-")
            whole = digits.isdecimal() and len(digits) <= MOST_DIGITS
            return int(text) if whole else text
        case _:
            return text
