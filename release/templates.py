"""Take the messages out of templates, by the extractor that Jinja has for Babel."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jinja2.ext import babel_extract

KEYWORDS: Final = ("_", "counted")
"""What marks a message in a template, as in ``countersight.messages``."""
_SYNTAX: Final = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}


def template_messages(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the messages of a template; what is marked by a variable was marked elsewhere.

    Raises:
        ValueError: what is marked is no plain text.
    """
    with path.open("rb") as file:
        for line, mark, told, _ in babel_extract(file, KEYWORDS, (), _SYNTAX):
            forms = (told,) if isinstance(told, str) else tuple(filter(None, told or ()))
            if not any(forms):
                continue
            if len(forms) != KEYWORDS.index(mark) + 1:
                raise ValueError(f"{path.name}:{line}: what is marked is no plain text")
            yield forms
