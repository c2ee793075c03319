r"""Regular expressions that can't run on without end: the kind that signatures may have.

Python's ``re`` backtracks. The time of a pattern grows with the length of the text to the
power of its unbounded repeats, and without bound where repeats are nested. So a signature's
pattern may repeat single letters, classes and escapes only; a group may be optional and no
more; and of repeats without an upper bound it may have two where it begins with ``^``, and
one where it does not. Values are cut to ``LONGEST`` letters, so that the worst is some
millions of steps.
"""

import re
from typing import Final

from countersight.messages import sentence

LONGEST: Final = 2_000
"""Letters of a value that a pattern sees."""
MOST_UNBOUNDED: Final = 2
MOST_BOUNDED: Final = 64
"""Upper bound of ``{m,n}``."""
MOST_LETTERS: Final = 400
"""Letters of a pattern."""

_TOKEN: Final = re.compile(
    r"(?P<back>\\[1-9]|\(\?P=)"
    r"|(?P<look>\(\?(?:[=!<>(#]|[a-zA-Z-]+[:)])(?<!\(\?P<))"
    r"|(?P<escape>\\.)"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<open>\((?:\?:|\?P<\w+>)?)"
    r"|(?P<close>\))"
    r"|(?P<repeat>[*+?]|\{\d*,?\d*\})[?+]?"
    r"|(?P<letter>.)",
    re.DOTALL,
)

_REFUSED: Final = {
    "back": sentence("refers back to a group, which can backtrack without end"),
    "look": sentence("looks around or sets flags inside; write ignore_case = true for case"),
}


def refusal(pattern: str) -> str:
    r"""Return why a pattern is refused, or nothing where it is safe.

    >>> refusal(r"^Hikvision-Webs$"), refusal(r"^(?:DS|ds)-\w{3,20}")
    ('', '')
    >>> refusal(r"^(a+)+$")
    'repeats a group, which can backtrack without end'
    """
    wrong = _of_whole(pattern) or _of_parts(pattern)
    if wrong:
        return wrong
    unbounded = sum(
        found.lastgroup == "repeat" and _most(found["repeat"]) is None
        for found in _TOKEN.finditer(pattern)
    )
    begins = pattern.startswith("^") and "|" not in _outside(pattern)
    allowed = MOST_UNBOUNDED if begins else 1
    if unbounded > allowed:
        return sentence(
            "has {unbounded} repeats without an upper bound, and may have {allowed}",
            unbounded=unbounded,
            allowed=allowed,
        )
    return ""


def _of_whole(pattern: str) -> str:
    if len(pattern) > MOST_LETTERS:
        return sentence("is longer than {most_letters} letters", most_letters=MOST_LETTERS)
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return sentence("is no regular expression: {error}", error=str(error))
    return ""


def _of_parts(pattern: str) -> str:
    before = ""
    for found in _TOKEN.finditer(pattern):
        kind = found.lastgroup or ""
        wrong = _REFUSED.get(kind, "")
        if kind == "repeat":
            wrong = _of_repeat(found["repeat"], before)
        if wrong:
            return wrong
        before = kind
    return ""


def _of_repeat(repeat: str, before: str) -> str:
    most = _most(repeat)
    if before == "close" and repeat != "?":
        return sentence("repeats a group, which can backtrack without end")
    if most is not None and most > MOST_BOUNDED:
        return sentence("repeats more than {most_bounded} times", most_bounded=MOST_BOUNDED)
    return ""


def _most(repeat: str) -> int | None:
    """Return the upper bound of a repeat, or None."""
    if repeat in {"*", "+"}:
        return None
    if repeat == "?":
        return 1
    least, comma, most = repeat[1:-1].partition(",")
    if comma:
        return int(most) if most else None
    return int(least or 0)


def _outside(pattern: str) -> str:
    """Return what stands outside of all groups, where an alternative would lose the ``^``."""
    depth, kept = 0, []
    for found in _TOKEN.finditer(pattern):
        depth += (found.lastgroup == "open") - (found.lastgroup == "close")
        if depth == 0 and found.lastgroup == "letter":
            kept.append(found[0])
    return "".join(kept)
