"""How the kernels run: as they are written, or compiled once and kept.

A small job is done before a compiler has started, so ``plain`` runs the source as it is, on
memoryviews. ``stores.kernels.compiled`` makes each function over with numba, for large ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import FunctionType, MappingProxyType
from typing import Final

from countersight.match.kernel import source
from countersight.match.kernel.arrays import Given, Kernel

ORDER: Final = tuple(
    name
    for name, each in vars(source).items()
    if isinstance(each, FunctionType) and each.__module__ == source.__name__
)
"""The kernels, each after those that it calls."""


@dataclass(frozen=True, slots=True)
class Job:
    """The size of a job: names to be made ready, or to be asked."""

    listed: int = 0
    asked: int = 0


KEPT: Final = Job(1_500, 150)
"""The least jobs that are sooner done by compiled kernels that an earlier process kept."""
FRESH: Final = Job(15_000, 5_000)
"""The least ones that are so although the kernels have yet to be compiled."""


def reaches(job: Job, least: Job) -> bool:
    """Tell whether a job is as large as the least of its kind.

    >>> reaches(Job(asked=150), KEPT), reaches(Job(listed=2_000), FRESH)
    (True, False)
    """
    return job.listed >= least.listed or job.asked >= least.asked


@dataclass(frozen=True, slots=True)
class Runner:
    """The kernels, and how arrays are handed to them."""

    kernels: Mapping[str, Kernel]
    compiled: bool
    """Whether they take arrays; memoryviews otherwise."""

    def __getitem__(self, name: str) -> Kernel:
        """Return one kernel."""
        return self.kernels[name]

    def read(self, array: Given) -> object:
        """Return an array that is only read: one type, however it came to be."""
        frozen = array[:]
        frozen.flags.writeable = False
        return frozen if self.compiled else frozen.data

    def work(self, array: Given) -> object:
        """Return an array that is written."""
        return array if self.compiled else array.data


@cache
def plain() -> Runner:
    """Return the kernels as they are written."""
    return Runner(
        MappingProxyType({name: vars(source)[name] for name in ORDER}), compiled=False
    )
