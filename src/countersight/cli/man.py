"""``countersight man``: the manual page, from the same words as ``--help``."""

from collections.abc import Iterator
from typing import Final

from countersight import __version__, wiring
from countersight.cli import console
from countersight.cli.making import command_group
from countersight.cli.statuses import Status
from countersight.cli.tree import Command, tree
from countersight.messages import Words, _
from countersight.render.troff import heading, item, paragraphs, troff

app = command_group()

PROGRAM: Final = "countersight "
STATUSES: Final = Words(
    {
        Status.CLEAN: "Everything was read, and nothing reaches the level of --fail-on.",
        Status.FINDINGS: "Something does; of doctor: something is wrong.",
        Status.UNREAD: "Something could not be read to its end, or the call was wrong.",
        Status.FAULT: "A fault of the program itself.",
        Status.INTERRUPTED: "It was interrupted.",
    }
)
ENVIRONMENT: Final = Words(
    {
        "COUNTERSIGHT_BY": "Who works on cases, where --by does not say.",
        wiring.CACHE: "Folder of the cache of the catalogue; empty: no cache.",
        "LANGUAGE, LC_ALL, LC_MESSAGES, LANG": "Language of questions and messages.",
        "NO_COLOR": "Set to anything: no colours.",
    }
)


@app.command()
def man() -> None:
    """Print the manual page, in troff.

    For example:

    countersight man | man -l -
    """
    for line in page(tree()):
        console.out(f"{line}\n")


def page(program: Command) -> Iterator[str]:
    """Yield the lines of the manual page of a program."""
    yield f'.TH COUNTERSIGHT 1 "" "countersight {__version__}"'
    yield heading(_("NAME"))
    yield troff(
        f"countersight - {_('who is behind this, and what the law asks of you about it')}"
    )
    yield heading(_("SYNOPSIS"))
    yield f"\\fBcountersight\\fR {troff(program.usage)}"
    yield heading(_("DESCRIPTION"))
    yield from paragraphs(program.help, PROGRAM)
    yield from _options(program)
    yield heading(_("COMMANDS"))
    for command in program.below.values():
        yield from _command(command)
    yield heading(_("EXIT STATUS"))
    for status, said in STATUSES.items():
        yield from item([str(status.value)], said)
    yield heading(_("ENVIRONMENT"))
    for name, said in ENVIRONMENT.items():
        yield from item([name], said)
    yield heading(_("NOTES"))
    yield troff(_("Nothing is sent anywhere. No answer is legal advice."))


def _command(command: Command) -> Iterator[str]:
    """Yield one command with its options, or the commands of a group."""
    if command.below:
        for each in command.below.values():
            yield from _command(each)
        return
    yield heading(f"{' '.join(command.path)} {command.usage}", level=2)
    yield from paragraphs(command.help, PROGRAM)
    yield from _options(command)


def _options(command: Command) -> Iterator[str]:
    for option in command.options:
        yield from item([option.written], option.help)
