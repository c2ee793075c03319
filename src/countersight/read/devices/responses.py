"""Saved answers of HTTP and RTSP, as ``curl -i`` writes them: headers, title, answers in XML.

A file may hold several, such as a refusal and the answer that followed; they are of one host,
which is called as the file.
"""

import re
from collections.abc import Iterator
from typing import Final

from countersight.messages import sentence
from countersight.model.device import Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.making import observations
from countersight.read.devices.streams import of_web
from countersight.read.source import MIB, Feed, Options

FORMAT: Final = "response"
LARGEST: Final = 4 * MIB
_MOST: Final = 200
"""Answers of one file."""
_START: Final = re.compile(r"(?:HTTP/[\d.]{1,3}|RTSP/1\.0) \d{3}\b")
_BEGINS: Final = re.compile(rb"^(?=(?:HTTP/[\d.]{1,3}|RTSP/1\.0) \d{3}\b)", re.MULTILINE)
_BREAK: Final = re.compile(rb"\r?\n")


def looks_like_response(head: str) -> bool:
    r"""Return whether a text begins as an answer of HTTP or RTSP.

    >>> looks_like_response("HTTP/1.1 200 OK\r\nServer: App-webs/\r\n")
    True
    """
    return _START.match(head.lstrip()) is not None


def read_response(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of saved answers."""
    del options
    data = feed.peek(LARGEST + 1)
    problems = []
    if len(data) > LARGEST:
        message = sentence(
            "it is larger than {largest} bytes, and what stands behind was not read",
            largest=LARGEST,
        )
        problems.append(_too_long(origin, message))
    told: dict[tuple[str, str], None] = {}
    answers = [each for each in _BEGINS.split(data[:LARGEST], _MOST + 1) if each.strip()]
    if len(answers) > _MOST:
        message = sentence(
            "it holds more than {most} answers, and the rest was not read", most=_MOST
        )
        problems.append(_too_long(origin, message))
    for answer in answers[:_MOST]:
        whole = _BREAK.sub(b"\r\n", answer)
        told.update({(kind, value): None for _, kind, value in of_web(whole, "")})
    seen = tuple(observations(str(origin), told, origin))
    yield Observations(seen, tuple(problems), FORMAT)


def _too_long(origin: Origin, message: str) -> Problem:
    return Problem(origin, "long-answer", message, sentence("Save less."), stops=True)
