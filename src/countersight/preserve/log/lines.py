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
from typing import Final, TypeAlias, cast

import rfc8785

from countersight.errors import LogError
from countersight.ids import EntryNumber, Sha256, digest
from countersight.messages import sentence
from countersight.model.event import Body, Entry, Event, EventKind, JsonValue

LONGEST_SEALED: Final = 16 * 1024 * 1024
"""Most bytes of a sealed text."""
_MOMENT: Final = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?Z",
    re.ASCII,
)
_LINE: Final = re.compile(
    rf'\{{"at":"({_MOMENT.pattern})",("clock":"set_back",)?'
    r'"kind":"([a-z]{3,10})","sealed":"([0-9a-f]{64})"\}',
    re.ASCII,
)
_PARTS: Final = frozenset({"body", "by", "salt"})
_Parse: TypeAlias = Callable[[str], object]
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
        _strict(text)
    except (ValueError, RecursionError, LogError):
        return False
    return True


def _strict(text: str) -> object:
    """Return what canonical JSON says.

    Raises:
        ValueError: *text* is no JSON, or JSON that is written in another way.
        LogError: it holds what can't be written.
    """
    try:
        said: object = _QUICK.decode(text)
    except _WantsCareError:
        return _same(json.loads(text), text)
    if _SORTS_APART.search(text) is not None:
        return _same(cast("JsonValue", said), text)
    if _ENCODER.encode(said) != text:
        raise ValueError(_OTHERWISE)
    return said


def _same(said: JsonValue, text: str) -> object:
    if canonical(said) != text:
        raise ValueError(_OTHERWISE)
    return said


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
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
)
_SORTS_APART: Final = re.compile("[\ue000-\U0010ffff]")
"""Where texts have these, code points sort otherwise than UTF-16, by which RFC 8785 sorts. A
small integer, and a text of any other characters, Python writes as RFC 8785 does."""
_OTHERWISE: Final = sentence("is no canonical JSON")


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
    return _entry(number, line, sealed, json.loads)


def sound(number: int, line: str, sealed: str | None) -> Entry:
    """Read an entry whose sealed text must be canonical JSON; the text is parsed once.

    Raises:
        LogError: as ``entry``; or the sealed text is written in another way.
    """
    return _entry(number, line, sealed, _strict)


def _entry(number: int, line: str, sealed: str | None, parse: _Parse) -> Entry:
    found = _LINE.fullmatch(line)
    if found is None or found[3] not in _KINDS:
        raise LogError(
            sentence(
                "entry {number}: the line is none of this log: {line!r}",
                number=number,
                line=line[:80],
            )
        )
    at, back, name, sealed_as = found.groups()
    kind, event = _KINDS[name], None
    if sealed is not None:
        by, body = _opened(number, sealed, sealed_as, parse)
        event = Event(kind, at, by, body)
    return Entry(
        EntryNumber(number), kind, at, Sha256(sealed_as), event, set_back=back is not None
    )


def _opened(number: int, sealed: str, name: str, parse: _Parse) -> tuple[str, Body]:
    data = sealed.encode("utf-8", "surrogatepass")
    if len(data) > LONGEST_SEALED or digest(data) != name:
        raise LogError(
            sentence(
                "entry {number}: the sealed text is not the one that the line names",
                number=number,
            )
        )
    try:
        said = parse(sealed)
    except (ValueError, RecursionError) as wrong:
        what = _OTHERWISE if str(wrong) == _OTHERWISE else sentence("is no JSON")
        raise LogError(
            sentence("entry {number}: the sealed text {what}", number=number, what=what)
        ) from wrong
    if isinstance(said, dict) and said.keys() == _PARTS:
        body, by, salt = said["body"], said["by"], said["salt"]
        if isinstance(body, dict) and isinstance(by, str) and isinstance(salt, str):
            return by, cast("Body", body)
    raise LogError(
        sentence(
            "entry {number}: the sealed text lacks its body, its author or salt", number=number
        )
    )
