"""Countersight's own matcher behind the face of the peers.

Contract: `countersight.match_names(queries, entries, limit=10)` takes Arrow tables (queries
`id,name,country`; entries `id,name,aliases,country`, aliases a list of text) and returns one
with `query_id, entry_id, score, state, rank, alias`. Until that function is there, a run of
this says so and is left out of the table.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import polars as pl

import countersight
from bench.names.systems.face import Found, Row
from bench.names.systems.run import measured

MISSING = "countersight.match_names is not there yet: Countersight's own row is left out"


class ArrowTable(Protocol):
    """What any Arrow library reads."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the table over."""


MatchNames = Callable[..., ArrowTable]


def match_names() -> MatchNames | None:
    """Return the public function, or None while there is none."""
    found: MatchNames | None = getattr(countersight, "match_names", None)
    return found


def entry_table(entries: Sequence[Row]) -> pl.DataFrame:
    """Return the list as the columns that the contract names."""
    aliases = [list(entry.aliases) for entry in entries]
    return pl.DataFrame(
        [
            pl.Series("id", [entry.id for entry in entries], pl.String),
            pl.Series("name", [entry.name for entry in entries], pl.String),
            pl.Series("aliases", aliases, pl.List(pl.String)),
            pl.Series("country", [entry.country or None for entry in entries], pl.String),
        ]
    )


def query_table(queries: Sequence[Row]) -> pl.DataFrame:
    """Return the queries as the columns that the contract names."""
    return pl.DataFrame(
        [
            pl.Series("id", [query.id for query in queries], pl.String),
            pl.Series("name", [query.name for query in queries], pl.String),
            pl.Series("country", [query.country or None for query in queries], pl.String),
        ]
    )


def found_in(result: ArrowTable) -> Iterator[Found]:
    """Yield the candidates of a result table, best first for each query."""
    frame = pl.DataFrame(result).sort("query_id", "rank", maintain_order=True)
    yield from frame.select("query_id", "entry_id", "score").iter_rows()


def candidates(entries: Sequence[Row], queries: Sequence[Row], k: int) -> Iterator[Found]:
    """Yield the *k* best entries as Countersight's matcher scores them.

    Raises:
        LookupError: the matcher is not there yet.
    """
    match = match_names()
    if match is None:
        raise LookupError(MISSING)
    yield from found_in(match(query_table(queries), entry_table(entries), limit=k))


def main(arguments: Sequence[str]) -> None:
    """Match ENTRIES QUERIES OUT K once and print the costs, as the peers' runner does."""
    parser = argparse.ArgumentParser(prog="python -m bench.names ours", description=__doc__)
    for name in ("entries", "queries", "out", "limit"):
        parser.add_argument(name)
    told = parser.parse_args(arguments)
    if match_names() is None:
        print(json.dumps({"skipped": MISSING}))
        return
    files = (told.entries, told.queries, told.out, told.limit)
    print(json.dumps(measured(candidates, files, ("countersight",))))


if __name__ == "__main__":
    main(sys.argv[1:])
