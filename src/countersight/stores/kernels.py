"""The kernels for names, compiled and kept; see ``compiling``."""

from functools import cache

from countersight.match.kernel.running import WRITTEN, Runner
from countersight.stores import compiling


@cache
def compiled() -> Runner:
    """Return the kernels compiled; each at its first call, unless it was kept."""
    return compiling.compiled(WRITTEN)


def is_ready(name: str) -> bool:
    """Tell whether a kernel needs no compiling: this process or an earlier one has done it."""
    return compiling.is_ready(compiled(), WRITTEN, name)
