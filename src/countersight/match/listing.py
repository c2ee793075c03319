"""A list of names, indexed: what the kernels need to find and compare its names.

An index is a handful of arrays. It is made from columns, given out as named buffers, and made
again from them; who keeps them in a file is no matter of this layer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from countersight.errors import SourceError
from countersight.match.kernel.arrays import Given
from countersight.match.kernel.running import Runner
from countersight.match.terms import Counts, Terms, terms
from countersight.messages import sentence

VERSION: Final = 7
"""Of the arrays and of the folding behind them; an index of another version is not read."""
MOST_POSTINGS: Final = 4_000
LEAST_CAP: Final = 500
MOST_ALIKE: Final = 20
"""Entries of the same words, legal form and country that are found; the first of the list."""
_KEYS_A_NAME: Final = 24
_BITS: Final = (14, 24)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, ready to be asked; equal lists give equal arrays."""

    terms: Terms
    counts: Counts
    owners: NDArray[np.int32]
    """The entry that each name belongs to."""
    starts: NDArray[np.uint32]
    capped: NDArray[np.uint8]
    postings: NDArray[np.int32]
    weights: NDArray[np.int32]
    norms: NDArray[np.float32]
    sketches: NDArray[np.int64]
    """A bit for every two letters in a row of each name."""
    shift: int

    @classmethod
    def of(
        cls, names: pl.Series, owners: pl.Series, countries: pl.Series | None, *, run: Runner
    ) -> Self:
        """Return the index of names, each with the number of its entry."""
        made, counts = terms(names, countries)
        return cls(made, counts, owners.to_numpy().astype(np.int32), *_postings(made, run))

    def buffers(self) -> Mapping[str, Given]:
        """Return the arrays by name, in a fixed order."""
        found: dict[str, Given] = {
            f"terms.{name}": getattr(self.terms, name) for name in Terms.__slots__
        }
        found |= {"counts.hashes": self.counts.hashes, "counts.names": self.counts.names}
        for name in (*_ARRAYS, "norms", "sketches"):
            found[name] = getattr(self, name)
        found["numbers"] = np.array([self.shift, self.counts.total], np.int64)
        return found

    @classmethod
    def from_buffers(cls, found: Mapping[str, Given]) -> Self:
        """Return the index that ``buffers`` gave.

        Raises:
            SourceError: the arrays are not those of one index.
        """
        if not _fit(found):
            raise SourceError(
                sentence("the index is damaged: its arrays do not fit each other"),
                hint=sentence("Remove the file; it is made again."),
            )
        shift, total = (int(each) for each in found["numbers"])
        made = Terms(*(found[f"terms.{name}"] for name in Terms.__slots__))  # type: ignore[arg-type]
        counts = Counts(found["counts.hashes"], found["counts.names"], total)  # type: ignore[arg-type]
        arrays = {name: found[name] for name in (*_ARRAYS, "norms", "sketches")}
        return cls(made, counts, **arrays, shift=shift)  # type: ignore[arg-type]

    def side(self, run: Runner) -> tuple[object, ...]:
        """Return the names as the kernels take them."""
        return side(self.terms, run)

    def index(self, run: Runner) -> tuple[object, ...]:
        """Return the index as the kernels take it."""
        arrays = (
            self.starts,
            self.capped,
            self.postings,
            self.weights,
            self.norms,
            self.owners,
            self.sketches,
        )
        return (*(run.read(each) for each in arrays), self.shift)


def _fit(found: Mapping[str, Given]) -> bool:
    """Tell whether buffers are an index by their names, kinds, lengths and ends.

    What lies between is not looked at: that would take as long as making them.
    """
    if {name: array.dtype.name for name, array in found.items()} != _KINDS:
        return False
    length = {name: len(array) for name, array in found.items()}
    names, words, parts = (
        {length[name] for name in group} for group in (_OF_NAMES, _OF_WORDS, _OF_PARTS)
    )
    if len(names | {each - 1 for each in parts}) != 1 or len(words) != 1:
        return False
    shift = int(found["numbers"][0]) if length["numbers"] == len(_NUMBERS) else 0
    if not 32 - _BITS[1] <= shift <= 32 - _BITS[0]:
        return False
    keys_ = 1 << (32 - shift)
    return (
        length["starts"] == keys_ + 1
        and length["capped"] == keys_ // 8
        and length["counts.hashes"] == length["counts.names"]
        and length["weights"] > LEAST_CAP
        and int(found["starts"][-1]) < length["postings"]
        and int(found["terms.at"][-1]) == length["terms.text"]
        and int(found["terms.first"][-1]) == next(iter(words))
    )


_NUMBERS: Final = ("shift", "total")
_ARRAYS: Final = ("owners", "starts", "capped", "postings", "weights")
_OF_NAMES: Final = ("terms.legal", "terms.country", "owners", "norms", "sketches")
_OF_WORDS: Final = ("terms.hashes", "terms.rarity", "terms.role")
_OF_PARTS: Final = ("terms.at", "terms.first")
_KINDS: Final = {
    **dict.fromkeys(("terms.text", "terms.rarity", "terms.role", "capped"), "uint8"),
    **dict.fromkeys(("terms.at", "terms.first", "terms.legal", "numbers", "sketches"), "int64"),
    **dict.fromkeys(("terms.hashes", "counts.hashes", "starts"), "uint32"),
    **dict.fromkeys(("counts.names", "owners", "postings", "weights"), "int32"),
    "terms.country": "int16",
    "norms": "float32",
}
"""The buffers of an index, and their kinds."""


def side(made: Terms, run: Runner) -> tuple[object, ...]:
    """Return names as the kernels take them."""
    return tuple(run.read(getattr(made, name)) for name in Terms.__slots__)


def keys(run: Runner) -> tuple[object, ...]:
    """Return the working arrays of ``features``."""
    arrays: list[Given] = [np.zeros(512, np.uint8), np.zeros(72, np.int64)]
    arrays += [np.zeros(40, np.int64), np.zeros(1200, np.int64), np.zeros(40, np.int64)]
    return tuple(run.work(each) for each in arrays)


def _postings(
    made: Terms, run: Runner
) -> tuple[
    NDArray[np.uint32],
    NDArray[np.uint8],
    NDArray[np.int32],
    NDArray[np.int32],
    NDArray[np.float32],
    NDArray[np.int64],
    int,
]:
    size = len(made)
    low, high = _BITS
    bits = max(low, min(high, int(np.ceil(np.log2(size * _KEYS_A_NAME + 1)))))
    shift, cap = 32 - bits, max(LEAST_CAP, min(MOST_POSTINGS, size // 20))
    text, at, work = run.read(made.text), run.read(made.at), keys(run)
    norms, (same, sketches) = np.ones(size, np.float32), np.zeros((2, size), np.int64)
    run["norms"](text, at, run.work(norms), run.work(same), run.work(sketches))
    left = run.read(_left_out(same, made))
    found = np.zeros(1 << bits, np.uint32)
    names = (text, at, run.read(made.first), run.read(made.hashes))
    run["count"](names, left, shift, run.work(found), work)
    capped = np.packbits(found > cap, bitorder="little")
    found[found > cap] = 0
    starts = np.zeros((1 << bits) + 1, np.uint32)
    np.cumsum(found, out=starts[1:])
    ends = starts[:-1].copy()
    postings = np.zeros(int(starts[-1]) + 1, np.int32)
    filled = (run.work(starts), run.work(ends), run.work(postings))
    run["fill"](names, left, shift, *filled, work)
    used = run["compact"](*filled)
    return (
        starts,
        capped,
        postings[: used + 1].copy(),
        _weights(cap, size),
        norms,
        sketches,
        shift,
    )


def _left_out(same: NDArray[np.int64], made: Terms) -> NDArray[np.uint8]:
    """Return which names stand in no postings, so that one name is not its own crowd."""
    mixed = same ^ made.legal ^ (made.country.astype(np.int64) << 40)
    order = np.argsort(mixed, kind="stable")
    ordered = mixed[order]
    left = np.zeros(len(same), np.uint8)
    if len(same) > MOST_ALIKE:
        left[order[MOST_ALIKE:]] = ordered[MOST_ALIKE:] == ordered[:-MOST_ALIKE]
    return left


def _weights(cap: int, size: int) -> NDArray[np.int32]:
    """Return the weight of a key by how many names have it: four times its bits."""
    names = np.arange(cap + 1)
    bits = np.log2(size + 1.0) - np.log2(np.maximum(names, 1))
    return np.asarray(np.maximum((4 * bits).astype(np.int64) + 4, 1), np.int32)
