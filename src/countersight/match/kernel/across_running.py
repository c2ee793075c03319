"""How the kernels for two scripts run: as they are written, or compiled once and kept."""

from functools import cache
from typing import Final

from countersight.match.kernel import across
from countersight.match.kernel.running import Runner, written

WRITTEN: Final = written(across)
"""The kernels for two scripts."""
ORDER: Final = tuple(WRITTEN)
PLAIN_ASKED: Final = 0.15
"""Seconds of a query, plain."""
BEGINS: Final = 0.6
"""Seconds until compiled kernels begin that are kept."""
COMPILES: Final = 12.0
"""Seconds to compile them all."""


@cache
def plain() -> Runner:
    """Return the kernels as they are written."""
    return Runner(WRITTEN, compiled=False)


def worth_compiling(asked: int, *, kept: bool) -> bool:
    """Tell whether so many queries are sooner answered by compiled kernels.

    >>> worth_compiling(1, kept=True), worth_compiling(20, kept=True)
    (False, True)
    """
    return asked * PLAIN_ASKED > BEGINS + (0 if kept else COMPILES)
