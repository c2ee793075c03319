"""Words of CPV codes, for notices that give the code alone."""

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

    A code that the table lacks is told with the words of the nearest code above it: the last
    digits that are not zero part a class (Regulation (EC) No 213/2008, annex I). None where
    not even its division is known.

    >>> with_words("32323500"), with_words("03000000", "Farm products"), with_words("99999999")
    ('CPV 32323500 Video-surveillance system', 'CPV 03000000 Farm products', None)
    >>> with_words("32323599")
    'CPV 32323599, one of 32323500 Video-surveillance system'
    """
    said = words or table().get(code[:8])
    if said:
        return f"CPV {code} {said}"
    above = (f"{code[:kept]:0<8}" for kept in range(7, 1, -1))
    known = next((each for each in above if each in table()), None)
    return f"CPV {code}, one of {known} {table()[known]}" if known else None
