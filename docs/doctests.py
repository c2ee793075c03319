"""Show the examples of docstrings as code: a griffe extension for the Python pages.

Docstrings hold their example as a doctest without a heading; Markdown would take the prompts
for nested quotations.
"""

import re
from typing import Any, Final

import griffe

EXAMPLE: Final = re.compile(r"(?:^>>> .*\n?)(?:^(?!\s*$).*\n?)*", re.MULTILINE)
"""A doctest: from a prompt down to the next blank line."""


def fenced(text: str) -> str:
    """Return *text* with each doctest in a fence of its own."""
    return EXAMPLE.sub(lambda found: f"```pycon\n{found[0].rstrip()}\n```\n", text).rstrip("\n")


class FenceDoctests(griffe.Extension):
    """Puts the doctests of every docstring into fences."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Mend the docstring of one object."""
        if obj.docstring is not None:
            obj.docstring.value = fenced(obj.docstring.value)
