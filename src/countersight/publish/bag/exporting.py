"""A whole case into a bag.

The files come first, then an event in the log that names their digest, then the checkpoint that
covers this event. So the signature covers every file, the log's own and all others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from countersight.errors import BagError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.model.capture import Capture
from countersight.model.event import Event, EventKind
from countersight.ports import Authority, CaseStore, SignedCheckpoint, Watch
from countersight.preserve.log.notes import Verifier, read, signed_by
from countersight.preserve.log.tiles import entry_tiles, hash_tiles
from countersight.preserve.telling import capture_in, named, needed
from countersight.publish.bag.crate import PATH, About, metadata
from countersight.publish.bag.layout import (
    CHECKPOINT,
    ENTRIES,
    KEYS,
    LOG,
    OLD,
    PROFILE,
    SEALED,
    bag_info,
    object_path,
    payload_digest,
)
from countersight.publish.bag.writing import BagWriter, pieces

_SCRIPTS: Final = {
    "VERIFY.txt": "VERIFY.txt",
    "verify.sh": "verify.sh",
    "verify.py": "verify.py.txt",
}


@dataclass(frozen=True, slots=True)
class Export:
    """What is to stand in a bag beside the documents and the log."""

    about: About
    by: str
    """Who exports, in a role."""
    files: tuple[tuple[str, bytes], ...] = ()
    """Path below ``data/`` and bytes, such as ``case.jsonl``."""
    authority: Authority | None = None
    """Asked for its word on the checkpoint, where there is one."""


@dataclass(slots=True)
class _Held:
    """What the log names and the case holds."""

    digests: set[Sha256]
    captures: dict[str, Capture]


def export(case: CaseStore, folder: Path, what: Export, *, watch: Watch) -> str:
    """Write a case into a new folder, whole or not at all; return the signed checkpoint.

    Raises:
        BagError: the folder is there, can't be written, or a path of a file is none.
        HoldingError: bytes that the log names are not held, or are damaged.
        LogError: the log is damaged.
    """
    with BagWriter(folder) as bag:
        at = watch.now()
        held = _held(case)
        for name in sorted(held.digests):
            bag.write(object_path(name), pieces(case.blobs.open(name)))
            if bag.digests[object_path(name)] != name:
                case.blobs.get(name)  # says that it is damaged
        for path, data in what.files:
            if path.startswith(("log/", "objects/")):
                raise BagError(
                    sentence("{path}: is the bag's own", path=path),
                    hint=sentence("Take another path."),
                )
            bag.write(f"data/{path}", [data])
        others = [path for path, _ in what.files]
        bag.write(PATH, [metadata(what.about, at, held.captures, others)])
        note = _signed(case, what, bag.digests, at)
        _write_log(case, bag, note)
        bag.finish(tags(what.about, at, read(note).size))
    return note


def _held(case: CaseStore) -> _Held:
    held = _Held(set(), {})
    for entry in case.log.entries():
        capture = capture_in(entry)
        if capture is not None:
            held.captures.setdefault(capture.capture.digest, capture.capture)
        held.digests |= needed(entry)
        held.digests |= {name for name in named(entry) if case.blobs.holds(name)}
    return held


def _signed(case: CaseStore, what: Export, digests: Mapping[str, str], at: str) -> str:
    """Tell the log of the bag; return the checkpoint that covers this."""
    body = {"type": "bag", "payload": payload_digest(digests), "name": what.about.name}
    (entry,) = case.log.append([Event(EventKind.EXPORT, at, what.by, body)])
    size = entry.number + 1
    note = case.checkpoint(size)
    if what.authority is not None:
        case.keep_checkpoint(SignedCheckpoint(size, note, *what.authority.stamp(note)))
    return note


def _write_log(case: CaseStore, bag: BagWriter, note: str) -> None:
    size = read(note).size
    bag.write(ENTRIES, (f"{line}\n".encode() for line, _ in case.log.lines(0, size)))
    bag.write(
        SEALED, (f"{sealed or 'null'}\n".encode() for _, sealed in case.log.lines(0, size))
    )
    for path, data in hash_tiles(size, case.log.hashes):
        bag.write(f"{LOG}/{path}", [data])
    for path, data in entry_tiles(line.encode() for line, _ in case.log.lines(0, size)):
        bag.write(f"{LOG}/{path}", [data])
    write_keys(case, bag, note)
    for checkpoint in case.checkpoints():
        path = CHECKPOINT if checkpoint.size == size else f"{OLD}/{checkpoint.size:012}"
        if checkpoint.size <= size:
            _write_checkpoint(bag, path, checkpoint)


def _write_checkpoint(bag: BagWriter, path: str, checkpoint: SignedCheckpoint) -> None:
    bag.write(path, [checkpoint.note.encode()])
    if checkpoint.stamp is not None and checkpoint.authority is not None:
        bag.write(f"{path}.tsr", [checkpoint.stamp])
        bag.write(f"{path}.ca.pem", [checkpoint.authority.encode()])


def write_keys(case: CaseStore, bag: BagWriter, note: str) -> None:
    """Write the keys that signed checkpoints; the one that signed *note* comes first."""
    verifiers = [Verifier.parse(one) for one in case.verifiers()]
    verifiers.sort(key=lambda one: not signed_by(note, one))
    for number, verifier in enumerate(verifiers, start=1):
        bag.write(f"{KEYS}/{number:02}.vkey", [f"{verifier}\n".encode()])
        bag.write(f"{KEYS}/{number:02}.pem", [verifier.pem()])


def tags(about: About, at: str, size: int) -> Iterator[tuple[str, bytes]]:
    """Return the tag files of a bag: what it is, and how to verify it."""
    yield (
        "bag-info.txt",
        bag_info(
            [
                ("Source-Organization", about.publisher),
                ("External-Description", about.description or about.name),
                ("External-Identifier", about.name),
                ("Bagging-Date", at[:10]),
                ("Countersight-Bag-Version", PROFILE),
                ("Countersight-Log-Size", str(size)),
            ]
        ),
    )
    for name, source in _SCRIPTS.items():
        yield name, files("countersight.publish.bag").joinpath(source).read_bytes()
