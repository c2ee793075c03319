"""Every table of the pages as a file: CSV, JSON Lines, a workbook."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from countersight.model.office import RunId
from countersight.report.grid import workbook
from countersight.web.asking import AtDesk, Number, OfRun, day_of
from countersight.work.office import exports
from countersight.work.office.exports import Export
from countersight.work.office.searching import vendors_named
from countersight.work.rules import Rules

router = APIRouter(include_in_schema=False)
AHEAD: Final = 365
"""Days ahead that deadlines are told."""
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Word = Annotated[str, Query(max_length=200)]


def sent(export: Export, form: str) -> Response:
    """Return a table as a file to be kept.

    Raises:
        AbsentError: there is no such form.
    """
    save = {"Content-Disposition": f'attachment; filename="{export.name}.{form}"'}
    if form == "xlsx":
        made = workbook(export.columns, export.rows)
        return Response(made, media_type=TYPES[form], headers=save)
    lines = exports.lines(export, form)
    return StreamingResponse(lines, media_type=TYPES[form], headers=save)


@router.get("/catalogue.{form}")
def vendors(desk: AtDesk, form: str, q: Word = "") -> Response:
    """Return the vendors, or those with a name that holds some words."""
    return sent(exports.vendors(vendors_named(desk.catalogue, q)), form)


@router.get("/restrictions.{form}")
def restrictions(desk: AtDesk, form: str, who: Word = "", day: str = "") -> Response:
    """Return the restrictions, or those that speak to somebody on a day; a row a duty."""
    every = sorted(desk.catalogue.restrictions.values(), key=lambda each: each.id)
    asked = who.strip()
    on = day_of(day) or desk.clock.today()
    standing = Rules(desk.catalogue).standings(asked, on) if asked else ()
    found = [each.restriction for each in standing] if asked else every
    return sent(exports.restrictions(found), form)


@router.get("/restrictions/days.{form}")
def days(desk: AtDesk, form: str, who: Word = "", day: str = "") -> Response:
    """Return the days that somebody should know."""
    asked = who.strip() or desk.words()
    on = day_of(day) or desk.clock.today()
    found = Rules(desk.catalogue).agenda(asked, on, AHEAD) if asked else ()
    return sent(exports.agenda(found), form)


@router.get("/runs.{form}")
def runs(desk: AtDesk, form: str) -> Response:
    """Return the runs, newest first."""
    return sent(exports.runs(desk.store), form)


@router.get("/runs/{run}/problems.{form}")
def problems(desk: AtDesk, run: Number, form: str) -> Response:
    """Return what a run could not read."""
    found = desk.store.runs.get(RunId(run))
    return sent(exports.problems(desk.store.answers, found.id), form)


@router.get("/review.{form}")
def queue(desk: AtDesk, form: str, run: OfRun = None) -> Response:
    """Return the matches that wait for a judgement."""
    one = None if run is None else RunId(run)
    return sent(exports.queue(desk.store.answers, one), form)


@router.get("/settings/audit.{form}")
def audit(desk: AtDesk, form: str) -> Response:
    """Return the log of changes, oldest first."""
    return sent(exports.audit(desk.store.audit.entries()), form)
