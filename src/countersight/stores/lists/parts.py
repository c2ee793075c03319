"""The files of one edition: what each is called, and all parts as one table."""

from pathlib import Path

import polars as pl

INDEX = "names.idx"
MANIFEST = "edition.json"
_PARTS = "entries-*.parquet"


def part_file(folder: Path, number: int) -> Path:
    """Return where a part stands."""
    return folder / f"entries-{number:05}.parquet"


def parts_of(folder: Path) -> list[Path]:
    """Return the parts of an edition, in order."""
    return sorted(folder.glob(_PARTS))


def scan(folder: Path) -> pl.LazyFrame:
    """Return the entries of an edition, not yet read."""
    return pl.scan_parquet(parts_of(folder))
