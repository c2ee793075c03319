"""The side that reads: a process that loads one library, and forks for each document.

The child has limits on processor, memory and files, and may not reach the network or start
programs; whatever it does, the next document is read by a fresh one. POSIX only.
"""

import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Final, TypeAlias

from countersight.preserve.parsing.made import (
    Answer,
    FrameError,
    Limits,
    Made,
    Unmade,
    UnreadableError,
    pack,
    read_frame,
    unpack,
    write_frame,
)

Parse: TypeAlias = Callable[[bytes, Limits], Made]
_CHUNK: Final = 1 << 16
_STDOUT: Final = 1
_FORBIDDEN: Final = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.system",
    "os.fork",
)


def serve(parse: Parse, *, tool: str, version: str) -> None:
    """Answer requests on standard input with what *parse* makes of them, until it ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (request := read_frame(source)) is not None:
        header, (data,) = request
        limits = Limits(**{key: int(str(value)) for key, value in header.items()})
        answer = guarded(partial(parse, data), limits, (tool, version))
        write_frame(sink, *pack(answer))


def guarded(work: Callable[[Limits], Made], limits: Limits, name: tuple[str, str]) -> Answer:
    """Return what *work* makes in a child of this process, or why it made nothing."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _work(work, limits, name, write)
    os.close(write)
    try:
        data = _until_end(read, time.monotonic() + limits.seconds)
    finally:
        os.close(read)
    if data is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if data is None:
        return Unmade("time", f"took more than {limits.seconds} s", *name)
    return _answer(data, status, limits, name)


def _answer(data: bytes, status: int, limits: Limits, name: tuple[str, str]) -> Answer:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return Unmade("time", f"took more than {limits.seconds} s of the processor", *name)
        return Unmade("crash", f"the reader was ended by {signal.Signals(number).name}", *name)
    try:
        frame = read_frame(BytesIO(data))
        if frame is None:
            return Unmade("crash", "the reader ended without an answer", *name)
        return unpack(*frame)
    except FrameError as wrong:
        return Unmade("crash", f"the reader's answer is damaged: {wrong}", *name)


def _until_end(handle: int, deadline: float) -> bytes | None:
    """Return all that comes; None where it takes too long."""
    chunks: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([handle], [], [], left)[0]:
            return None
        chunk = os.read(handle, _CHUNK)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)


def _work(
    work: Callable[[Limits], Made], limits: Limits, name: tuple[str, str], write: int
) -> None:
    """Do the work, write the answer, and end this process."""
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), _STDOUT)  # frames are written there
        _confine(limits)
        answer = _attempt(work, limits, name)
        with open(write, "wb") as file:
            write_frame(file, *pack(answer))
        code = 0
    finally:
        os._exit(code)


def _attempt(work: Callable[[Limits], Made], limits: Limits, name: tuple[str, str]) -> Answer:
    try:
        made = work(limits)
    except UnreadableError as wrong:
        code, reason = wrong.args
        return Unmade(code, reason, *name)
    except MemoryError:
        return Unmade("memory", f"takes more than {limits.memory:,} bytes", *name)
    except RecursionError:
        return Unmade("damaged", "is nested too deeply", *name)
    except Exception as wrong:  # noqa: BLE001 - a library met a file that it does not expect
        return Unmade("damaged", f"{type(wrong).__name__}: {wrong}"[:500], *name)
    if len(made.text) > limits.text:
        return Unmade("too_large", f"has more than {limits.text:,} characters", *name)
    return made


def _confine(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, _: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a reader of documents may not do {event}")
