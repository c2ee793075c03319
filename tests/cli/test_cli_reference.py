"""The page of commands tells every command and every option that ``--help`` tells."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import typer.main

from countersight.cli.app import COMMANDS

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "cli.md").read_text("utf-8")
HEADING = re.compile(r"^## countersight ([\w-]+).*$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")


def section(command: str) -> str:
    """Return what the page says under the heading of a command."""
    parts = HEADING.split(PAGE)
    told = dict(zip(parts[1::2], parts[2::2], strict=True))
    return told[command].partition("\n## ")[0]


def leaves(command: str) -> Iterator[tuple[str, set[str]]]:
    """Yield each command of a group with its options, in all their spellings."""
    group = typer.main.get_command(
        import_module(f"countersight.cli.{command.replace('-', '_')}").app
    )
    inner = getattr(group, "commands", None)
    for name, each in (inner or {"": group}).items():
        yield (
            f"{command} {name}".strip(),
            {
                spelling
                for option in each.params
                if option.param_type_name == "option" and not option.hidden
                for spelling in (*option.opts, *option.secondary_opts)
            },
        )


CASES = [(command, *leaf) for command in COMMANDS for leaf in leaves(command)]


@pytest.mark.parametrize(
    ("group", "command", "options"), CASES, ids=[case[1] for case in CASES]
)
def test_a_command_and_its_options_stand_on_the_page(
    group: str, command: str, options: set[str]
) -> None:
    told = section(group)
    codes = {word.rstrip(",") for code in CODE.findall(told) for word in code.split()}
    assert command == group or f"`countersight {command}" in told
    assert options - codes - {"--help", "-h"} == set()


def test_the_page_tells_no_option_that_is_gone() -> None:
    known = {option for _, _, options in CASES for option in options}
    known |= {"--help", "-h", "--version", "--debug"}
    told = {code.split()[0] for code in CODE.findall(PAGE) if code.startswith("-")} - {"-"}
    assert told - known == set()


def test_the_page_tells_no_command_that_is_gone() -> None:
    known = {command for _, command, _ in CASES} | set(COMMANDS)
    told = set(re.findall(r"`countersight ([a-z-]+(?: [a-z]+)?)", PAGE))
    assert told - known == set()
