"""The commands as a tree, with their options: what completion and the manual are made of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from countersight.cli.app import program

_CHOICES: Final = re.compile(r"[\[<]([^\[\]<>|]+(?:\|[^\[\]<>|]+)+)[\]>]")
"""How ``--help`` writes a closed set of values."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option or argument of a command."""

    names: tuple[str, ...]
    """``--profile`` and ``-p``; of an argument, nothing."""
    written: str
    """As ``--help`` writes it, with its value: ``-p, --profile TEXT``."""
    help: str
    takes_value: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """One command, or a group of commands."""

    path: tuple[str, ...]
    """``("countersight", "profile", "new")``."""
    help: str
    usage: str
    options: tuple[Option, ...]
    below: Mapping[str, "Command"]


def tree() -> Command:
    """Return the program with all its commands; imports each of them.

    >>> sorted(tree().below)[:3]
    ['backup', 'case', 'catalogue']
    """
    return _command(program(), ("countersight",), None)


def _command(found: Any, path: tuple[str, ...], above: Any) -> Command:
    context = found.context_class(found, info_name=path[-1], parent=above)
    below = {}
    if hasattr(found, "list_commands"):
        for name in found.list_commands(context):
            below[name] = _command(found.get_command(context, name), (*path, name), context)
    return Command(
        path=path,
        help=found.help or "",
        usage=" ".join(found.collect_usage_pieces(context)),
        options=tuple(_options(found, context)),
        below=below,
    )


def _options(found: Any, context: Any) -> Iterator[Option]:
    """Yield what ``--help`` lists; what is hidden there has no record."""
    for each in found.get_params(context):
        record = each.get_help_record(context)
        if record is None or each.name == "help":
            continue
        written, said = record
        is_option = each.param_type_name == "option"
        choices = _CHOICES.search(written)
        yield Option(
            names=(*each.opts, *each.secondary_opts) if is_option else (),
            written=written.strip(),
            help=said,
            takes_value=is_option and not each.is_flag,
            choices=tuple(choices[1].split("|")) if choices else (),
        )
