"""Answers to Dahua's discovery (DHIP): 32 octets of head on the wire, and JSON; JSON as saved.

A file holds one answer, or one a line.
"""

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address
from typing import Final

from countersight.messages import sentence
from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.lines import plain
from countersight.read.devices.making import observations
from countersight.read.json_text import Broken, Json, loads
from countersight.read.source import MIB, Feed, Options

FORMAT: Final = "dhip"
LARGEST: Final = 4 * MIB
_METHOD: Final = "client.notifyDevInfo"
_WAY: Final = ("params", "deviceInfo", "IPv4Address", "IPAddress")
"""Where an answer has the device's address."""


def looks_like_dhip(head: str) -> bool:
    """Return whether a text begins as a saved answer.

    >>> looks_like_dhip('{"mac": "3c:ef:8c:00:00:01", "method": "client.notifyDevInfo",')
    True
    """
    return head.lstrip().startswith("{") and f'"{_METHOD}"' in head


def answer_of(payload: bytes) -> tuple[str, str] | None:
    """Return the address that an answer states, and the answer as one text.

    >>> answer_of(b'{"method": "client.notifyDevInfo", "mac": "3c:ef:8c:00:00:01"}')
    ('', 'method: client.notifyDevInfo; mac: 3c:ef:8c:00:00:01')
    """
    try:
        value = loads(payload.rstrip(b"\0\r\n ").decode("utf-8", "replace"))
    except Broken:
        return None
    if not isinstance(value, dict) or value.get("method") != _METHOD:
        return None
    return _address(value), plain(value) or ""


def _address(value: Json) -> str:
    for name in _WAY:
        value = value.get(name) if isinstance(value, dict) else None
    try:
        return str(ip_address(value)) if isinstance(value, str) else ""
    except ValueError:
        return ""


def read_dhip(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of saved answers."""
    del options
    data = feed.peek(LARGEST + 1)
    if len(data) > LARGEST:
        message = sentence("it is larger than {largest} bytes", largest=LARGEST)
        hint = sentence("Save fewer a file.")
        problem = Problem(origin, "long-answer", message, hint, stops=True)
        yield Observations((), (problem,), FORMAT)
        return
    whole = answer_of(data)
    seen: list[Observation] = []
    problems: list[Problem] = []
    lines = enumerate(data.splitlines(), start=1) if whole is None else [(1, data)]
    for row, line in lines:
        found = answer_of(line)
        place = replace(origin, row=row)
        if found is not None:
            seen += observations(found[0] or str(place), [("dhip", found[1])], place)
        elif line.strip():
            message = sentence("it is no answer to DHIP, or no sound JSON")
            hint = sentence("Save it again.")
            problems.append(Problem(place, "bad-answer", message, hint))
    yield Observations(tuple(seen), tuple(problems), FORMAT)
