"""``countersight restore``: a backup put back."""

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
def restore(
    file: Annotated[Path, typer.Argument(help="A file that backup wrote.")],
    workspace: WorkspaceOption = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Take the place of an office, which is kept aside."),
    ] = False,
) -> None:
    """Put a backup back into a folder, once all of it is checked.

    Every digest, the database, and the chain of the audit log are checked before anything is
    put in place. A folder that is in use is refused, and so is one that is not empty.

    For example:

    countersight restore office.zip --workspace ~/restored
    """
    folder = workspace or workspace_folder()
    with bytes_bar(_("restoring")) as told:
        done = backups.restore(file, folder, replaces=replace, told=told)
    said = _("{folder}: the office as of {moment}; {lines:,} lines of the audit log hold")
    console.say(
        visible(
            said.format(
                folder=folder, moment=done.manifest.moment, lines=done.manifest.audit[0]
            )
        )
    )
    if done.replaced is not None:
        console.say(visible(_("What was there is in {place}").format(place=str(done.replaced))))
