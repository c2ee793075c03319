"""Rapidfuzz over every pair: token_sort_ratio of cleaned names, on all cores.

Every query is compared with every name, so this is for small loads; it shows what a similarity
without candidates and without weights of words is worth.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process, utils

from bench.names.systems.face import Found, Row, best_of_each, exploded

CHUNK = 200
SPARE = 10


def candidates(entries: Sequence[Row], queries: Sequence[Row], k: int) -> Iterator[Found]:
    """Yield the *k* entries with the highest ratio; scores are from 0 to 1."""
    names, owners = exploded(entries)
    cleaned = [utils.default_process(name) for name in names]
    for start in range(0, len(queries), CHUNK):
        chunk = queries[start : start + CHUNK]
        asked = [utils.default_process(query.name) for query in chunk]
        scores = process.cdist(
            asked, cleaned, scorer=fuzz.token_sort_ratio, workers=-1, dtype=np.float32
        )
        size = min(k + SPARE, len(names))
        nearest = np.argpartition(-scores, size - 1, axis=1)[:, :size]
        for query, row, places in zip(chunk, scores, nearest, strict=True):
            order = places[np.argsort(-row[places], kind="stable")]
            pairs = ((owners[place], float(row[place]) / 100) for place in order)
            yield from best_of_each(query.id, pairs, k)
