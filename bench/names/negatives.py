"""Names that are not listed, chosen in six ways; all are real names of other companies."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

from rapidfuzz.distance import DamerauLevenshtein

from bench.names.sources import Entry
from bench.names.words import core, key, sameness

_NUMBER = re.compile(r"\d+|(?<=[^\W\d_])(?:ii|iii|iv|vi|vii|viii|ix|xi|xii|xiii|xiv|xv)$")
RARE_IN_LIST = 20
COMMON_IN_POOL = 150


class Listed:
    """What a list holds, by all that a name outside it may share with it."""

    def __init__(self, entries: Sequence[Entry], frequency: Mapping[str, int]) -> None:
        self.frequency = frequency
        self.owner: dict[str, str] = {}
        self.same: dict[str, str] = {}
        self.words: Counter[str] = Counter()
        self.leads: set[str] = set()
        self.tails: set[tuple[str, ...]] = set()
        self.patterns: set[str] = set()
        self.blocks: defaultdict[str, list[str]] = defaultdict(list)
        for entry in entries:
            for name in entry.names:
                self._add(name, entry.id)

    def _add(self, name: str, entry_id: str) -> None:
        glued, own = key(name), core(name)
        self.owner.setdefault(glued, entry_id)
        self.same.setdefault(sameness(name), entry_id)
        self.words.update(set(own))
        self.leads.update(own[:1])
        self.tails.add(tuple(own[-2:]))
        self.patterns.add(_NUMBER.sub("#", glued))
        self.blocks[glued[:4]].append(glued)
        self.blocks["$" + glued[-4:]].append(glued)

    def has(self, name: str) -> bool:
        """Tell whether *name* may be a listed company to any reader."""
        return key(name) in self.owner or sameness(name) in self.same

    def numbered(self, name: str) -> bool:
        """Tell whether a listed name differs in its numbers alone."""
        pattern = _NUMBER.sub("#", key(name))
        return "#" in pattern and pattern in self.patterns

    def near(self, name: str) -> bool:
        """Tell whether a listed name is one or two edits of letters away."""
        glued = key(name)
        if len(glued) < 7 or any(c.isdigit() for c in glued):
            return False
        found = (*self.blocks.get(glued[:4], ()), *self.blocks.get("$" + glued[-4:], ()))
        return any(
            abs(len(other) - len(glued)) <= 2
            and DamerauLevenshtein.distance(glued, other, score_cutoff=2) <= 2
            for other in found
        )

    def rarest(self, name: str) -> bool:
        """Tell whether a few listed names have this name's rarest word."""
        own = [w for w in core(name) if len(w) > 2]
        word = min(own, key=lambda w: self.frequency.get(w, 0), default="")
        return 0 < self.words[word] <= RARE_IN_LIST

    def leading(self, name: str) -> bool:
        """Tell whether a listed name begins with this name's first word, an uncommon one."""
        first = "".join(core(name)[:1])
        return first in self.leads and self.frequency.get(first, 0) <= COMMON_IN_POOL

    def industry(self, name: str) -> bool:
        """Tell whether a listed name ends in the same two words of trade."""
        tail = tuple(core(name)[-2:])
        return (
            len(tail) > 1
            and tail in self.tails
            and self.frequency.get(tail[-1], 0) > COMMON_IN_POOL
        )


WAYS: dict[str, Callable[[Listed, str], bool]] = {
    "numbered": Listed.numbered,
    "near": Listed.near,
    "rarest": Listed.rarest,
    "leading": Listed.leading,
    "industry": Listed.industry,
    "random": lambda _, __: True,
}
"""Way -> whether a name qualifies; a name goes to the first that it qualifies for and needs."""

MIXES: dict[str, dict[str, float]] = {
    "hard": {
        "numbered": 0.06,
        "near": 0.06,
        "rarest": 0.2,
        "leading": 0.18,
        "industry": 0.1,
        "random": 0.4,
    },
    "payments": {"rarest": 0.01, "leading": 0.01, "industry": 0.01, "random": 0.97},
}
"""Mix -> the share of each way; what a way cannot fill is filled at random."""


def choose(
    outside: Iterable[Entry], listed: Listed, count: int, mix: str, random: Random
) -> list[tuple[Entry, str]]:
    """Return *count* entries that are not listed, each with the way in which it was chosen.

    Raises:
        ValueError: there are not so many names outside the list.
    """
    free = [entry for entry in outside if not listed.has(entry.name)]
    if len(free) < count:
        raise ValueError(f"{count} negatives wanted, {len(free)} names are outside the list")
    random.shuffle(free)
    left = {way: round(share * count) for way, share in MIXES[mix].items() if way != "random"}
    chosen: list[tuple[Entry, str]] = []
    rest: list[Entry] = []
    for entry in free:
        open_ways = (way for way, wanted in left.items() if wanted)
        way = next((way for way in open_ways if WAYS[way](listed, entry.name)), None)
        if way is None:
            rest.append(entry)
        else:
            left[way] -= 1
            chosen.append((entry, way))
    return chosen + [(entry, "random") for entry in rest[: count - len(chosen)]]
