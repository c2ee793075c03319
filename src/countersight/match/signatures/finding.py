"""Which of many patterns a text has: asked of each in turn, unless another way is handed in."""

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

Finder: TypeAlias = Callable[[str], Sequence[int]]
"""Returns the numbers of the patterns that a text has, in their order."""

MakesFinder: TypeAlias = Callable[[Sequence[re.Pattern[str]]], Finder]
"""Makes what finds the patterns of one kind of observation."""


def one_by_one(patterns: Sequence[re.Pattern[str]]) -> Finder:
    """Return what asks each pattern in turn, by Python's ``re``.

    >>> one_by_one([re.compile("^DS-"), re.compile("[Ww]ebs$")])("DNVRS-Webs")
    [1]
    """
    asked = tuple(enumerate(patterns))
    return lambda text: [number for number, pattern in asked if pattern.search(text)]
