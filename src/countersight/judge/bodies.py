"""Who is bound: roles, and whose public body it is.

A role that begins with ``public.`` is bound only by instruments of its own country (the fact
``body_country``; by default the country of the place, which the trace shows as assumed).
Statements, resolutions and advice bind only the roles that the issuer directs; where the file
names none, the public bodies of the issuer's own country.
"""

from dataclasses import dataclass
from typing import Final

from countersight.judge.places import country_of
from countersight.judge.truth import truth_of
from countersight.messages import sentence
from countersight.model.decision import Reason, Step
from countersight.model.facts import Fact, Facts, FactSource, Truth
from countersight.model.restriction import Duty, Force, Restriction
from countersight.model.wording import one_of

PUBLIC: Final = "public."
ADVISORY: Final = frozenset({Force.MINISTERIAL_STATEMENT, Force.RESOLUTION, Force.ADVICE})


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies that a duty speaks to."""

    country: str
    binds: frozenset[str]
    directs: frozenset[str] | None
    """Roles that are bound rather than advised; None where all of them are."""
    asked: str

    def put(self, facts: Facts) -> tuple[Step, bool]:
        """Ask who is bound; and whether they are bound, or no more than advised."""
        roles = facts.known.get("roles")
        if roles is None or not isinstance(roles.value, tuple):
            return self._step(Truth.UNKNOWN, (), ask=("roles",)), False
        hit = sorted(self.binds.intersection(roles.value))
        if not hit:
            return self._step(Truth.FALSE, (roles,)), False
        private = [role for role in hit if not role.startswith(PUBLIC)]
        if private and self._directed(private):
            return self._step(Truth.TRUE, (roles,)), True
        body = _body_country(facts) if len(private) < len(hit) else None
        if body is not None and (body.value == self.country or not private):
            own = body.value == self.country
            note = (
                ""
                if own
                else sentence(
                    "a public body of {value}, not of {country}",
                    value=body.value,
                    country=self.country,
                )
            )
            step = self._step(truth_of(holds=own), (roles, body), note=note)
            return step, own and self._directed(hit)
        if private:
            return self._step(Truth.TRUE, (roles,)), False
        return self._step(Truth.UNKNOWN, (roles,), ask=("place", "body_country")), False

    def _directed(self, hit: list[str]) -> bool:
        return self.directs is None or not self.directs.isdisjoint(hit)

    def _step(
        self,
        truth: Truth,
        facts: tuple[Fact, ...],
        *,
        ask: tuple[str, ...] = (),
        note: str = "",
    ) -> Step:
        return Step(Reason.BODY, self.asked, truth, facts, ask, note)


def bodies(restriction: Restriction, duty: Duty) -> Bodies:
    """Make ready who a duty binds."""
    directs: frozenset[str] | None = None
    if restriction.force in ADVISORY:
        public = (role for role in duty.binds if role.startswith(PUBLIC))
        directs = frozenset(restriction.directs or public)
    asked = sentence("a role {binds}", binds=one_of(list(duty.binds)))
    if any(role.startswith(PUBLIC) for role in duty.binds):
        asked = sentence(
            "{asked} (public bodies: of {country})", asked=asked, country=restriction.country
        )
    return Bodies(restriction.country, frozenset(duty.binds), directs, asked)


def _body_country(facts: Facts) -> Fact | None:
    known = facts.known.get("body_country")
    place = facts.known.get("place")
    if known is not None or place is None:
        return known
    country = country_of(str(place.value))
    return Fact(
        "body_country", country, FactSource.ASSUMED, sentence("the country of the place")
    )
