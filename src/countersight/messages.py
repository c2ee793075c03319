"""Words for people, in the language of the user, by gettext; the sources are in English.

``_("...")`` and ``counted("...", "...", n)`` mark a message and translate it;
``marked("...")`` and ``Words({...})`` mark one that is translated where it is told.
``python -m release.messages`` takes the marked messages out of the sources. Which language is
spoken is the caller's to say (``speaking``); where nobody says it, messages are told as they
stand. Names of fields, codes and states that programs read are never marked.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from typing import Final, TypeVar

Key = TypeVar("Key")
Table = TypeVar("Table", bound=Mapping[str, object])

_SPOKEN: Final = ContextVar("spoken", default=NullTranslations())  # noqa: B039 - holds no messages


@contextmanager
def speaking(translations: NullTranslations) -> Iterator[None]:
    """Tell messages by *translations* within the block."""
    before = _SPOKEN.set(translations)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def _(message: str) -> str:
    """Return a message in the user's language; fields in braces stay as they are.

    >>> _("{number} devices").format(number=2)
    '2 devices'
    """
    return _SPOKEN.get().gettext(message) if message else message


def counted(one: str, many: str, number: int) -> str:
    """Return the form of a message that goes with a number.

    >>> counted("{number} day", "{number} days", 2).format(number=2)
    '2 days'
    """
    return _SPOKEN.get().ngettext(one, many, number)


def marked(message: str) -> str:
    """Return a message as it stands; it is translated where it is told."""
    return message


def language() -> str:
    """Return the code of the language that is spoken, such as ``de`` (BCP 47).

    >>> language()
    'en'
    """
    return _SPOKEN.get().info().get("language", "en")


def titled(table: Table) -> Table:
    """Return a table whose keys, those of tables in it too, are messages told elsewhere."""
    return table


class Words(Mapping[Key, str]):
    """A table of messages, each in the user's language when it is looked up.

    >>> Words({True: "yes", False: "no"})[True]
    'yes'
    """

    def __init__(self, told: Mapping[Key, str]) -> None:
        self._told = dict(told)

    def __getitem__(self, key: Key) -> str:
        """Return the message of a key."""
        return _(self._told[key])

    def __iter__(self) -> Iterator[Key]:
        """Yield the keys."""
        return iter(self._told)

    def __len__(self) -> int:
        """Return how many messages there are."""
        return len(self._told)
