"""``countersight completion``: a script for a shell, and the words that it asks for.

The script asks the program itself for the words, so that they are always those of the version
that is installed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final

import typer

from countersight.catalogue import bundled_profiles
from countersight.cli import console
from countersight.cli.making import command_group
from countersight.cli.tree import Command, Option, tree

app = command_group()


class Shell(StrEnum):
    """The shells that scripts are made for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


SCRIPTS: Final[Mapping[Shell, str]] = MappingProxyType(
    {
        Shell.BASH: r"""_countersight() {
    local IFS=$'\n'
    COMPREPLY=($(countersight completion bash --words -- \
        "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _countersight countersight
""",
        Shell.ZSH: r"""#compdef countersight
_countersight() {
    local -a found
    found=("${(@f)$(countersight completion zsh --words -- \
        "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "$found" ]]; then
        compadd -a found
    else
        _files
    fi
}
compdef _countersight countersight
""",
        Shell.FISH: r"""function __countersight_words
    set -l words (commandline -opc) (commandline -ct)
    countersight completion fish --words -- $words[2..-1] 2>/dev/null
end
complete -c countersight -f -n 'count (__countersight_words) >/dev/null' \
    -a '(__countersight_words)'
""",
        Shell.POWERSHELL: r"""$countersightWords = {
    param($word, $line, $cursor)
    $before = @($line.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursor } |
        ForEach-Object { $_.Extent.Text.Trim([char[]]@('"', "'")) })
    $asked = @('completion', 'powershell', '--words')
    if ($word) { $asked += @('--') + $before + @($word) }
    else { $asked += @('--next', '--') + $before }
    & countersight $asked 2>$null | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
Register-ArgumentCompleter -Native -CommandName countersight -ScriptBlock $countersightWords
""",
    }
)
VALUES: Final[Mapping[str, Callable[[], Sequence[str]]]] = MappingProxyType(
    {"--profile": bundled_profiles}
)
"""Options whose values are known though they are no closed set."""


@app.command()
def completion(
    shell: Annotated[
        Shell, typer.Argument(help="Which shell.", metavar="bash|zsh|fish|powershell")
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(help="What stands on the line, the last unfinished.", hidden=True),
    ] = None,
    asked: Annotated[
        bool, typer.Option("--words", help="Print what the last word may be.", hidden=True)
    ] = False,
    after: Annotated[
        bool, typer.Option("--next", help="Print what a further word may be.", hidden=True)
    ] = False,
) -> None:
    """Print what lets a shell complete commands and options.

    For example, in ~/.bashrc:

    eval "$(countersight completion bash)"
    """
    line = [*(words or ())]
    if not asked:
        console.out(SCRIPTS[shell])
        return
    if after or not line:
        line.append("")  # Windows PowerShell hands no empty word to a program
    for word in candidates(line):
        console.out(f"{word}\n")


def candidates(words: Sequence[str]) -> Iterator[str]:
    """Yield what the last of *words* may become; nothing where a file may stand there.

    >>> list(candidates(["restrictions", "d"]))
    ['due', 'diff']
    >>> list(candidates(["screen", "--fail-on", "b"]))
    ['binds']
    """
    *before, last = words
    command = tree()
    for word in before:
        command = command.below.get(word, command)
    waiting = _waiting(command, before)
    if waiting is not None:
        offered: Sequence[str] = _values(waiting)
    elif last.startswith("-"):
        offered = [name for option in command.options for name in option.names]
    else:
        offered = list(command.below)
    return (word for word in offered if word.startswith(last))


def _waiting(command: Command, before: Sequence[str]) -> Option | None:
    """Return the option that waits for its value."""
    last = before[-1] if before else ""
    found = (
        option for option in command.options if last in option.names and option.takes_value
    )
    return next(found, None)


def _values(option: Option) -> Sequence[str]:
    known = next((VALUES[name] for name in option.names if name in VALUES), None)
    return known() if known is not None else option.choices
