"""How common a word is among the world's company names: counts of words, and no names.

``data/background.txt.gz`` is made by ``bench.names background``: its first line says out of
how many names; then one line a count, highest first, with the words that have it.
"""

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def background() -> tuple[Mapping[str, int], int]:
    """Return how many names have each word, and out of how many names that is.

    >>> counts, total = background()
    >>> counts["limited"] > 10_000, counts.get("hikvision", 0) < 10, total > 100_000
    (True, True, True)
    """
    raw = (files(__package__ or "") / "data" / "background.txt.gz").read_bytes()
    first, *lines = gzip.decompress(raw).decode("utf-8").splitlines()
    counts: dict[str, int] = {}
    for line in lines:
        count, words = line.split("\t")
        counts.update(dict.fromkeys(words.split(" "), int(count)))
    return MappingProxyType(counts), int(first.removeprefix("#"))
