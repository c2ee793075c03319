"""How a command group is made: plain help that a screen reader can read, no shell tricks."""

import typer


def command_group(help_: str | None = None, *, alone: bool = False) -> typer.Typer:
    """Return a group for commands; one that holds a single command is that command.

    One that says something *alone* too shows no help where no command is named.
    """
    return typer.Typer(
        help=help_,
        no_args_is_help=not alone,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
