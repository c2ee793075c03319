"""``countersight explain-name``: what each word of a name is taken for."""

from typing import Annotated

import typer

from countersight.cli import console
from countersight.cli.making import command_group
from countersight.messages import spoken
from countersight.render.escaping import visible
from countersight.wiring import names

app = command_group()


@app.command()
def explain_name(
    text: Annotated[str, typer.Argument(help="The name of an organisation.")],
) -> None:
    """Say what each word of a name is taken for.

    For example:

    countersight explain-name "Hangzhou Hikvision Digital Technology Co., Ltd."
    """
    for line in names.explained(text):
        console.out(f"{visible(spoken(line))}\n")
