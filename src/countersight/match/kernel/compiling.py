"""The kernels made over by numba; a module of its own, because numba takes a while to import.

What is compiled is kept beside the source, or where ``NUMBA_CACHE_DIR`` says; where nothing can
be written it is compiled anew in each process. With ``NUMBA_DISABLE_JIT`` numba leaves the
source as it is.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FunctionType, MappingProxyType
from typing import Final, Protocol

from numba import njit
from numba.core import config

from countersight.match.kernel import source
from countersight.match.kernel.running import ORDER, Runner

OPTIONS: Final = MappingProxyType({"nogil": True, "error_model": "numpy", "_nrt": False})
"""They own no memory (``_nrt``), so no reference is counted; and they divide by no zero."""


class _Maker(Protocol):
    def __call__(self, **options: object) -> Callable[[FunctionType], object]: ...


_made: _Maker = njit  # type: ignore[assignment]


@cache
def compiled() -> Runner:
    """Return the kernels compiled; each at its first call, unless it was kept."""
    made: dict[str, object] = {"__name__": source.__name__}
    for name in ORDER:
        written = vars(source)[name]
        again = FunctionType(written.__code__, made, name)
        again.__module__ = source.__name__
        try:
            made[name] = _made(cache=True, **OPTIONS)(again)
        except RuntimeError:  # nowhere to keep it
            made[name] = _made(**OPTIONS)(again)
    kernels = {name: made[name] for name in ORDER}
    arrays = not getattr(config, "DISABLE_JIT", 0)
    return Runner(MappingProxyType(kernels), compiled=arrays)  # type: ignore[arg-type]


def are_kept() -> bool:
    """Tell whether an earlier process kept compiled kernels; true where none are compiled."""
    if getattr(config, "DISABLE_JIT", 0):
        return True
    where = getattr(getattr(compiled()["match"], "stats", None), "cache_path", None)
    return where is not None and any(Path(where).glob(f"source.{ORDER[-1]}-*.nbi"))
