"""nomenklatura: its blocker with logic-v2, and logic-v2 on the candidates of TF-IDF.

Both as the library offers them: default options of the blocker, default weights.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker import Index
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig

from bench.names.systems import tfidf
from bench.names.systems.face import Found, Row

DATASET = Dataset.make({"name": "bench", "title": "Bench"})
WIDE = 30
"""Candidates of TF-IDF that logic-v2 is asked to judge."""


class Entities:
    """What the blocker asks of a view: its entities."""

    def __init__(self, entities: Mapping[str, Any]) -> None:
        self._entities = entities

    def entities(self, include_schemata: object = None) -> Iterator[Any]:
        """Yield all entities; they are all of one schema."""
        del include_schemata
        yield from self._entities.values()


def _entity(row: Row, prefix: str) -> Any:
    entity = StatementEntity(DATASET, {"schema": "Company", "id": prefix + row.id})
    entity.add("name", row.name)
    for alias in row.aliases:
        entity.add("alias", alias)
    if row.country:
        entity.add("country", row.country)
    return entity


def _entities(rows: Sequence[Row], prefix: str) -> dict[str, Any]:
    return {prefix + row.id: _entity(row, prefix) for row in rows}


def candidates(entries: Sequence[Row], queries: Sequence[Row], k: int) -> Iterator[Found]:
    """Yield the *k* best by logic-v2 of what the blocker proposes."""
    listed, asked = _entities(entries, "e:"), _entities(queries, "q:")
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Entities(listed), Path(folder))
        index.build()
        for query, matches in index.match_entities(asked.values()):
            proposed = [match.id for match, _ in matches]
            yield from _scored(asked[query.id], [listed[match] for match in proposed], k)
        index.close()


def on_tfidf(entries: Sequence[Row], queries: Sequence[Row], k: int) -> Iterator[Found]:
    """Yield the *k* best by logic-v2 of the nearest entries by TF-IDF."""
    listed, asked = _entities(entries, "e:"), _entities(queries, "q:")
    near = tfidf.candidates(entries, queries, WIDE)
    for query_id, found in groupby(near, key=lambda row: row[0]):
        proposed = [listed["e:" + entry_id] for _, entry_id, _ in found]
        yield from _scored(asked["q:" + query_id], proposed, k)


def _scored(query: Any, proposed: Iterable[Any], k: int) -> list[Found]:
    algorithm = get_algorithm("logic-v2")
    if algorithm is None:
        raise LookupError("this nomenklatura has no logic-v2; install the bench extra")
    config = ScoringConfig.defaults()
    scored = [
        (query.id[2:], entity.id[2:], float(algorithm.compare(query, entity, config).score))
        for entity in proposed
    ]
    return sorted(scored, key=lambda row: -row[2])[:k]


def pair_scores(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Return logic-v2's score of each pair of names.

    Every entity has an identifier of its own: nomenklatura keeps the names that it has taken
    apart by identifier, and would judge a second pair by the names of the first.
    """
    scores = []
    for number, (one, two) in enumerate(pairs):
        query, entity = (
            _entity(Row(str(number), one), "q:"),
            _entity(Row(str(number), two), "e:"),
        )
        scores.append(_scored(query, [entity], 1)[0][2])
    return scores
