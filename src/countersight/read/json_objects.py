"""Objects of JSON out of a stream, one at a time and in bounded memory.

The stream holds JSON Lines, or objects that are each spread over several lines. What is no
object (a list, a broken line, one with a key twice, NaN, bytes that are no UTF-8) is told with
its line, and the stream goes on.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final, TypeAlias

from countersight.errors import SourceError
from countersight.messages import sentence
from countersight.read.source import MIB, reason

MAX_OBJECT: Final = MIB
"""Bytes of one line, or of one object that is spread over lines."""
BOM: Final = b"\xef\xbb\xbf"
_LINES: Final = sentence("Write one JSON object a line.")
_TOKENS: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]"]', re.DOTALL)
_DEEPER: Final[Mapping[bytes, int]] = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}
Stated: TypeAlias = "dict[str, object]"


@dataclass(frozen=True, slots=True)
class JsonObject:
    """One object of the stream, or what is wrong with what stands there."""

    line: int
    """The line that it begins on."""
    value: Mapping[str, object] | None
    wrong: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """One line as it came; None where it was too long to be kept."""

    number: int
    data: bytes | None

    @property
    def blank(self) -> bool:
        return self.data is not None and not self.data.strip()


class _Refused(Exception):  # noqa: N818 - it is told to the caller as a value
    """What stands there is no object of JSON, or one that says too much."""

    def __init__(self, what: str, hint: str = _LINES) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def json_objects(stream: BinaryIO) -> Iterator[JsonObject]:
    r"""Yield the objects of a stream in their order.

    >>> import io
    >>> lines = io.BytesIO(b'{"act": "use"}\n[1]\n{\n "act": "bid"\n}\n')
    >>> [(each.line, each.value or each.wrong) for each in json_objects(lines)][:2]
    [(1, {'act': 'use'}), (2, 'is no JSON object')]
    >>> [each.value for each in json_objects(io.BytesIO(b'{\n "act": "bid"\n}\n'))]
    [{'act': 'bid'}]

    Raises:
        SourceError: the stream can't be read on.
    """
    rows = _rows(stream)
    waiting: deque[_Row] = deque()
    spread = True  # until a line breaks off: then each line stands alone
    while row := waiting.popleft() if waiting else next(rows, None):
        if row.blank:
            continue
        found = _read([row])
        if found.value is None and spread:
            held = _gather(row, rows)
            if len(held) > 1:
                found = _read(held)
            spread = found.value is not None
            if not spread and not _is_one(held):
                waiting.extend(held[1:])
                found = _read(held[:1])
        yield found


def _rows(stream: BinaryIO) -> Iterator[_Row]:
    """Yield the lines; of one that is too long, the rest is stepped over."""
    number = 0
    try:
        while data := stream.readline(MAX_OBJECT + 1):
            number += 1
            whole = data.endswith(b"\n") or len(data) <= MAX_OBJECT
            ended = whole
            while not ended:
                piece = stream.readline(MAX_OBJECT)
                ended = not piece or piece.endswith(b"\n")
            if number == 1:
                data = data.removeprefix(BOM)
            yield _Row(number, data if whole else None)
    except (OSError, ValueError) as error:
        raise SourceError(
            sentence(
                "line {value}: can't be read: {reason}", value=number + 1, reason=reason(error)
            )
        ) from error


def _gather(first: _Row, rows: Iterator[_Row]) -> list[_Row]:
    """Return the first line, with those that its open brackets run over."""
    held = [first]
    depth = _depth(first.data)
    size = len(first.data or b"")
    while depth is not None and depth > 0 and size <= MAX_OBJECT:
        row = next(rows, None)
        if row is None:
            break
        held.append(row)
        deeper = _depth(row.data)
        depth = None if deeper is None else depth + deeper
        size += len(row.data or b"")
    return held


def _depth(data: bytes | None) -> int | None:
    """Return how many more brackets a line opens than it closes.

    None where a string does not end on the line: no JSON string runs over lines.
    """
    if data is None:
        return None
    depth = 0
    for token in _TOKENS.findall(data):
        if token == b'"':
            return None
        depth += _DEEPER.get(token, 0)
    return depth


def _is_one(held: list[_Row]) -> bool:
    """Whether lines that don't make an object were meant as one, and not as a line each.

    Nobody writes a line of JSON Lines that is but a bracket; and where others of the lines
    are objects by themselves, they stand alone.
    """
    if (held[0].data or b"").strip() != b"{":
        return False
    return all(row.data is None or _read([row]).value is None for row in held[1:])


def _read(held: list[_Row]) -> JsonObject:
    line = held[0].number
    try:
        return JsonObject(line, _whole(held))
    except _Refused as refused:
        return JsonObject(line, None, refused.what, refused.hint)


def _whole(held: list[_Row]) -> Stated:
    parts = [row.data for row in held if row.data is not None]
    data = b"".join(parts).rstrip()
    if len(parts) < len(held) or len(data) > MAX_OBJECT:
        raise _Refused(sentence("is longer than {max_object} bytes", max_object=MAX_OBJECT))
    try:
        value = json.loads(
            data.decode(), object_pairs_hook=_object, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError as error:
        raise _Refused(
            sentence("is no UTF-8 at byte {start}", start=error.start + 1),
            sentence("Save it so."),
        ) from error
    except RecursionError as error:
        raise _Refused(sentence("is nested too deeply")) from error
    except json.JSONDecodeError as error:
        raise _Refused(sentence("is no JSON: {error}", error=_where(error))) from error
    except ValueError as error:  # a number of thousands of digits
        raise _Refused(
            sentence("holds a number that is too long"), sentence("Shorten it.")
        ) from error
    if not isinstance(value, dict):
        raise _Refused(sentence("is no JSON object"))
    return value


def _where(error: json.JSONDecodeError) -> str:
    column = sentence("character {colno}", colno=error.colno)
    return (
        sentence(
            "{msg}, line {lineno} of it, {column}",
            msg=error.msg,
            lineno=error.lineno,
            column=column,
        )
        if error.lineno > 1
        else (f"{error.msg}, {column}")
    )


def _object(pairs: list[tuple[str, object]]) -> Stated:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Refused(
            sentence("states {twice!r} twice", twice=twice[:50]),
            sentence("State each fact once."),
        )
    return found


def _refuse_constant(word: str) -> object:
    raise _Refused(
        sentence("holds {word}, which is no value", word=word),
        sentence("Leave out what is not known."),
    )
