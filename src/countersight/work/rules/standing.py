"""Which restrictions speak to somebody, and how they stand on a day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from countersight.catalogue.fields import nearest
from countersight.errors import SettingError
from countersight.judge import Rulebook
from countersight.judge.periods import EFFECTIVE_DAY
from countersight.judge.places import Lies, country_of, lies
from countersight.messages import sentence
from countersight.model.catalogue import Catalogue
from countersight.model.countries import is_place
from countersight.model.decision import Decision, Reason
from countersight.model.facts import Fact, Facts, FactSource, FactValue
from countersight.model.restriction import Restriction
from countersight.model.rules import Standing, Standings
from countersight.model.vocabulary import Vocabulary

_PLACE: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_DEAF: Final = frozenset({Reason.PLACE, Reason.BODY})
"""Reasons for which a duty does not speak to somebody."""
_ORDER: Final = tuple(Standing)


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody: in which roles, at which place; what is not said is anybody, anywhere."""

    roles: tuple[str, ...] = ()
    place: str = ""


def whom(text: str, vocabulary: Vocabulary) -> Whom:
    """Read ``--for``: roles and at most one place, parted by commas.

    >>> from countersight.catalogue import load
    >>> whom("public.local, GB-EAW", load().vocabulary)
    Whom(roles=('public.local',), place='GB-EAW')

    Raises:
        SettingError: a word is no role and no code of a place, or there are two places.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    roles = tuple(word for word in words if word in vocabulary.roles)
    places = [word for word in words if _PLACE.fullmatch(word) and is_place(word)]
    for word in words:
        if word not in roles and word not in places:
            raise SettingError(
                sentence("{word!r} is no role and no code of a place", word=word[:50]),
                hint=sentence(
                    "A place is written as in ISO 3166. {word}",
                    word=nearest(word, vocabulary.roles),
                ),
            )
    if len(places) > 1:
        raise SettingError(
            sentence("two places are named"), hint=sentence("Name one place, and any roles.")
        )
    return Whom(roles, places[0] if places else "")


def standings(catalogue: Catalogue, who: Whom, day: date) -> tuple[Standings, ...]:
    """Return the restrictions that speak to *who*, by id, each as it stands on *day*.

    >>> from countersight.catalogue import load
    >>> found = standings(load(), Whom(("us_person",), "FR"), date(2021, 8, 1))
    >>> next(each.standing.value for each in found if each.restriction.id == "us-ns-cmic")
    'not_yet'
    """
    rules = Rulebook(catalogue.restrictions.values())
    at_place = rules.decide(_facts(day, roles=who.roles, place=who.place))
    country = country_of(who.place)
    in_parts = rules.decide(_facts(day, roles=who.roles, body_country=country))
    chosen = (
        part if _is_wider(who.place, part.restriction) else whole
        for whole, part in zip(at_place, in_parts, strict=True)
    )
    speaking = [decision for decision in chosen if decision.reason not in _DEAF]
    return tuple(
        _of_one([each for each in speaking if each.restriction.id == key])
        for key in dict.fromkeys(each.restriction.id for each in speaking)
    )


def _is_wider(place: str, restriction: Restriction) -> bool:
    """Whether the instrument applies in a part of the place: it speaks to who acts there."""
    where = restriction.applies_where or (restriction.jurisdiction,)
    return bool(place) and any(lies(place, part) is Lies.WIDER for part in where)


def _of_one(decisions: Sequence[Decision]) -> Standings:
    duties = tuple((each.duty, _standing(each)) for each in decisions)
    best = min((standing for _, standing in duties), key=_ORDER.index)
    return Standings(decisions[0].restriction, best, duties)


def _standing(decision: Decision) -> Standing:
    match decision.reason:
        case Reason.AFTER_END:
            return Standing.ENDED
        case Reason.BEFORE_EFFECTIVE:
            return Standing.NOT_YET
        case _:
            asks = {ask for step in decision.trace for ask in step.ask}
            return Standing.PERHAPS if EFFECTIVE_DAY in asks else Standing.STANDS


def _facts(day: date, **stated: FactValue) -> Facts:
    known = {"date": day, **{name: value for name, value in stated.items() if value}}
    return Facts({name: Fact(name, value, FactSource.STATED) for name, value in known.items()})
