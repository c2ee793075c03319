"""Entries of the log as text: a line that never changes, and a sealed text that may be erased.

A line is the canonical JSON (RFC 8785) of what may stay for good: the moment, the kind, and
the SHA-256 of the *sealed text*. The sealed text is the canonical JSON of who did it, what the
event says, and a salt of 128 bits. An erasure removes the sealed text; the line, and so the
tree, stay as they were, and without the salt no guess at the text can be confirmed.
"""

import json
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Final, cast

import rfc8785

from countersight.errors import LogError
from countersight.ids import EntryNumber, Sha256, canonical_json, digest
from countersight.messages import sentence
from countersight.model.event import Body, Entry, Event, EventKind, JsonValue

LONGEST_SEALED: Final = 16 * 1024 * 1024
"""Most bytes of a sealed text."""
_MOMENT: Final = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?Z"
)
_LINE: Final = re.compile(
    r'\{"at":"(?P<at>[0-9TZ:.-]{20,30})",(?P<back>"clock":"set_back",)?'
    r'"kind":"(?P<kind>[a-z]{3,10})","sealed":"(?P<sealed>[0-9a-f]{64})"\}',
    re.ASCII,
)
_KINDS: Final = {kind.value: kind for kind in EventKind}


def canonical(value: JsonValue) -> str:
    """Return canonical JSON (RFC 8785).

    >>> canonical({"b": 1.0, "a": "é"})
    '{"a":"é","b":1}'

    Raises:
        LogError: *value* is no JSON, or has a number or a text that RFC 8785 can't write.
    """
    try:
        return rfc8785.dumps(_plain(value)).decode()
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError) as wrong:
        raise LogError(
            sentence("an event can't be written as canonical JSON: {wrong}", wrong=wrong),
            hint=sentence("Numbers must be within 2**53, and texts must be valid Unicode."),
        ) from wrong


def _plain(value: JsonValue) -> JsonValue:
    """Return *value* made of what the encoder knows: dict and list."""
    match value:
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
        case str() | None | bool() | int() | float():
            return value
        case _:
            return [_plain(one) for one in value]


def is_canonical(text: str) -> bool:
    """Tell whether *text* is JSON as RFC 8785 writes it.

    >>> is_canonical('{"a":1}'), is_canonical('{"a": 1}'), is_canonical("{")
    (True, False, False)
    """
    try:
        try:
            said = _QUICK.decode(text)
        except _WantsCareError:
            return canonical(json.loads(text)) == text
        # Code points and UTF-16 sort ASCII alike, and a small integer is written in one way.
        return canonical_json(said) == text if text.isascii() else canonical(said) == text
    except (ValueError, RecursionError, LogError):
        return False


class _WantsCareError(Exception):
    """A number that RFC 8785 writes in its own way."""


def _small(text: str) -> int:
    if len(text) > _SURE_DIGITS:
        raise _WantsCareError
    return int(text)


def _careful(_: str) -> int:
    raise _WantsCareError


_SURE_DIGITS: Final = 15
_QUICK: Final = json.JSONDecoder(
    parse_int=_small, parse_float=_careful, parse_constant=_careful
)


def seal(event: Event, *, after: str = "", salt: str = "") -> tuple[str, str]:
    """Return the line and the sealed text of *event*.

    Args:
        event: what happened.
        after: the latest moment of the entries before; a line with an earlier one is marked.
        salt: 32 hexadecimal digits; drawn at random where none is given.

    >>> event = Event(EventKind.ADD, "2026-11-24T22:00:00Z", "Registry", {"type": "capture"})
    >>> line, sealed = seal(event, salt="00" * 16)
    >>> line[:62]
    '{"at":"2026-11-24T22:00:00Z","kind":"add","sealed":"1116d0bda8'
    >>> sealed
    '{"body":{"type":"capture"},"by":"Registry","salt":"00000000000000000000000000000000"}'

    Raises:
        LogError: the event can't be written, or its moment is none.
    """
    _check_moment(event.at)
    sealed = canonical(
        {"body": event.body, "by": event.by, "salt": salt or secrets.token_hex(16)}
    )
    data = sealed.encode()
    if len(data) > LONGEST_SEALED:
        raise LogError(
            sentence(
                "an event takes {number:,} bytes, and {most:,} are the most",
                number=len(data),
                most=LONGEST_SEALED,
            ),
            hint=sentence("Add the text as a document and refer to it by its digest."),
        )
    back = '"clock":"set_back",' if event.at[:-1] < after[:-1] else ""
    return (
        f'{{"at":"{event.at}",{back}"kind":"{event.kind.value}","sealed":"{digest(data)}"}}',
        sealed,
    )


def _check_moment(at: str) -> None:
    if _MOMENT.fullmatch(at) is None:
        raise LogError(
            sentence("{at!r} is no moment such as 2026-11-24T22:00:00Z", at=at),
            hint=sentence("Write the moment in UTC, with Z."),
        )


def entry(number: int, line: str, sealed: str | None) -> Entry:
    """Read an entry.

    Raises:
        LogError: the line is not as it is written here, or the sealed text is another's.
    """
    found = _LINE.fullmatch(line)
    kind = _KINDS.get(found["kind"]) if found else None
    if found is None or kind is None or _MOMENT.fullmatch(found["at"]) is None:
        raise LogError(
            sentence(
                "entry {number}: the line is none of this log: {line!r}",
                number=number,
                line=line[:80],
            )
        )
    event = None
    if sealed is not None:
        event = _opened(number, sealed, found["sealed"])(kind, found["at"])
    return Entry(
        EntryNumber(number),
        kind,
        found["at"],
        Sha256(found["sealed"]),
        event,
        set_back=found["back"] is not None,
    )


def _opened(number: int, sealed: str, name: str) -> Callable[[EventKind, str], Event]:
    data = sealed.encode("utf-8", "surrogatepass")
    if len(data) > LONGEST_SEALED or digest(data) != name:
        raise LogError(
            sentence(
                "entry {number}: the sealed text is not the one that the line names",
                number=number,
            )
        )
    try:
        said: object = json.loads(sealed)
    except (ValueError, RecursionError) as wrong:
        raise LogError(
            sentence("entry {number}: the sealed text is no JSON", number=number)
        ) from wrong
    match said:
        case {"body": Mapping() as body, "by": str(by), "salt": str(), **more} if not more:
            opened = cast("Body", body)
        case _:
            raise LogError(
                sentence(
                    "entry {number}: the sealed text lacks its body, its author or salt",
                    number=number,
                )
            )
    return lambda kind, at: Event(kind, at, by, opened)
