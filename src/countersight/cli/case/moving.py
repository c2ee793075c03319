"""Commands that take a case in, and hand it out."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from countersight import wiring
from countersight.cli.case.options import HERE, ByOption, CaseOption, tell, writing
from countersight.cli.making import command_group
from countersight.cli.options import Format, FormatOption
from countersight.messages import _
from countersight.wiring import casework as wired
from countersight.work.casework import disclose_document, export_case, load_file

app = command_group()


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="A case file.")],
    case: CaseOption = HERE,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Say in the log what a case file says anew; files that it names stand beside it.

    For example:

    countersight case load case.toml
    """
    with writing(case, by) as work, wired.parsers() as reads:
        found = load_file(work, reads, file)
    said = _(
        "{new} new, {changed} changed, {same} the same, {kept} not in the file and kept; "
        "{files} files added"
    ).format(
        new=found.new,
        changed=found.changed,
        same=found.same,
        kept=found.kept,
        files=found.files,
    )
    tell(format_, said, asdict(found))


@app.command()
def export(
    bag: Annotated[Path, typer.Argument(help="A new folder.")],
    case: CaseOption = HERE,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Write the whole case as a bag that anybody can verify.

    For example:

    countersight case export bag
    """
    with writing(case, by) as work:
        note = export_case(work, bag, wiring.CLOCK.today())
    _written(format_, bag, note)


@app.command("import")
def import_(
    bag: Annotated[Path, typer.Argument(help="A bag.")],
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Restore a whole case from a bag; it goes on with a key of its own.

    For example:

    countersight case import bag restored
    """
    report = wired.import_case(bag, folder, wired.who(by))
    said = _("{folder}: {size:,} entries of the log {origin}").format(
        folder=folder, size=report.size, origin=report.origin
    )
    tell(format_, said, {"folder": str(folder), "size": report.size, "log": report.origin})


@app.command()
def disclose(
    document: Annotated[str, typer.Argument(help="Id of a document.")],
    bag: Annotated[Path, typer.Argument(help="A new folder.")],
    case: CaseOption = HERE,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Write a bag with one document alone, and the proof that it stands in the log.

    For example:

    countersight case disclose letter letter-bag
    """
    with writing(case, by) as work:
        note = disclose_document(work, document, bag)
    _written(format_, bag, note)


def _written(format_: Format, bag: Path, note: str) -> None:
    tell(
        format_,
        _("{bag}: written\n{note}").format(bag=bag, note=note),
        {"bag": str(bag), "checkpoint": note},
    )
