"""What the kernels take for arrays: what is read and written by place."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Array(Protocol):
    """Integers by place: an array of numpy, compiled; a memoryview, plain."""

    def __getitem__(self, place: int, /) -> int:
        """Return one integer."""

    def __setitem__(self, place: int, value: int, /) -> None:
        """Set one."""

    def __len__(self) -> int:
        """Return how many there are."""


class Reals(Protocol):
    """Floats by place."""

    def __getitem__(self, place: int, /) -> float:
        """Return one float."""

    def __setitem__(self, place: int, value: float, /) -> None:
        """Set one."""

    def __len__(self) -> int:
        """Return how many there are."""


Side = tuple[Array, Array, Array, Array, Array, Array, Array, Array]
"""A column of names; see ``source`` for what each array holds."""
Keyed = tuple[Array, Array, Array, Array]
"""Letters and words of names, as ``source`` has them of a side: text, at, first, hashes."""
Keys = tuple[Array, Array, Array, Array, Array]
"""Working arrays of ``features``: letters, starts and ends of words, keys, starts of parts."""
Index = tuple[Array, Array, Array, Array, Reals, Array, Array, int]
"""Starts, capped, postings, weights, norms, owners, sketches, shift."""
Numbers = tuple[int, int, int, int, int, int, int, int]
"""Most postings; keys read in any case; most keys, candidates; least strength a root of a
letter; entries told; names compared in any case, and the percents of the strongest that the
others have."""
Gather = tuple[Array, Array, Array, Array, Array, Reals]
Scratch = tuple[Array, Array, Array, Reals, Reals, Array, Array, Array, Reals]
Sifting = tuple[Keys, Gather, Scratch, Reals]
"""All working arrays, and what is seen of a pair."""
Align = tuple[Array, int, Array, Array, Array, int, Array, Array, Array, Reals, Reals, Array]
Work = tuple[
    Array,
    int,
    int,
    Array,
    Array,
    Array,
    int,
    int,
    Array,
    Array,
    Array,
    Array,
    Reals,
    Reals,
    Array,
]
Out = tuple[Array, Array, Reals, Reals]
Lexicon = tuple[Array, Array, Array, Array, Array]
Forms = tuple[Array, Array, Array, Array, Array, Array, Array]
Parts = tuple[Array, Array]
Marks = tuple[Array, Array, Array]
Spoken = tuple[Array, Array, Array, Array, Array]
"""What ``reading`` reads names with."""
Given = (
    NDArray[np.uint8]
    | NDArray[np.uint16]
    | NDArray[np.uint32]
    | NDArray[np.int16]
    | NDArray[np.int32]
    | NDArray[np.int64]
    | NDArray[np.float32]
    | NDArray[np.float64]
)
"""What is handed to a kernel or kept of an index."""


class Kernel(Protocol):
    """A kernel; it writes into its arguments, and returns a count."""

    def __call__(self, *arguments: object) -> int:
        """Run."""
