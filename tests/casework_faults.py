"""Commands on cases that are ended by force, in a process of their own; and what they told."""

import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from countersight.cli.app import run
from countersight.wiring import casework as wired
from countersight.work.casework import check_case

BY = "case desk"
_STREAMS = (1, 2)


@dataclass
class Ended:
    """How a command ended, and what it had told."""

    killed: bool
    status: int
    seconds: float
    told: str

    def objects(self) -> list[dict[str, Any]]:
        """Return the JSON objects that were told whole."""
        found = []
        for line in self.told.split("\n")[:-1]:
            with suppress(json.JSONDecodeError):
                found.append(json.loads(line))
        return found


def commanded(words: list[str], *, kill_after: float | None = None, limit: int = 0) -> Ended:
    """Run a command in a child that has everything loaded; kill it after so many seconds.

    Args:
        words: the command, behind ``case``.
        kill_after: seconds; the child is left to end by itself without.
        limit: the largest file that the child may write, in bytes; 0 for any.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _child(words, write, read, limit)
    os.close(write)
    begun = time.monotonic()
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with open(read, "rb") as file:  # noqa: PTH123
        told = file.read().decode()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1
    return Ended(killed, code, time.monotonic() - begun, told)


def _child(words: list[str], write: int, read: int, limit: int) -> None:
    code = 70
    try:
        os.close(read)
        for stream in _STREAMS:
            os.dup2(write, stream)
        sys.stdout = open(1, "w", buffering=1, closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", buffering=1, closefd=False)  # noqa: SIM115
        os.environ["COUNTERSIGHT_BY"] = BY  # noqa: TID251
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        code = run(["case", *words])
        sys.stdout.flush()
    finally:
        os._exit(code)


@dataclass
class Kills:
    """Kills commands at moments drawn at random, over all of the time that they take."""

    chance: random.Random
    wanted: int
    hit: int = 0
    missed: int = 0
    spans: list[float] = field(default_factory=list)

    def left(self) -> Iterator[int]:
        """Yield the number of each try, until as many kills were hit as were wanted."""
        for number in range(4 * self.wanted + 20):
            if self.hit >= self.wanted:
                return
            yield number

    def __call__(self, words: list[str]) -> Ended:
        """Run a command; the first two run to their ends, and tell how long that takes."""
        if len(self.spans) <= 1:
            ended = commanded(words)
            assert ended.status == 0, ended.told
        else:
            longest = sorted(self.spans[-5:])[len(self.spans[-5:]) // 2]
            ended = commanded(words, kill_after=self.chance.uniform(0.0, 1.1 * longest))
            self.hit += ended.killed
            self.missed += not ended.killed
        if not ended.killed:
            assert ended.status == 0, ended.told
            self.spans.append(ended.seconds)
        return ended


def flaws(folder: Path) -> list[str]:
    """Return what `case check` finds wrong."""
    with wired.casework(folder, "") as work:
        return [
            f"{each.code} {each.where}: {each.what}" for each in check_case(work.store).flaws
        ]


def ids_of(folder: Path) -> set[str]:
    """Return the ids of the entries of a case."""
    with wired.casework(folder, "") as work:
        return set(work.store.projection.ids(""))
