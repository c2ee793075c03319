"""Where an answer goes: standard output, or a file that is there whole or not at all."""

import os
import secrets
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from countersight.cli import console
from countersight.errors import SettingError
from countersight.messages import _
from countersight.report.faces import Piece


class Output(Protocol):
    """Takes the pieces of an answer."""

    def write(self, pieces: Iterable[Piece]) -> None:
        """Write pieces, one after the other."""


class Standard:
    """Writes to standard output."""

    def write(self, pieces: Iterable[Piece]) -> None:
        """Write pieces, one after the other; bytes go around the text layer."""
        for piece in pieces:
            if isinstance(piece, str):
                console.out(piece)
            else:
                sys.stdout.flush()
                sys.stdout.buffer.write(piece)


class InFile:
    """Writes to an open file: text as UTF-8."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path

    def write(self, pieces: Iterable[Piece]) -> None:
        """Write pieces, one after the other."""
        for piece in pieces:
            data = (
                piece.encode("utf-8", "backslashreplace") if isinstance(piece, str) else piece
            )
            with _told(self._path):
                self._file.write(data)


@contextmanager
def opened(path: Path | None, *, binary: bool) -> Iterator[Output]:
    """Open what an answer is written to: *path*, or standard output where it is None.

    A file is written beside its place and moved there when the answer is whole; a run that
    breaks leaves what was there before.

    Raises:
        SettingError: the file can't be written, or bytes would go to a terminal.
    """
    if path is None:
        if binary and sys.stdout.isatty():
            raise SettingError(
                _("this format is no text, and standard output is a terminal"),
                hint=_("Write it to a file with --output FILE."),
            )
        yield Standard()
        sys.stdout.flush()
        return
    with _replacing(path.resolve()) as file:
        yield InFile(file, path)


def refuse_input(path: Path | None, files: Sequence[str | Path]) -> None:
    """Refuse to write over a file that is to be read.

    Raises:
        SettingError: *path* is one of *files*.
    """
    if path is None:
        return
    target = path.resolve()
    if any(name != "-" and Path(name).resolve() == target for name in files):
        raise SettingError(
            _("--output {path}: is one of the files to screen").format(path=path),
            hint=_("Name another file."),
        )


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    if path.exists() and not path.is_file() and not path.is_dir():
        with _told(path):
            file = path.open("wb")  # a pipe or a device has no place to move a file to
        with file:
            yield file
        return
    part = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.part")
    with _told(path):
        file = part.open("xb")
    try:
        with file:
            yield file
            with _told(path):
                file.flush()
                os.fsync(file.fileno())
        with _told(path):
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say of which file it is that a place, a disk or a right is lacking."""
    try:
        yield
    except OSError as wrong:
        raise SettingError(
            _("--output {path}: can't be written: {strerror}").format(
                path=path, strerror=wrong.strerror
            ),
            hint=_("Name a file in a folder that you may write to."),
        ) from wrong
