"""Files of the catalogue: found, read, parsed once, and the parsed form cached.

The cache is a JSON text (never a pickle: a cache that others can write must not run code),
kept by the digest of the files' names and bytes, so that a changed file is parsed anew
whatever its time stamp says. One cache file stands for one set of names, so that they don't
pile up. A cache that is missing, damaged or out of reach is no error: the files are parsed.
Only what has passed every check is cached.
"""

import contextlib
import json
import os
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from countersight.errors import CatalogueError
from countersight.ids import digest, digest_of
from countersight.messages import sentence

MAX_BYTES = 2_000_000
"""No file of a catalogue is larger."""
_FORM = "1"
"""Goes up when the cached form changes."""
_DAY = "$day"


@dataclass(frozen=True, slots=True)
class File:
    """One file: how errors call it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tables of some files, by name, and the digest of the files."""

    tables: Mapping[str, Mapping[str, object]]
    digest: str


def folder() -> Path:
    """Return the folder of the catalogue that the project ships."""
    return Path(__file__).parent / "data"


def toml_files(where: Path) -> list[Path]:
    """Return the TOML files of a folder, not of the folders in it; or the file itself.

    Raises:
        CatalogueError: the folder can't be listed, or holds none.
    """
    try:
        if where.is_dir():
            found = sorted(path for path in where.iterdir() if path.suffix == ".toml")
            if not found:
                raise CatalogueError(
                    sentence("{where}: holds no TOML file", where=where),
                    hint=sentence("Put *.toml there."),
                )
            return found
    except OSError as wrong:
        raise CatalogueError(
            sentence(
                "{where}: can't be listed: {strerror}", where=where, strerror=wrong.strerror
            )
        ) from wrong
    return [where]


def read(path: Path, name: str, most: int = MAX_BYTES) -> File:
    """Return the bytes of a file.

    Raises:
        CatalogueError: it can't be read, or is too large.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as wrong:
        raise CatalogueError(
            sentence("{name}: can't be read: {strerror}", name=name, strerror=wrong.strerror)
        ) from wrong
    if len(data) > most:
        raise CatalogueError(
            sentence("{name}: is larger than {most} bytes", name=name, most=most),
            hint=sentence("Split it."),
        )
    return File(name, data)


def parse_file(file: File) -> Mapping[str, object]:
    """Return the tables of one TOML file.

    Raises:
        CatalogueError: it is no TOML, no UTF-8, or nested too deeply.
    """
    try:
        return tomllib.loads(file.data.decode("utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise CatalogueError(
            sentence("{name}: is no TOML: {wrong}", name=file.name, wrong=str(wrong))
        ) from wrong
    except UnicodeDecodeError as wrong:
        hint = sentence("Save it as UTF-8.")
        raise CatalogueError(
            sentence("{name}: is no UTF-8 at byte {start}", name=file.name, start=wrong.start),
            hint=hint,
        ) from wrong
    except (RecursionError, ValueError) as wrong:
        raise CatalogueError(
            sentence("{name}: can't be read: {wrong}", name=file.name, wrong=str(wrong))
        ) from wrong


def parse(files: Sequence[File], cache: Path | None) -> Parsed:
    """Return the tables of *files*, from the cache where it holds just these."""
    key = digest_of((Path(file.name).name, file.data) for file in files)
    cached = None if cache is None else _cached(_cache_file(cache, files), key)
    return Parsed(cached or {file.name: parse_file(file) for file in files}, key)


def keep(parsed: Parsed, files: Sequence[File], cache: Path | None) -> None:
    """Put the tables into the cache, if there is one and it has not got them yet."""
    if cache is None or not files:
        return
    target = _cache_file(cache, files)
    if _cached(target, parsed.digest) is None:
        with contextlib.suppress(OSError, TypeError, RecursionError):
            _write(target, _frame(json.dumps(parsed.tables, default=_tag), parsed.digest))


def _cache_file(cache: Path, files: Iterable[File]) -> Path:
    names = "\n".join(file.name for file in files)
    return cache / f"catalogue-{digest(names.encode())[:16]}.json"


def _frame(body: str, key: str) -> bytes:
    return f"{_FORM} {key} {digest(body.encode())}\n{body}".encode()


def _cached(path: Path, key: str) -> dict[str, dict[str, object]] | None:
    with contextlib.suppress(OSError, ValueError, RecursionError):
        head, _, body = path.read_bytes().partition(b"\n")
        if head.decode() == f"{_FORM} {key} {digest(body)}":
            found: dict[str, dict[str, object]] = json.loads(body, object_hook=_untag)
            return found
    return None


def _write(target: Path, data: bytes) -> None:
    """Write in one go: another process sees the old file or the new one, never half."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".catalogue-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _tag(value: object) -> dict[str, str]:
    if isinstance(value, date) and not isinstance(value, datetime):
        return {_DAY: value.isoformat()}
    raise TypeError(f"{value!r} is not cached")


def _untag(table: dict[str, object]) -> object:
    day = table.get(_DAY)
    return date.fromisoformat(day) if isinstance(day, str) else table
