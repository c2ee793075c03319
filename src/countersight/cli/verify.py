"""``countersight verify``: whether a bag is what it was."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from countersight.cli.case.options import Format, FormatOption, tell
from countersight.cli.making import command_group
from countersight.cli.statuses import Status
from countersight.wiring import casework as wired

app = command_group()


@app.command()
def verify(
    bag: Annotated[Path, typer.Argument(help="The folder of a bag.")],
    trusted: Annotated[
        list[str] | None,
        typer.Option("--trusted", metavar="KEY", help="A key that alone counts (C2SP)."),
    ] = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Say whether a bag is what it was, and who signed it.

    Looked at are every file, the log, its signature and its proofs.

    For example:

    countersight verify bag
    """
    report = wired.verify(bag, trusted=trusted or ())
    rows = [f"{each.code}: {each.where}: {each.what}" for each in report.flaws]
    rows.append(f"{report.files:,} files; log {report.origin or '?'}, {report.size:,} entries")
    rows.append(f"signed by {report.signed_by or '?'}")
    if not trusted:
        rows.append("No --trusted key: the bag is of one piece, and nobody vouches for it.")
    rows.append("The bag holds." if report.holds else f"{len(report.flaws)} flaws.")
    tell(format_, "\n".join(rows), {"holds": report.holds, **asdict(report)})
    if not report.holds:
        raise typer.Exit(Status.FINDINGS)
