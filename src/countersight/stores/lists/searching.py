"""Entries of an edition by a part of their names, whatever the case of letters and marks."""

import unicodedata
from pathlib import Path
from typing import Final

import polars as pl

from countersight.stores.lists.parts import parts_of, scan

_BETWEEN: Final = "\x1f"
"""Parts the names of an entry; nobody asks for it."""


def named(folder: Path, words: str, start: int, most: int) -> pl.DataFrame:
    """Return the entries with a name that holds *words*, in the order of the file.

    Without words all are meant. Names that are too short to be looked for are no part of it,
    unless they are the first.
    """
    wanted = _folded(words)
    if not wanted:
        return scan(folder).slice(start, most).collect()
    holds = _NAMES.str.contains(wanted, literal=True)
    found: list[pl.DataFrame] = []
    open_ = start + most
    for part in parts_of(
        folder
    ):  # one after the other: few rows are held, and enough is enough
        found.append(pl.scan_parquet(part).filter(holds).head(open_).collect())
        open_ -= found[-1].height
        if open_ <= 0:
            break
    return pl.concat(found).slice(start, most)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(each for each in plain if not unicodedata.category(each).startswith("M"))
    return " ".join(kept.replace(_BETWEEN, " ").split())


_NAMES: Final = (
    pl.concat_str([pl.col("name"), pl.col("indexed").list.join(_BETWEEN)], separator=_BETWEEN)
    .str.to_lowercase()
    .str.normalize("NFKD")
    .str.replace_all(r"\p{M}", "")
)
