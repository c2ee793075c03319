"""``countersight demo``: a fictional council, screened before the user's eyes."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from countersight import wiring
from countersight.cli import console
from countersight.cli.failing import FailOn
from countersight.cli.making import command_group
from countersight.cli.screen import run
from countersight.cli.telling import Telling
from countersight.errors import SettingError
from countersight.messages import _, marked

app = command_group()
FILES = ("suppliers.csv", "awards.json", "cameras.csv")
PROFILE = "council.toml"
ESTATE = "observations.jsonl"
"""What was observed of the council's network; for ``identify``."""
CASE = "case"
"""The folder of another story, which the tutorial on cases tells."""
_BEFORE = marked(
    """Marlbridge Council does not exist. Its suppliers, awards and cameras were made up
for this demo; the makers are real, and so are the duties. What follows is the output of

  countersight screen {files} --profile {profile}
"""
)
_AGAIN = marked("""
The law asks other things of others. The same cameras, were they a contractor's of the
Government of the United States:

  countersight screen {files} --profile {profile}
""")
_AFTER = marked("""
Next:
  countersight demo --copy DIR               take the files, change a row, and screen again
  countersight identify observations.jsonl   who made devices, of the files taken
  countersight profile new                   say who you are
  countersight screen FILE --profile FILE    screen what you have
  countersight screen FILE --format jsonl    the same for programs, with every source
""")
OTHER = "us-federal-contractor"
"""A bundled profile that the law treats otherwise."""


@app.command()
def demo(
    copy: Annotated[
        Path | None, typer.Option("--copy", help="Copy the files to a folder, and end.")
    ] = None,
) -> None:
    """Screen a small fictional council, and tell what comes next."""
    folder = wiring.demo_folder()
    if copy is not None:
        _copy(folder, copy)
        return
    _show(_BEFORE, folder, FILES, str(folder / PROFILE))
    _show(_AGAIN, folder, FILES[-1:], OTHER)
    console.out(_(_AFTER))


def _show(intro: str, folder: Path, files: Sequence[str], profile: str) -> None:
    shown = _(intro).format(files=" ".join(files), profile=Path(profile).name)
    console.out(f"{shown}\n")
    settings = wiring.ScreenSettings(profile=profile)
    paths = [folder / name for name in files]
    run(paths, settings, Telling(fail_on=FailOn.NEVER, quiet=True))


def _copy(folder: Path, target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in (*FILES, PROFILE, ESTATE):
            shutil.copyfile(folder / name, target / name)
        shutil.copytree(folder / CASE, target / CASE, dirs_exist_ok=True)
    except OSError as wrong:
        raise SettingError(
            _("{target}: can't be written: {strerror}").format(
                target=target, strerror=wrong.strerror
            )
        ) from wrong
    said = _("{files} stand in {folder}\n")
    console.out(said.format(files=", ".join((*FILES, PROFILE, ESTATE, CASE)), folder=target))
