"""``countersight restrictions``: what exists and for whom, in full, by days, by changes."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from countersight import wiring
from countersight.cli import console
from countersight.cli.days import day_of
from countersight.cli.making import command_group
from countersight.cli.options import CatalogueOption, RestrictionsOption
from countersight.cli.statuses import Status
from countersight.errors import SettingError
from countersight.messages import _
from countersight.report import ftm, rule_lines, rule_text
from countersight.report.lines import line
from countersight.report.objects import Plain
from countersight.report.rule_objects import catalogue_object

T = TypeVar("T")

app = command_group("What the restrictions say, for whom, and from when.")


class Format(StrEnum):
    """The formats of lists."""

    TEXT = "text"
    JSONL = "jsonl"


class Export(StrEnum):
    """The formats of everything."""

    JSON = "json"
    FTM = "ftm"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to tell it.")]
ForOption = Annotated[
    str, typer.Option("--for", help="Whom: roles and a place, such as public.local,GB-EAW.")
]
OnOption = Annotated[str | None, typer.Option("--on", help="A day; today if left out.")]


@app.command("list")
def list_(
    for_: ForOption = "",
    on: OnOption = None,
    format_: FormatOption = Format.TEXT,
    catalogue: CatalogueOption = None,
    restrictions: RestrictionsOption = None,
) -> None:
    """List the restrictions that speak to somebody, and how they stand on a day.

    For example:

    countersight restrictions list --for public.local,GB-EAW --on 2026-11-24
    """
    day = _day(on)
    found = wiring.rules(catalogue, tuple(restrictions or ())).standings(for_, day)
    if format_ is Format.JSONL:
        _lines(found, lambda each: rule_lines.standings_object(each, day))
    else:
        _rows(rule_text.table(found, day))


@app.command()
def show(
    id_: Annotated[str, typer.Argument(help="Id of a restriction.", metavar="ID")],
    catalogue: CatalogueOption = None,
    restrictions: RestrictionsOption = None,
) -> None:
    """Show one restriction in full: what, who, when, exemptions, history and sources.

    For example:

    countersight restrictions show gb-visual-surveillance-2022
    """
    rules = wiring.rules(catalogue, tuple(restrictions or ()))
    _rows(rule_text.in_full(rules.one(id_), rules.catalogue.vocabulary.facts))


@app.command()
def due(
    within: Annotated[
        int, typer.Option(min=0, max=36_500, help="Days ahead and days passed.")
    ] = 365,
    for_: ForOption = "",
    on: OnOption = None,
    format_: FormatOption = Format.TEXT,
    catalogue: CatalogueOption = None,
    restrictions: RestrictionsOption = None,
) -> None:
    """Tell what begins, falls due and ends, in the order of days.

    A deadline that is passed is told however long ago it was: its duty still binds.

    For example:

    countersight restrictions due --within 365 --for public.defence,US
    """
    day = _day(on)
    items = wiring.rules(catalogue, tuple(restrictions or ())).agenda(for_, day, within)
    if format_ is Format.JSONL:
        _lines(items, rule_lines.item_object)
    else:
        _rows(rule_text.by_days(items, day))


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="A day, or a folder or file.", metavar="A")],
    after: Annotated[str, typer.Argument(help="A later one of the kind.", metavar="B")],
    for_: ForOption = "",
    format_: FormatOption = Format.TEXT,
    catalogue: CatalogueOption = None,
    restrictions: RestrictionsOption = None,
) -> None:
    """Tell what changed between two days, or between two folders of restriction files.

    For example:

    countersight restrictions diff 2025-01-01 2026-11-24
    """
    days = _days(before, after)
    if days is None:
        changes = wiring.differences(Path(before), Path(after))
    else:
        rules = wiring.rules(catalogue, tuple(restrictions or ()))
        changes = rules.changes_between(for_, days)
    if format_ is Format.JSONL:
        _lines(changes, rule_lines.change_object)
    else:
        _rows(rule_text.by_changes(changes))


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of your own.")],
    format_: FormatOption = Format.TEXT,
) -> None:
    """Check your own restriction files, and run their examples.

    Exit status: 0 all are sound; 2 a file is wrong, or an example fails.

    For example:

    countersight restrictions check policy.toml
    """
    checks = wiring.check_restrictions(tuple(paths))
    if format_ is Format.JSONL:
        _lines(checks, rule_lines.check_object)
    else:
        _rows(rule_text.by_files(checks))
    wrong = any(each.errors or each.failed for each in checks)
    raise typer.Exit(Status.UNREAD if wrong else Status.CLEAN)


@app.command()
def export(
    format_: Annotated[
        Export, typer.Option("--format", "-f", help="json, or FollowTheMoney entities.")
    ] = Export.JSON,
    catalogue: CatalogueOption = None,
    restrictions: RestrictionsOption = None,
) -> None:
    """Write all restrictions for programs: one JSON document, or an entity a line.

    For example:

    countersight restrictions export --format ftm > entities.jsonl
    """
    known = wiring.known(catalogue, tuple(restrictions or ()))
    if format_ is Export.JSON:
        whole = json.dumps(catalogue_object(known), ensure_ascii=False, indent=2)
        console.out(f"{whole}\n")
        return
    _lines(ftm.entities(known), lambda each: each)
    unnamed = ftm.unnamed(known)
    if unnamed:
        said = _("No entity, for it names no maker: {names}")
        console.say(said.format(names=", ".join(unnamed)))


def _day(on: str | None) -> date:
    return wiring.CLOCK.today() if on is None else day_of(on, "--on")


def _days(before: str, after: str) -> tuple[date, date] | None:
    """Return two days, or None where both name paths."""
    are_paths = [Path(each).exists() for each in (before, after)]
    if all(are_paths):
        return None
    if any(are_paths):
        raise SettingError(
            _("diff compares two days or two paths"), hint=_("Name two of a kind.")
        )
    first, second = day_of(before, "A"), day_of(after, "B")
    if second < first:
        raise SettingError(
            _("{second} lies before {first}").format(second=second, first=first),
            hint=_("Name the earlier day first."),
        )
    return first, second


def _rows(rows: Iterator[str]) -> None:
    for row in rows:
        console.out(f"{row}\n")
    sys.stdout.flush()


def _lines(things: Iterable[T], told: Callable[[T], dict[str, Plain]]) -> None:
    for thing in things:
        console.out(line(told(thing)))
    sys.stdout.flush()
