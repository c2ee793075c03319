"""JSON that strangers wrote: read with bounds, and with nothing lost on the way."""

import json
from collections.abc import Sequence
from typing import Final

from countersight.messages import sentence
from countersight.work.reconciling.refusals import Code, Refusal

LARGEST: Final = 1024 * 1024
"""Letters of one document."""


def parsed(text: str) -> object | Refusal:
    """Return what a document holds; objects are dictionaries, in their order.

    A name that stands twice in an object is refused: one of its values would be lost.

    >>> parsed('{"a": [1]}')
    {'a': [1]}
    >>> parsed("[" * 100_000).code.value, parsed('{"a": 1, "a": 2}').code.value
    ('not-json', 'not-json')
    """
    if len(text) > LARGEST:
        return _refused(sentence("it is longer than {most} letters", most=LARGEST))
    try:
        found: object = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except RecursionError:
        return _refused(sentence("it is nested too deep"))
    except ValueError as wrong:
        twice = isinstance(wrong, _TwiceError)
        return _refused(
            sentence("a name stands twice in one object")
            if twice
            else sentence("it can't be read")
        )
    return found


def is_text(value: object) -> bool:
    r"""Tell whether a value is a text that can be written as UTF-8.

    >>> is_text("a"), is_text(1), is_text("\ud800")
    (True, False, False)
    """
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


class _TwiceError(ValueError):
    """A name stands twice in an object."""


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _TwiceError
    return made


def _no_number(constant: str) -> object:
    raise ValueError(constant)


def _refused(what: str) -> Refusal:
    return Refusal(
        Code.NOT_JSON,
        sentence("this is no JSON that can be read: {what}", what=what),
        sentence("Send one JSON object (RFC 8259)."),
    )
