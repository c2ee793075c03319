"""Tables of names for ``match``: CSV or JSON Lines with ``id`` and ``name``.

They are read in stretches, so a file may be longer than memory. A text that is not UTF-8 is
written anew as UTF-8 first; a delimiter other than the comma is found out.
"""

import codecs
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, Protocol

import polars as pl
import polars.exceptions as wrong_table

from countersight.errors import SourceError
from countersight.messages import sentence
from countersight.read.delimited import delimiter_of
from countersight.read.headers import meaning
from countersight.read.name_lines import Tell, even_rows, objects
from countersight.read.source import MIB, PREFIX
from countersight.read.text import encoding_of

JSON_LINES: Final = frozenset({".jsonl", ".ndjson"})
COLUMNS: Final = ("id", "name", "aliases", "brands", "country", "identifiers", "industry")
CLASSIFICATIONS: Final = frozenset({"nace", "sic", "naics", "isic", "ateco", "naf", "cpv"})
"""Headers of codes of an industry."""
STRETCH: Final = 50_000
"""Rows that are read at once."""


class ArrowTable(Protocol):
    """What any Arrow library hands over."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the table as an Arrow stream."""


def read_names(path: Path, tell: Tell | None = None) -> pl.DataFrame:
    """Return the whole table of a file, all of it text; aliases may be a list in JSON Lines.

    Raises:
        SourceError: the file can't be opened or read, or without *tell*, a line can't.
    """
    stretches = list(name_stretches(path, tell))
    try:
        return pl.concat(stretches, how="diagonal_relaxed")
    except wrong_table.PolarsError as wrong:
        raise _unread(path, wrong) from wrong


def name_stretches(path: Path, tell: Tell | None = None) -> Iterator[pl.DataFrame]:
    """Yield the table of a file in stretches, one at least; columns that no one reads are cut.

    *tell* gets a Problem for each line that can't be read as it is.

    Raises:
        SourceError: the file can't be opened or read, or without *tell*, a line can't; what
            came before has been yielded.
    """
    read = _json_lines if path.suffix.lower() in JSON_LINES else _csv
    try:
        for table in read(path, tell):
            yield as_read(table) if _has_name(table.columns) else table
    except (OSError, UnicodeError, wrong_table.PolarsError) as wrong:
        raise _unread(path, wrong) from wrong


def as_read(given: ArrowTable) -> pl.DataFrame:
    """Return the columns that name matching reads, under the names it has for them.

    Case and blanks around a header do not count. Columns of numbers that ``screen`` reads as an
    identifier (``LEI``, ``company number``, ``VAT number``) become ``identifiers``, each with
    its scheme, and codes of ``NACE``, ``SIC``, ``NAICS`` or ``CPV`` become ``industry``.

    >>> found = as_read(pl.DataFrame({"ID": ["1"], "Name ": ["A"], "LEI Code": ["5299"]}))
    >>> found.columns, found["identifiers"].to_list()
    (['id', 'name', 'identifiers'], ['LEI:5299'])
    """
    table = pl.DataFrame(given)
    told: dict[str, list[pl.Expr]] = {}
    for header in table.columns:
        column, scheme = called(header)
        if column:
            listed = isinstance(table.schema[header], pl.List)
            text = pl.col(header) if listed else _text(header, scheme)
            joined = listed and column in {"identifiers", "industry"}
            text = text.cast(pl.List(pl.String)).list.join(";") if joined else text
            told.setdefault(column, []).append(text)
    return table.select(
        _one(column, texts).alias(column) for column in COLUMNS if (texts := told.get(column))
    )


def called(header: str) -> tuple[str, str]:
    """Return the column that a header stands for, and the scheme of its values.

    >>> called(" Name"), called("VAT number"), called("NACE"), called("Town")
    (('name', ''), ('identifiers', 'VAT'), ('industry', 'nace'), ('', ''))
    """
    folded = header.removeprefix("\ufeff").strip().casefold()
    if folded in COLUMNS:
        return folded, ""
    known = meaning(header)
    code = next((each for each in CLASSIFICATIONS if folded.split()[:1] == [each]), "")
    if code or (known is not None and known.scheme == "CPV"):
        return "industry", code or "cpv"
    if known is not None and known.field == "identifier":
        return "identifiers", known.scheme
    return "", ""


def _text(header: str, scheme: str) -> pl.Expr:
    """Return a column as text; values without a scheme get that of the column."""
    text = pl.col(header).cast(pl.String)
    if not scheme:
        return text
    own = text.str.contains(":", literal=True)
    return (
        pl.when(own | (text.str.strip_chars() == "")).then(text).otherwise(scheme + ":" + text)
    )


def _one(column: str, texts: Sequence[pl.Expr]) -> pl.Expr:
    """Return the first of several columns of one meaning, or all where each may tell more."""
    if column not in {"identifiers", "industry"} or len(texts) == 1:
        return texts[0]
    return pl.concat_str(texts, separator=";", ignore_nulls=True)


def _has_name(headers: Iterable[str]) -> bool:
    return any(called(header)[0] == "name" for header in headers)


def _csv(path: Path, tell: Tell | None) -> Iterator[pl.DataFrame]:
    with path.open("rb") as file:
        sample = file.read(PREFIX)
        encoding = encoding_of(sample)
        file.seek(0)
        delimiter = delimiter_of(sample.decode(encoding, "ignore"))
        if encoding in {"utf-8", "utf-8-sig"}:
            yield from _whole(path, path, delimiter, tell)
            return
        with tempfile.TemporaryDirectory() as folder:
            again = Path(folder) / "names.csv"
            _transcode(file, encoding, again)
            yield from _whole(path, again, delimiter, tell)


def _whole(path: Path, text: Path, delimiter: str, tell: Tell | None) -> Iterator[pl.DataFrame]:
    """Yield the rows of a text, and where some are too long, those evened."""
    done = 0
    try:
        for table in _scanned(text, delimiter):
            done += table.height
            yield table
    except wrong_table.PolarsError:
        if tell is None:
            raise
        with tempfile.TemporaryDirectory() as folder:
            evened = Path(folder) / "evened.csv"
            even_rows(path, text, evened, delimiter=delimiter, tell=tell)
            yield from _scanned(evened, ",", done)


def _transcode(file: BinaryIO, encoding: str, target: Path) -> None:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with target.open("wb") as out:
        while piece := file.read(MIB):
            out.write(decoder.decode(piece).encode("utf-8", "replace"))
        out.write(decoder.decode(b"", final=True).encode("utf-8", "replace"))


def _scanned(path: Path, delimiter: str, after: int = 0) -> Iterator[pl.DataFrame]:
    scan = pl.scan_csv(path, separator=delimiter, infer_schema=False, encoding="utf8-lossy")
    scan = scan.slice(after) if after else scan
    headers = scan.collect_schema().names()
    if not _has_name(headers):
        yield scan.head(0).collect()
        return
    wanted = [header for header in headers if called(header)[0]]
    empty = True
    for table in scan.select(wanted).collect_batches(chunk_size=STRETCH, maintain_order=True):
        for at in range(0, table.height, STRETCH):
            empty = False
            yield table.slice(at, STRETCH)
    if empty:
        yield scan.head(0).collect()


def _json_lines(path: Path, tell: Tell | None) -> Iterator[pl.DataFrame]:
    with path.open("rb") as file:
        first = 1
        while lines := list(islice(file, STRETCH)):
            if first == 1:
                lines[0] = lines[0].removeprefix(codecs.BOM_UTF8)
            yield _json_table(path, lines, first, tell)
            first += len(lines)
        if first == 1:
            raise SourceError(sentence("{path}: is empty", path=path))


def _json_table(path: Path, lines: list[bytes], first: int, tell: Tell | None) -> pl.DataFrame:
    try:
        return pl.read_ndjson(BytesIO(b"".join(lines)), infer_schema_length=None)
    except wrong_table.PolarsError:
        good = list(objects(path, lines, first, tell))
        if len(good) == len(lines):
            raise
        return pl.read_ndjson(BytesIO(b"".join(good)), infer_schema_length=None)


def _unread(path: Path, wrong: Exception) -> SourceError:
    said = str(wrong).splitlines()[0] if str(wrong) else type(wrong).__name__
    return SourceError(sentence("{path}: can't be read: {said}", path=path, said=said))
