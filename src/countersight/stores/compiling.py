"""Kernels compiled and kept on disk between runs; apart, because numba takes a while to import.

What is compiled is kept beside the source, or where ``NUMBA_CACHE_DIR`` says; where nothing can
be written it is compiled anew in each process. With ``NUMBA_DISABLE_JIT`` numba leaves the
source as it is.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from types import FunctionType, MappingProxyType
from typing import Final, Protocol

from numba import njit
from numba.core import config

from countersight.match.kernel.running import Runner

OPTIONS: Final = MappingProxyType({"nogil": True, "error_model": "numpy", "_nrt": False})
"""They own no memory (``_nrt``), so no reference is counted; and they divide by no zero."""

_ROOM: Final = 8 * 1024 * 1024
"""Bytes that compiled kernels take, with much to spare."""
Written = Mapping[str, FunctionType]
"""Kernels as they are written, each after those that it calls."""


class _Maker(Protocol):
    def __call__(self, **options: object) -> Callable[[FunctionType], object]: ...


_made: _Maker = njit  # type: ignore[assignment]


def compiled(written: Written) -> Runner:
    """Return kernels compiled; each at its first call, unless it was kept."""
    kernels = _kernels(written, cache=True)
    folder = _folder(kernels) if kernels else None
    last = written[tuple(written)[-1]]
    if kernels is None or (folder and not (_is_kept(folder, last) or _has_room(folder))):
        kernels = _kernels(written, cache=False)
    arrays = not getattr(config, "DISABLE_JIT", 0)
    return Runner(MappingProxyType(kernels or {}), compiled=arrays)  # type: ignore[arg-type]


def is_ready(run: Runner, written: Written, name: str) -> bool:
    """Tell whether a kernel needs no compiling: this process or an earlier one has done it."""
    if not run.compiled or getattr(run[name], "signatures", None):
        return True
    folder = _folder(run.kernels)
    return folder is not None and _is_kept(folder, written[name])


def _kernels(written: Written, *, cache: bool) -> dict[str, object] | None:
    """Return the kernels made over; None where there is nowhere to keep them."""
    home = written[tuple(written)[-1]].__globals__
    made: dict[str, object] = {name: home[name] for name in ("__name__", "__builtins__")}
    for name, each in written.items():
        again = FunctionType(each.__code__, made, name)
        again.__module__ = each.__module__
        try:
            made[name] = _made(cache=cache, **OPTIONS)(again)
        except RuntimeError:
            if not cache:
                raise
            return None
    return {name: made[name] for name in written}


def _folder(kernels: Mapping[str, object]) -> Path | None:
    """Return where kernels are kept; None where they are not."""
    last = kernels[tuple(kernels)[-1]]
    told = getattr(getattr(last, "stats", None), "cache_path", None)
    return Path(told) if told else None


def _is_kept(folder: Path, kernel: FunctionType) -> bool:
    """Tell whether a kernel is kept there, and not of an older source."""
    code = kernel.__code__
    file = Path(code.co_filename)
    written = file.stat().st_mtime
    found = folder.glob(f"{file.stem}.{kernel.__name__}-{code.co_firstlineno}.*.nbi")
    return any(each.stat().st_mtime >= written for each in found)


def _has_room(folder: Path) -> bool:
    """Tell whether a folder takes what would be kept: a full disk stops no job."""
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(bytes(_ROOM))
    except OSError:
        return False
    return True
