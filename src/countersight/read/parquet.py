"""Parquet with polars, a batch at a time; columns that hold lists or objects are left out."""

from collections.abc import Iterator

import polars as pl

from countersight.messages import sentence
from countersight.model.record import Batch, Origin, Problem
from countersight.read.foreign import foreign
from countersight.read.plain import not_plain, plain_columns, texts
from countersight.read.source import Feed, Options
from countersight.read.tables import Block, Sheet, batches, bounded, problem_batch


def read_parquet(feed: Feed, origin: Origin, options: Options) -> Iterator[Batch]:
    """Yield the batches of a Parquet file.

    Raises:
        SourceError: the file is damaged.
    """
    with feed.spooled() as file:
        with foreign(sentence("the Parquet file")):
            frame = pl.scan_parquet(file)
            schema = frame.collect_schema()
        flat, left = plain_columns(schema)
        sheet = Sheet(origin, "parquet", options, not_plain(left), header=tuple(flat))
        if flat:
            yield from batches(sheet, _blocks(frame.select(texts(schema, flat)), sheet))
            return
        problem = Problem(
            origin,
            "no-columns",
            sentence("no column holds plain values"),
            sentence("Flatten lists and objects to columns of text, numbers or days."),
            stops=True,
            rows=0,
        )
        yield problem_batch(origin, sheet.format, [problem], sheet.notes)


def _blocks(cells: pl.LazyFrame, sheet: Sheet) -> Iterator[Block]:
    row, size = 1, sheet.options.limits.batch_rows
    parts = cells.collect_batches(chunk_size=size, maintain_order=True)
    while True:
        with foreign(sentence("the Parquet file")):
            part = next(parts, None)
        if part is None:
            return
        yield bounded(sheet, part.rows(), range(row, row + part.height))
        row += part.height
