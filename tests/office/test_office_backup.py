"""A whole office in one file, and back: the same row by row, or refused with the reason."""

import errno
import json
import os
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from countersight.cli.app import run
from countersight.errors import BackupError, InUseError, StoreError
from countersight.stores.case.blobs import RealDisk
from countersight.stores.case.database import migrate, sqlite_engine, version
from countersight.stores.office import open_office
from countersight.stores.office.backup import Made, Restored, make_backup
from countersight.stores.office.backup import restore as put_back
from countersight.stores.office.backup.reading import opened
from countersight.stores.office.backup.restoring import Wish
from countersight.stores.office.workspace import MIGRATIONS
from countersight.wiring.backups import backup, restore
from countersight.wiring.casework import WATCH
from countersight.wiring.office import open_desk
from offices import fill, make_office, rows_of, screened, small_disk

SEAL = 64


def quiet(_done: int, _total: int) -> None:
    """Hear nothing."""


class Noon:
    """A clock that stands."""

    def now(self) -> str:
        return "2026-11-25T12:00:00Z"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with runs, a judgement and settings; nobody writes to it."""
    folder = tmp_path_factory.mktemp("made") / "office"
    make_office(folder)
    return folder


@pytest.fixture(scope="module")
def made(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    target = tmp_path_factory.mktemp("backups") / "office.zip"
    return make_backup(office, target, Noon(), quiet, release="0")


def back(made: Made | Path, folder: Path, *, replaces: bool = False) -> Restored:
    file = made if isinstance(made, Path) else made.path
    return restore(file, folder, replaces=replaces, told=quiet)


def test_a_restored_office_is_equal_row_by_row(
    office: Path, made: Made, tmp_path: Path
) -> None:
    back(made, tmp_path / "new")
    before, after = rows_of(office / "office.sqlite"), rows_of(tmp_path / "new/office.sqlite")
    lines = len(before["audit"])
    assert after.pop("audit")[:lines] == before.pop("audit")
    assert after == before
    assert len(before["answers"]) == 4
    uploads = sorted(path.relative_to(office) for path in (office / "uploads").rglob("*"))
    assert uploads == sorted(
        path.relative_to(tmp_path / "new") for path in (tmp_path / "new/uploads").rglob("*")
    )
    again = open_desk(tmp_path / "new")
    try:
        newest = again.office.audit.latest("restore")
        assert newest is not None
        assert json.loads(newest.after)["moment"] == "2026-11-25T12:00:00Z"
        assert again.office.audit.first_broken() is None
        assert screened(again).counts.records == 3, "and it works on"
    finally:
        again.close()


def test_the_same_office_gives_the_same_bytes(office: Path, made: Made, tmp_path: Path) -> None:
    again = make_backup(office, tmp_path / "again.zip", Noon(), quiet, release="0")
    assert again.path.read_bytes() == made.path.read_bytes()
    assert again.sha256 == sha256(made.path.read_bytes()).hexdigest()
    assert made.path.stat().st_mode & 0o077 == 0


def test_any_zip_program_opens_a_backup_and_its_manifest_tells_each_file(made: Made) -> None:
    with zipfile.ZipFile(made.path) as archive:
        assert archive.testzip() is None
        told = json.loads(archive.read("manifest.json"))
        for part in told["parts"]:
            assert sha256(archive.read(part["path"])).hexdigest() == part["sha256"]
        assert told["parts"][0]["path"] == "office.sqlite"
        assert set(archive.namelist()) == {
            "manifest.json",
            *(part["path"] for part in told["parts"]),
        }


def test_a_backup_made_while_others_write_is_one_state(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    make_office(folder)
    ends, wrote = threading.Event(), [0]

    def write() -> None:
        """Change two settings in two tables at once, again and again."""
        one = open_office(folder, WATCH)
        while not ends.is_set():
            one.settings.put("number", str(wrote[0] + 1), "writer")
            wrote[0] += 1
        one.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            seen = wrote[0]
            while wrote[0] == seen and writer.is_alive():
                ends.wait(0.001)
            taken = make_backup(folder, tmp_path / f"{number}.zip", WATCH, quiet, release="0")
            back(taken, tmp_path / f"new{number}")
            told = rows_of(tmp_path / f"new{number}" / "office.sqlite")
            [value] = [row[1] for row in told["settings"] if row[0] == "number"]
            noted = [row for row in told["audit"] if row[4] == "number"]
            assert max(int(json.loads(str(row[6]))) for row in noted) == int(str(value))
    finally:
        ends.set()
        writer.join()
    assert wrote[0] > 5


def test_every_flipped_byte_of_a_backup_is_refused(made: Made, tmp_path: Path) -> None:
    whole = bytearray(made.path.read_bytes())
    path = tmp_path / "flipped.zip"
    path.write_bytes(whole)
    with path.open("r+b", buffering=0) as file:
        for place, byte in enumerate(whole):
            os.pwrite(file.fileno(), bytes([byte ^ (1 << place % 8)]), place)
            with pytest.raises(BackupError), opened(path, quiet):
                pass
            os.pwrite(file.fileno(), bytes([byte]), place)
    with opened(path, quiet) as (_, manifest):
        assert manifest == made.manifest


def test_a_flipped_byte_leaves_the_folder_as_it_was(made: Made, tmp_path: Path) -> None:
    whole = bytearray(made.path.read_bytes())
    for place in range(0, len(whole), len(whole) // 20):
        flipped = whole.copy()
        flipped[place] ^= 1
        (tmp_path / "flipped.zip").write_bytes(flipped)
        with pytest.raises(BackupError):
            back(tmp_path / "flipped.zip", tmp_path / "new")
        assert [each.name for each in (tmp_path / "new").iterdir()] == ["office.lock"]


def test_a_backup_that_was_cut_off_is_refused(made: Made, tmp_path: Path) -> None:
    whole = made.path.read_bytes()
    path = tmp_path / "cut.zip"
    for size in (0, 1, 70, 71, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(BackupError, match="end is missing"):
            back(path, tmp_path / "new")


def test_a_folder_that_is_not_empty_makes_room_when_told(
    office: Path, made: Made, tmp_path: Path
) -> None:
    folder = tmp_path / "old"
    shutil.copytree(office, folder)
    other = open_desk(folder)
    other.desk.store.settings.put("who", "somebody else", "somebody else")
    other.close()
    before = rows_of(folder / "office.sqlite")
    with pytest.raises(StoreError, match="is not empty") as wrong:
        back(made, folder)
    assert "--replace" in wrong.value.hint
    assert rows_of(folder / "office.sqlite") == before
    done = back(made, folder, replaces=True)
    assert done.replaced is not None
    assert rows_of(done.replaced / "office.sqlite") == before
    whole = rows_of(office / "office.sqlite")
    assert rows_of(folder / "office.sqlite")["settings"] == whole["settings"]
    back(made, folder, replaces=True)
    assert len(list(folder.glob("replaced-*"))) == 2, "what made room before stays"


def test_a_damaged_office_makes_room_too(made: Made, tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "office.sqlite").write_bytes(b"nothing of use" * 1_000)
    done = back(made, tmp_path / "office", replaces=True)
    assert done.replaced is not None
    assert (done.replaced / "office.sqlite").read_bytes()[:7] == b"nothing"


def test_an_office_in_use_is_backed_up_and_not_restored_over(
    made: Made, tmp_path: Path
) -> None:
    opened = open_desk(tmp_path / "office")
    try:
        done = backup(tmp_path / "office", tmp_path / "it.zip", force=False, told=quiet)
        noted = opened.office.audit.latest("backup")
        assert noted is not None
        assert json.loads(noted.after)["sha256"] == done.sha256
        with pytest.raises(InUseError, match=f"process {os.getpid()} "):
            back(made, tmp_path / "office", replaces=True)
    finally:
        opened.close()


def sealed(path: Path) -> Path:
    """Write the right seal on a backup that was forged."""
    data = path.read_bytes()[:-SEAL]
    path.write_bytes(data + sha256(data).hexdigest().encode())
    return path


Change = Callable[[dict[str, bytes], dict[str, object]], None]


def forged(made: Made, path: Path, change: Change) -> Path:
    """Make a backup of another's files and manifest, as somebody who knows how would."""
    with zipfile.ZipFile(made.path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(files, manifest)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.comment = b"sha256:" + b"0" * SEAL
    return sealed(path)


def again(files: dict[str, bytes], manifest: dict[str, object]) -> None:
    """Tell of the files as they are now."""
    manifest["parts"] = [
        {"path": name, "size": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in files.items()
    ]


def sql(statement: str) -> Change:
    """Return what changes the database by SQL, and tells of it as a forger would."""

    def change(files: dict[str, bytes], manifest: dict[str, object]) -> None:
        with closing(sqlite3.connect(":memory:")) as one:
            one.deserialize(files["office.sqlite"])
            one.executescript(statement)
            files["office.sqlite"] = bytes(one.serialize())
        again(files, manifest)

    return change


def added(name: str, data: bytes = b"x") -> Change:
    def change(files: dict[str, bytes], manifest: dict[str, object]) -> None:
        files[name] = data
        again(files, manifest)

    return change


def untold(files: dict[str, bytes], _manifest: dict[str, object]) -> None:
    files["uploads/more"] = b"x"


def later(_files: dict[str, bytes], manifest: dict[str, object]) -> None:
    manifest["version"], manifest["release"] = 2, "9.9"


def later_tables(_files: dict[str, bytes], manifest: dict[str, object]) -> None:
    manifest["tables"], manifest["release"] = "0099", "9.9"


def other_digest(_files: dict[str, bytes], manifest: dict[str, object]) -> None:
    manifest["parts"][0]["sha256"] = "0" * 64  # type: ignore[index]


def without_upload(files: dict[str, bytes], manifest: dict[str, object]) -> None:
    files.pop(next(name for name in files if name.startswith("uploads/")))
    again(files, manifest)


def other_upload(files: dict[str, bytes], manifest: dict[str, object]) -> None:
    files[next(name for name in files if name.startswith("uploads/"))] = b"other bytes"
    again(files, manifest)


def huge(_files: dict[str, bytes], manifest: dict[str, object]) -> None:
    manifest["parts"][0]["size"] = 1 << 60  # type: ignore[index]


FORGED: dict[str, tuple[Change, str]] = {
    "a line of the log changed": (
        sql("UPDATE audit SET who = 'nobody' WHERE number = 2"),
        "broken at line 2",
    ),
    "lines of the log cut off": (
        sql("DELETE FROM audit WHERE number > 1"),
        "another office than it tells of",
    ),
    "a trigger": (
        sql("CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM reviews; END"),
        "tables are not those",
    ),
    "no database": (added("office.sqlite", b"\0" * 100_000), "is no database"),
    "above the folder": (added("../evil"), "leads elsewhere"),
    "absolute": (added("/etc/evil"), "leads elsewhere"),
    "of Windows": (added("C:\\evil"), "leads elsewhere"),
    "a device": (added("uploads/NUL"), "leads elsewhere"),
    "the lock": (added("office.lock"), "of no office"),
    "a journal": (added("office.sqlite-wal"), "of no office"),
    "something else": (added("a/b.txt"), "of no office"),
    "names that Windows takes for one": (added("Office.SQLITE"), "names a file twice"),
    "a file that is not told of": (untold, "other files than it tells of"),
    "a file less": (without_upload, "lacks uploads"),
    "another file": (other_upload, "is not what was put"),
    "a digest that does not hold": (other_digest, "is not what was put"),
    "a size that lies": (huge, "other files than it tells of"),
    "of a later release": (later, r"another release \(9.9\)"),
    "with tables of a later release": (later_tables, r"another release \(9.9\)"),
}


@pytest.mark.parametrize("case", FORGED)
def test_what_was_forged_is_refused_and_leaves_nothing(
    made: Made, tmp_path: Path, case: str
) -> None:
    change, said = FORGED[case]
    path = forged(made, tmp_path / "forged.zip", change)
    with pytest.raises(BackupError, match=said):
        back(path, tmp_path / "new")
    assert sorted(each.name for each in (tmp_path / "new").iterdir()) == ["office.lock"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["forged.zip", "new"]


def test_a_backup_of_older_tables_is_restored_and_brought_to_this_release(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "old"
    (folder / "uploads").mkdir(parents=True)
    engine = sqlite_engine(folder / "office.sqlite")
    migrate(engine, replace(MIGRATIONS, head="0001"))
    engine.dispose()
    made = make_backup(folder, tmp_path / "old.zip", WATCH, quiet, release="0")
    assert made.manifest.tables == "0001"
    back(made, tmp_path / "new")
    again = open_desk(tmp_path / "new")
    try:
        assert version(again.office.engine) == MIGRATIONS.head
        assert screened(again).counts.records == 3
    finally:
        again.close()


def test_an_untouched_forgery_is_taken(made: Made, tmp_path: Path) -> None:
    path = forged(made, tmp_path / "same.zip", again)
    assert back(path, tmp_path / "new").manifest.moment == made.manifest.moment


def test_a_bomb_is_refused_before_it_is_unpacked(made: Made, tmp_path: Path) -> None:
    size = shutil.disk_usage(tmp_path).free + (1 << 30)

    def bomb(files: dict[str, bytes], manifest: dict[str, object]) -> None:
        again(files, manifest)
        manifest["parts"][0]["size"] = size  # type: ignore[index]

    path = forged(made, tmp_path / "bomb.zip", bomb)
    data = path.read_bytes()
    at = data.index(b"PK\x01\x02")
    room = b"\xff\xff\xff\xff"
    lying = bytearray(data)
    lying[at + 24 : at + 28] = room
    path.write_bytes(lying)
    with pytest.raises(BackupError):
        back(sealed(path), tmp_path / "new")


@pytest.mark.parametrize("what", ["not a zip", "a zip of another", "a folder"])
def test_what_is_no_backup_is_told(tmp_path: Path, what: str) -> None:
    path = tmp_path / "it.zip"
    if what == "a folder":
        path.mkdir()
    elif what == "not a zip":
        path.write_bytes(b"x" * 1_000)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "a")
            archive.comment = b"sha256:" + b"0" * SEAL
        sealed(path)
    with pytest.raises((BackupError, StoreError)):
        back(path, tmp_path / "new")


def test_an_upload_that_rotted_is_told_and_the_rest_is_kept(
    office: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(office, folder)
    upload = min(path for path in (folder / "uploads").rglob("*") if path.is_file())
    upload.write_bytes(b"rotten")
    taken = make_backup(folder, tmp_path / "it.zip", WATCH, quiet, release="0")
    assert taken.manifest.lacking == (upload.name,)
    back(taken, tmp_path / "new")
    assert (
        rows_of(tmp_path / "new/office.sqlite")["runs"]
        == rows_of(office / "office.sqlite")["runs"]
    )


def test_an_office_whose_log_is_broken_is_told_now_and_not_when_it_is_needed(
    office: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(office, folder)
    with closing(sqlite3.connect(folder / "office.sqlite")) as one:
        one.execute("UPDATE audit SET who = 'nobody' WHERE number = 1")
        one.commit()
    with pytest.raises(BackupError, match="broken at line 1"):
        make_backup(folder, tmp_path / "it.zip", WATCH, quiet, release="0")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["office"]


def test_a_case_in_the_folder_comes_along(office: Path, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(office, folder)
    case = str(folder / "cases" / "one")
    (tmp_path / "a.txt").write_text("They operate it.\n")
    assert run(["case", "new", case, "--title", "One", "--by", "desk"]) == 0
    assert run(["case", "add", str(tmp_path / "a.txt"), "--case", case, "--by", "desk"]) == 0
    back(make_backup(folder, tmp_path / "it.zip", WATCH, quiet, release="0"), tmp_path / "new")
    assert run(["case", "check", "--case", str(tmp_path / "new/cases/one")]) == 0
    back(tmp_path / "it.zip", tmp_path / "new", replaces=True)
    again = make_backup(tmp_path / "new", tmp_path / "2.zip", WATCH, quiet, release="0")
    cases = [each.path for each in again.manifest.parts if each.path.endswith("case.sqlite")]
    assert cases == ["cases/one/case.sqlite"], "what made room is not of the office any more"


def test_a_restore_that_broke_off_is_no_office(made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / ".restoring").write_text("{}")
    with pytest.raises(StoreError, match="broke off") as wrong:
        open_desk(folder)
    assert "restore" in wrong.value.hint
    back(made, folder, replaces=True)
    open_desk(folder).close()


class KilledError(BaseException):
    """What ends a program at once."""


@pytest.mark.parametrize("wrong", [OSError(errno.EIO, "it broke"), KilledError()], ids=repr)
def test_a_restore_that_breaks_off_at_any_move_loses_nothing(
    office: Path,
    made: Made,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wrong: BaseException,
) -> None:
    real, before = RealDisk.rename, rows_of(office / "office.sqlite")
    broke = 0
    for ends_at in range(6):
        folder = tmp_path / f"office{ends_at}"
        shutil.copytree(office, folder)
        moves = count()

        def rename(disk: RealDisk, path: Path, to: Path) -> None:
            if next(moves) == ends_at:  # noqa: B023 - it is called within the turn
                raise wrong
            real(disk, path, to)

        with monkeypatch.context() as patched:
            patched.setattr(RealDisk, "rename", rename)
            with suppress(StoreError, KilledError):
                back(made, folder, replaces=True)
                continue
        broke += 1
        if isinstance(wrong, OSError):
            assert rows_of(folder / "office.sqlite") == before, "all is where it was"
            assert list(folder.glob("replaced-*")) == []
            open_desk(folder).close()
        else:
            with pytest.raises(StoreError, match="broke off"):
                open_desk(folder)
            left = [*folder.glob("replaced-*/office.sqlite"), folder / "office.sqlite"]
            assert rows_of(left[0]) == before
        back(made, folder, replaces=True)
        assert rows_of(folder / "office.sqlite")["answers"] == before["answers"]
        open_desk(folder).close()
    assert broke >= 4


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    with small_disk(tmp_path / "small", "1m") as folder:
        yield folder


@pytest.mark.parametrize("left", [4_096, 65_536, 110_000])
def test_a_full_disk_leaves_no_half_backup(office: Path, small: Path, left: int) -> None:
    filler = fill(small, left)
    with pytest.raises((BackupError, StoreError), match=r"(?i)space|full"):
        make_backup(office, small / "it.zip", WATCH, quiet, release="0")
    assert [each.name for each in small.iterdir()] == ["filler"]
    filler.unlink()
    make_backup(office, small / "it.zip", WATCH, quiet, release="0")


@pytest.mark.parametrize("left", [4_096, 200_000, 600_000])
def test_a_full_disk_leaves_no_half_office(made: Made, small: Path, left: int) -> None:
    filler = fill(small, left)
    with pytest.raises(StoreError, match=r"(?i)space|room"):
        put_back(Wish(made.path, small / "new", "desk"), WATCH, quiet)
    assert sorted(each.name for each in (small / "new").iterdir()) in ([], ["office.lock"])
    filler.unlink()


def test_the_commands_tell_what_they_did(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(words)
        return (status, *capsys.readouterr())

    file, new = str(tmp_path / "it.zip"), str(tmp_path / "new")
    folder = tmp_path / "office"
    shutil.copytree(office, folder)
    status, out, err = call("backup", file, "--workspace", str(folder))
    assert (status, out) == (0, f"{file}\n"), err
    assert "SHA-256" in err
    status, _, err = call("backup", file, "--workspace", str(folder))
    assert (status, "--force" in err) == (2, True)
    assert call("backup", file, "--workspace", str(folder), "--force")[0] == 0
    status, _, err = call("restore", file, "--workspace", new)
    assert status == 0, err
    assert "lines of the audit log hold" in err
    assert call("restore", file, "--workspace", new)[0] == 2
    assert "What was there" in call("restore", file, "--workspace", new, "--replace")[2]
