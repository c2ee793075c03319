"""The language of the user: which translation is spoken, and help in it.

Messages are marked where they stand (``countersight.messages``); the help of commands and
options needs no mark. ``python -m release.messages`` takes them all out of the sources into
``locale/countersight.pot`` and compiles the translations beside it. A message without a
translation is told in English; so are the few words of typer's own.
"""

import gettext
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from countersight import wiring
from countersight.messages import _, speaking

DOMAIN: Final = "countersight"
FOLDER: Final = Path(__file__).parent / "locale"


@runtime_checkable
class Helped(Protocol):
    """What has help: a command or an option, as typer makes it."""

    help: str | None


class Called(Helped, Protocol):
    """A command."""

    epilog: str | None

    @property
    def params(self) -> Sequence[object]:
        """Its options and arguments."""


def users_language() -> AbstractContextManager[None]:
    """Speak the language that the environment asks for, within a block."""
    return speaking(_translations(wiring.languages()))


@cache
def _translations(languages: tuple[str, ...]) -> gettext.NullTranslations:
    if not languages:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, FOLDER, languages=languages, fallback=True)


def worded(command: Called) -> None:
    """Put the help of a command, of its options and of the commands below into the language."""
    for each in (command, *command.params):
        if isinstance(each, Helped) and each.help:
            each.help = _(each.help)
    command.epilog = _(command.epilog or "")
    below: Mapping[str, Called] = getattr(command, "commands", {})
    for name in below:
        worded(below[name])
