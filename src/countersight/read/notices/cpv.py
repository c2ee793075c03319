"""Words of the CPV codes that this project meets, for notices that give the code alone."""

from functools import cache
from importlib.resources import files


@cache
def table() -> dict[str, str]:
    """Return the words by code of eight digits."""
    text = files(__package__).joinpath("cpv.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return dict(line.split("\t", 1) for line in lines)


def with_words(code: str, words: str | None = None) -> str | None:
    """Return a code with its words: those of the notice, else those of the table.

    >>> with_words("32323500"), with_words("03000000", "Farm products"), with_words("09999999")
    ('CPV 32323500 Video-surveillance system', 'CPV 03000000 Farm products', None)
    """
    said = words or table().get(code[:8])
    return f"CPV {code} {said}" if said else None
