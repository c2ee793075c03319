"""The restrictions of one catalogue, ready to be asked about."""

from dataclasses import dataclass
from datetime import date

from countersight.catalogue.fields import nearest
from countersight.errors import AbsentError
from countersight.ids import RestrictionId
from countersight.messages import sentence
from countersight.model.catalogue import Catalogue
from countersight.model.restriction import Restriction
from countersight.model.rules import Change, Item, Standings
from countersight.work.rules.agenda import agenda
from countersight.work.rules.changes import changes_between
from countersight.work.rules.standing import standings, whom


@dataclass(frozen=True, slots=True)
class Rules:
    """Answers what the restrictions say; *whom* is text such as ``public.local,GB-EAW``.

    >>> from countersight.catalogue import load
    >>> rules = Rules(load())
    >>> rules.one("eu-parliament-2021").jurisdiction
    'EU'
    """

    catalogue: Catalogue

    def one(self, key: str) -> Restriction:
        """Return a restriction by its id.

        Raises:
            AbsentError: there is none of that id.
        """
        restrictions = self.catalogue.restrictions
        found = restrictions.get(RestrictionId(key))
        if found is None:
            remedy = nearest(key, restrictions)
            raise AbsentError(
                sentence("there is no restriction {key!r}", key=key[:100]), hint=remedy
            )
        return found

    def standings(self, who: str, day: date) -> tuple[Standings, ...]:
        """Return the restrictions that speak to somebody, as each stands on *day*.

        Raises:
            SettingError: *who* names no role and no place.
        """
        return standings(self.catalogue, whom(who, self.catalogue.vocabulary), day)

    def agenda(self, who: str, day: date, within: int) -> tuple[Item, ...]:
        """Return what begins, falls due or ends within so many days of *day*.

        Raises:
            SettingError: *who* names no role and no place.
        """
        return agenda(self.standings(who, day), day, within)

    def changes_between(self, who: str, days: tuple[date, date]) -> tuple[Change, ...]:
        """Return what changed for somebody from the first to the second of the days.

        Raises:
            SettingError: *who* names no role and no place.
        """
        before, after = (self.standings(who, day) for day in days)
        return changes_between(before, after, days)
