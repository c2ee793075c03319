"""``countersight verify``: whether a bag is what it was."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from countersight.cli.case.options import found_lines, tell
from countersight.cli.making import command_group
from countersight.cli.options import Format, FormatOption
from countersight.cli.statuses import Status
from countersight.messages import _
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
    about = [
        _("{files:,} files; log {origin}, {size:,} entries").format(
            files=report.files, origin=report.origin or "?", size=report.size
        )
    ]
    about.append(_("signed by {signed_by}").format(signed_by=report.signed_by or "?"))
    if not trusted:
        about.append(_("No --trusted key: the bag is of one piece, and nobody vouches for it."))
    rows = found_lines(report.flaws, about, _("The bag holds."))
    tell(format_, "\n".join(rows), {"holds": report.holds, **asdict(report)})
    if not report.holds:
        raise typer.Exit(Status.FINDINGS)
