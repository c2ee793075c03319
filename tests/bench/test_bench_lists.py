"""Lists are kept in bounded memory, and two versions are compared in seconds (`make bench`)."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bench.lists.make import lines
from countersight.ids import ListId
from countersight.stores.lists import ListFolder
from countersight.wiring import CLOCK
from countersight.work.lists import ListKeeping, ListSettings

FEW, MANY = 80_000, 240_000
MOST_GROWTH = 1.35
"""How many times the peak of FEW entities the peak of MANY may be, the index apart."""
CHILD = """
import sys
from pathlib import Path
from countersight.ids import ListId
from countersight.stores.lists import ListFolder
from countersight.wiring import CLOCK
from countersight.work.lists import ListKeeping, ListSettings
keeping = ListKeeping(ListFolder(Path(sys.argv[2])), {}, CLOCK, lambda *_: None)
added = keeping.add([Path(sys.argv[3])], ListSettings(ListId("made")))
status = Path("/proc/self/status").read_text()
peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
print(added.edition.counts.entries, added.edition.counts.persons, peak.split()[1])
"""
"""Keeps a stream; prints entries, persons, and the peak of its memory in KiB."""


def made(folder: Path, count: int, seed: int = 9) -> Path:
    path = folder / f"{count}-{seed}.json"
    path.write_text("".join(f"{line}\n" for line in lines(count, seed)), encoding="utf-8")
    return path


def kept(folder: Path, path: Path) -> tuple[int, int, int]:
    command = [sys.executable, "-c", CHILD, "", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    entries, persons, peak = map(int, done.stdout.split())
    return entries, persons, peak


def test_the_stream_is_the_same_for_the_same_seed_and_has_people_and_links() -> None:
    first, again, other = (list(lines(400, seed)) for seed in (1, 1, 2))
    assert first == again != other
    schemata = [json.loads(line)["schema"] for line in first]
    assert {each: schemata.count(each) for each in sorted(set(schemata))} == {
        "Company": 300,
        "Ownership": 40,
        "Person": 20,
        "Sanction": 40,
    }


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_memory_does_not_grow_with_the_entities_of_a_stream(
    tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    few = kept(tmp_path / "few", made(tmp_path, FEW))
    many = benchmark.pedantic(kept, (tmp_path / "many", made(tmp_path, MANY)), rounds=1)  # type: ignore[no-untyped-call]
    assert many[:2] == (MANY * 3 // 4, MANY // 20)
    assert many[2] < few[2] * MOST_GROWTH


def test_two_versions_are_compared(tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    store = ListFolder(tmp_path / "lists")
    keeping = ListKeeping(store, {}, CLOCK, lambda *_: None)
    name = ListId("made")
    for seed, day in ((1, date(2026, 11, 1)), (2, date(2026, 11, 2))):
        settings = ListSettings(name, vintage=day)
        keeping.add([made(tmp_path, FEW, seed)], settings)
    before, after = store.editions(name)
    delta = benchmark(store.delta, before, after)
    assert delta.changed > FEW // 2
    assert delta.added == delta.removed == 0
