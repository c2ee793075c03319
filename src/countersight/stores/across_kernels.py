"""The kernels for two scripts, compiled and kept; see ``compiling``."""

from functools import cache

from countersight.match.kernel.across_running import ORDER, WRITTEN
from countersight.match.kernel.running import Runner
from countersight.stores import compiling


@cache
def compiled() -> Runner:
    """Return the kernels compiled; each at its first call, unless it was kept."""
    return compiling.compiled(WRITTEN)


def is_kept() -> bool:
    """Tell whether the kernels were compiled before."""
    return compiling.is_ready(compiled(), WRITTEN, ORDER[-1])
