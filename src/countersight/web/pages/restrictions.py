"""Restrictions: for whom, on which day; one in full; and a decision that forms."""

from collections.abc import Iterable
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from countersight.catalogue.profiles import load_profile
from countersight.judge import Rulebook
from countersight.model.decision import Outcome
from countersight.web.asking import AtDesk, day_of
from countersight.web.templating import page
from countersight.work.office.desk import PROFILE
from countersight.work.office.forming import UNKNOWN, formed
from countersight.work.rules import Rules

router = APIRouter(include_in_schema=False)
AHEAD: Final = 365
"""Days ahead that deadlines are told."""
MOST_TOLD: Final = 60
"""Facts that one address may tell."""
Who = Annotated[str, Query(max_length=200)]


@router.get("/restrictions")
def restrictions(request: Request, desk: AtDesk, who: Who = "", day: str = "") -> Response:
    """Return how the restrictions stand, for somebody and on a day where that is told."""
    rules, on = Rules(desk.catalogue), day_of(day) or desk.clock.today()
    asked = who.strip() or _profile_words(desk.store.settings.get(PROFILE), desk)
    found = rules.standings(asked, on) if asked else ()
    shown = {
        "who": asked,
        "day": on,
        "standings": found,
        "all": sorted(desk.catalogue.restrictions.values(), key=lambda each: each.id),
        "agenda": rules.agenda(asked, on, AHEAD) if asked else (),
        "roles": desk.catalogue.vocabulary.roles,
    }
    return page(request, "restrictions.html", shown)


@router.get("/restrictions/{key}")
def one(request: Request, desk: AtDesk, key: str) -> Response:
    """Return a restriction in full."""
    return page(request, "restriction.html", {"rule": Rules(desk.catalogue).one(key)})


@router.get("/decide")
def decide(request: Request, desk: AtDesk) -> Response:
    """Return what the facts in the address come to, and what to ask next."""
    given = list(request.query_params.multi_items())[:MOST_TOLD]
    told: dict[str, str] = {}
    for name, value in given:
        told[name] = f"{told[name]},{value}" if name in told else value
    rulebook = Rulebook(desk.catalogue.restrictions.values())
    forming = formed(desk.catalogue, rulebook, told)
    shown = {
        "forming": forming,
        "decisions": sorted(forming.decisions, key=lambda each: _ORDER[each.outcome]),
        "facts": desk.catalogue.vocabulary.facts,
        "unknown": UNKNOWN,
        "today": desk.clock.today(),
    }
    return page(request, "decide.html", shown)


_ORDER: Final = {outcome: place for place, outcome in enumerate(Outcome)}


def _profile_words(name: str, desk: AtDesk) -> str:
    if not name:
        return ""
    profile = load_profile(name, desk.catalogue.vocabulary)
    return ",".join(_told((*profile.roles, profile.place)))


def _told(words: Iterable[str]) -> Iterable[str]:
    return (each for each in words if each)
