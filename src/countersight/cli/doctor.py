"""``countersight doctor``: whether the program stands on firm ground here."""

import json

import typer

from countersight import wiring
from countersight.cli import console
from countersight.cli.making import command_group
from countersight.cli.options import Format, FormatOption
from countersight.cli.statuses import Status
from countersight.messages import spoken
from countersight.render.escaping import visible
from countersight.wiring import devices
from countersight.wiring.fonts import font_folders
from countersight.work.health import Check, Health, Surroundings, checks

app = command_group()


@app.command()
def doctor(
    format_: FormatOption = Format.TEXT,
) -> None:
    """Look at versions, catalogue, fonts, cache, disk, clock.

    Nothing is changed and nothing is sent.

    Exit status: 0 nothing is wrong; 1 something is.

    For example:

    countersight doctor --format json
    """
    here = Surroundings(
        wiring.CLOCK.today(),
        wiring.cache_folder(),
        wiring.catalogue,
        font_folders(),
        registries=devices.known_registries,
    )
    made = list(checks(here))
    if format_ is Format.JSON:
        console.out(f"{json.dumps([_object(each) for each in made], indent=2)}\n")
    else:
        for each in made:
            console.out(
                f"{each.health.value:<5}  {spoken(each.name)}: {visible(spoken(each.said))}\n"
            )
            if each.hint and each.health is not Health.OK:
                console.out(f"       {visible(spoken(each.hint))}\n")
    wrong = any(each.health is Health.WRONG for each in made)
    raise typer.Exit(Status.FINDINGS if wrong else Status.CLEAN)


def _object(check: Check) -> dict[str, str]:
    return {
        "check": check.name,
        "health": check.health.value,
        "said": check.said,
        "hint": check.hint,
    }
