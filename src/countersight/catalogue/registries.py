"""Whole registries of MAC prefixes: the IEEE's CSV of any day, or Wireshark's table.

The IEEE has a file for blocks of 24, of 28 and of 36 bits (MA-L, MA-M, MA-S), with the same
columns. Wireshark's ``manuf`` has a block, a short and a full name, parted by tabs. Who a
holder is, is told by its exact name in the bundled extract; names are facts here and no more.
"""

import csv
import gzip
import io
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from countersight.errors import CatalogueError
from countersight.messages import sentence
from countersight.model.signature import Holder, MacRegistry
from countersight.model.values import PartialDate

MAX_BYTES: Final = 64_000_000
_BLOCK: Final = re.compile(r"[0-9A-F]{6}(?:[0-9A-F](?:[0-9A-F]{2})?)?")
_COLUMNS: Final = ("Assignment", "Organization Name")
_MANUF: Final = re.compile(
    r"(?P<octets>[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){2,5})(?:/(?P<bits>\d{1,2}))?"
    r"\t(?P<short>[^\t]*)(?:\t(?P<name>.*))?"
)
_BITS: Final = {24: 6, 28: 7, 36: 9}
"""Lengths of blocks in bits, and in hexadecimal digits."""
_GZIP: Final = b"\x1f\x8b"
_HINT: Final = sentence(
    "Fetch oui/oui.csv, oui28/mam.csv or oui36/oui36.csv of standards-oui.ieee.org, "
    "or take Wireshark's manuf."
)

Pair = tuple[str, str]
"""A block and the name of its holder."""


def load_registry(path: Path, day: date | None = None) -> MacRegistry:
    """Return the registry in a file, packed with gzip or not.

    Args:
        path: the file.
        day: the day of the registry; the day on which the file was last changed if not told.

    Raises:
        CatalogueError: it can't be read, or is neither of the two kinds.
    """
    data = _unpacked(path)
    text = data.decode("utf-8", "replace").lstrip("\ufeff")
    blocks: dict[str, list[str]] = defaultdict(list)
    try:
        for block, name in _pairs(text, path):
            blocks[name].append(block)
    except csv.Error as wrong:
        raise CatalogueError(
            sentence("{path}: is no CSV: {wrong}", path=path, wrong=str(wrong))
        ) from wrong
    if not blocks:
        raise CatalogueError(
            sentence("{path}: names no block of addresses", path=path), hint=_HINT
        )
    stated = day or datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()
    holders = tuple(Holder(name, tuple(found)) for name, found in blocks.items())
    source = path.name
    return MacRegistry(
        f"registry {source}",
        PartialDate.parse(stated),
        source,
        holders,
        whole=True,
    )


def _unpacked(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if data.startswith(_GZIP):
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(MAX_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as wrong:
        raise CatalogueError(sentence("{path}: breaks off or is damaged", path=path)) from wrong
    except OSError as wrong:
        raise CatalogueError(
            sentence("{path}: can't be read: {strerror}", path=path, strerror=wrong.strerror)
        ) from wrong
    if len(data) > MAX_BYTES:
        raise CatalogueError(
            sentence("{path}: is larger than {max_bytes} bytes", path=path, max_bytes=MAX_BYTES)
        )
    return data


def _pairs(text: str, path: Path) -> Iterator[Pair]:
    first = text.partition("\n")[0]
    if all(column in first for column in _COLUMNS):
        return _of_csv(csv.DictReader(io.StringIO(text, newline="")))
    lines = text.splitlines()
    if any(_MANUF.match(line) for line in lines[:2_000]):
        return _of_manuf(lines)
    raise CatalogueError(
        sentence("{path}: has no columns {columns}", path=path, columns=", ".join(_COLUMNS)),
        hint=_HINT,
    )


def _of_csv(rows: Iterable[dict[str, str]]) -> Iterator[Pair]:
    for row in rows:
        block = (row["Assignment"] or "").strip().upper()
        if _BLOCK.fullmatch(block):
            yield block, (row["Organization Name"] or "").strip()


def _of_manuf(lines: Iterable[str]) -> Iterator[Pair]:
    for line in lines:
        found = _MANUF.match(line)
        size = None if found is None else _BITS.get(int(found["bits"] or 24))
        if found is not None and size is not None:
            digits = re.sub("[:-]", "", found["octets"]).upper()
            yield digits[:size], (found["name"] or found["short"]).strip()
