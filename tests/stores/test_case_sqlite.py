"""The store on SQLite keeps the contract, and what SQLite alone must show."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from case_stores import BY, NOON, Make, StoreContract, added, said
from sqlalchemy import text

from countersight.errors import HoldingError, LogError, StoreError
from countersight.ids import EntryNumber
from countersight.model.event import Event, EventKind
from countersight.ports import Erasure
from countersight.preserve.checking import check
from countersight.preserve.log.tree import (
    includes,
    leaf_hash,
    places_of,
    prove_inclusion,
    root,
)
from countersight.stores.case import Workspace, create_workspace, open_workspace
from countersight.stores.case.tables import METADATA

ORIGIN = "example.org/case/1"


class TestSqlite(StoreContract):
    """The contract, on SQLite."""

    @pytest.fixture
    def make(self, tmp_path: Path) -> Iterator[Make]:
        made: list[Workspace] = []

        def case() -> Workspace:
            made.append(create_workspace(tmp_path / str(len(made)), origin=ORIGIN))
            return made[-1]

        yield case
        for one in made:
            one.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = create_workspace(tmp_path / "case", origin=ORIGIN)
    case.blobs.put([b"words"])
    case.log.append([added(b"words"), said(1), said(2)])
    case.close()
    return tmp_path / "case"


@pytest.fixture
def case(folder: Path) -> Iterator[Workspace]:
    opened = open_workspace(folder)
    yield opened
    opened.close()


def test_a_case_is_there_after_it_was_closed(case: Workspace) -> None:
    assert (case.log.origin, case.log.size()) == (ORIGIN, 3)


def test_commits_survive_a_power_cut(case: Workspace) -> None:
    with case.engine.connect() as connection:
        told = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_the_migrations_make_the_tables_that_the_store_works_with(case: Workspace) -> None:
    with case.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        strict = connection.execute(text("PRAGMA table_list")).all()
    tables = {row[1]: row[5] for row in strict if not row[1].startswith("sqlite_")}
    assert {name for name, is_strict in tables.items() if not is_strict} == {"alembic_version"}
    assert set(METADATA.tables) <= set(tables)


def test_a_case_of_a_later_release_is_told(folder: Path) -> None:
    with sqlite3.connect(folder / "case.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="later release"):
        open_workspace(folder)


def test_a_folder_without_a_case_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no case here"):
        open_workspace(tmp_path)


def test_a_case_is_not_made_over_another(folder: Path) -> None:
    with pytest.raises(StoreError, match="already"):
        create_workspace(folder, origin=ORIGIN)


def test_a_damaged_database_is_told(folder: Path) -> None:
    with (folder / "case.sqlite").open("r+b") as file:
        file.seek(0)
        file.write(b"x" * 200)
    with pytest.raises(StoreError):
        open_workspace(folder)


def test_a_line_changed_behind_the_log_s_back_is_found(case: Workspace) -> None:
    with case.engine.begin() as connection:
        connection.execute(text("UPDATE entries SET sealed = '{}' WHERE number = 1"))
    with pytest.raises(LogError, match="entry 1"):
        list(case.log.entries())


def test_a_missing_line_is_found(case: Workspace) -> None:
    with case.engine.begin() as connection:
        connection.execute(text("DELETE FROM entries WHERE number = 1"))
    with pytest.raises(LogError, match="missing"):
        list(case.log.entries())


def test_missing_hashes_are_told_and_made_anew(case: Workspace) -> None:
    whole = root(3, case.log.hashes)
    with case.engine.begin() as connection:
        connection.execute(text("DELETE FROM nodes"))
    with pytest.raises(LogError, match="hash"):
        root(3, case.log.hashes)
    case.rebuild()
    assert root(3, case.log.hashes) == whole


def test_damaged_bytes_are_found_and_written_anew(case: Workspace) -> None:
    (name,) = case.blobs.put([b"words"])
    case.blobs.path(name).write_bytes(b"wordz")
    with pytest.raises(HoldingError, match="no longer"):
        case.blobs.get(name)
    case.blobs.put([b"words"])
    assert case.blobs.get(name) == b"words"


def test_what_a_crash_left_half_written_is_swept(case: Workspace, folder: Path) -> None:
    aside = folder / "blobs" / "aside" / "half"
    aside.write_bytes(b"ha")
    case.blobs.sweep()
    assert not aside.exists()


def test_erased_words_are_nowhere_in_the_files_of_the_case(
    case: Workspace, folder: Path
) -> None:
    case.log.append([said(3, words="SECRET-WORDS")])
    why = Event(EventKind.REDACT, NOON, BY, {"reason": "safety"})
    case.erase([why], Erasure([EntryNumber(3)]))
    for file in folder.rglob("*"):
        if file.is_file():
            assert b"SECRET-WORDS" not in file.read_bytes(), file.name


def test_the_key_that_signs_is_for_its_owner_alone(folder: Path) -> None:
    assert (folder / "keys" / "log.pem").stat().st_mode & 0o777 == 0o600


def test_a_damaged_key_is_told(case: Workspace, folder: Path) -> None:
    (folder / "keys" / "log.pem").write_bytes(b"no key")
    with pytest.raises(StoreError, match="no key"):
        case.checkpoint()


def test_a_new_key_is_made_where_the_old_one_is_lost(case: Workspace, folder: Path) -> None:
    (before,) = case.verifiers()
    (folder / "keys" / "log.pem").unlink()
    case.checkpoint()
    assert case.verifiers()[0] == before
    assert len(case.verifiers()) == 2


APPENDS = """
import sys
from pathlib import Path
from countersight.model.event import Event, EventKind
from countersight.stores.case import open_workspace
case = open_workspace(Path(sys.argv[1]))
for number in range(60):
    event = Event(EventKind.STATE, "2026-11-24T12:00:00Z", sys.argv[2], {"number": number})
    case.log.append([event] * (1 + number % 3))
"""


def test_two_processes_that_append_at_once_lose_and_double_nothing(folder: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", APPENDS, str(folder), name])
        for name in ("one", "two")
    ]
    assert [process.wait(120) for process in running] == [0, 0]
    case = open_workspace(folder)
    entries = list(case.log.entries())
    case.close()
    assert [entry.number for entry in entries] == list(range(3 + 2 * 120))
    for name in ("one", "two"):
        told = [entry.event for entry in entries if entry.event and entry.event.by == name]
        numbers = [event.body["number"] for event in told]
        assert numbers == [number for number in range(60) for _ in range(1 + number % 3)]


FILLS = """
import resource, signal, sys
from pathlib import Path
from countersight.errors import StoreError
from countersight.model.event import Event, EventKind
from countersight.stores.case import open_workspace
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
case = open_workspace(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
count = 0
try:
    while count < 10_000:
        body = {"number": count, "words": "x" * 2000}
        case.log.append([Event(EventKind.STATE, "2026-11-24T12:00:00Z", "one", body)])
        count += 1
        print(count, flush=True)
except StoreError as wrong:
    print("full:", wrong.message, wrong.code, flush=True)
"""


def filled(folder: Path) -> tuple[int, str]:
    """Append until the disk is full; return what was acknowledged, and what was told."""
    done = subprocess.run(
        [sys.executable, "-c", FILLS, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    lines = done.stdout.splitlines()
    return int(lines[-2]), lines[-1]


def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost(folder: Path) -> None:
    count, told = filled(folder)
    assert told.startswith("full:"), "the disk did not fill"
    assert told.endswith("full")
    case = open_workspace(folder)
    entries = list(case.log.entries())[3:]
    kept = [entry.event.body["number"] for entry in entries if entry.event is not None]
    assert kept == list(range(count))
    case.log.append([said(9)])
    case.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a file system")
def test_a_full_file_system_is_told_for_bytes_too(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        case = create_workspace(small / "case", origin=ORIGIN)
        kept = case.blobs.put([b"a" * 1000])
        with pytest.raises(StoreError, match=r"(?i)no space"):
            case.blobs.put([b"b" * 2_000_000])
        assert list(case.blobs.names()) == list(kept)
        assert not list((small / "case" / "blobs" / "aside").iterdir())
        case.close()
    finally:
        subprocess.run(["umount", str(small)], check=True)  # noqa: S607


@pytest.mark.parametrize("size", [1, 8, 13])
def test_the_check_of_the_whole_tree_tells_what_a_proof_of_each_entry_would(
    tmp_path: Path, size: int
) -> None:
    case = create_workspace(tmp_path / "tree", origin=ORIGIN)
    case.log.append([said(number) for number in range(size)])
    case.checkpoint()
    whole = root(size, case.log.hashes)
    leaves = [leaf_hash(line.encode()) for line, _ in case.log.lines()]

    def proved() -> bool:
        hashes = case.log.hashes
        proofs = (prove_inclusion(number, size, hashes) for number in range(size))
        each = [includes(*one, whole) for one in zip(proofs, leaves, strict=True)]
        return all(each) and root(size, hashes) == whole

    assert proved()
    assert list(check(case)) == []
    for place in range(places_of(size)):
        (kept,) = case.log.hashes([place])
        for value in (bytes([kept[0] ^ 1]) + kept[1:], kept):
            with case.engine.begin() as connection:
                values = {"hash": value, "place": place}
                connection.execute(
                    text("UPDATE nodes SET hash = :hash WHERE place = :place"), values
                )
            assert proved() == (value == kept)
            assert (list(check(case)) == []) == (value == kept)
    case.close()
