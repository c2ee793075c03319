"""The queue: matches that nobody judged, one after the other; and one answer whole."""

import json
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from countersight.errors import SettingError
from countersight.ids import VendorId
from countersight.messages import _
from countersight.model.office import RunId
from countersight.model.review import Verdict
from countersight.web.addresses import own
from countersight.web.asking import AtDesk, Number, OfRun, day_of
from countersight.web.forms import MENDED, Wrong, wrong_of
from countersight.web.showing import Shown, shown_answer
from countersight.web.templating import page
from countersight.work.office import Desk
from countersight.work.office.desk import WHO, Judged

router = APIRouter(include_in_schema=False)
Place = Annotated[int, Query(ge=0, le=10**9)]


@router.get("/review")
def queue(request: Request, desk: AtDesk, at: Place = 0, run: OfRun = None) -> Response:
    """Return the answer at a place of the queue, with the form that judges it."""
    one = None if run is None else RunId(run)
    many = desk.store.answers.waiting_count(one)
    place = min(at, max(many - 1, 0))
    found = desk.store.answers.waiting(one, place, 1)
    shown: Shown | None = None
    if found:
        [(of_run, answer)] = found
        shown = shown_answer(desk, of_run, answer)
    values: dict[str, object] = {
        "shown": shown,
        "many": many,
        "at": place,
        "run": run,
        "who": desk.store.settings.get(WHO),
        "said": {},
        "verdicts": _verdicts(),
        "back": _queue(place, run),
        "before": _queue(place - 1, run) if place else None,
        "after": _queue(place + 1, run) if place + 1 < many else None,
    }
    return page(request, "review.html", values)


@router.get("/runs/{run}/answers/{number}")
def answer(request: Request, desk: AtDesk, run: Number, number: Number) -> Response:
    """Return one answer: both sides, the evidence, the duties, and what was judged."""
    return _answer(request, desk, (run, number), {})


def _answer(
    request: Request,
    desk: Desk,
    place: tuple[int, int],
    said: Mapping[str, str],
    wrong: tuple[Wrong, ...] = (),
) -> Response:
    run, number = place
    found = desk.store.answers.one(RunId(run), number)
    values = {
        "run": desk.store.runs.get(RunId(run)),
        "shown": shown_answer(desk, RunId(run), found),
        "who": desk.store.settings.get(WHO),
        "verdicts": _verdicts(),
        "back": said.get("back") or f"/runs/{run}/answers/{number}",
        "told": json.loads(found.told),
        "said": said,
    }
    return page(request, "answer.html", values, wrong=wrong)


@router.post("/runs/{run}/answers/{number}/reviews")
def judge(  # noqa: PLR0913 - the fields of a form
    request: Request,
    desk: AtDesk,
    run: Number,
    number: Number,
    *,
    entity: Annotated[str, Form(max_length=200)],
    verdict: Annotated[Verdict, Form()],
    reason: Annotated[str, Form(max_length=2_000)] = "",
    who: Annotated[str, Form(max_length=200)] = "",
    until: Annotated[str, Form(max_length=10)] = "",
    seen: Annotated[str, Form(max_length=20)] = "",
    back: Annotated[str, Form(max_length=200)] = "/review",
) -> Response:
    """Keep a judgement, and lead back."""
    said = {"entity": entity, "verdict": verdict.value, "reason": reason}
    said |= {"who": who, "until": until, "back": own(back)}
    latest = int(seen) if seen.isdecimal() else None
    at = (RunId(run), number)
    try:
        day = day_of(until)
        desk.judge(Judged(*at, VendorId(entity), verdict, reason, who, day, latest))
    except MENDED as error:
        field = _field(entity, who, reason)
        return _answer(request, desk, at, said, wrong_of(error, {SettingError: field}))
    return RedirectResponse(own(back), 303)


def _field(entity: str, who: str, reason: str) -> str:
    """Return which field is to be mended: the first that says nothing, else the day."""
    silent = (name for name, value in (("who", who), ("reason", reason)) if not value.strip())
    return f"{next(silent, 'until')}-{entity}"


@router.post("/reviews/{number}/undo")
def undo(
    desk: AtDesk,
    number: Number,
    who: Annotated[str, Form(max_length=200)] = "",
    back: Annotated[str, Form(max_length=200)] = "/review",
) -> Response:
    """Take a judgement back, and lead back."""
    desk.undo(number, desk.who(who))
    return RedirectResponse(own(back), 303)


def _queue(at: int, run: int | None) -> str:
    return f"/review?at={at}" + (f"&run={run}" if run is not None else "")


def _verdicts() -> tuple[tuple[str, str, str], ...]:
    """Return each verdict with its words and its key."""
    return (
        (Verdict.CONFIRMED.value, _("Yes, it is the same"), "y"),
        (Verdict.DISMISSED.value, _("No, it is another"), "n"),
        (Verdict.UNSURE.value, _("Not sure"), "u"),
    )
