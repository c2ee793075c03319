"""Tables of names for ``match``: CSV or JSON Lines with ``id`` and ``name``.

They are read in stretches, so a file may be longer than memory. A text that is not UTF-8 is
written anew as UTF-8 first; a delimiter other than the comma is found out.
"""

import codecs
import json
import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

import polars as pl
import polars.exceptions as wrong_table

from countersight.errors import SourceError
from countersight.messages import sentence
from countersight.read.delimited import delimiter_of
from countersight.read.source import MIB, PREFIX
from countersight.read.text import encoding_of

JSON_LINES: Final = frozenset({".jsonl", ".ndjson"})
COLUMNS: Final = ("id", "name", "aliases", "country")
STRETCH: Final = 50_000
"""Rows that are read at once."""


def read_names(path: Path) -> pl.DataFrame:
    """Return the whole table of a file, all of it text; aliases may be a list in JSON Lines.

    Raises:
        SourceError: the file can't be opened or read.
    """
    stretches = list(name_stretches(path))
    try:
        return pl.concat(stretches, how="diagonal_relaxed")
    except wrong_table.PolarsError as wrong:
        raise _unread(path, wrong) from wrong


def name_stretches(path: Path) -> Iterator[pl.DataFrame]:
    """Yield the table of a file in stretches, one at least; columns that no one reads are cut.

    Raises:
        SourceError: the file can't be opened or read; what came before has been yielded.
    """
    read = _json_lines if path.suffix.lower() in JSON_LINES else _csv
    try:
        for table in read(path):
            wanted = [name for name in COLUMNS if name in table.columns]
            yield table.select(*map(_text, wanted)) if "name" in wanted else table
    except (OSError, UnicodeError, wrong_table.PolarsError) as wrong:
        raise _unread(path, wrong) from wrong


def _text(name: str) -> pl.Expr:
    return pl.col(name) if name == "aliases" else pl.col(name).cast(pl.String)


def _csv(path: Path) -> Iterator[pl.DataFrame]:
    with path.open("rb") as file:
        sample = file.read(PREFIX)
        encoding = encoding_of(sample)
        file.seek(0)
        delimiter = delimiter_of(sample.decode(encoding, "ignore"))
        if encoding in {"utf-8", "utf-8-sig"}:
            yield from _scanned(path, delimiter)
            return
        with tempfile.TemporaryDirectory() as folder:
            again = Path(folder) / "names.csv"
            _transcode(file, encoding, again)
            yield from _scanned(again, delimiter)


def _transcode(file: BinaryIO, encoding: str, target: Path) -> None:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with target.open("wb") as out:
        while piece := file.read(MIB):
            out.write(decoder.decode(piece).encode("utf-8", "replace"))
        out.write(decoder.decode(b"", final=True).encode("utf-8", "replace"))


def _scanned(path: Path, delimiter: str) -> Iterator[pl.DataFrame]:
    scan = pl.scan_csv(path, separator=delimiter, infer_schema=False, encoding="utf8-lossy")
    wanted = [name for name in COLUMNS if name in scan.collect_schema()]
    if "name" not in wanted:
        yield scan.head(0).collect()
        return
    empty = True
    for table in scan.select(wanted).collect_batches(chunk_size=STRETCH, maintain_order=True):
        for at in range(0, table.height, STRETCH):
            empty = False
            yield table.slice(at, STRETCH)
    if empty:
        yield scan.head(0).collect()


def _json_lines(path: Path) -> Iterator[pl.DataFrame]:
    with path.open("rb") as file:
        first = 1
        while lines := list(islice(file, STRETCH)):
            if first == 1:
                lines[0] = lines[0].removeprefix(codecs.BOM_UTF8)
            yield _json_table(path, lines, first)
            first += len(lines)
        if first == 1:
            raise SourceError(sentence("{path}: is empty", path=path))


def _json_table(path: Path, lines: list[bytes], first: int) -> pl.DataFrame:
    try:
        return pl.read_ndjson(BytesIO(b"".join(lines)), infer_schema_length=None)
    except wrong_table.PolarsError:
        for number, line in enumerate(lines, first):
            if line.strip() and not _is_object(line):
                said = sentence(
                    "{path}: line {number} is no JSON object", path=path, number=number
                )
                raise SourceError(said) from None
        raise


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _unread(path: Path, wrong: Exception) -> SourceError:
    said = str(wrong).splitlines()[0] if str(wrong) else type(wrong).__name__
    return SourceError(sentence("{path}: can't be read: {said}", path=path, said=said))
