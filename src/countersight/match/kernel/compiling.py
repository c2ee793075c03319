"""The kernels made over by numba; a module of its own, because numba takes a while to import.

What is compiled is kept beside the source, or where ``NUMBA_CACHE_DIR`` says; where nothing can
be written it is compiled anew in each process. With ``NUMBA_DISABLE_JIT`` numba leaves the
source as it is.
"""

from functools import cache
from types import FunctionType, MappingProxyType

from numba import njit
from numba.core import config

from countersight.match.kernel import source
from countersight.match.kernel.running import ORDER, Runner


@cache
def compiled() -> Runner:
    """Return the kernels compiled; each at its first call, unless it was kept."""
    made: dict[str, object] = {"__name__": source.__name__}
    for name in ORDER:
        written = vars(source)[name]
        again = FunctionType(written.__code__, made, name)
        again.__module__ = source.__name__
        try:
            made[name] = njit(cache=True, nogil=True)(again)
        except RuntimeError:  # nowhere to keep it
            made[name] = njit(nogil=True)(again)
    kernels = {name: made[name] for name in ORDER}
    arrays = not getattr(config, "DISABLE_JIT", 0)
    return Runner(MappingProxyType(kernels), compiled=arrays)  # type: ignore[arg-type]
