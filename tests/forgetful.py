"""A file system that forgets, at a power cut, what was not synced; for SQLite and for blobs."""

import contextlib
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import apsw

Row: TypeAlias = tuple[Any, ...]


class PowerCutError(Exception):
    """The power is gone; nothing is done any more."""


class Memory:
    """What lasts of each file, and what was written since its last sync."""

    def __init__(self, chance: random.Random, cut_at: int) -> None:
        self.chance = chance
        self.steps = 0
        self.cut_at = cut_at
        self.dead = False
        self.lasting: dict[str, bytes] = {}
        self.loose: dict[str, list[tuple[int, bytes]]] = {}
        self.ghosts: dict[str, bytes] = {}
        self.forgotten = 0

    def step(self) -> None:
        """Count one act; the power goes at the one that was drawn."""
        self.steps += 1
        if self.steps >= self.cut_at:
            self.dead = True
        if self.dead:
            raise PowerCutError

    def wrote(self, path: str, at: int, data: bytes) -> None:
        self.loose.setdefault(path, []).append((at, data))

    def truncated(self, path: str, size: int) -> None:
        self.loose.setdefault(path, []).append((-1 - size, b""))

    def synced(self, path: str) -> None:
        self.lasting[path] = Path(path).read_bytes()
        self.loose.pop(path, None)

    def deleted(self, path: str, *, synced: bool) -> None:
        gone = self.lasting.pop(path, None)
        if gone is not None and not synced:
            self.ghosts[path] = gone
        self.loose.pop(path, None)

    def folder_synced(self) -> None:
        """Make names last; a file that was removed does not come back."""
        self.ghosts.clear()

    def restore(self) -> None:
        """Leave on the disk what lasts, and of what was not synced a part, drawn by chance."""
        for path, data in self.ghosts.items():
            if path not in self.lasting and self.chance.random() < 0.5:
                Path(path).write_bytes(data)
        for path in sorted({*self.lasting, *self.loose}):
            whole = self._left(path)
            if path in self.lasting or whole:
                Path(path).write_bytes(whole)
            else:
                Path(path).unlink(missing_ok=True)

    def _left(self, path: str) -> bytes:
        whole = bytearray(self.lasting.get(path, b""))
        for at, piece in self.loose.get(path, []):
            if self.chance.random() < 0.5:
                self.forgotten += 1
            elif at < 0:
                del whole[-1 - at :]
            else:
                whole.extend(bytes(max(0, at - len(whole))))
                whole[at : at + len(piece)] = piece
        return bytes(whole)


class ForgetfulVfs(apsw.VFS):
    """SQLite's way to files, through a memory that forgets."""

    def __init__(self, name: str, memory: Memory) -> None:
        self.memory = memory
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: Any) -> "ForgetfulFile":  # noqa: N802
        return ForgetfulFile(self.memory, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802
        self.memory.step()
        super().xDelete(filename, syncdir)
        self.memory.deleted(filename, synced=syncdir)


class ForgetfulFile(apsw.VFSFile):
    """One open file."""

    def __init__(self, memory: Memory, name: Any, flags: Any) -> None:
        self.memory = memory
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        super().__init__("", name, flags)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802
        self.memory.step()
        super().xWrite(data, offset)
        self.memory.wrote(self.path, offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self.memory.step()
        super().xTruncate(newsize)
        self.memory.truncated(self.path, newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.memory.step()
        super().xSync(flags)
        self.memory.synced(self.path)


class Dbapi:
    """As much of DB-API over APSW as SQLAlchemy's dialect of SQLite asks for."""

    paramstyle = "qmark"
    threadsafety = 1
    apilevel = "2.0"
    Error = DatabaseError = OperationalError = IntegrityError = apsw.Error
    NotSupportedError = ProgrammingError = InterfaceError = InternalError = apsw.Error
    DataError = apsw.Error
    sqlite_version = apsw.sqlite_lib_version()
    sqlite_version_info = tuple(int(one) for one in sqlite_version.split("."))
    version_info = sqlite_version_info
    Binary = bytes


class Cursor:
    """A cursor that holds its rows."""

    arraysize = 1

    def __init__(self, raw: apsw.Connection) -> None:
        self._raw = raw
        self._rows: list[Row] = []
        self.description: Sequence[Row] | None = None
        self.rowcount = -1
        self.lastrowid = 0

    def execute(self, sql: str, values: Sequence[Any] = ()) -> "Cursor":
        cursor = self._raw.cursor()
        names: list[str] = []

        def traced(running: apsw.Cursor, *_: Any) -> bool:
            names[:] = [
                one[0] for one in running.getdescription()
            ]  # gone once there are no rows
            return True

        cursor.exec_trace = traced
        cursor.execute(sql, tuple(values))
        self.description = [(one, *[None] * 6) for one in names] or None
        self._rows = list(cursor) if self.description else []
        self.rowcount = self._raw.changes()
        return self

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> "Cursor":
        self._raw.cursor().executemany(sql, [tuple(row) for row in rows])
        self.description, self._rows = None, []
        return self

    def fetchone(self) -> Row | None:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[Row]:
        some, self._rows = self._rows[:size], self._rows[size:]
        return some

    def fetchall(self) -> list[Row]:
        return self.fetchmany(len(self._rows))

    def close(self) -> None:
        self._rows = []


class Connection:
    """A connection of APSW that SQLAlchemy takes for one of sqlite3."""

    isolation_level = None

    def __init__(self, path: Path, vfs: str) -> None:
        self.raw = apsw.Connection(str(path), vfs=vfs)

    def cursor(self) -> Cursor:
        return Cursor(self.raw)

    def execute(self, sql: str) -> Cursor:
        return self.cursor().execute(sql)

    def create_function(self, *_: Any, **__: Any) -> None:
        """Nothing here asks for a function."""

    def commit(self) -> None:
        if not self.raw.getautocommit():
            self.execute("COMMIT")

    def rollback(self) -> None:
        if not self.raw.getautocommit():
            self.execute("ROLLBACK")

    def close(self) -> None:
        with contextlib.suppress(PowerCutError, apsw.Error):
            self.raw.close(True)  # noqa: FBT003


class ForgetfulDisk:
    """The disk of blobs: files last once synced, names once their folder is."""

    def __init__(self, chance: random.Random, cut_at: int) -> None:
        self.chance = chance
        self.cut_at = cut_at
        self.steps = 0
        self.undo: dict[Path, list[Callable[[], None]]] = {}
        self.loose: dict[Path, int] = {}
        self.forgotten = 0

    def _step(self, folder: Path | None = None, back: Callable[[], None] | None = None) -> None:
        self.steps += 1
        if self.steps >= self.cut_at:
            raise PowerCutError
        if folder is not None and back is not None:
            self.undo.setdefault(folder, []).append(back)

    def write(self, path: Path, data: bytes) -> None:
        self._step(path.parent, lambda: path.unlink(missing_ok=True))
        path.write_bytes(data)
        self.loose[path] = len(data)

    def sync(self, path: Path) -> None:
        self._step()
        self.loose.pop(path, None)

    def rename(self, path: Path, to: Path) -> None:
        old = to.read_bytes() if to.exists() else None

        def back() -> None:
            to.unlink(missing_ok=True) if old is None else to.write_bytes(old)

        self._step(to.parent, back)
        path.replace(to)
        if path in self.loose:
            self.loose[to] = self.loose.pop(path)

    def make_folder(self, path: Path) -> None:
        def back() -> None:
            shutil.rmtree(path, ignore_errors=True)

        self._step(path.parent, back)
        path.mkdir(exist_ok=True)

    def sync_folder(self, path: Path) -> None:
        self._step()
        self.undo.pop(path, None)

    def remove(self, path: Path) -> None:
        self._step()
        path.unlink(missing_ok=True)

    def restore(self) -> None:
        """Take back what was not synced, each with a chance of one half."""
        for path, size in self.loose.items():
            if path.exists() and self.chance.random() < 0.5:
                self.forgotten += 1
                path.write_bytes(path.read_bytes()[: self.chance.randrange(size + 1)])
        for acts in self.undo.values():
            for back in reversed(acts):
                if self.chance.random() < 0.5:
                    self.forgotten += 1
                    back()
