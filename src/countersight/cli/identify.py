"""``countersight identify``: who made each device, on which evidence, and what is unknown."""

import sys
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from countersight import wiring
from countersight.cli import console
from countersight.cli.days import day_of
from countersight.cli.making import command_group
from countersight.cli.options import pair
from countersight.cli.statuses import Status
from countersight.model.record import RecordKind
from countersight.report.devices import device_renderer
from countersight.wiring import devices

app = command_group()


class Format(StrEnum):
    """The formats of output."""

    TEXT = "text"
    JSONL = "jsonl"


Files = Annotated[
    list[str], typer.Argument(help="Files about devices; - is standard input.", metavar="FILE")
]
How = Annotated[Format, typer.Option("--format", "-f", help="How to tell it.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="Day of asking, such as 2026-11-24.", metavar="DATE"),
]
Mapping = Annotated[
    list[str] | None,
    typer.Option("--map", help="Name a column: model=Type.", metavar="FIELD=COLUMN"),
]
Kind = Annotated[
    RecordKind | None, typer.Option("--kind", help="What the rows of a table speak of.")
]
Registry = Annotated[
    list[Path] | None,
    typer.Option("--registry", help="The IEEE's CSV of MAC prefixes, newer than ours."),
]


@app.command()
def identify(
    files: Files,
    format_: How = Format.TEXT,
    as_of: AsOf = None,
    mapping: Mapping = None,
    kind: Kind = None,
    registry: Registry = None,
) -> None:
    """Say who made each device, on which evidence.

    Reads what you have already: observations as JSON Lines, asset lists, and saved scans. No
    device is asked anything. An unknown maker is told as unknown, never as clear; the last part
    says what could not be seen.

    Exit status: 0 everything was read; 2 something could not be read to its end.

    For example:

    countersight identify observations.jsonl assets.csv --format jsonl
    """
    day = day_of(as_of, "--as-of")
    with ExitStack() as opened:
        sources = [wiring.source(file, file, opened)[0] for file in files]
        columns = tuple(pair(each) for each in mapping or ())
        identifying = devices.identifying(day, tuple(registry or ()), columns, kind)
        estate = identifying.run(sources)
    renderer = device_renderer(format_.value, console.paint())
    for piece in renderer.write(estate.devices, estate.problems, estate.coverage):
        console.out(piece)
    sys.stdout.flush()
    raise typer.Exit(Status.UNREAD if estate.coverage.unread else Status.CLEAN)
