"""``countersight ownership``: who owns a company, by the catalogue and by files."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final

import typer

from countersight import wiring
from countersight.cli import console
from countersight.cli.days import day_of
from countersight.cli.making import command_group
from countersight.cli.output import opened, refuse_input
from countersight.cli.statuses import Status
from countersight.errors import SettingError
from countersight.messages import _
from countersight.report import chain_page, chains
from countersight.report.summary import problem_line
from countersight.wiring.ownership import chains_of

app = command_group()


class Format(StrEnum):
    """The formats of output."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    SVG = "svg"


def _text(told: chains.Chains) -> Iterator[str]:
    yield chains.lines(tuple(chains.text(told)))


def _json(told: chains.Chains) -> Iterator[str]:
    yield chains.lines(tuple(chains.json(told)))


TELLERS: Final[Mapping[Format, Callable[[chains.Chains], Iterator[str]]]] = MappingProxyType(
    {
        Format.TEXT: _text,
        Format.JSON: _json,
        Format.HTML: chain_page.html,
        Format.SVG: chain_page.svg,
    }
)


Files = Annotated[
    list[Path] | None,
    typer.Argument(help="BODS, GLEIF level 2 or FollowTheMoney.", metavar="[FILE]"),
]
Of = Annotated[str | None, typer.Option("--of", help="A company: its name, number or id.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="The day that counts, such as 2026-11-24.", metavar="DATE"),
]
How = Annotated[Format, typer.Option("--format", "-f", help="How to tell it.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to a file.", metavar="FILE")
]


@app.command()
def ownership(
    files: Files = None,
    of: Of = None,
    as_of: AsOf = None,
    format_: How = Format.TEXT,
    output: Output = None,
) -> None:
    """Show who owns a company, and where the chains end.

    Without --of it says what the files hold, and whom of the catalogue they tell of. Without
    a file the catalogue's own ties are shown.

    Exit status: 0 all was read; 2 a file could not be read to its end.

    For example:

    countersight ownership owners.jsonl --of "Example GmbH" --format html -o owners.html
    """
    given = tuple(files or ())
    refuse_input(output, given)
    if of is None and (not given or format_ in {Format.HTML, Format.SVG}):
        raise SettingError(
            _("no company is named"), hint=_('Write --of "NAME", a number, or an id.')
        )
    told = chains_of(given, of, day_of(as_of, "--as-of") or wiring.CLOCK.today())
    with opened(output, binary=False) as out:
        out.write(TELLERS[format_](told))
    stops = [problem for problem in told.problems if problem.stops]
    if format_ in {Format.HTML, Format.SVG}:
        for problem in stops:
            console.say(problem_line(problem))
    raise typer.Exit(Status.UNREAD if stops else Status.CLEAN)
