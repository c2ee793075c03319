"""What follows from the place that a profile states, and is therefore told once."""

from collections.abc import Iterable
from typing import Final

from countersight.messages import _
from countersight.model.facts import Fact
from countersight.model.profile import Profile

BODY: Final = "body_country"
"""The fact that the place of a profile settles unless a record says otherwise."""


def follows(fact: Fact, profile: Profile | None) -> bool:
    """Return whether an assumed fact follows from the place that the profile states.

    >>> from countersight.model.facts import FactSource
    >>> asks = Profile("council", place="GB-EAW")
    >>> follows(Fact("body_country", "GB", FactSource.ASSUMED, ""), asks)
    True
    """
    if profile is None or fact.name != BODY:
        return False
    return fact.value == profile.place.partition("-")[0]


def told_once(facts: Iterable[Fact], profile: Profile | None) -> str | None:
    """Return the sentence that stands before all duties, where a fact asks for it."""
    fact = next((each for each in facts if follows(each, profile)), None)
    if fact is None or profile is None:
        return None
    return _(
        "The duties below speak to {name} if it is a public body of {country}, "
        "the country of its place {place}."
    ).format(name=profile.name, country=fact.value, place=profile.place)
