"""Outside lists that are held: how old each is, who stands on one, what versions differ in."""

from datetime import date
from itertools import islice
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from countersight.errors import AbsentError, SettingError
from countersight.web.asking import AtDesk, day_of
from countersight.web.forms import Wrong, wrong_of
from countersight.web.pages.exports import sent
from countersight.web.templating import page
from countersight.work.lists.comparing import Side, changes, delta, sides_of
from countersight.work.office import Desk, list_tables
from countersight.work.office.held import Held
from countersight.work.office.listed import every_standing, standings

router = APIRouter(include_in_schema=False)
PAGE: Final = 100
"""Entries, or changes, on one page."""
MOST_PAGED: Final = 10**8
Start = Annotated[int, Query(ge=0, le=MOST_PAGED)]
Word = Annotated[str, Query(max_length=200)]
ADDS: Final = "countersight lists add FILE"
"""The command that adds a list; pages read no file of the machine."""
RENEWS: Final = "countersight lists update"
"""The command that reads lists again."""


@router.get("/lists")
def lists(request: Request, desk: AtDesk) -> Response:
    """Return the lists that are held."""
    shown = {
        "held": desk.lists.every(),
        "asked": desk.asked_lists(),
        "adds": ADDS,
        "renews": RENEWS,
    }
    return page(request, "lists.html", shown)


@router.get("/lists.{form}")
def lists_file(desk: AtDesk, form: str) -> Response:
    """Return the lists that are held, a row a version."""
    return sent(list_tables.lists(desk.lists.every()), form)


@router.get("/lists/{name}")
def one(  # noqa: PLR0913 - what an address may say
    request: Request,
    desk: AtDesk,
    name: str,
    *,
    q: Word = "",
    day: Annotated[str, Query(max_length=10)] = "",
    start: Start = 0,
) -> Response:
    """Return one list: its versions, and its entries as of a day."""
    held = desk.lists.one(name)
    wrong: tuple[Wrong, ...] = ()
    try:
        on = day_of(day) or desk.clock.today()
    except SettingError as error:
        on, wrong = desk.clock.today(), wrong_of(error, {SettingError: "day"})
    found = standings(desk.lists, held.edition, q, on, (start, PAGE + 1))
    chosen = {"q": q, "day": on.isoformat()}
    shown = {
        "one": held,
        "entries": found[:PAGE],
        "q": q,
        "day": on,
        "asked": desk.asked_lists(),
        "chosen": f"?{urlencode(chosen)}",
        **_pages(chosen, start, more=len(found) > PAGE),
    }
    return page(request, "list.html", shown, wrong=wrong)


@router.get("/lists/{name}/entries.{form}")
def entries_file(
    desk: AtDesk,
    name: str,
    form: str,
    q: Word = "",
    day: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Return the entries of the latest version, or those with a name that holds some words."""
    held, on = desk.lists.one(name), day_of(day) or desk.clock.today()
    found = every_standing(desk.lists, held.edition, q, on)
    return sent(list_tables.entries(held.id, found), form)


@router.get("/lists/{name}/changes")
def differences(  # noqa: PLR0913 - what an address may say
    request: Request,
    desk: AtDesk,
    name: str,
    *,
    before: Word = "",
    after: Word = "",
    start: Start = 0,
) -> Response:
    """Return what two versions, or two days, of a list differ in."""
    held = desk.lists.one(name)
    shown: dict[str, object] = {"one": held, "before_said": before, "after_said": after}
    try:
        sides = _sides(desk, held, before, after)
    except AbsentError as error:
        wrong = (Wrong("before", error.message, error.hint),) if before else ()
        shown |= {"sides": None, "changes": (), "before": None, "after": None, "chosen": ""}
        return page(request, "list_changes.html", shown, wrong=wrong)
    found = tuple(islice(changes(desk.lists.store, *sides), start, start + PAGE + 1))
    chosen = {"before": before, "after": after}
    shown |= {
        "sides": sides,
        "delta": delta(desk.lists.store, *sides),
        "changes": found[:PAGE],
        "chosen": f"?{urlencode(chosen)}",
        **_pages(chosen, start, more=len(found) > PAGE),
    }
    return page(request, "list_changes.html", shown)


@router.get("/lists/{name}/changes.{form}")
def differences_file(
    desk: AtDesk, name: str, form: str, before: Word = "", after: Word = ""
) -> Response:
    """Return what two versions, or two days, of a list differ in."""
    held = desk.lists.one(name)
    found = changes(desk.lists.store, *_sides(desk, held, before, after))
    return sent(list_tables.changes(held.id, found), form)


def _sides(desk: Desk, held: Held, before: str, after: str) -> tuple[Side, Side]:
    """Return what is compared: versions or days; by default the last two versions.

    Raises:
        AbsentError: there is no such version, or no other one.
    """
    first, second = (
        f"{held.id}@{said.strip()}" if said.strip() else "" for said in (before, after)
    )
    today: date = desk.clock.today()
    return sides_of(desk.lists.store, first or held.id, second, today)


def _pages(chosen: dict[str, str], start: int, *, more: bool) -> dict[str, object]:
    """Return where the pages before and after are; None where there are none."""

    def at(place: int) -> str:
        return f"?{urlencode({**chosen, 'start': place})}"

    return {
        "before": at(max(start - PAGE, 0)) if start else None,
        "after": at(start + PAGE) if more else None,
    }
