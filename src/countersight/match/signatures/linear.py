r"""Many patterns in one pass over a text, in time that grows with its length alone: by RE2.

Needs the extra ``re2``. The answers are those of Python's ``re``: a text that is not printable
ASCII, and a pattern that RE2 refuses or reads otherwise, is left to ``re``. (Of other letters
the two differ in what ``\w`` is and in which of them are one but for case; of controls, in
what ``\s`` and ``$`` are.)
"""

import re
from collections.abc import Sequence
from typing import Final

import re2

from countersight.match.signatures.finding import Finder, one_by_one

_MEMORY: Final = 64 * 1024 * 1024
"""Bytes that the states of one kind's patterns may take; RE2 throws away what is more."""
_OTHERWISE: Final = ("{,", "[[", "[:")
"""What RE2 does not read as Python does: ``{,3}`` as letters, ``[[:alpha:]]`` as a class."""


def in_one_pass(patterns: Sequence[re.Pattern[str]]) -> Finder:
    """Return what asks all patterns at once.

    >>> in_one_pass([re.compile("^DS-"), re.compile("[Ww]ebs$")])("DNVRS-Webs")
    [1]
    """
    every = one_by_one(patterns)
    options = re2.Options()
    options.max_mem, options.log_errors = _MEMORY, False
    passed = re2.Set.SearchSet(options)
    numbers, left = list[int](), list[int]()
    for number, pattern in enumerate(patterns):
        (numbers if _is_taken(passed, pattern) else left).append(number)
    if not numbers:
        return every
    passed.Compile()
    others = one_by_one([patterns[number] for number in left])

    def find(text: str) -> Sequence[int]:
        if not (text.isascii() and text.isprintable()):
            return every(text)
        found = [numbers[each] for each in passed.Match(text) or ()]
        return sorted(found + [left[each] for each in others(text)])

    return find


def _is_taken(passed: re2.Set, pattern: re.Pattern[str]) -> bool:
    """Add a pattern to those that are asked at once; return whether RE2 takes it."""
    stated = pattern.pattern
    if not stated.isascii() or any(each in stated for each in _OTHERWISE):
        return False
    try:
        passed.Add(f"(?i){stated}" if pattern.flags & re.IGNORECASE else stated)
    except re2.error:
        return False
    return True
