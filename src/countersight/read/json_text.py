"""JSON read as a stream: top-level values and the items of named arrays, one at a time.

Numbers come as they were written, as text, and NaN as nothing. One item must fit into
``Limits.max_item``. What breaks off raises ``Broken`` after all that came before it was
handed out.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from countersight.messages import sentence
from countersight.read.source import Limits

Json: TypeAlias = "dict[str, Json] | list[Json] | str | bool | None"
"""A JSON value; numbers are text."""

DECODER: Final = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=lambda _: None, strict=False
)
_SPACE: Final = re.compile(r"[ \t\r\n\ufeff]*")
_NEAR: Final = 16
"""How near to the end an error stands that more text may mend."""


class Broken(Exception):  # noqa: N818 - it is told to the caller, never to the user
    """The text breaks off, is no JSON, or is nested too deeply."""


@dataclass(frozen=True, slots=True)
class Item:
    """A value and where it stands: the key of the top level, and the place in its array."""

    key: str | None
    index: int | None
    value: Json

    @property
    def pointer(self) -> str:
        """JSON Pointer (RFC 6901)."""
        key = "" if self.key is None else "/" + escape(self.key)
        return key if self.index is None else f"{key}/{self.index}"


def escape(key: str) -> str:
    """Return *key* as a part of a JSON Pointer.

    >>> escape("a/b~c")
    'a~1b~0c'
    """
    return key.replace("~", "~0").replace("/", "~1")


def loads(text: str) -> Json:
    """Return the value that *text* holds.

    >>> loads('{"amount": 1.50, "rate": NaN}')
    {'amount': '1.50', 'rate': None}

    Raises:
        Broken: it holds no JSON value, or one that is nested too deeply.
    """
    start = _SPACE.match(text)
    try:
        value, end = DECODER.raw_decode(text, start.end() if start else 0)
    except json.JSONDecodeError as error:
        raise Broken(
            sentence(
                "it is no JSON: {msg} at character {pos}", msg=error.msg, pos=error.pos + 1
            )
        ) from error
    except RecursionError as error:
        raise Broken(sentence("it is nested too deeply")) from error
    if text[end:].strip():
        raise Broken(
            sentence("it is no JSON: something follows at character {end}", end=end + 1)
        )
    return _json(value)


def _json(value: object) -> Json:
    return value  # type: ignore[return-value]


class Scanner:
    """Reads one top-level object or array out of pieces of text."""

    def __init__(self, pieces: Iterator[str], limits: Limits) -> None:
        self._pieces = pieces
        self._limits = limits
        self._text = ""
        self._at = 0

    def items(self, arrays: frozenset[str]) -> Iterator[Item]:
        """Yield the items of a top-level array, or the members of a top-level object.

        The members named in *arrays* come item by item.

        Raises:
            Broken: see above.
        """
        if self._next() == "[":
            yield from self._array(None)
        else:
            yield from self._object(arrays)
        if self._next(needed=False):
            raise Broken(sentence("something follows the end of the document"))

    def _object(self, arrays: frozenset[str]) -> Iterator[Item]:
        self._take("{")
        while self._next() != "}":
            key = self._value()
            self._take(":")
            if not isinstance(key, str):
                raise Broken(sentence("it is no JSON: a key is no text"))
            if key in arrays and self._next() == "[":
                yield from self._array(key)
            else:
                yield Item(key, None, self._value())
            self._comma("}")
        self._take("}")

    def _array(self, key: str | None) -> Iterator[Item]:
        self._take("[")
        index = 0
        while self._next() != "]":
            yield Item(key, index, self._value())
            index += 1
            self._comma("]")
        self._take("]")

    def _comma(self, end: str) -> None:
        if self._next() != end:
            self._take(",")
            if self._next() == end:
                raise Broken(sentence("it is no JSON: a comma before {end}", end=end))

    def _next(self, *, needed: bool = True) -> str:
        """Return the next character that is no space, without taking it."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                if needed:
                    raise Broken(sentence("it breaks off in the middle"))
                return ""

    def _take(self, wanted: str) -> None:
        if self._next() != wanted:
            raise Broken(sentence("it is no JSON: {wanted} was expected", wanted=wanted))
        self._at += 1

    def _value(self) -> Json:
        self._next()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                self._mend(error)
            except RecursionError as error:
                raise Broken(sentence("it is nested too deeply")) from error
            else:
                if end < len(self._text) or not self._more():
                    self._at = end
                    return _json(value)

    def _mend(self, error: json.JSONDecodeError) -> None:
        """Read more where *error* may come of the end of what was read so far."""
        near = error.pos >= len(self._text) - _NEAR or "nterminated" in error.msg
        if not near:
            raise Broken(sentence("it is no JSON: {msg}", msg=error.msg)) from error
        if len(self._text) - self._at > self._limits.max_item:
            raise Broken(
                sentence(
                    "an item is longer than {max_item} characters",
                    max_item=self._limits.max_item,
                )
            )
        if not self._more(len(self._text) - self._at):
            raise Broken(sentence("it breaks off in the middle")) from error

    def _more(self, least: int = 0) -> bool:
        """Read on, at least as much as is held already, so that time stays linear."""
        parts = [self._text[self._at :]]
        have = 0
        for piece in self._pieces:
            parts.append(piece)
            have += len(piece)
            if have > least:
                break
        self._text, self._at = "".join(parts), 0
        return have > 0
