"""Commands that read a case."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Final

import typer

from countersight import wiring
from countersight.claim import as_tables
from countersight.claim import dump as dumped
from countersight.cli.case.options import (
    HERE,
    CaseOption,
    FileFormat,
    OutputOption,
    PageFormat,
    found_lines,
    reading,
    tell,
)
from countersight.cli.days import day_of
from countersight.cli.making import command_group
from countersight.cli.options import Format, FormatOption
from countersight.cli.output import opened
from countersight.cli.statuses import Status
from countersight.errors import SettingError
from countersight.messages import Words, _
from countersight.model.casefile import Casefile
from countersight.publish.case import (
    Told,
    as_object,
    case_page,
    history_lines,
    history_object,
    lines,
)
from countersight.wiring import casework as wired
from countersight.work.casework import dump_files, look

app = command_group()

_COUNTED: Final = Words(
    {
        "entries_of_the_log": "{number:,} entries of the log",
        "captures": "{number:,} captures",
        "texts": "{number:,} texts",
        "signed_checkpoints": "{number:,} signed checkpoints",
        "passages_found_at_their_places": "{number:,} passages found at their places",
        "orphans": "{number:,} orphans",
    }
)
"""What was looked at."""


@app.command()
def show(
    case: CaseOption = HERE,
    format_: Annotated[
        PageFormat, typer.Option("--format", "-f", help="How to tell it.")
    ] = PageFormat.TEXT,
    output: OutputOption = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="A day; today if left out.")
    ] = None,
) -> None:
    """Show a case: the words first, then evidence, verdicts, questions, and ourselves.

    For example:

    countersight case show --format html --output case.html
    """
    day = day_of(as_of, "--as-of") if as_of else wiring.CLOCK.today()
    with reading(case) as work:
        found = look(work, day)
    with opened(output, binary=False) as sink:
        sink.write(_pieces(found, format_))


def _pieces(found: Told, format_: PageFormat) -> Iterator[str]:
    match format_:
        case PageFormat.HTML:
            yield from case_page(found)
        case PageFormat.JSON:
            yield f"{json.dumps(as_object(found), ensure_ascii=False)}\n"
        case PageFormat.TEXT:
            for line in lines(found):
                yield f"{line}\n"


@app.command()
def log(case: CaseOption = HERE, format_: FormatOption = Format.TEXT) -> None:
    """Tell the log: what was done, when, by whom; as JSON, a line for each entry.

    For example:

    countersight case log
    """
    with reading(case) as work:
        for entry in work.store.log.entries():
            tell(format_, "\n".join(history_lines(entry)), history_object(entry))


@app.command()
def check(
    case: CaseOption = HERE,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make anew first what is made of the log.")
    ] = False,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Look at every hash, signature and passage of a case again.

    For example:

    countersight case check
    """
    found = wired.check(case, rebuild=rebuild)
    counts = {
        "entries_of_the_log": found.entries,
        "captures": found.captures,
        "texts": found.texts,
        "signed_checkpoints": found.checkpoints,
        "passages_found_at_their_places": found.passages,
        "orphans": found.orphans,
    }
    about = (_COUNTED[what].format(number=number) for what, number in counts.items())
    rows = found_lines(found.flaws, about, _("The case holds."))
    flaws = [{"code": e.code, "where": e.where, "what": e.what} for e in found.flaws]
    tell(format_, "\n".join(rows), {"holds": found.holds, "flaws": flaws, **counts})
    if not found.holds:
        raise typer.Exit(Status.FINDINGS)


@app.command()
def dump(
    case: CaseOption = HERE,
    output: OutputOption = None,
    files: Annotated[
        bool, typer.Option("--files", help="Write the documents beside --output too.")
    ] = False,
    format_: Annotated[
        FileFormat, typer.Option("--format", "-f", help="How to write it.")
    ] = FileFormat.TOML,
) -> None:
    """Write the case as a case file, for people and version control.

    For example:

    countersight case dump --output case.toml --files
    """
    with reading(case) as work:
        if files and output is None:
            raise SettingError(
                _("--files writes documents beside the case file, and there is none"),
                hint=_("Name the case file with --output FILE."),
            )
        found = dump_files(work, output) if files and output else work.read().case
    with opened(output, binary=False) as sink:
        sink.write([_FILES[format_](found)])


def _as_json(case: Casefile) -> str:
    return f"{json.dumps(as_tables(case), ensure_ascii=False)}\n"


_FILES: Final[Mapping[FileFormat, Callable[[Casefile], str]]] = {
    FileFormat.TOML: dumped,
    FileFormat.JSON: _as_json,
}
