"""``countersight screen``: read what was handed in, and say who and what it is."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countersight import wiring
from countersight.cli import console
from countersight.cli.days import day_of
from countersight.cli.failing import FailOn, Worst, fails
from countersight.cli.going_through import batches
from countersight.cli.making import command_group
from countersight.cli.options import (
    ListsOption,
    OwnersOption,
    RestrictionsOption,
    ReviewsOption,
    pair,
)
from countersight.cli.output import opened, refuse_input
from countersight.cli.screen_again import screen_again
from countersight.cli.statuses import Status
from countersight.cli.telling import Telling
from countersight.model.finding import Counts, ListVersion
from countersight.model.record import RecordKind
from countersight.render.styles import plain
from countersight.report.faces import Manner
from countersight.report.summary import counts_lines, reading_lines
from countersight.report.words import registry_line, stale_lines
from countersight.wiring import formats

if TYPE_CHECKING:
    from countersight.model.finding import ScreenedBatch
    from countersight.work.screening import Screening


app = command_group()


class Format(StrEnum):
    """The formats of output, as ``wiring.formats.RENDERERS`` has them."""

    TEXT = "text"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"
    XLSX = "xlsx"
    SARIF = "sarif"
    JUNIT = "junit"


SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="Tell what lists changed since a day or version.",
    ),
]
Files = Annotated[
    list[str], typer.Argument(help="Files to screen; - is standard input.", metavar="FILE")
]
Asks = Annotated[
    str | None,
    typer.Option("--profile", "-p", help="Who you are: a bundled profile, or a file."),
]
Mapping = Annotated[
    list[str] | None,
    typer.Option("--map", help="Name a column: name=Supplier.", metavar="FIELD=COLUMN"),
]
Kind = Annotated[RecordKind | None, typer.Option("--kind", help="What each row speaks of.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="Day of asking, such as 2026-11-24.", metavar="DATE"),
]
How = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="How to tell it; text, or what FILE's end says."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to a file.", metavar="FILE")
]
Every = Annotated[
    bool, typer.Option("--all", help="Tell of every record, and not of hits alone.")
]
Fails = Annotated[FailOn, typer.Option("--fail-on", help="From what on the exit status is 1.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Do not tell how files were read.")]


@app.command()
def screen(
    files: Files,
    profile: Asks = None,
    mapping: Mapping = None,
    kind: Kind = None,
    as_of: AsOf = None,
    format_: How = None,
    output: Output = None,
    every: Every = False,
    fail_on: Fails = FailOn.REVIEW,
    restrictions: RestrictionsOption = None,
    reviews: ReviewsOption = None,
    lists: ListsOption = None,
    since: SinceOption = None,
    owners: OwnersOption = None,
    quiet: Quiet = False,
) -> None:
    """Say of every record who it is, and which duties bind you.

    Reads CSV, TSV, XLSX, Parquet, JSON, JSON Lines and OCDS, also inside .gz and .zip.

    Exit status: 0 nothing at or above --fail-on; 1 findings; 2 something could not be read
    to its end.

    For example:

    countersight screen suppliers.xlsx awards.jsonl --profile uk-council

    countersight screen suppliers.xlsx --profile uk-council --output findings.html
    """
    pairs, on = tuple(map(pair, mapping or ())), day_of(as_of, "--as-of")
    own, named, held = tuple(restrictions or ()), tuple(lists or ()), tuple(owners or ())
    settings = wiring.ScreenSettings(profile, pairs, kind, on, every, own, reviews, named, held)
    telling = Telling(_form(format_, output), fail_on, quiet, output)
    asked = partial(screen_again, since=since) if since is not None else run
    raise typer.Exit(asked(files, settings, telling))


def run(
    files: Sequence[str | Path], settings: wiring.ScreenSettings, telling: Telling
) -> Status:
    """Screen files and tell what was found; return the exit status."""
    refuse_input(telling.output, files)
    form = formats.form(telling.format)
    screening = wiring.screening(settings)
    renderer = formats.renderer(telling.format, screening, _manner(telling))
    worst, counts, heard = Worst(telling.fail_on), Counts(), set[object]()
    asked = dict[ListVersion, None]()
    with opened(telling.output, binary=form.binary) as output:
        output.write(renderer.begin())
        for batch in _batches(screening, files):
            if batch.reading not in heard and not telling.quiet:
                heard.add(batch.reading)
                for told in reading_lines(batch.reading):
                    console.say(told)
            output.write(renderer.batch(batch))
            worst.hear(batch)
            counts += batch.counts
            asked.update(dict.fromkeys(batch.lists))
        output.write(renderer.end(counts))
    for told in (
        *counts_lines(counts),
        *_old(asked, screening.conditions.grounds.lists, telling),
    ):
        console.say(told)
    return worst.status


def _old(
    asked: Iterable[ListVersion], lists: Iterable[ListVersion], telling: Telling
) -> Iterator[str]:
    """Yield which registries and lists are old, where the output itself does not say so."""
    if telling.format in {"jsonl", "csv", "sarif", "junit"}:
        yield from (registry_line(each) for each in asked if each.age)
        yield from stale_lines(lists)


def _manner(telling: Telling) -> Manner:
    paint = console.paint() if telling.output is None else plain
    return Manner(paint, lambda screened: fails(screened, telling.fail_on))


def _form(format_: Format | None, output: Path | None) -> str:
    if format_ is not None:
        return format_.value
    return formats.form_of_file(output) if output is not None else Format.TEXT.value


def _batches(screening: "Screening", files: Sequence[str | Path]) -> Iterator["ScreenedBatch"]:
    yield from screening.owner_batches()
    yield from batches(screening, files)
