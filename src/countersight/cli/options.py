"""Options that several commands have."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

CatalogueOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--catalogue", metavar="PATH", help="A folder or file whose restrictions alone count."
    ),
]
RestrictionsOption: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--restrictions", metavar="PATH", help="Folder or file of your own, added to the rest."
    ),
]
ReviewsOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--reviews", help="File with a person's judgements on matches."),
]
