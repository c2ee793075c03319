"""Standard output and standard error: data on the one, everything else on the other."""

import io
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TextIO

from countersight import wiring
from countersight.errors import CountersightError
from countersight.messages import _, spoken
from countersight.model.record import Problem
from countersight.render.escaping import shortened, visible
from countersight.render.styles import Paint, Style, plain

_CODES: Final[Mapping[Style, str]] = MappingProxyType(
    {
        Style.MATCH: "1;31",
        Style.REVIEW: "1;33",
        Style.QUIET: "2",
        Style.PROBLEM: "1;35",
        Style.BINDS: "31",
        Style.DEPENDS: "33",
        Style.EXEMPT: "32",
        Style.ADVISES: "36",
    }
)
"""Select Graphic Rendition (ECMA-48, 8.3.117)."""


def prepare() -> None:
    """Have both streams write UTF-8, and line breaks as they come."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")


def has_colours(stream: TextIO) -> bool:
    """Return whether a stream shows colours: a terminal, and nobody said NO_COLOR."""
    return stream.isatty() and wiring.wants_colours()


def paint() -> Paint:
    """Return colours for standard output, where it shows them."""
    return _coloured if has_colours(sys.stdout) else plain


def _coloured(text: str, style: Style) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m"


def out(text: str) -> None:
    """Write data."""
    sys.stdout.write(text)


def say(text: str) -> None:
    """Tell a person something that is no data."""
    sys.stderr.write(f"{text}\n")


def say_problem(problem: Problem) -> None:
    """Tell a person what could not be read as it is."""
    said = _("{place}: problem: {what} [{code}]")
    what = said.format(place=problem.origin, what=spoken(problem.message), code=problem.code)
    say(visible(what))


def ask(question: str) -> str | None:
    """Ask a person, and return the line that is answered; None at the end of the input.

    Bytes that are no text of the stream's encoding come as U+FFFD.
    """
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.buffer.readline().decode(sys.stdin.encoding, "replace")
    if not sys.stdin.isatty():
        sys.stderr.write("\n")
    return line.rstrip("\r\n") if line else None


def say_error(error: CountersightError) -> None:
    """Tell what is wrong, where, and what to do."""
    say(
        _("error: {message} [{code}]").format(
            message=shortened(visible(spoken(error.message)), 1000), code=error.code
        )
    )
    if error.hint:
        say(f"  {shortened(visible(spoken(error.hint)), 1_000)}")
