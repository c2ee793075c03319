"""Names of two scripts as arrays that the kernels read, and the room that they work in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from countersight.match.across.keys import SHIFT, WORTH
from countersight.match.across.latin import LatinName
from countersight.match.across.sounded import SoundedName
from countersight.match.kernel.arrays import Given
from countersight.match.kernel.running import Runner
from countersight.normalise.sounds import ALPHABET

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]
FEATURES: Final = (
    *("bias", "latin_letters", "read_alike", "spelt_alike", "sounds_of_two", "sounds_of_more"),
    *("place", "trade", "idea", "initials", "two_initials", "both_explained"),
    *("all_explained", "own_unmet", "plain_added", "plain_unmet", "other_trade"),
    *("trade_unmet", "place_added", "place_unmet", "rare_met", "core_read_exactly"),
    *("abroad", "form_of_china", "likeness_left", "same_beginning"),
)
"""In the order of ``kernel.across.compare``."""
_ROOM: Final = (256, 32, 80, 160, 32, 2)
_MET: Final = 640
_TRACE: Final = 128


@dataclass(frozen=True, slots=True)
class LatinSide:
    """Names in Latin letters; see ``kernel.across``."""

    unit_at: Ints
    keys: Ints
    first: Bytes
    last: Bytes
    part: Floats
    word_at: Ints
    bits: Floats
    role: Bytes
    joins: Bytes
    sound_at: Ints
    sounds: Bytes
    form: Bytes

    @classmethod
    def of(cls, names: Sequence[LatinName]) -> "LatinSide":
        """Return names as arrays."""
        units = [unit for name in names for unit in name.units]
        words = [word for name in names for word in name.words]
        columns = list(zip(*units, strict=True)) or [()] * 4
        return cls(
            _starts(len(name.units) for name in names),
            np.array(columns[0], np.int64),
            np.array(columns[1], np.uint8),
            np.array(columns[2], np.uint8),
            np.array(columns[3], np.float64),
            _starts(len(name.words) for name in names),
            np.array([word.bits for word in words], np.float64),
            np.array([word.role for word in words], np.uint8),
            np.array([word.joins for word in words], np.uint8),
            _starts(len(word.sounds) for word in words),
            np.frombuffer(b"".join(word.sounds for word in words) + b"\0", np.uint8),
            np.array([name.form for name in names], np.uint8),
        )


@dataclass(frozen=True, slots=True)
class SoundedSide:
    """Names in another script; see ``kernel.across``."""

    unit_at: Ints
    keys: Ints
    first: Bytes
    last: Bytes
    kind: Bytes
    letter_at: Ints
    role: Bytes
    sound_at: Ints
    sounds: Bytes

    @classmethod
    def of(cls, names: Sequence[SoundedName]) -> "SoundedSide":
        """Return names as arrays; the keys of each are in order."""
        units = [unit for name in names for unit in sorted(name.units)]
        columns = list(zip(*units, strict=True)) or [()] * 4
        sounds = list(chain.from_iterable(name.sounds for name in names))
        return cls(
            _starts(len(name.units) for name in names),
            np.array(columns[0], np.int64),
            np.array(columns[1], np.uint8),
            np.array(columns[2], np.uint8),
            np.array(columns[3], np.uint8),
            _starts(len(name.letters) for name in names),
            np.array(list(chain.from_iterable(name.roles for name in names)), np.uint8),
            _starts(map(len, sounds)),
            np.frombuffer(b"".join(sounds) + b"\0", np.uint8),
        )


Side = LatinSide | SoundedSide


def worth(side: Side) -> Floats:
    """Return what each key of a side counts for a candidate."""
    by_kind = np.zeros(max(WORTH) + 1)
    by_kind[list(WORTH)] = list(WORTH.values())
    found = by_kind[side.keys >> SHIFT]
    if isinstance(side, SoundedSide):
        found = found * _BY_KIND[side.kind]
    return np.asarray(found, np.float64)


_BY_KIND: Final = np.array([1.0, 1.0, 1.0, 0.9, 0.8, 1.0, 1.0, 0.6, 0.7, 0.7, 1.0, 1.0, 1.0])
"""What a key counts by its kind (``sounded``)."""


def handed(side: Side, run: Runner) -> tuple[object, ...]:
    """Return a side as the kernels take it."""
    return tuple(run.read(filled(getattr(side, each.name))) for each in fields(side))


def room(run: Runner) -> tuple[object, ...]:
    """Return the working arrays of ``compare``."""
    value, *rest = (run.work(np.zeros(size)) for size in _ROOM)
    met, trace = (run.work(np.zeros(size, np.int64)) for size in (_MET, _TRACE))
    return (value, met, *rest, trace)


@cache
def _costs() -> tuple[Floats, Floats]:
    """Return what one sound costs for another, and what one too many costs."""
    place = {letter: at for at, letter in enumerate(ALPHABET)}
    size = len(ALPHABET)
    swap, gap = np.full((size, size), OTHERWISE), np.ones(size)
    np.fill_diagonal(swap, 0)
    for letters, cost in SWAPS:
        for one in letters:
            for other in letters:
                if one != other:
                    at = place[one], place[other]
                    swap[at] = min(swap[at], cost)
    for letters, cost in GAPS:
        for one in letters:
            gap[place[one]] = cost
    return swap.ravel(), gap


def costs(run: Runner) -> tuple[object, object]:
    """Return the costs of sounds as the kernels take them."""
    swap, gap = _costs()
    return run.read(swap), run.read(gap)


OTHERWISE: Final = 1.3
"""What any other sound in place of one costs."""
SWAPS: Final = (
    *(("yi", 0.05), ("wu", 0.05), ("nN", 0.15), ("bp", 0.2), ("dt", 0.2), ("gk", 0.2)),
    *(("uo", 0.2), ("ei", 0.25), ("jCz", 0.25), ("Xs", 0.25), ("wo", 0.3), ("fvw", 0.35)),
    *(("ae", 0.35), ("aeiou", 0.4), ("ye", 0.4), ("lr", 0.4), ("sz", 0.4), ("yj", 0.4)),
    *(("mn", 0.5), ("hX", 0.5), ("CX", 0.5), ("bv", 0.5), ("zX", 0.5), ("jX", 0.5)),
    *(("hk", 0.6), ("pf", 0.6), ("rj", 0.6), ("wb", 0.6), ("gj", 0.6), ("tC", 0.7)),
    *(("kC", 0.7), ("dj", 0.6), ("js", 0.4), ("jz", 0.3)),
)
"""What a sound in place of another costs; the least where several say."""
GAPS: Final = (("aeiou", 0.4), ("h", 0.3), ("y", 0.3), ("w", 0.4), ("rnN", 0.6), ("l", 0.8))
"""What a sound too many costs; 1 where none says."""


def _starts(lengths: Iterable[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(np.fromiter(lengths, np.int64))]).astype(np.int64)


def filled(array: Given) -> Given:
    """Return an array that is never empty, which a memoryview may not be."""
    return array if len(array) else np.zeros(1, array.dtype)
