"""The pairs that are known to be one, parted into those to tune on and those held out."""

import csv
import gzip
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

HELD_OUT: Final = 3
"""Tenths of the pairs that are held out, by a hash of the English name: all spellings of one
firm fall on one side."""
NAMES: Final = 26_000
SEED: Final = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """A Chinese name, the English name of the same firm, and where the pair is from."""

    chinese: str
    english: str
    source: str

    @property
    def held_out(self) -> bool:
        """Whether it is none to tune on."""
        return int(sha256(self.english.encode()).hexdigest(), 16) % 10 < HELD_OUT


@dataclass(frozen=True)
class World:
    """All pairs, and the English names that they are looked for among."""

    pairs: Sequence[Pair]
    names: Sequence[str]

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each English name stands."""
        return {name: at for at, name in enumerate(self.names)}

    @cached_property
    def same(self) -> Mapping[str, frozenset[int]]:
        """Of each Chinese name the places of all its English ones."""
        found: dict[str, set[int]] = defaultdict(set)
        for pair in self.pairs:
            found[pair.chinese].add(self.place[pair.english])
        return {name: frozenset(places) for name, places in found.items()}

    def part(self, *, held_out: bool) -> list[Pair]:
        """Return one part of the pairs."""
        return [pair for pair in self.pairs if pair.held_out is held_out]


def world(shared: Path) -> World:
    """Read the pairs, and add names of the register of LEIs up to 26,000, by a fixed seed."""
    with (shared / "names" / "zh-en-pairs-tune.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        pairs = [Pair(row["zh"], row["en"], row["source"]) for row in rows]
    path = shared / "data" / "identity" / "gleif-lei-names.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        more = sorted(
            {r["legal_name"] for r in csv.DictReader(file) if r["legal_name"].isascii()}
        )
    random.Random(SEED).shuffle(more)
    own = sorted({pair.english for pair in pairs})
    return World(pairs, [*own, *more[: NAMES - len(own)]])
