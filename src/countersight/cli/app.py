"""The program: its commands, and what becomes of an error."""

import sys
import traceback
from collections.abc import Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Annotated, Any, Final, Protocol

import typer
import typer.core
import typer.main

from countersight import __version__
from countersight.cli import console
from countersight.cli.language import users_language, worded
from countersight.cli.statuses import Status
from countersight.errors import CountersightError, SettingError
from countersight.messages import Words, _

DEBUG: Final = "--debug"
COMMANDS: Final[Words[str]] = Words(
    {
        "demo": "Screen a small fictional council, and tell what comes next.",
        "screen": "Say of every record who it is, and which duties bind you.",
        "review": "Look at open matches one by one, and keep what you find.",
        "identify": "Say who made each device, on which evidence.",
        "fetch": "Ask a server that you name, and write what it says to a file.",
        "registries": "The registries of MAC prefixes that answers rest on.",
        "decide": "Say of each object of facts which legal duties bind, and why.",
        "restrictions": "What the restrictions say, for whom, and from when.",
        "match": "Say which entries of a list a name may be, and why.",
        "explain-name": "Say what each word of a name is taken for.",
        "case": "Keep a case: exact words, fair verdicts, and their proof.",
        "verify": "Say whether a bag is what it was, and who signed it.",
        "serve": "Serve the web application to this machine.",
        "backup": "Put the whole office into one file, while it is used.",
        "restore": "Put a backup back into a folder, once all of it is checked.",
        "profile": "Say who you are: place, roles, and what to assume.",
        "doctor": "Look at versions, catalogue, fonts, cache, disk, clock.",
        "completion": "Print what lets a shell complete commands and options.",
        "man": "Print the manual page, in troff.",
    }
)
"""Each command, and its help in one line; its module bears its name and holds ``app``.

A module is imported when its command is called, so that ``--help`` is quick.
"""

OF_CASES: Final = frozenset({"case", "verify"})
"""Commands that need the extra ``case``."""


class Formatter(Protocol):
    """What help is written to."""

    def section(self, name: str) -> AbstractContextManager[None]:
        """Begin a section, and end it."""

    def write_dl(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write a list of terms and what they mean."""


class Commands(typer.core.TyperGroup):
    """The group of all commands, each imported when it is called."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return the names of the commands."""
        del ctx
        return list(COMMANDS)

    def get_command(  # type: ignore[override]
        self, ctx: typer.Context, cmd_name: str
    ) -> object | None:
        """Return a command, imported now; None where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        try:
            module = import_module(f"countersight.cli.{cmd_name.replace('-', '_')}")
        except ModuleNotFoundError as gone:
            if cmd_name not in OF_CASES or (gone.name or "").startswith("countersight"):
                raise
            hint = _("Install it: pip install 'countersight[{extra}]'.").format(extra="case")
            raise SettingError(
                _("{command} needs {library}").format(command=cmd_name, library=gone.name),
                hint=hint,
            ) from gone
        command = typer.main.get_command(module.app)
        worded(command)
        return command

    def format_commands(self, ctx: typer.Context, formatter: Formatter) -> None:  # type: ignore[override]
        """Write the commands without importing any."""
        del ctx
        with formatter.section(_("Commands")):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    name="countersight",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    help=(
        "Who is behind a supplier or a device, what the law asks of you about it, "
        "by when, and on what evidence."
    ),
    epilog=(
        "Nothing is sent anywhere, but what fetch asks of the server that you name. "
        "No answer is legal advice."
    ),
)


def _version(asked: bool) -> None:
    if asked:
        console.out(f"countersight {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_version, is_eager=True),
    ] = False,
    debug: Annotated[
        bool,
        typer.Option(DEBUG, help="Show the traceback of an error; may stand anywhere."),
    ] = False,
) -> None:
    del version, debug


def main() -> None:
    """Run the program on the arguments that it was called with, and end it."""
    console.prepare()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit status; no traceback, unless ``--debug`` is there."""
    with users_language():
        return _run([each for each in arguments if each != DEBUG], debug=DEBUG in arguments)


def _run(arguments: Sequence[str], *, debug: bool) -> int:
    try:
        program()(args=arguments, prog_name="countersight")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Status.CLEAN
    except CountersightError as error:
        console.say_error(error)
        return _ended(Status.UNREAD, debug=debug)
    except Exception as fault:  # noqa: BLE001 - the last line of defence; shown with --debug
        said = _("error: a fault of the program itself: {kind}: {fault}")
        console.say(said.format(kind=type(fault).__name__, fault=fault))
        console.say(_("  Please report it, with what --debug shows."))
        return _ended(Status.FAULT, debug=debug)
    return Status.CLEAN


def program() -> Any:
    """Return the program as typer makes it, its help in the language that is spoken."""
    made = typer.main.get_command(app)
    worded(made)
    return made


def _ended(status: Status, *, debug: bool) -> Status:
    if debug:
        console.say(traceback.format_exc())
    return status
