"""Observations as JSON Lines: ``{"host": ..., "kind": ..., "value": ...}``, one a line.

Further keys are ``seen`` (ISO 8601 day or time); others are left alone. A value may be a
text, a number, a list of texts (such as scopes) or an object (such as an answer).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from countersight.messages import sentence
from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.making import observations
from countersight.read.json_text import Broken, Json, loads
from countersight.read.source import Feed, Options
from countersight.read.text import TextFeed

FORMAT: Final = "observations"
_MOST_OBJECTS: Final = 100
"""Objects of a value that are looked into."""
_HINT: Final = sentence(
    'Write {"host": "10.0.0.5", "kind": "http_header.server", "value": "..."}.'
)


def looks_like_lines(head: str) -> bool:
    r"""Return whether a text begins with a line of observations.

    >>> looks_like_lines('{"host": "a", "kind": "mac", "value": "x"}\n')
    True
    """
    first = next((line for line in head.splitlines() if line.strip()), "")
    try:
        value = loads(first)
    except Broken:  # broken, or longer than what was looked at
        return first.startswith("{") and '"host"' in first and '"kind"' in first
    return isinstance(value, dict) and {"host", "kind"} <= set(value)


def read_lines(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of JSON Lines, block by block."""
    text = TextFeed(feed, origin, longest=options.limits.max_line)
    for block in text.blocks():
        seen: list[Observation] = []
        problems = list(block.problems)
        for number, line in enumerate(block.lines, block.first):
            if not line.strip():
                continue
            place = replace(origin, row=number)
            try:
                seen += _observed(loads(line), place)
            except Broken as error:
                cut = not line.endswith(("\n", "\r"))
                message = sentence("the line can't be read: {error}", error=str(error))
                code = "cut-line" if cut else "bad-json"
                problems.append(Problem(place, code, message, stops=cut))
            except ValueError as error:
                problems.append(Problem(place, "bad-observation", str(error), _HINT))
        yield Observations(tuple(seen), tuple(problems), FORMAT)


def _observed(value: Json, place: Origin) -> list[Observation]:
    if not isinstance(value, dict):
        raise ValueError(sentence("the line is no object"))  # noqa: TRY004 - a Problem is made of it
    host, kind = value.get("host"), value.get("kind")
    if not isinstance(host, str) or not host.strip():
        raise ValueError(sentence("the line names no host"))
    if not isinstance(kind, str) or not kind.strip():
        raise ValueError(sentence("the line names no kind"))
    said = plain(value.get("value"))
    if said is None:
        raise ValueError(sentence("the value is no text, number, list or object"))
    day = _day(value.get("seen"))
    return list(observations(host.strip(), [(kind.strip(), said)], place, day))


def plain(value: Json) -> str | None:
    """Return a value as one text; None where it holds nothing.

    >>> plain({"method": "m", "params": {"SerialNo": "1A"}}), plain(["a", "b"]), plain(None)
    ('method: m; SerialNo: 1A', 'a b', None)
    """
    match value:
        case str():
            return value
        case list():
            return " ".join(each for each in value if isinstance(each, str))
        case dict():
            return "; ".join(_leaves(value))
        case _:
            return None


def _leaves(value: Mapping[str, Json]) -> Iterator[str]:
    """Yield the texts of an object and of those in it, each with its key."""
    waiting = [value]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        for name, each in waiting.pop(0).items():
            if isinstance(each, dict):
                waiting.append(each)
            elif isinstance(each, str):
                yield f"{name}: {each}"


def _day(value: Json) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
