"""How an entry of a TOML file is read: a table of fields for each section, and no branches.

A ``Section`` lists the fields it knows; each ``Field`` has a reader that turns the value
into one of the model's or says what is wrong with it. Every key that no field names is an
error, for a misspelt key is a fact that got lost. Errors name file, entry and field, and say
what to do.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeAlias, TypeVar

from countersight.errors import CatalogueError
from countersight.messages import changed, joined, sentence

T = TypeVar("T")

MAX_WORDS = 300
"""Letters of one part of a message."""
MANY = 25
"""A remedy names no more known words than these."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands."""

    file: str
    entry: str = ""
    field: str = ""

    def at(self, field: str) -> "Place":
        """Return the place of a field of this entry."""
        return replace(self, field=field)

    def inside(self, entry: str) -> "Place":
        """Return the place of an entry below this one."""
        return Place(self.file, f"{self.entry} {entry}".strip())

    def error(self, what: str, remedy: str = "") -> CatalogueError:
        """Return the error that says *what* is wrong here, and what to do about it.

        >>> Place("gb.toml", '[[duty]] "use"', "from").error("is no date").message
        'gb.toml: [[duty]] "use": from: is no date'
        """
        parts = (self.file, self.entry, self.field, what)
        said = joined(": ", (changed(part, plain) for part in parts if part))
        return CatalogueError(said, hint=changed(remedy, plain))


def plain(words: str) -> str:
    """Return *words* as a message may carry them: of bearable length, nothing unprintable.

    What stands in a file may be anyone's; it moves no cursor and colours no terminal.

    >>> plain("a" + chr(27) + "[31mb") == "a" + chr(0xFFFD) + "[31mb"
    True
    """
    kept = words if len(words) <= MAX_WORDS else f"{words[: MAX_WORDS - 1]}…"
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in kept)


Reader: TypeAlias = Callable[[object, Place], T]
"""Turns the value of a field into a value of the model, or raises ``CatalogueError``."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a section."""

    key: str
    read: Reader[Any]
    required: bool = False
    into: str = ""
    """Name in the model, where it is not the key."""


@dataclass(frozen=True, slots=True)
class Section(Generic[T]):
    """One kind of entry: its fields, and what is made of them."""

    make: Callable[..., T]
    fields: tuple[Field, ...]

    def read(self, raw: object, place: Place) -> T:
        """Return what *make* makes of the fields of *raw*.

        Raises:
            CatalogueError: a key is unknown or missing, or a value can't be read.
        """
        table = read_table(raw, place)
        self._refuse_unknown(table, place)
        values: dict[str, object] = {}
        for field in self.fields:
            if field.key in table:
                value = field.read(table[field.key], place.at(field.key))
                values[field.into or field.key] = value
            elif field.required:
                remedy = sentence("Write `{key} = ...` there.", key=field.key)
                raise place.at(field.key).error(sentence("is missing"), remedy)
        try:
            return self.make(**values)
        except ValueError as wrong:
            raise place.error(
                str(wrong), sentence("Mend the entry so that its parts agree.")
            ) from wrong

    def _refuse_unknown(self, table: Mapping[str, object], place: Place) -> None:
        known = [field.key for field in self.fields]
        for key in table:
            if key not in known:
                remedy = nearest(key, known)
                raise place.at(key).error(sentence("is no key of this section"), remedy)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the remedy for an unknown word: the nearest known one, or all of them.

    >>> nearest("suplier", ["award", "supplier"])
    'Did you mean `supplier`?'
    >>> nearest("x", ["award", "supplier"])
    'Known: award, supplier.'
    """
    words = sorted(known)
    close = difflib.get_close_matches(word[:MAX_WORDS], words, n=1)
    if close:
        return sentence("Did you mean `{close}`?", close=close[0])
    if not words:
        return sentence("None is known here.")
    listed = f"{', '.join(words[:MANY])}{', ...' if len(words) > MANY else '.'}"
    return sentence("Known: {words}", words=listed)


def read_table(value: object, place: Place) -> Mapping[str, object]:
    """Return *value* if it is a table."""
    if not isinstance(value, dict):
        raise place.error(
            sentence("is no table"),
            sentence("Write it as a table: `[name]` or `{ key = value }`."),
        )
    return value


def one(section: Section[T]) -> Reader[T]:
    """Return the reader of a table."""

    def read(value: object, place: Place) -> T:
        return section.read(read_table(value, place), place.inside(f"[{place.field}]"))

    return read


def many(section: Section[T], name_by: str = "id") -> Reader[tuple[T, ...]]:
    """Return the reader of a list of tables; errors call an entry by *name_by* or number."""

    def read(value: object, place: Place) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise place.error(
                sentence("is no list of tables"),
                sentence("Write it as [[{field}]].", field=place.field),
            )
        title = f"[[{place.field}]]"
        return tuple(
            section.read(raw, place.inside(label(title, raw, number, name_by)))
            for number, raw in enumerate(value, start=1)
        )

    return read


def label(title: str, raw: object, number: int, name_by: str) -> str:
    """Return how errors call an entry: ``[[duty]] "use"``, or ``[[duty]] 2``.

    >>> label("[[duty]]", {"id": "use"}, 2, "id")
    '[[duty]] "use"'
    """
    name = raw.get(name_by) if isinstance(raw, dict) else None
    return f'{title} "{name}"' if isinstance(name, str) and name else f"{title} {number}"
