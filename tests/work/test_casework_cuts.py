"""The power goes while a real command writes: what it told of is there, and the case holds.

Database and bytes stand on a disk that forgets, in part, what was not synced. A first run
counts the writes, syncs and renames of a command; each cut falls at one of them, at random.
"""

import os
import random
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from casework_faults import flaws, ids_of
from countersight.cli.app import run
from countersight.stores.case.database import _PRAGMAS as PRAGMAS
from countersight.stores.case.database import prepare
from forgetful import Connection, Dbapi, ForgetfulDisk, ForgetfulVfs, Memory, PowerCutError

CUTS = int(os.environ.get("COUNTERSIGHT_CUTS", "20"))  # noqa: TID251 - tests may
FILES = 6
NEVER = 1 << 60


class OnePower(ForgetfulDisk):
    """The disk of the bytes, on the power of the disk of the database."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory.chance, NEVER)
        self.memory = memory

    def _step(self, *words: Any) -> None:
        self.memory.step()
        super()._step(*words)


@dataclass
class Machine:
    """A machine whose power goes at a step of a command."""

    patch: pytest.MonkeyPatch
    synchronous: str = "FULL"
    number: int = 0

    def run(self, words: list[str], case: Path, chance: random.Random, cut_at: int) -> Memory:
        """Run a command on a case until the power goes; leave what lasts on the disk."""
        self.number += 1
        memory = Memory(chance, cut_at)
        database = case / "case.sqlite"
        memory.lasting[str(database)] = database.read_bytes()
        disk = OnePower(memory)
        name = f"machine{self.number}"
        vfs = ForgetfulVfs(name, memory)
        engine = self._engine(database, name)
        with self.patch.context() as patch:
            patch.setattr("countersight.stores.case.blobs.RealDisk", lambda: disk)
            patch.setattr("countersight.stores.case.workspace.sqlite_engine", lambda _: engine)
            with suppress(PowerCutError):
                run(["case", *words, "--case", str(case), "--by", "case desk"])
        with suppress(PowerCutError):
            engine.dispose()
        vfs.unregister()
        if memory.dead:
            memory.restore()
            disk.restore()
            memory.forgotten += disk.forgotten
        return memory

    def _engine(self, path: Path, vfs: str) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=Dbapi,
            creator=lambda: Connection(path, vfs),
            poolclass=StaticPool,
        )
        changed = (one.replace("= FULL", f"= {self.synchronous}") for one in PRAGMAS)
        prepare(engine, ("PRAGMA locking_mode = EXCLUSIVE", *changed))
        return engine


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("countersight.preserve.adding._MOST_WAITING", 2)
    folder = tmp_path / "case"
    (tmp_path / "a.txt").write_text("They operate the system.\n", "utf-8")
    here = ["--case", str(folder), "--by", "case desk"]
    assert run(["case", "new", str(folder), "--title", "A case", "--by", "case desk"]) == 0
    assert run(["case", "add", str(tmp_path / "a.txt"), *here]) == 0
    return folder


def commands(folder: Path) -> dict[str, list[str]]:
    """Return the commands that are cut off."""
    files = [folder / f"f{number}.txt" for number in range(FILES)]
    for each in files:
        each.write_text(f"{each.name}\n", "utf-8")
    return {
        "add": ["add", *map(str, files)],
        "cite": ["cite", "a", "They operate", "--id", "p.it"],
    }


def told(command: str, out: str) -> set[str]:
    """Return the ids of which a command told that they are kept."""
    lines = [each for each in out.splitlines() if not each.startswith(" ")]
    apart = ":" if command == "add" else " "
    return {each.partition(apart)[0] for each in lines}


@pytest.mark.parametrize("command", ["add", "cite"])
def test_a_power_cut_loses_nothing_that_was_told(
    case: Path,
    tmp_path: Path,
    command: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(command)  # noqa: S311 - seeded, for the tests
    words, machine = commands(tmp_path)[command], Machine(monkeypatch)
    whole = Path(shutil.copytree(case, tmp_path / "whole"))
    steps = machine.run(words, whole, chance, NEVER).steps
    assert ids_of(whole) > ids_of(case)
    capsys.readouterr()
    cuts, forgotten, acknowledged = 0, 0, 0
    for number in range(CUTS):
        folder = Path(shutil.copytree(case, tmp_path / f"cut{number}"))
        cut_at = chance.randrange(1, steps) if number else steps
        memory = machine.run(words, folder, chance, cut_at)
        assert memory.dead, "the power did not go"
        cuts += 1
        forgotten += memory.forgotten
        kept = told(command, capsys.readouterr().out)
        acknowledged += len(kept)
        assert flaws(folder) == []
        assert kept <= ids_of(folder)
        assert run(["case", "assess", "--case", str(folder), "--by", "case desk"]) == 0
        capsys.readouterr()
        shutil.rmtree(folder)
    assert forgotten > CUTS, "nothing was forgotten"
    assert acknowledged, "no cut came after something was told"
    with capsys.disabled():
        line = (
            f"{command}: {cuts} power cuts over {steps} steps, {forgotten} writes forgotten, "
        )
        sys.stdout.write(f"\n{line}{acknowledged} acknowledged; nothing of it lost\n")


def test_the_cuts_would_show_a_weaker_promise(
    case: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random("weaker")  # noqa: S311 - seeded, for the tests
    words, machine = commands(tmp_path)["add"], Machine(monkeypatch, "NORMAL")
    whole = Path(shutil.copytree(case, tmp_path / "whole"))
    steps = machine.run(words, whole, chance, NEVER).steps
    capsys.readouterr()
    lost = 0
    for number in range(15):
        folder = Path(shutil.copytree(case, tmp_path / f"cut{number}"))
        machine.run(words, folder, chance, chance.randrange(steps // 2, steps - 10))
        lost += not told("add", capsys.readouterr().out) <= ids_of(folder)
    assert lost
