"""``countersight catalogue``: what people found, made ready for the catalogue."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final

import typer

from countersight import wiring
from countersight.catalogue import load_reviews
from countersight.cli import console
from countersight.cli.making import command_group
from countersight.cli.options import ReviewsOption
from countersight.cli.output import opened, refuse_input
from countersight.cli.statuses import Status
from countersight.messages import _, spoken
from countersight.model.proposal import Proposals
from countersight.report import proposals as told
from countersight.work.proposing import proposals

app = command_group("What people found, made ready for the catalogue.")


class Format(StrEnum):
    """The formats of output."""

    TEXT = "text"
    TOML = "toml"
    JSON = "json"


TELLERS: Final[Mapping[Format, Callable[[Proposals], Iterator[str]]]] = MappingProxyType(
    {Format.TEXT: told.text, Format.TOML: told.toml, Format.JSON: told.json}
)


@app.callback()
def _group() -> None:
    """Have the group stay one, though it holds a single command."""


@app.command()
def propose(
    file: Annotated[
        str, typer.Argument(help="A run as JSON Lines; - is standard input.", metavar="RUN")
    ],
    reviews: ReviewsOption = None,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="How to tell it.")
    ] = Format.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to a file.", metavar="FILE")
    ] = None,
) -> None:
    """Propose names for the catalogue out of reviewed matches.

    A confirmed match proposes the record's name as the vendor's or a tied company's, a
    dismissed one as a namesake's, each with its source. The catalogue is never changed.

    Exit status: 0 all was read; 2 a line of the run could not be.

    For example:

    countersight catalogue propose run.jsonl --reviews reviews.toml --format toml
    """
    refuse_input(output, [file])
    judged = load_reviews(reviews).reviews if reviews is not None else ()
    vendors = wiring.catalogue().vendors.values()
    with ExitStack() as files:
        source, stream, _size = wiring.source(file, file, files)
        found = proposals(stream if stream is not None else source.open(), vendors, judged)
    with opened(output, binary=False) as out:
        out.write(TELLERS[format_](found))
    for line, wrong in found.unread:
        said = _("{file}:{line}: problem: the line {wrong}")
        console.say(said.format(file=file, line=line, wrong=spoken(wrong)))
    raise typer.Exit(Status.UNREAD if found.unread else Status.CLEAN)
