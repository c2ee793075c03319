"""``countersight registries``: the registries of MAC prefixes that answers rest on."""

import json
from pathlib import Path
from typing import Annotated

import typer

from countersight import wiring
from countersight.cli import console
from countersight.cli.days import day_of
from countersight.cli.making import command_group
from countersight.cli.options import Format, FormatOption
from countersight.messages import _, spoken
from countersight.model.signature import MacRegistry
from countersight.render.escaping import visible
from countersight.wiring import devices
from countersight.work.registries import blocks_of, lengths_of

app = command_group("The registries of MAC prefixes that answers rest on.")


@app.command()
def update(
    file: Annotated[
        Path, typer.Argument(help="The IEEE's CSV, or Wireshark's manuf.", metavar="FILE")
    ],
    day: Annotated[
        str | None,
        typer.Option(
            "--date", help="Its day; the day of the file if not told.", metavar="DATE"
        ),
    ] = None,
) -> None:
    """Keep a whole registry, for all later runs of identify and screen.

    The IEEE has a file each for blocks of 24, 28 and 36 bits; each takes the place of the last
    of its kind. Nothing is fetched. To go back, delete the file that is named.

    Exit status: 0 it is kept; 2 it can't be read or kept.

    For example:

    countersight registries update oui.csv --date 2026-11-20
    """
    kept = devices.keep_registry(file, day_of(day, "--date") if day else None)
    console.out(_("kept: {registry}\n").format(registry=_line(kept.registry)))
    if kept.before is not None:
        console.out(_("  in the place of: {registry}\n").format(registry=_line(kept.before)))
    for warning in kept.warnings:
        console.out(_("  warning: {warning}\n").format(warning=spoken(warning)))
    console.out(_("  in: {file}\n").format(file=visible(str(kept.path))))


@app.command()
def show(
    format_: FormatOption = Format.TEXT,
) -> None:
    """Show which registries answers rest on, of which day, and whether they are old.

    For example:

    countersight registries show --format json
    """
    found = devices.known_registries()
    if format_ is Format.JSON:
        told = {"folder": str(devices.registry_folder()), "registries": [*map(_object, found)]}
        console.out(f"{json.dumps(told, indent=2)}\n")
        return
    for each in found:
        console.out(f"{_line(each)}\n")
        console.out(_("  source: {source}\n").format(source=visible(each.source)))
        if stale := each.staleness(wiring.CLOCK.today()):
            console.out(_("  warning: it {stale}\n").format(stale=spoken(stale)))
    console.out(_("kept in: {folder}\n").format(folder=visible(str(devices.registry_folder()))))


def _line(registry: MacRegistry) -> str:
    what = _("whole") if registry.whole else _("extract of watched names")
    bits = ", ".join(map(str, sorted(lengths_of(registry))))
    count = _("{blocks:,} blocks of {bits} bits").format(blocks=blocks_of(registry), bits=bits)
    return f"{visible(registry.told())}: {what}, {count}"


def _object(registry: MacRegistry) -> dict[str, object]:
    return {
        "name": registry.name,
        "date": registry.date.text,
        "whole": registry.whole,
        "blocks": blocks_of(registry),
        "bits": sorted(lengths_of(registry)),
        "source": registry.source,
        "age": registry.staleness(wiring.CLOCK.today()) or None,
    }
