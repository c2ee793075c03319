"""Restrictions: for whom, on which day; one in full; and a decision that forms."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from countersight.errors import FactError, SettingError
from countersight.judge import Rulebook
from countersight.model.decision import Outcome
from countersight.model.rules import Item, Standings
from countersight.model.wording import condition_words, rule_words
from countersight.report.rule_words import besides, span_words, when
from countersight.web.asking import AtDesk, day_of
from countersight.web.forms import Wrong, wrong_of
from countersight.web.templating import page
from countersight.work.office import Desk
from countersight.work.office.forming import UNKNOWN, heard
from countersight.work.rules import Rules

router = APIRouter(include_in_schema=False)
AHEAD: Final = 365
"""Days ahead that deadlines are told."""
VIEWS: Final = ("stands", "days", "all")
"""What the page shows: what speaks to somebody, the days to know, all that there are."""
MOST_TOLD: Final = 100
"""Facts that one address may tell."""
Who = Annotated[str, Query(max_length=200)]


@router.get("/restrictions")
def restrictions(
    request: Request, desk: AtDesk, who: Who = "", day: Who = "", view: Who = ""
) -> Response:
    """Return how the restrictions stand, for somebody and on a day where that is told."""
    rules, today = Rules(desk.catalogue), desk.clock.today()
    asked = who.strip() or desk.words()
    try:
        on = day_of(day) or today
    except SettingError as error:
        return _shown(
            request, desk, Stands(asked, today), wrong_of(error, {SettingError: "day"})
        )
    try:
        found = Stands(
            asked,
            on,
            rules.standings(asked, on) if asked else (),
            rules.agenda(asked, on, AHEAD) if asked else (),
        )
    except SettingError as error:
        wrong = wrong_of(error, {SettingError: "who"})
        return _shown(request, desk, Stands(asked, on), wrong)
    return _shown(request, desk, found, view=view)


@dataclass(frozen=True, slots=True)
class Stands:
    """What speaks to somebody on a day."""

    who: str
    day: date
    standings: tuple[Standings, ...] = ()
    agenda: tuple[Item, ...] = ()


def _shown(
    request: Request,
    desk: Desk,
    found: Stands,
    wrong: tuple[Wrong, ...] = (),
    *,
    view: str = "",
) -> Response:
    asked = {"who": found.who, "day": found.day.isoformat()}
    shown = {
        "found": found,
        "view": (view if view in VIEWS else VIEWS[0]) if found.who else "all",
        "chosen": f"?{urlencode(asked)}" if found.who else "",
        "all": sorted(desk.catalogue.restrictions.values(), key=lambda each: each.id),
        "roles": desk.catalogue.vocabulary.roles,
    }
    return page(request, "restrictions.html", shown, wrong=wrong)


@router.get("/restrictions/{key}")
def one(request: Request, desk: AtDesk, key: str) -> Response:
    """Return a restriction in full."""
    shown = {
        "rule": Rules(desk.catalogue).one(key),
        "vendors": desk.catalogue.vendors,
        "when": when,
        "span": span_words,
        "test": condition_words,
        "besides": besides,
        "reach_words": rule_words,
    }
    return page(request, "restriction.html", shown)


@router.get("/decide")
def decide(request: Request, desk: AtDesk) -> Response:
    """Return what the facts in the address come to, and what to ask next."""
    given = list(request.query_params.multi_items())[:MOST_TOLD]
    told: dict[str, str] = {}
    for name, value in given:
        told[name] = f"{told[name]},{value}" if name in told else value
    rulebook = Rulebook(desk.catalogue.restrictions.values())
    found, errors = heard(desk.catalogue, rulebook, told)
    wrong = tuple(one for each in errors for one in wrong_of(each, {FactError: "answer"}))
    shown = {
        "forming": found,
        "decisions": sorted(found.decisions, key=lambda each: _ORDER[each.outcome]),
        "facts": desk.catalogue.vocabulary.facts,
        "unknown": UNKNOWN,
        "today": desk.clock.today(),
    }
    return page(request, "decide.html", shown, wrong=wrong)


_ORDER: Final = {outcome: place for place, outcome in enumerate(Outcome)}
