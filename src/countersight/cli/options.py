"""Options that several commands have."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from countersight.errors import SettingError
from countersight.messages import _


class Format(StrEnum):
    """How to tell an answer that is one whole."""

    TEXT = "text"
    JSON = "json"


FormatOption: TypeAlias = Annotated[
    Format, typer.Option("--format", "-f", help="How to tell it.")
]
WorkspaceOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="Folder of the office.", metavar="FOLDER"),
]
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


def pair(text: str) -> tuple[str, str]:
    """Return the field and the column that ``FIELD=COLUMN`` names.

    >>> pair("name=Supplier")
    ('name', 'Supplier')

    Raises:
        SettingError: it is no pair.
    """
    field, equals, column = text.partition("=")
    if not equals or not field.strip() or not column.strip():
        raise SettingError(
            _("--map {text!r}: is no pair").format(text=text),
            hint=_("Write --map name=Supplier."),
        )
    return field.strip(), column.strip()
