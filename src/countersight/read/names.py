"""Tables of names for ``match``: CSV or JSON Lines with ``id`` and ``name``."""

from pathlib import Path

import polars as pl
import polars.exceptions as wrong_table

from countersight.errors import SourceError
from countersight.messages import _

JSON_LINES = frozenset({".jsonl", ".ndjson"})


def read_names(path: Path) -> pl.DataFrame:
    """Return the table of a file, all of it text; aliases may be a list in JSON Lines.

    Raises:
        SourceError: the file can't be opened or read.
    """
    try:
        if path.suffix.lower() in JSON_LINES:
            return pl.read_ndjson(path, infer_schema_length=None)
        return pl.read_csv(path, infer_schema=False, encoding="utf8-lossy")
    except (OSError, wrong_table.PolarsError) as wrong:
        said = str(wrong).splitlines()[0] if str(wrong) else type(wrong).__name__
        raise SourceError(
            _("{path}: can't be read: {said}").format(path=path, said=said)
        ) from wrong
