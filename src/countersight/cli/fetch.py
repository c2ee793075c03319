"""``countersight fetch``: what is asked of a server, and only when it is asked for."""

from pathlib import Path
from typing import Annotated

import typer

from countersight.cli import console
from countersight.cli.making import command_group
from countersight.messages import counted
from countersight.render.escaping import visible
from countersight.wiring import devices

app = command_group("Ask a server that you name, and write what it says to a file.")


@app.callback()
def _group() -> None:
    """Ask a server that you name, and write what it says to a file."""


@app.command()
def netbox(
    url: Annotated[str, typer.Argument(help="Address of your NetBox.", metavar="URL")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="File to write to.", metavar="FILE")
    ],
    authorities: Annotated[
        Path | None,
        typer.Option("--ca", help="Certificates of the authority of your NetBox."),
    ] = None,
) -> None:
    """Fetch the devices of a NetBox, for identify to read.

    Asks that server and no other, over https. The token is taken from the environment variable
    COUNTERSIGHT_NETBOX_TOKEN, and is neither shown nor written. Of a device the maker, model,
    serial number, asset tag, site, name and addresses come along, and nothing else.

    Exit status: 0 all devices were fetched; 2 they could not be, and no file is written.

    For example:

    countersight fetch netbox https://netbox.example.org --output devices.json
    """
    count = devices.fetch_netbox(url, output, authorities)
    said = counted(
        "{count:,} device written to {file}", "{count:,} devices written to {file}", count
    )
    console.out(f"{said.format(count=count, file=visible(str(output)))}\n")
