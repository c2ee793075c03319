"""``countersight match``: names against a list of one's own."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from countersight.cli import console
from countersight.cli.making import command_group
from countersight.wiring import names

app = command_group()


class Format(StrEnum):
    """The formats of output, as ``wiring.names.TELLERS`` has them."""

    JSONL = "jsonl"
    CSV = "csv"


@app.command()
def match(
    queries: Annotated[Path, typer.Argument(help="CSV or JSON Lines: id, name, country.")],
    list_: Annotated[
        Path,
        typer.Option("--list", help="CSV or JSON Lines: id, name, aliases, brands, country."),
    ],
    limit: Annotated[
        int, typer.Option("--limit", help="Candidates of each query.", min=1, max=100)
    ] = 10,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="How to tell it.")
    ] = Format.JSONL,
    explain: Annotated[
        bool, typer.Option("--explain", help="Give reasons for every candidate.")
    ] = False,
    hits: Annotated[
        bool, typer.Option("--hits", help="Candidates to match or review alone: faster.")
    ] = False,
    index: Annotated[
        Path | None, typer.Option("--index", help="File that keeps the list made ready.")
    ] = None,
) -> None:
    """Say which entries of a list a name may be, and why.

    Both files have columns id and name. Aliases and brands are parted by semicolons.

    For example:

    countersight match suppliers.csv --list watchlist.csv --limit 3
    """
    asking = names.asking(limit=limit, explain=explain, hits=hits)
    asked = names.matched(queries, list_, asking, index=index, problem=console.say_problem)
    for piece in names.TELLERS[format_.value](asked):
        console.out(piece)
