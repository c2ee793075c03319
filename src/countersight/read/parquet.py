"""Parquet with polars, a batch at a time; columns that hold lists or objects are left out."""

from collections.abc import Iterator

import polars as pl

from countersight.model.record import Batch, Origin
from countersight.read.foreign import foreign
from countersight.read.source import Feed, Options
from countersight.read.tables import Block, Sheet, batches, bounded


def read_parquet(feed: Feed, origin: Origin, options: Options) -> Iterator[Batch]:
    """Yield the batches of a Parquet file.

    Raises:
        SourceError: the file is damaged.
    """
    with feed.spooled() as file:
        with foreign("the Parquet file"):
            frame = pl.scan_parquet(file)
            schema = frame.collect_schema()
        flat = [name for name, kind in schema.items() if not kind.is_nested()]
        left = tuple(
            f"column {name!r} holds no plain values" for name in schema if name not in flat
        )
        sheet = Sheet(origin, "parquet", options, left, header=tuple(flat))
        yield from batches(sheet, _blocks(frame, sheet))


def _blocks(frame: pl.LazyFrame, sheet: Sheet) -> Iterator[Block]:
    texts = frame.select(
        pl.col(name).cast(pl.String, strict=False) for name in sheet.header or ()
    )
    row, size = 1, sheet.options.limits.batch_rows
    parts = texts.collect_batches(chunk_size=size, maintain_order=True)
    while True:
        with foreign("the Parquet file"):
            part = next(parts, None)
        if part is None:
            return
        yield bounded(sheet, part.rows(), range(row, row + part.height))
        row += part.height
