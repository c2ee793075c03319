"""The files of one edition: what each is called, and all parts as one table."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from countersight.errors import SourceError
from countersight.messages import sentence

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


@contextmanager
def sound(folder: Path) -> Iterator[None]:
    """Say which edition is damaged, or was removed meanwhile, where it can't be read."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as wrong:
        raise SourceError(
            sentence("{folder}: the list that is kept there can't be read", folder=folder),
            hint=sentence("Remove its folder, and add the list again."),
        ) from wrong
