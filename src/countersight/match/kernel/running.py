"""How the kernels run: as they are written, or compiled once and kept.

A small job is done before a compiler has started, so ``plain`` runs the source as it is, on
memoryviews. ``stores.compiling`` makes each function over with numba, for large ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import FunctionType, MappingProxyType, ModuleType
from typing import Final

from countersight.match.kernel import reading, source
from countersight.match.kernel.arrays import Given, Kernel


def written(*modules: ModuleType) -> Mapping[str, FunctionType]:
    """Return the kernels of modules as they are written, each after those that it calls."""
    return MappingProxyType(
        {
            name: each
            for module in modules
            for name, each in vars(module).items()
            if isinstance(each, FunctionType) and each.__module__ == module.__name__
        }
    )


WRITTEN: Final = written(reading, source)
"""The kernels for names."""
ORDER: Final = tuple(WRITTEN)


@dataclass(frozen=True, slots=True)
class Job:
    """The size of a job: names to be made ready, or to be asked of a list of so many."""

    listed: int = 0
    asked: int = 0
    of: int = 0
    explained: bool = False
    """Whether reasons are told of what is asked."""
    read: int = 0
    """Names that are split and folded, with those of the job so far."""
    begun: bool = False
    """Whether kernels are used for another part of the job anyway."""

    @property
    def needs(self) -> tuple[str, ...]:
        """Return the kernels that it calls."""
        asking = ("match", "explain")[: 1 + self.explained] if self.asked else ()
        reading_ = READING if self.read else ()
        return (LISTING if self.listed else ()) + asking + reading_

    @property
    def plain_seconds(self) -> float:
        """Return how long it takes with plain kernels."""
        a_query = next(seconds for most, seconds in PLAIN_ASKED if self.of <= most)
        return self.listed * PLAIN_LISTED + self.asked * a_query + self.read * PLAIN_READ


READING: Final = ("parted", "folded", "spoken")
LISTING: Final = ("norms", "count", "fill", "compact")
PLAIN_LISTED: Final = 0.000_1
"""Seconds to make a name of a list ready, plain."""
PLAIN_READ: Final = 0.000_008
"""Seconds to read a name by columns and Python."""
PLAIN_ASKED: Final = ((1_000, 0.003), (5_000, 0.006), (10**12, 0.002))
"""Seconds of a query, plain, by the most names of a list; short ones are looked through wider.

Measured on lists of up to 120,000 names.
"""
BEGINS: Final = 0.4
"""Seconds until compiled kernels begin that are all kept: numba itself, and reading them."""
COMPILES: Final = {"match": 7.0, "explain": 1.1, "parted": 2.4, "folded": 1.9, "spoken": 0.5}
"""Seconds to compile a kernel with all that it calls."""
COMPILES_LISTING: Final = 0.4
"""The same of each kernel that makes a list ready."""


def is_sooner_compiled(job: Job, kept: Callable[[str], bool]) -> bool:
    """Tell whether a job is sooner done by compiled kernels, a start of the compiler included.

    *kept* tells of a kernel whether it was compiled before. Nothing is asked of it for a job
    that is done before numba has begun.

    >>> nothing, all_ = (lambda _: False), (lambda _: True)
    >>> [is_sooner_compiled(Job(asked=1_000, of=50_000), each) for each in (nothing, all_)]
    [False, True]
    """
    plain_, begins = job.plain_seconds, 0.0 if job.begun else BEGINS
    if plain_ <= begins:
        return False
    missing = sum(COMPILES.get(name, COMPILES_LISTING) for name in job.needs if not kept(name))
    return plain_ > begins + missing


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
    return Runner(WRITTEN, compiled=False)
