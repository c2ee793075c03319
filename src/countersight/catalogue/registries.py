"""A whole registry of MAC prefixes, as the IEEE publishes it: CSV with registry and assignment.

Files of MA-L, MA-M and MA-S (24, 28, 36 bits) have the same columns. Who a holder is, is told
by its exact name in the bundled extract; names are facts here and no more.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from countersight.errors import CatalogueError
from countersight.model.signature import Holder, MacRegistry
from countersight.model.values import PartialDate

MAX_BYTES: Final = 64_000_000
_BLOCK: Final = re.compile(r"[0-9A-F]{6}(?:[0-9A-F](?:[0-9A-F]{2})?)?")
_COLUMNS: Final = ("Assignment", "Organization Name")


def load_registry(path: Path) -> MacRegistry:
    """Return the registry in a file, dated by the day on which the file was last changed.

    Raises:
        CatalogueError: it can't be read, or has not the columns of the IEEE's files.
    """
    try:
        stat = path.stat()
        if stat.st_size > MAX_BYTES:
            raise CatalogueError(f"{path}: is larger than {MAX_BYTES} bytes")
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            holders = _holders(csv.DictReader(stream), path)
    except OSError as wrong:
        raise CatalogueError(f"{path}: can't be read: {wrong.strerror}") from wrong
    except csv.Error as wrong:
        raise CatalogueError(f"{path}: is no CSV: {wrong}") from wrong
    day = datetime.fromtimestamp(stat.st_mtime, tz=UTC).date()
    return MacRegistry(
        f"registry {path.name}", PartialDate.parse(day), path.name, holders, whole=True
    )


def _holders(rows: "csv.DictReader[str]", path: Path) -> tuple[Holder, ...]:
    if not set(_COLUMNS) <= set(rows.fieldnames or ()):
        hint = "Fetch oui/oui.csv, oui28/mam.csv or oui36/oui36.csv of standards-oui.ieee.org."
        raise CatalogueError(f"{path}: has no columns {' and '.join(_COLUMNS)}", hint=hint)
    blocks: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        block = (row["Assignment"] or "").strip().upper()
        if _BLOCK.fullmatch(block):
            blocks[(row["Organization Name"] or "").strip()].append(block)
    return _as_holders(blocks.items())


def _as_holders(blocks: Iterable[tuple[str, list[str]]]) -> tuple[Holder, ...]:
    return tuple(Holder(name, tuple(found)) for name, found in blocks)
