"""``countersight backup``: the whole office in one file."""

from pathlib import Path
from typing import Annotated

import typer

from countersight.cli import console
from countersight.cli.making import command_group
from countersight.cli.options import WorkspaceOption
from countersight.cli.progress import bytes_bar
from countersight.messages import _
from countersight.render.escaping import visible
from countersight.wiring import backups
from countersight.wiring.office import workspace_folder

app = command_group()


@app.command()
def backup(
    file: Annotated[
        Path | None, typer.Argument(help="The file; without it one that bears the moment.")
    ] = None,
    workspace: WorkspaceOption = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file.")] = False,
) -> None:
    """Put the whole office into one file, while it is used.

    Uploads, runs, judgements, settings, the audit log, and cases that stand in the folder. The
    file is there whole or not at all. It holds all that the folder holds, keys of cases too:
    keep it as you keep the folder.

    For example:

    countersight backup office.zip --workspace ~/procurement
    """
    with bytes_bar(_("backing up")) as told:
        made = backups.backup(workspace or workspace_folder(), file, force=force, told=told)
    console.out(f"{visible(str(made.path))}\n")
    said = _("{files:,} files, {size:,} bytes, as of {moment}; SHA-256 {sha256}")
    manifest = made.manifest
    console.say(
        said.format(
            files=len(manifest.parts),
            size=manifest.size,
            moment=manifest.moment,
            sha256=made.sha256,
        )
    )
    for each in manifest.lacking:
        console.say(
            _("the office no longer holds the upload {name}, so it is not in it").format(
                name=each
            )
        )
