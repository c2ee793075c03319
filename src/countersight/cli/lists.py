"""``countersight lists``: outside lists that are kept, each in several versions."""

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from countersight import wiring
from countersight.cli import console
from countersight.cli.days import day_of
from countersight.cli.making import command_group
from countersight.cli.options import Format, FormatOption, pair
from countersight.cli.statuses import Status
from countersight.errors import CountersightError, SettingError
from countersight.ids import ListId
from countersight.messages import _, spoken
from countersight.model.edition import Edition, Rhythm
from countersight.model.record import Problem
from countersight.render.escaping import visible
from countersight.report import lists as told
from countersight.wiring import lists as wired
from countersight.work.lists import AddedList, ListSettings
from countersight.work.lists.comparing import changes, delta, side_of, sides_of

app = command_group("Outside lists: keep versions, compare them, tell their age.", alone=True)
MOST_PROBLEMS: Final = 20
"""Problems that are told of one list; all are counted."""


class DiffFormat(StrEnum):
    """How to tell what versions differ in."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


ListFiles: TypeAlias = Annotated[
    list[Path],
    typer.Argument(help="The files of one list, packed or not.", metavar="FILE..."),
]
ListName: TypeAlias = Annotated[
    str | None,
    typer.Option("--name", help="What to call it, where its content does not say."),
]
Vintage: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--vintage", help="The day up to which it speaks, if not told.", metavar="DATE"
    ),
]
Licence: TypeAlias = Annotated[
    str, typer.Option("--licence", help="Under which licence it is published.")
]
HowOften: TypeAlias = Annotated[
    Rhythm | None, typer.Option("--rhythm", help="How often it comes out.")
]
Mapping: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--map", help="Which column of a table is which field.", metavar="FIELD=COLUMN"
    ),
]
Accept: TypeAlias = Annotated[
    bool, typer.Option("--accept", help="Keep it though it has shrunk by half.")
]


@app.callback(invoke_without_command=True)
def _held(context: typer.Context) -> None:
    """Outside lists: keep versions, compare them, tell their age.

    Without a command it tells which lists are held. Entries of natural persons are counted,
    and never kept.
    """
    if context.invoked_subcommand is not None:
        return
    store, today = wired.list_store(), wiring.CLOCK.today()
    for name in store.lists():
        held = store.editions(name)
        _lines(told.edition_lines(held[-1], today))
        for each in held[:-1]:
            console.out(f"  {_('held too')}: {told.edition_line(each)}\n")
    if not store.lists():
        console.out(_("no list is held; `countersight lists add FILE` keeps one\n"))
    console.out(_("kept in: {folder}\n").format(folder=visible(str(wired.list_folder()))))


@app.command()
def add(
    files: ListFiles,
    name: ListName = None,
    vintage: Vintage = None,
    licence: Licence = "",
    rhythm: HowOften = None,
    mapping: Mapping = None,
    accept: Accept = False,
) -> None:
    """Keep a version of a list, beside those that are held.

    Whose list a file is, is told by its content: the US Consolidated Screening List (CSV,
    JSON), OFAC's files (names, with aliases and addresses beside them), the UN's XML, the
    1260H history, section 889, the FCC's covered list, military intelligence end users,
    denied persons, GLEIF's golden copy, FollowTheMoney JSON lines, and any table by --map.

    Exit status: 0 it is kept; 1 it is kept, and something in it is wrong; 2 it is not kept.

    For example:

    countersight lists add consolidated.csv --vintage 2026-11-24

    countersight lists add watched.csv --name own --map name=Firma --map listed=Datum
    """
    settings = ListSettings(
        name=ListId(name) if name else None,
        vintage=day_of(vintage, "--vintage"),
        licence=licence,
        rhythm=rhythm,
        mapping=tuple(pair(each) for each in mapping or ()),
        accept=accept,
    )
    raise typer.Exit(_tell_added(wired.list_keeping().add(files, settings)))


@app.command()
def update(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Lists; all if none is named.", metavar="[NAME]..."),
    ] = None,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch it from its publisher's address.")
    ] = False,
    accept: Accept = False,
) -> None:
    """Read lists again from where they were read before, and keep what is new.

    With --fetch, and not without, the publisher's server is asked, over https.

    Exit status: 0 all are kept or unchanged; 1 something in one is wrong; 2 one is not kept.

    For example:

    countersight lists update us-1260h
    """
    worst = Status.CLEAN
    for name in names or wired.list_store().lists():
        try:
            status = _tell_added(wired.update_list(name, fetch=fetch, accept=accept))
        except CountersightError as wrong:
            console.say_error(wrong)
            status = Status.UNREAD
        worst = max(worst, status)
    raise typer.Exit(worst)


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(help="A list, or a version: NAME, NAME@VERSION, NAME@DAY.")
    ],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="Day on which entries stand or not.", metavar="DATE"),
    ] = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Show a list: its entries by kind and state on a day, its age, its versions.

    For example:

    countersight lists show us-1260h --as-of 2024-05-01
    """
    store, today = wired.list_store(), wiring.CLOCK.today()
    asked = day_of(as_of, "--as-of")
    side = side_of(store, name if asked is None or "@" in name else f"{name}@{asked}")
    day = asked or side.day or today
    standing = store.standing(side.edition, day)
    held = store.editions(side.edition.list)
    if format_ is Format.JSON:
        shown = told.edition_object(side.edition, day) | {
            "as_of": day.isoformat(),
            "standing": told.standing_object(standing),
            "versions": [each.id for each in held],
        }
        console.out(f"{json.dumps(shown, indent=2, ensure_ascii=False)}\n")
        return
    _lines(told.edition_lines(side.edition, day))
    _lines(told.standing_lines(side.edition, standing, day))
    _lines(told.source_lines(side.edition))
    for each in held:
        console.out(f"  {_('held')}: {told.edition_line(each)}\n")


@app.command()
def diff(
    before: Annotated[
        str, typer.Argument(help="NAME, NAME@VERSION or NAME@DAY.", metavar="BEFORE")
    ],
    after: Annotated[
        str,
        typer.Argument(
            help="The same; or VERSION or DAY; the latest if not told.", metavar="[AFTER]"
        ),
    ] = "",
    format_: Annotated[
        DiffFormat, typer.Option("--format", "-f", help="How to tell it.")
    ] = DiffFormat.TEXT,
) -> None:
    """Say what two versions of a list, or two days, differ in, field by field.

    Exit status: 0 they were compared; 2 one is not held.

    For example:

    countersight lists diff us-csl

    countersight lists diff us-1260h@2024-05-01 2026-11-24 --format csv
    """
    store = wired.list_store()
    one, other = sides_of(store, before, after, wiring.CLOCK.today())
    found = changes(store, one, other)
    if format_ is DiffFormat.CSV:
        for row in told.change_csv(found):
            console.out(row)
        return
    counts = delta(store, one, other)
    if format_ is DiffFormat.JSON:
        console.out(told.diff_json(counts, (one.day, other.day), found))
        return
    for each, day in ((one.edition, one.day), (other.edition, other.day)):
        console.out(f"{told.edition_line(each)}{f', {day}' if day else ''}\n")
    console.out(f"{told.delta_line(counts)}\n")
    _lines(told.change_lines(found))


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="NAME@VERSION, or NAME with --all.")],
    all_: Annotated[bool, typer.Option("--all", help="Remove every version of it.")] = False,
) -> None:
    """Remove a version of a list, or all of it; the files that it was read from stay.

    For example:

    countersight lists remove us-csl@2022-04-07+e52a97de44bf
    """
    store = wired.list_store()
    own, _at, wanted = name.partition("@")
    held = store.editions(ListId(own))
    if not wanted and not all_ and len(held) > 1:
        raise SettingError(
            _("{name} is held in {number} versions").format(name=own, number=len(held)),
            hint=_("Name one, NAME@VERSION, or say --all."),
        )
    edition = store.edition(ListId(own), wanted).id if wanted else None
    for each in store.remove(ListId(own), edition):
        console.out(_("removed: {edition}\n").format(edition=told.edition_line(each)))


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        console.out(f"{line}\n")


def _tell_added(added: AddedList) -> Status:
    edition: Edition = added.edition
    if added.unchanged:
        console.out(_("unchanged: {edition}\n").format(edition=told.edition_line(edition)))
        return Status.CLEAN
    console.out(_("kept: "))
    _lines(told.edition_lines(edition, wiring.CLOCK.today()))
    if added.before is not None and added.delta is not None:
        said = _("  since {version}: {delta}\n")
        console.out(said.format(version=added.before.id, delta=told.delta_line(added.delta)))
    if added.latest is not None:
        said = _("  {version} is newer, and stays the latest; say --vintage if it is not\n")
        console.out(said.format(version=added.latest.id))
    _tell_problems(added.problems, edition.counts.problems)
    return Status.FINDINGS if edition.counts.problems else Status.CLEAN


def _tell_problems(problems: Iterable[Problem], number: int) -> None:
    shown = list(problems)[:MOST_PROBLEMS]
    for each in shown:
        said = _("{place}: problem: {what} [{code}]")
        what = said.format(place=each.origin, what=spoken(each.message), code=each.code)
        console.say(visible(what))
    if number > len(shown):
        console.say(_("and {number:,} more").format(number=number - len(shown)))
