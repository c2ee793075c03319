"""What the commands of a case share: where it is, who does it, and how it is told."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from countersight.cli import console
from countersight.cli.options import Format
from countersight.messages import counted, spoken
from countersight.model.proof import Flaw
from countersight.render.escaping import visible
from countersight.wiring import casework as wired

if TYPE_CHECKING:
    from countersight.work.casework import Casework


class PageFormat(StrEnum):
    """How a case is shown."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class FileFormat(StrEnum):
    """How a case file is written."""

    TOML = "toml"
    JSON = "json"


CaseOption: TypeAlias = Annotated[
    Path, typer.Option("--case", "-c", metavar="DIR", help="The folder of the case.")
]
ByOption: TypeAlias = Annotated[
    str | None, typer.Option("--by", help="Who does it: an office or a role.")
]
OutputOption: TypeAlias = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to a file, whole or not at all.")
]
HERE = Path()


@contextmanager
def writing(folder: Path, by: str | None) -> Iterator["Casework"]:
    """Open a case to say something of it."""
    who = wired.who(by)
    with wired.casework(folder, who) as work:
        yield work


@contextmanager
def reading(folder: Path) -> Iterator["Casework"]:
    """Open a case to read it."""
    with wired.casework(folder, "") as work:
        yield work


def found_lines(flaws: Sequence[Flaw], about: Iterable[str], holds: str) -> list[str]:
    """Return what is wrong, what was looked at, and at the end *holds* or how many flaws."""
    wrong = [f"{each.code}: {spoken(each.where)}: {spoken(each.what)}" for each in flaws]
    many = counted("{number} flaw.", "{number} flaws.", len(flaws)).format(number=len(flaws))
    return [*wrong, *about, many if flaws else holds]


def tell(format_: Format, said: str, told: object) -> None:
    """Write an answer: lines for a person, or one JSON object."""
    if format_ is Format.JSON:
        console.out(f"{json.dumps(told, ensure_ascii=False)}\n")
        return
    for line in said.splitlines():
        console.out(f"{visible(line)}\n")
