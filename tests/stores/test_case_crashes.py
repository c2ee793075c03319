"""Kills and power cuts at any moment: nothing acknowledged is lost, and the case holds."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TypeAlias

import pytest
from case_stores import BY, NOON, added, said
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from countersight.errors import CaseError
from countersight.ids import digest
from countersight.preserve.checking import check
from countersight.publish.bag import About, Export, export, import_bag, verify
from countersight.stores.case import (
    FileBlobs,
    SqlLog,
    Workspace,
    create_workspace,
    open_workspace,
)
from countersight.stores.case.database import _PRAGMAS as PRAGMAS
from countersight.stores.case.database import forget, migrate, prepare
from forgetful import Connection, Dbapi, ForgetfulDisk, ForgetfulVfs, Memory, PowerCutError

ORIGIN = "example.org/case/1"
Acknowledge: TypeAlias = Callable[[int], None]
Work: TypeAlias = Callable[[Acknowledge], None]
READY = -1
KILLS, SLOW_KILLS = 120, 40
CUTS = 25


class Noon:
    def now(self) -> str:
        return NOON


def killed(work: Work, delay: float) -> list[int]:
    """Run *work* in a child, kill it so long after it is ready; return what it acknowledged.

    The kill is asserted: a child that ended by itself would have tested nothing.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            work(lambda number: (os.write(write, b"%d\n" % number), None)[1])
        finally:
            os._exit(1)
    os.close(write)
    with open(read, "rb") as file:  # noqa: PTH123
        assert file.readline() == b"-1\n", "the child was not ready"
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the child ended before it was killed"
        return [int(line) for line in file.read().split(b"\n")[:-1]]


def span(work: Callable[[], object]) -> float:
    """Return how long *work* takes, so that kills fall all over it."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def forever() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


def add(case: Workspace, data: bytes, number: int) -> int:
    """Add a document and two statements; return the number of the last entry."""
    case.blobs.put([data, data + b" text"])
    return case.log.append([added(data), said(number), said(number)])[-1].number


def test_kills_while_adding_lose_nothing_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311
    case = create_workspace(tmp_path / "case", origin=ORIGIN)
    longest = 6 * max(span(lambda: add(case, os.urandom(9), 0)) for _ in range(4))
    case.close()
    told: list[int] = []

    def adds(acknowledge: Acknowledge) -> None:
        case = open_workspace(tmp_path / "case")
        acknowledge(READY)
        for number in forever():
            acknowledge(add(case, b"%d %d" % (os.getpid(), number), number))

    for _ in range(KILLS):
        told += killed(adds, chance.uniform(0.0, longest))
    assert len(told) >= KILLS // 2, "too little was added for the kills to mean anything"
    case = open_workspace(tmp_path / "case")
    assert list(check(case)) == []
    assert case.log.size() > max(told)
    case.close()


def test_kills_while_exporting_leave_a_whole_bag_or_none(tmp_path: Path) -> None:
    chance = random.Random(2)  # noqa: S311
    case = create_workspace(tmp_path / "case", origin=ORIGIN)
    for number in range(12):
        case.blobs.put([b"%d" % number])
        case.log.append([added(b"%d" % number)])
    what = Export(About("Case"), BY)
    longest = 3 * span(lambda: export(case, tmp_path / "first", what, watch=Noon()))
    case.close()
    whole, none = 0, 0
    for trial in range(SLOW_KILLS):
        bag = tmp_path / f"bag{trial}"

        def exports(acknowledge: Acknowledge, bag: Path = bag) -> None:
            opened = open_workspace(tmp_path / "case")
            acknowledge(READY)
            export(opened, bag, what, watch=Noon())
            time.sleep(60)

        killed(exports, chance.uniform(0.0, longest))
        if bag.exists():
            assert verify(bag).flaws == ()
            whole += 1
        else:
            none += 1
    assert whole
    assert none
    case = open_workspace(tmp_path / "case")
    assert list(check(case)) == []
    case.close()


def taken_in(bag: Path, folder: Path) -> None:
    case = create_workspace(folder, origin=ORIGIN)
    import_bag(bag, case)
    case.close()


def test_kills_while_importing_leave_a_case_that_can_be_imported_again(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311
    case = create_workspace(tmp_path / "case", origin=ORIGIN)
    for number in range(12):
        case.blobs.put([b"%d" % number])
        case.log.append([added(b"%d" % number)])
    export(case, tmp_path / "bag", Export(About("Case"), BY), watch=Noon())
    case.close()
    longest = 3 * span(lambda: taken_in(tmp_path / "bag", tmp_path / "first"))
    unfinished, finished = 0, 0
    for trial in range(SLOW_KILLS):
        folder = tmp_path / f"again{trial}"

        def imports(acknowledge: Acknowledge, folder: Path = folder) -> None:
            acknowledge(READY)
            import_bag(tmp_path / "bag", create_workspace(folder, origin=ORIGIN))
            time.sleep(60)

        killed(imports, chance.uniform(0.0, longest))
        try:
            again = create_workspace(folder, origin=ORIGIN)
        except CaseError:
            again = open_workspace(folder)
        if again.log.size() == 0:
            unfinished += 1
            import_bag(tmp_path / "bag", again)
        else:
            finished += 1
        assert again.log.size() == 13
        assert list(check(again)) == []
        again.close()
    assert unfinished
    assert finished


def engine_over(path: Path, vfs: str, synchronous: str) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=Dbapi,
        creator=lambda: Connection(path, vfs),
        poolclass=StaticPool,
    )
    changed = (one.replace("= FULL", f"= {synchronous}") for one in PRAGMAS)
    prepare(engine, ("PRAGMA locking_mode = EXCLUSIVE", *changed))
    return engine


def cut(tmp_path: Path, number: int, synchronous: str) -> SimpleNamespace:
    """Append until the power goes; return what was acknowledged, kept and forgotten."""
    chance = random.Random(number)  # noqa: S311
    path = tmp_path / f"{synchronous}{number}.sqlite"
    memory = Memory(chance, cut_at=1 << 60)
    name = f"forgetful{synchronous}{number}"
    vfs = ForgetfulVfs(name, memory)
    engine = engine_over(path, name, synchronous)
    migrate(engine)
    memory.folder_synced()  # as whoever makes a workspace does
    log = SqlLog(engine)
    log.begin(ORIGIN)
    log.append([said(0)])
    forget(engine)
    memory.cut_at = memory.steps + chance.randrange(5, 400)
    acknowledged = 1
    try:
        for step in range(1, 500):
            log.append([said(step)] * (1 + step % 3))
            acknowledged += 1 + step % 3
    except (CaseError, PowerCutError):
        pass
    assert memory.dead, "the power did not go"
    engine.dispose()
    memory.restore()
    vfs.unregister()
    again = create_engine(f"sqlite:///{path}", connect_args={"isolation_level": None})
    prepare(again)
    kept = SqlLog(again)
    size, entries = kept.size(), list(kept.entries())
    again.dispose()
    return SimpleNamespace(
        acknowledged=acknowledged, size=size, entries=entries, forgotten=memory.forgotten
    )


def test_power_cuts_lose_nothing_acknowledged(tmp_path: Path) -> None:
    results = [cut(tmp_path, number, "FULL") for number in range(CUTS)]
    assert sum(one.forgotten for one in results) > CUTS, "nothing was forgotten"
    for one in results:
        assert one.size >= one.acknowledged
        assert [entry.number for entry in one.entries] == list(range(one.size))


def test_the_power_cuts_would_show_a_weaker_promise(tmp_path: Path) -> None:
    results = [cut(tmp_path, number, "NORMAL") for number in range(10)]
    assert any(one.size < one.acknowledged for one in results)


def fill(blobs: FileBlobs, number: int, kept: list[bytes]) -> None:
    for step in forever():
        batch = [b"%d %d" % (number, step + one) for one in range(step % 3 + 1)]
        blobs.put(batch)
        kept += batch


def test_power_cuts_keep_the_bytes_that_were_acknowledged(tmp_path: Path) -> None:
    forgotten = 0
    for number in range(200):
        chance = random.Random(number)  # noqa: S311
        folder = tmp_path / str(number)
        folder.mkdir()
        disk = ForgetfulDisk(chance, cut_at=chance.randrange(1, 60))
        blobs = FileBlobs(folder, disk=disk)
        kept: list[bytes] = []
        with pytest.raises(PowerCutError):
            fill(blobs, number, kept)
        disk.restore()
        forgotten += disk.forgotten
        again = FileBlobs(folder)
        assert [again.get(digest(data)) for data in kept] == kept
        assert all(digest(again.get(name)) == name for name in again.names())
        again.put([b"after"])
    assert forgotten > 200
