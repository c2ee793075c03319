"""``countersight profile``: who you are, as a file; new, list, show, check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countersight import wiring
from countersight.catalogue import bundled_profiles, dump_profile
from countersight.cli import console
from countersight.cli.making import command_group
from countersight.errors import ProfileError, SettingError
from countersight.messages import _, spoken
from countersight.model.profile import Profile

if TYPE_CHECKING:
    from countersight.model.vocabulary import Vocabulary

app = command_group("Say who you are: place, roles, and what to assume.")

_ASKED = ("product_form", "product_class", "purpose")
"""Facts that a new profile asks for: rows seldom state them, and many duties turn on them."""


@app.command("list")
def list_() -> None:
    """List the bundled profiles."""
    words = wiring.vocabulary()
    for name in bundled_profiles():
        found = wiring.profile(name, words)
        console.out(f"{name}\t{found.place}\t{', '.join(found.roles)}\t{found.summary}\n")


@app.command()
def show(name: Annotated[str, typer.Argument(help="Bundled profile, or a file.")]) -> None:
    """Print a profile; save it to a file and change what is not true of you."""
    console.out(dump_profile(wiring.profile(name, wiring.vocabulary())))


@app.command()
def check(name: Annotated[str, typer.Argument(help="Bundled profile, or a file.")]) -> None:
    """Check a profile; a wrong one is told with what to do about it."""
    found = wiring.profile(name, wiring.vocabulary())
    console.out(_("{file}: {name} is sound\n").format(file=name, name=found.name))


@app.command()
def new(
    file: Annotated[Path, typer.Argument(help="File to write.")] = Path("profile.toml"),
    place: Annotated[
        str | None, typer.Option(help="Where you act: ISO 3166-1 or -2, such as GB-EAW.")
    ] = None,
    roles: Annotated[
        str | None, typer.Option(help="What you are, parted by commas: public.local.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name of the profile.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file.")] = False,
) -> None:
    """Ask who you are, and write it to a file.

    Asks for what is not given as an option.

    For example:

    countersight profile new council.toml --place GB-EAW --roles public.local
    """
    if file.exists() and not force:
        raise SettingError(
            _("{file}: is there already").format(file=file),
            hint=_("Name another file, or --force."),
        )
    words = wiring.vocabulary()
    asks = place is None or roles is None
    if asks:
        console.say(_("Roles: {roles}").format(roles=", ".join(words.roles)))
    assume = {}
    place = place or _ask(_("Where do you act (ISO 3166, such as GB-EAW, US, CA-QC)"))
    roles = roles or _ask(_("What are you (roles, parted by commas)"))
    if asks:
        assume = _assumptions(words)
    given = tuple(role.strip() for role in roles.split(",") if role.strip())
    made = Profile(name or file.stem, place.strip(), given, assume)
    _save(made, file, words)
    done = _("{file} is written. Use it with: countersight screen FILE --profile {file}")
    console.say(done.format(file=file))


def _ask(question: str) -> str:
    return str(typer.prompt(question, err=True))


def _assumptions(words: "Vocabulary") -> dict[str, str]:
    """Ask what may be assumed where a row does not say; an empty answer assumes nothing."""
    assume = {}
    for fact in _ASKED:
        known = words.facts[fact]
        choices = _("{fact}: {meaning}. One of {words}")
        console.say(
            choices.format(fact=fact, meaning=known.meaning, words=", ".join(known.words))
        )
        question = _("Assume which {fact}, if a row is silent").format(fact=fact)
        said = typer.prompt(question, default="", err=True)
        if said.strip():
            assume[fact] = said.strip()
    return assume


def _save(made: Profile, file: Path, words: "Vocabulary") -> None:
    """Write a profile, after it was read back and found sound."""
    text = dump_profile(made)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        trial = file.with_name(f".{file.name}.part")
        trial.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise SettingError(
            _("{file}: can't be written: {strerror}").format(file=file, strerror=wrong.strerror)
        ) from wrong
    try:
        wiring.profile(str(trial), words)
        trial.replace(file)
    except ProfileError as wrong:
        said = spoken(wrong.message).removeprefix(f"{trial}: ")
        raise ProfileError(
            _("{file} was not written: {said}").format(file=file, said=said), hint=wrong.hint
        ) from wrong
    finally:
        trial.unlink(missing_ok=True)
