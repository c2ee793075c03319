"""Country codes of three letters, as eForms writes them, to those of two."""

from functools import cache
from importlib.resources import files


@cache
def table() -> dict[str, str]:
    """Return the code of two letters by that of three (ISO 3166-1)."""
    text = files(__package__).joinpath("countries.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return dict(line.split("\t", 1) for line in lines)


def short(code: str) -> str | None:
    """Return the code of two letters, or None where the code is not known.

    >>> short("CHN"), short("1A0")
    ('CN', None)
    """
    return table().get(code.strip().upper())
