"""The kernels for two scripts compiled, and kept on disk as those of ``kernels`` are."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FunctionType, MappingProxyType
from typing import Final, Protocol

from numba import njit
from numba.core import config

from countersight.match.kernel import across
from countersight.match.kernel.across_running import ORDER
from countersight.match.kernel.running import Runner

OPTIONS: Final = MappingProxyType({"nogil": True, "error_model": "numpy", "_nrt": False})


class _Maker(Protocol):
    def __call__(self, **options: object) -> Callable[[FunctionType], object]: ...


_made: _Maker = njit  # type: ignore[assignment]


@cache
def compiled() -> Runner:
    """Return the kernels compiled; each at its first call, unless it was kept."""
    kernels = _kernels(cache=True) or _kernels(cache=False) or {}
    arrays = not getattr(config, "DISABLE_JIT", 0)
    return Runner(MappingProxyType(kernels), compiled=arrays)  # type: ignore[arg-type]


def is_kept() -> bool:
    """Tell whether the kernels were compiled before."""
    last = compiled()[ORDER[-1]]
    if getattr(last, "signatures", None) or not compiled().compiled:
        return True
    told = getattr(getattr(last, "stats", None), "cache_path", None)
    folder = Path(told) if told else None
    if folder is None or not folder.is_dir():
        return False
    line = vars(across)[ORDER[-1]].__code__.co_firstlineno
    written = Path(across.__file__).stat().st_mtime
    found = folder.glob(f"across.{ORDER[-1]}-{line}.*.nbi")
    return any(each.stat().st_mtime >= written for each in found)


def _kernels(*, cache: bool) -> dict[str, object] | None:
    """Return the kernels made over; None where there is nowhere to keep them."""
    made: dict[str, object] = {
        "__name__": across.__name__,
        "__builtins__": vars(across)["__builtins__"],
    }
    for name in ORDER:
        again = FunctionType(vars(across)[name].__code__, made, name)
        again.__module__ = across.__name__
        try:
            made[name] = _made(cache=cache, **OPTIONS)(again)
        except RuntimeError:
            if not cache:
                raise
            return None
    return {name: made[name] for name in ORDER}
