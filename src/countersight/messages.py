"""Words for people, in the language of the user, by gettext; the sources are in English.

``_("...")`` and ``counted("...", "...", n)`` mark a message and translate it;
``marked("...")`` and ``Words({...})`` mark one that is translated where it is told.
``sentence("...", name=value)`` and ``sentences("...", "...", n)`` make one that programs read
in English and ``spoken`` tells to people: what the stages below ``report`` say is made so, and
their answers are the same in every language.
``python -m release.messages`` takes the marked messages out of the sources. Which language is
spoken is the caller's to say (``speaking``); where nobody says it, messages are told as they
stand. Names of fields, codes and states that programs read are never marked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from typing import Final, Self, TypeVar

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


class Sentence(str):
    """A text in English that knows how it was made, so that it can be told in a language.

    It is made by ``sentence``, ``sentences`` and ``joined``, and told by ``spoken``. A text
    that is made of it in another way (``f"{it}"``) is a plain one, in English.
    """

    __slots__ = ("_many", "_number", "_one", "_parts")
    _one: str
    _many: str
    _number: int
    _parts: Mapping[str, object]

    def __new__(
        cls, one: str, parts: Mapping[str, object], many: str = "", number: int = 1
    ) -> Self:
        """Make the English text; *many* is the form for other numbers than 1."""
        form = many if many and number != 1 else one
        made = super().__new__(cls, form.format_map(parts) if parts else form)
        made._one, made._many, made._number, made._parts = one, many, number, parts
        return made

    def __reduce__(self) -> tuple[type, tuple[str, Mapping[str, object], str, int]]:
        """Return what a copy is made of."""
        return type(self), (self._one, self._parts, self._many, self._number)

    def __str__(self) -> str:
        """Return itself: the text of an error made of it can be told as well."""
        return self

    def spoken(self) -> str:
        """Return it in the user's language, and its parts too."""
        many = self._many
        form = counted(self._one, many, self._number) if many else _(self._one)
        if not self._parts:
            return form
        return form.format_map({name: _told(part) for name, part in self._parts.items()})


def sentence(message: str, /, **parts: object) -> str:
    """Return a message, its fields filled, as text in English that ``spoken`` can tell.

    What fills a field is any value that is said by ``format``; it may be a sentence itself.

    >>> sentence("{number} devices", number=2)
    '2 devices'
    """
    return Sentence(message, parts)


def sentences(one: str, many: str, number: int, /, **parts: object) -> str:
    """Return the form of a message that goes with a number, which is a field of it too.

    >>> sentences("{number} day", "{number} days", 2)
    '2 days'
    """
    return Sentence(one, {"number": number, **parts}, many, number)


def joined(between: str, texts: Iterable[str]) -> str:
    """Return texts behind one another, each of which ``spoken`` tells.

    >>> joined(": ", ["a.toml", sentence("is empty")])
    'a.toml: is empty'
    """
    parts = {f"part{number}": text for number, text in enumerate(texts)}
    escaped = between.replace("{", "{{").replace("}", "}}")
    return Sentence(escaped.join(f"{{{name}}}" for name in parts), parts)


def spoken(text: str) -> str:
    """Return a text for a person: a sentence in the user's language, any other as it stands.

    >>> spoken(sentence("{number} devices", number=2)), spoken("as written")
    ('2 devices', 'as written')
    """
    return text.spoken() if isinstance(text, Sentence) else text


class Changed(Sentence):
    """A sentence that is changed after it was made, in whichever language."""

    __slots__ = ("_change", "_of")
    _of: Sentence
    _change: Callable[[str], str]

    def __new__(cls, of: Sentence, change: Callable[[str], str]) -> Self:  # noqa: D102
        made = super().__new__(cls, change(of[:]), {})
        made._of, made._change = of, change
        return made

    def __reduce__(self) -> tuple[type, tuple[Sentence, Callable[[str], str]]]:  # type: ignore[override]
        """Return what a copy is made of."""
        return type(self), (self._of, self._change)

    def spoken(self) -> str:
        """Return it in the user's language, changed."""
        return self._change(self._of.spoken())


def changed(text: str, change: Callable[[str], str]) -> str:
    """Return a text changed; a sentence is changed in each language in which it is told.

    >>> changed(sentence("the list"), str.capitalize)
    'The list'
    """
    return Changed(text, change) if isinstance(text, Sentence) else change(text)


def _told(part: object) -> object:
    return part.spoken() if isinstance(part, Sentence) else part


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
