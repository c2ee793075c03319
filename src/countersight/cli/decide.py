"""``countersight decide``: facts in, every duty decided on them out."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from countersight import wiring
from countersight.cli import console
from countersight.cli.making import command_group
from countersight.cli.options import CatalogueOption, OwnersOption, RestrictionsOption
from countersight.cli.statuses import Status
from countersight.errors import SettingError
from countersight.messages import _, counted
from countersight.model.answer import Answer, Undecided
from countersight.report.summary import problem_line

if TYPE_CHECKING:
    from countersight.report.decisions import DecisionLines
    from countersight.report.explained import Explained

app = command_group()


@app.command()
def decide(
    file: Annotated[
        str, typer.Argument(help="Facts as JSON: one object, or one a line; - is stdin.")
    ] = "-",
    explain: Annotated[
        bool, typer.Option("--explain", help="Draw the trace of each duty for a person.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="With --explain: draw those that do not bind too.")
    ] = False,
    catalogue: CatalogueOption = None,
    restrictions: RestrictionsOption = None,
    owners: OwnersOption = None,
) -> None:
    """Say of each object of facts which legal duties bind, and why.

    Writes one object a line: binds, exempt, depends, advises and not_bound hold every duty
    once. What a line does not state is unknown, never false; --owners tells who owns the
    maker of a line that states no owners.

    Exit status: 0 every line was decided; 2 a line could not be.

    For example:

    countersight decide facts.jsonl --explain
    """
    if every and not explain:
        raise SettingError(_("--all belongs to --explain"), hint=_("Without it all are told."))
    deciding = wiring.deciding(catalogue, tuple(restrictions or ()), tuple(owners or ()))
    renderer = wiring.decision_renderer(deciding.catalogue, explained=explain, every=every)
    for problem in deciding.problems:
        console.say(problem_line(problem))
    unread = any(problem.stops for problem in deciding.problems)
    with ExitStack() as files:
        status = _run(deciding.run(_stream(file, files)), renderer)
    raise typer.Exit(Status.UNREAD if unread else status)


def _run(answers: Iterator[Answer], renderer: "DecisionLines | Explained") -> Status:
    """Write the answers as they come, and tell how many there were."""
    objects = undecided = 0
    for answer in answers:
        console.out(renderer.answer(answer))
        undecided += isinstance(answer, Undecided)
        objects += 1
    console.out(renderer.end())
    sys.stdout.flush()
    said = counted("{number:,} object of facts", "{number:,} objects of facts", objects)
    console.say(said.format(number=objects) + _not_decided(undecided))
    return Status.UNREAD if undecided else Status.CLEAN


def _not_decided(number: int) -> str:
    return _(", {number:,} not decided").format(number=number) if number else ""


def _stream(name: str, files: ExitStack) -> BinaryIO:
    source, stream, _size = wiring.source(name, name, files)
    return stream if stream is not None else source.open()
