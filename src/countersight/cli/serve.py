"""``countersight serve``: the web application, for this machine alone."""

from typing import Annotated

import typer

from countersight.cli import console
from countersight.cli.making import command_group
from countersight.cli.options import WorkspaceOption
from countersight.errors import SettingError
from countersight.messages import _
from countersight.wiring import office

app = command_group()


@app.command()
def serve(
    workspace: WorkspaceOption = None,
    port: Annotated[int, typer.Option("--port", help="Port to listen at.", min=1)] = 8321,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen at; this machine's own alone.")
    ] = office.HOST,
) -> None:
    """Serve the web application to this machine.

    Everything is kept in one folder, and nothing is sent anywhere. It answers this machine
    alone, for it knows no login yet, until Ctrl-C ends it.

    For example:

    countersight serve

    countersight serve --workspace ~/procurement --port 9000
    """
    if host not in office.HOSTS:
        raise SettingError(
            _("{host}: another machine could ask, and there is no login yet").format(host=host),
            hint=_("Leave --host out, and open the address in a browser on this machine."),
        )
    folder = workspace or office.workspace_folder()
    office.check_free(folder)
    console.say(_("The office is in {folder}").format(folder=folder))
    console.say(_("Open http://{host}:{port} - Ctrl-C ends it").format(host=host, port=port))
    office.serve(folder, port)
