"""The log in a bag, read line by line: its tree, its tiles, what its entries say and need."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from countersight.errors import LogError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.model.event import Entry, Event, EventKind
from countersight.preserve.log.lines import LONGEST_SEALED, entry, is_canonical
from countersight.preserve.log.tiles import WIDTH, entry_tiles, tile_path
from countersight.preserve.log.tree import Growing, leaf_hash
from countersight.preserve.telling import named, needed
from countersight.publish.bag.layout import ENTRIES, LOG, SEALED

_LONGEST_LINE: Final = 1 << 12
_LEVELS: Final = 8
_HASH: Final = 32


def log_lines(folder: Path) -> Iterator[tuple[str, str | None]]:
    """Return of each entry of a bag its line and its sealed text.

    Raises:
        LogError: a line is too long or no text, or the files differ in length.
    """
    with (folder / ENTRIES).open("rb") as lines, (folder / SEALED).open("rb") as texts:
        number = 0
        while line := lines.readline(_LONGEST_LINE):
            text = texts.readline(LONGEST_SEALED + 1)
            if not line.endswith(b"\n") or not text.endswith(b"\n"):
                raise LogError(
                    sentence(
                        "entry {number}: a line is too long, cut off, or missing", number=number
                    )
                )
            try:
                yield line[:-1].decode(), None if text == b"null\n" else text[:-1].decode()
            except UnicodeDecodeError as wrong:
                raise LogError(
                    sentence("entry {number}: a line is no UTF-8", number=number)
                ) from wrong
            number += 1
        if texts.read(1):
            raise LogError(sentence("there are more sealed texts than entries"))


@dataclass(slots=True)
class LogRead:
    """What a reading of the log found."""

    tree: Growing = field(default_factory=Growing)
    tiles: list[bytearray] = field(default_factory=list)
    """Of each level of tiles, its hashes in a row."""
    roots: dict[int, bytes] = field(default_factory=dict)
    """Root at each size that was asked for."""
    needs: set[Sha256] = field(default_factory=set)
    names: set[Sha256] = field(default_factory=set)
    erased: int = 0
    set_back: int = 0
    payload: object = None
    """Digest of the other files, as the last bag's export tells it."""

    def take(self, line: str, sealed: str | None) -> None:
        """Read one entry.

        Raises:
            LogError: it is damaged, or not written in canonical JSON.
        """
        found = entry(self.tree.size, line, sealed)
        if sealed is not None and not is_canonical(sealed):
            raise LogError(
                sentence(
                    "entry {number}: the sealed text is no canonical JSON", number=found.number
                )
            )
        for level, one in enumerate(self.tree.add(leaf_hash(line.encode()))):
            if level % _LEVELS == 0:
                if level // _LEVELS == len(self.tiles):
                    self.tiles.append(bytearray())
                self.tiles[level // _LEVELS] += one
        self._note(found)

    def _note(self, found: Entry) -> None:
        self.erased += found.event is None
        self.set_back += found.set_back
        self.needs |= needed(found)
        self.names |= named(found)
        event = found.event
        match event:
            case Event(kind=EventKind.EXPORT, body={"type": "bag", "payload": payload}):
                self.payload = payload
            case _:
                pass


def read_log(folder: Path, sizes: set[int]) -> LogRead:
    """Read the log of a bag, and note its root at each of *sizes*.

    Raises:
        LogError: an entry is damaged.
    """
    log = LogRead()
    for line, sealed in log_lines(folder):
        log.take(line, sealed)
        if log.tree.size in sizes:
            log.roots[log.tree.size] = log.tree.root()
    if 0 in sizes:
        log.roots[0] = Growing().root()
    return log


def tile_flaws(folder: Path, log: LogRead, digests: Mapping[str, str]) -> Iterator[str]:
    """Return the path of each tile that differs from the log, is missing or is too many."""
    told = {path for path in digests if path.startswith(f"{LOG}/tile/")}
    for path, data in _tiles(folder, log):
        where = f"{LOG}/{path}"
        if where not in told or (folder / where).read_bytes() != data:
            yield where
        told.discard(where)
    yield from sorted(told)


def _tiles(folder: Path, log: LogRead) -> Iterator[tuple[str, bytes]]:
    for level, row in enumerate(log.tiles):
        for number, at in enumerate(range(0, len(row), WIDTH * _HASH)):
            data = bytes(row[at : at + WIDTH * _HASH])
            yield tile_path(level, number, len(data) // _HASH), data
    yield from entry_tiles(line.encode() for line, _ in log_lines(folder))
